"""Promises about what the frame of every page is told."""

from __future__ import annotations

import re

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/es//evil.example/", "//evil.example/", "/es/\\evil.example/", "/es///evil.example/"])
def test_no_address_makes_a_page_that_leads_to_another_site(client: Client, address: str) -> None:
    page = client.get("/", PATH_INFO=address).content.decode()
    links = re.findall(r'<a [^>]*?href="([^"]*evil[^"]*)"', page)
    assert links
    assert not [link for link in links if re.match(r"/[/\\]", link)]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "other"), [("/about/", "/es/about/"), ("/es/about/", "/about/"), ("/", "/es/"), ("/es/", "/")])
def test_each_page_leads_to_itself_in_the_other_language(client: Client, address: str, other: str) -> None:
    assert f'<a href="{other}" lang=' in client.get(address).content.decode()
