"""Promises of the crisis page: 988 and 911 first, then every line by need with what to expect, in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.contrib.auth.models import User
from django.test import Client

from crisis.hotlines import Entry
from crisis.lines import LINES
from crisis.models import Resource
from crisis.needs import NEEDS
from tests.content.made import tree, words

PAGES = {"en": "/crisis/", "es": "/es/crisis/"}


def page(client: Client, language: str = "en") -> Element:
    main = tree(client.get(PAGES[language]).content).find(".//main")
    assert main is not None
    return main


def links(part: Element | None) -> list[str]:
    assert part is not None
    return [str(link.get("href")) for link in part.iter("a")]


@pytest.mark.parametrize("language", PAGES)
def test_call_text_chat_and_911_come_first(client: Client, language: str) -> None:
    ways = [href for href in links(page(client, language)) if href.startswith(("tel", "sms", "https"))]
    assert ways[:4] == ["tel:988", "sms:988", "https://988lifeline.org/chat/", "tel:911"]


@pytest.mark.parametrize("language", PAGES)
def test_the_contents_lead_to_every_part_in_order(client: Client, language: str) -> None:
    main = page(client, language)
    found = links(main.find(".//nav[@aria-labelledby='find']"))
    assert found == [f"#{need.key}" for need in NEEDS] + ["#someone-else", "#after"]
    ids = [element.get("id") for element in main.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {href.removeprefix("#") for href in found} <= set(ids)


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("entry", LINES, ids=lambda entry: entry.key)
def test_a_line_says_how_to_reach_it_and_what_to_expect_without_a_database(client: Client, language: str, entry: Entry) -> None:
    shown = page(client, language).find(f".//div[@id='line-{entry.key}']")
    assert links(shown) == [contact.href for contact in entry.contacts]
    said = words(shown)
    for name in ("name", "who", "hours", "languages", "cost", "happens", "privacy", "note", "deaf"):
        assert getattr(entry, name).of(language) in said, name
    for number in (entry.videophone, entry.tty):
        assert number in said


def test_a_line_that_nobody_has_checked_says_so(client: Client) -> None:
    main, spanish = page(client), page(client, "es")
    assert "Not by us yet. Sources: July 19, 2026." in words(main.find(".//div[@id='line-trevor']"))
    assert "Not by us yet. Sources: 2025." in words(main.find(".//div[@id='line-poison']"))
    assert "Aún no la hemos hecho. Fuentes: 19 de julio de 2026." in words(spanish.find(".//div[@id='line-trevor']"))


@pytest.mark.django_db
def test_a_line_that_was_checked_says_on_which_day(client: Client, ada: User) -> None:
    Resource.objects.filter(key="trevor").checked(by=ada, on=date(2026, 11, 25))
    assert "Last checked November 25, 2026" in words(page(client).find(".//div[@id='line-trevor']"))
    assert "25 de noviembre de 2026" in words(page(client, "es").find(".//div[@id='line-trevor']"))
    assert "ada" not in words(page(client).find(".//div[@id='line-trevor']"))


@pytest.mark.django_db
def test_what_staff_write_is_text_and_no_markup(client: Client) -> None:
    Resource.objects.filter(key="trevor").update(who_en="<b>All</b> & <script>alert(1)</script>")
    assert "<b>All</b> & <script>alert(1)</script>" in words(page(client).find(".//div[@id='line-trevor']"))


@pytest.mark.django_db
def test_a_part_without_a_line_is_left_out_with_its_link(client: Client) -> None:
    Resource.objects.filter(need="poison").update(shown=False)
    main = page(client)
    assert "#poison" not in links(main)
    assert main.find(".//section[@aria-labelledby='poison']") is None


@pytest.mark.django_db
def test_the_page_asks_the_database_one_thing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        client.get("/crisis/")


@pytest.mark.parametrize("language", PAGES)
def test_it_says_that_nobody_watches_it_and_offers_no_option_that_has_ended(client: Client, language: str) -> None:
    said = words(page(client, language))
    assert {"en": "This website is not a crisis service, and nobody watches it.", "es": "nadie está pendiente de él"}[language] in said
    assert not [ended for ended in ("press 3", "oprima 3", "PRIDE") if ended in said]


def test_it_helps_to_help_someone_and_says_what_comes_after(client: Client) -> None:
    main = page(client)
    assert [words(heading) for heading in main.iter("h2")] == [
        "Find a line for…",
        "What happens when you call",
        "Get through the next minute",
        "Lines by need",
        "If you are worried about someone else",
        "After a crisis",
        "Sources",
    ]
    assert "Are you thinking about suicide?" in words(main)
    assert "Talking about having no hope" in words(main)


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_way_out_leads_on_and_has_the_browser_drop_what_it_kept(client: Client, settings: Any, method: str) -> None:
    settings.QUICK_EXIT_URL = "https://weather.example/"
    response = getattr(client, method)("/leave/?from=here")
    assert response.status_code == 303
    assert response.headers["Location"] == "https://weather.example/"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_nobody_is_sent_out_by_a_form(client: Client) -> None:
    response = client.post("/leave/")
    assert response.status_code == 405
    assert "Clear-Site-Data" not in response.headers
