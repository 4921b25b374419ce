"""Sources and old addresses at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from content.models import Redirect, Source

pytestmark = pytest.mark.django_db

SOURCES, REDIRECTS = "/admin/content/source/", "/admin/content/redirect/"


def test_the_key_of_a_source_is_settled_once_pages_may_cite_it(admin_client: Client) -> None:
    source, count = Source.objects.get(key="nice_cg31"), Source.objects.count()
    values = {
        "key": "other",
        "authors": source.authors,
        "title": "Another title",
        "year": source.year or "",
        "venue": source.venue,
        "url": source.url,
    }
    admin_client.post(f"{SOURCES}nice_cg31/change/", values)
    assert Source.objects.get(key="nice_cg31").title == "Another title"
    assert Source.objects.count() == count


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"path": "old", "to": "old"}, "cannot lead to itself"),
        ({"path": "therapy", "to": "alliance"}, "A published page answers at this address"),
        ({"path": "old", "to": "//example.org"}, ""),
        ({"path": "old", "to": "https://example.org/"}, "Use lower-case letters"),
        ({"path": "../old", "to": ""}, "Use lower-case letters"),
    ],
)
def test_an_old_address_leads_to_an_address_of_this_site_only(values: dict[str, str], words: str, admin_client: Client) -> None:
    html = admin_client.post(f"{REDIRECTS}add/", values | {"language": "en"}).content.decode()
    assert words in html
    assert not Redirect.objects.exists()


def test_an_old_address_is_kept_without_its_outer_slashes(client: Client, admin_client: Client) -> None:
    admin_client.post(f"{REDIRECTS}add/", {"path": "/old/", "to": "/alliance/", "language": "en"})
    assert client.get("/old/")["Location"] == "/alliance/"


def test_people_and_groups_are_kept_at_the_same_desk(admin_client: Client, make_user: Callable[..., User]) -> None:
    person = make_user("vera", "view_page")
    for address in (
        "/admin/auth/user/",
        f"/admin/auth/user/{person.pk}/change/",
        f"/admin/auth/user/{person.pk}/password/",
        "/admin/auth/group/add/",
    ):
        assert "EPH content" in admin_client.get(address).content.decode()
