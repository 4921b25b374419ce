"""Links are read from what readers see, and those that lead nowhere are told."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from content import links
from content.models import LinkCheck, Redirect, Source
from tests.content.made import draft, published

pytestmark = pytest.mark.django_db

# Addresses that answer, and what is no address of a page.
FINE = [
    *("/", "/es/", "/alliance/", "/alliance", "/alliance/#what", "#here", "?a=b", "../../alliance/", "/es/alliance/", "http://127.0.0.1:8000/"),
    *("/approaches/", "/glossary/", "/crisis/", "/es/crisis/", "/988/", "/feed.xml", "/media/images/a.webp"),
    *("/tea/old/", "mailto:a@example.org", "tel:988", "http://["),
]


def broken(body: str, path: str = "tea/green", language: str = "en", **values: object) -> list[str]:
    """The links of a page that nothing answers at."""
    published(path, language, body=body, **values)
    return [link for page, found in links.read().broken if (page.path, page.language) == (path, language) for link in found]


def leaving(body: str) -> list[str]:
    page = published("tea/green", body=body)
    return [url for url, users in links.read().leaving.items() if page in users]


def test_the_shipped_pages_link_to_nothing_that_is_not_there() -> None:
    assert links.read().broken == []


@pytest.mark.parametrize(
    "link",
    ["/nope/", "/glossary/nope/", "/es/nope/", "/tea/draft/", "/tea/gone/", "/tea/round/", "../nope/", "http://127.0.0.1:8000/nope/", "/nope/?a=b#c"],
)
def test_a_link_to_nothing_is_broken(link: str) -> None:
    draft("tea/draft")
    Redirect.objects.create(path="tea/gone")
    Redirect.objects.create(path="tea/round", to="tea/and-round")
    Redirect.objects.create(path="tea/and-round", to="tea/round")
    assert len(broken(f"Some [words]({link}) here.")) == 1


@pytest.mark.parametrize("link", FINE)
def test_a_link_to_what_answers_is_not(link: str) -> None:
    Redirect.objects.create(path="tea/old", to="tea/older")
    Redirect.objects.create(path="tea/older", to="alliance")
    assert broken(f"Some [words]({link}) here.") == []


def test_every_way_to_link_is_read_and_code_is_not() -> None:
    assert broken('[a](/one/ "Title") [b](</two/>) [c][d] <http://127.0.0.1:8000/four/>\n\n[d]: /three/\n') == [
        "/one/",
        "/two/",
        "/four/",
        "/three/",
    ]
    assert broken("`[a](/one/)`\n\n```\n[b](/two/)\n```\n", "tea/code") == []


def test_addresses_in_facts_are_links_too() -> None:
    assert broken("", "glossary/waterfall", kind="term", facts={"see": ["/alliance/", "/nope/"]}) == ["/nope/"]


def test_links_to_other_sites_are_told_with_who_leads_there() -> None:
    assert leaving("[a](https://example.org/a_(b)#c) and [d](http://example.org/d)") == ["https://example.org/a_(b)", "http://example.org/d"]
    source = Source.objects.create(key="tea", authors="Leaf A", title="Tea", doi="10.1000/tea", url="https://example.org/tea")
    found = links.read().leaving
    assert found["https://doi.org/10.1000/tea"] == found["https://example.org/tea"] == [source]
    assert "988 Suicide & Crisis Lifeline" in found["https://988lifeline.org/chat/"]


def test_reading_all_links_takes_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(5):
        links.read()


@pytest.mark.parametrize("text", ["[" * 50_000, "`" * 50_001, "](" * 30_000, "](a(" * 20_000, "~~~\n" * 20_000, "](" + "a" * 90_000])
def test_no_text_makes_reading_its_links_slow(text: str) -> None:
    published("tea/green", body=text)
    before = timezone.now()
    links.read()
    assert (timezone.now() - before).total_seconds() < 2


def test_the_command_tells_of_broken_links_and_asks_no_other_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.management.commands.check_links.check", lambda *_: pytest.fail("asked another site"))
    published("tea/green", body="Some [words](/nope/).")
    out = StringIO()
    call_command("check_links", stdout=out)
    assert out.getvalue() == "/tea/green/ links to /nope/, where nothing answers.\n1 broken links inside the site.\n"


def test_the_desk_shows_what_other_sites_answered_broken_ones_first(
    admin_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = published("tea/green", body="[a](https://example.org/gone) [b](https://example.org/fine) [c](https://example.org/shy)")
    for name, ok in (("fine", True), ("shy", None), ("gone", False)):
        LinkCheck.objects.create(url=f"https://example.org/{name}", ok=ok, said=f"{name}.", checked_at=timezone.now())
    with django_assert_max_num_queries(12):
        html = admin_client.get("/admin/content/linkcheck/").content.decode()
    assert html.index("gone.") < html.index("shy.") < html.index("fine.")
    assert html.count(f'<a href="/admin/content/page/{page.pk}/change/">') == 3
    html = admin_client.get("/admin/content/linkcheck/", {"answer": "unsure"}).content.decode()
    assert "shy." in html
    assert "gone." not in html


@pytest.mark.parametrize("address", ["add/", "{}/delete/"])
def test_nobody_writes_by_hand_what_other_sites_answered(address: str, admin_client: Client) -> None:
    row = LinkCheck.objects.create(url="https://example.org/", ok=True, said="Works.", checked_at=timezone.now())
    assert admin_client.post(f"/admin/content/linkcheck/{address.format(row.pk)}", {"post": "yes"}).status_code == 403
    assert LinkCheck.objects.count() == 1
