"""Sources and old addresses at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from content.models import Redirect, Source
from tests.content.made import draft

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


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("second", "leads back to /first/, so readers would go in a circle"),
        ("third", "/third/ is gone itself"),
        ("nowhere", "No published page answers at /nowhere/"),
        ("glossary/waterfall", "No published page answers at /glossary/waterfall/"),
    ],
)
def test_an_old_address_leads_where_readers_find_something(to: str, words: str, admin_client: Client) -> None:
    draft("glossary/waterfall")
    Redirect.objects.create(path="second", to="first")
    Redirect.objects.create(path="third")
    html = admin_client.post(f"{REDIRECTS}add/", {"path": "first", "to": to, "language": "en"}).content.decode()
    assert words in html
    assert not Redirect.objects.filter(path="first").exists()


@pytest.mark.parametrize("to", ["alliance", "approaches", "glossary"])
def test_pages_and_lists_may_take_the_place_of_a_page(to: str, client: Client, admin_client: Client) -> None:
    admin_client.post(f"{REDIRECTS}add/", {"path": "first", "to": to, "language": "en"})
    assert client.get(client.get("/first/")["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["glossary", "crisis", "approaches"])
def test_an_address_that_answers_is_no_old_one(path: str, admin_client: Client) -> None:
    html = admin_client.post(f"{REDIRECTS}add/", {"path": path, "to": "alliance", "language": "en"}).content.decode()
    assert "answers at this address" in html


def test_no_reader_takes_two_steps(admin_client: Client) -> None:
    Redirect.objects.create(path="second", to="alliance")
    admin_client.post(f"{REDIRECTS}add/", {"path": "first", "to": "second", "language": "en"})
    assert Redirect.objects.get(path="first").to == "alliance"
    Redirect.objects.create(path="zeroth", to="older")
    admin_client.post(f"{REDIRECTS}add/", {"path": "older", "to": "alliance", "language": "en"})
    assert Redirect.objects.get(path="zeroth").to == "alliance"


def test_the_two_languages_do_not_mix(admin_client: Client) -> None:
    Redirect.objects.create(path="second", to="first", language="es")
    html = admin_client.post(f"{REDIRECTS}add/", {"path": "first", "to": "alliance", "language": "es"}).content.decode()
    assert "No published page answers at /es/alliance/" in html
    admin_client.post(f"{REDIRECTS}add/", {"path": "first", "to": "alliance", "language": "en"})
    assert "/es/second/" in admin_client.get(REDIRECTS).content.decode()


def test_a_redirect_that_exists_can_be_saved_again(admin_client: Client) -> None:
    known = Redirect.objects.create(path="second", to="alliance")
    admin_client.post(f"{REDIRECTS}{known.pk}/change/", {"path": "second", "to": "", "language": "en"})
    known.refresh_from_db()
    assert known.to == ""


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
