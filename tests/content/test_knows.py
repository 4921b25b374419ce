"""What we say that the server keeps is what it is told to keep."""

from __future__ import annotations

import re
import runpy
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.content.made import tree, words

ADDRESSES = ["/about/what-this-site-knows/", "/es/about/what-this-site-knows/"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.django_db
def test_the_format_that_is_shown_is_the_one_that_the_server_uses(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    told = runpy.run_path(str(settings.BASE_DIR / "config" / "gunicorn.conf.py"))["access_log_format"]
    with django_assert_num_queries(0):
        root = tree(client.get(address).content)
    shown, *fields = [words(code) for code in root.iter("code")]
    assert shown == told
    assert fields == re.findall(r"%\(\w+\)s", told)


@pytest.mark.django_db
def test_a_field_that_is_added_to_the_log_is_told_at_once(client: Client, settings: Any) -> None:
    settings.ACCESS_LOG_FORMAT = "%(t)s %(h)s"
    assert "<code>%(h)s</code> h" in client.get(ADDRESSES[0]).content.decode()
