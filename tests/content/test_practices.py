"""Practices with a tool: the tool stands where the text places it, and cautions and 988 always beside it."""

from __future__ import annotations

import pytest
from django.test import Client

from content.context import practice_context
from content.forms import PracticeFacts
from content.models import Page
from tests.content.made import published, tree, words

pytestmark = pytest.mark.django_db
SHEET = [{"label": "What happened", "hint": "Just the facts."}, {"label": "What I felt"}]


@pytest.fixture
def shipped(client: Client) -> list[Page]:
    found = list(Page.objects.published().of_kind("practice"))
    assert len(found) > 5
    return found


def test_a_sheet_stands_where_the_text_places_it_in_no_form(client: Client) -> None:
    page = published("practice/made", kind="practice", facts={"sheet": SHEET}, body="Before.\n\n{sheet}\n\nAfter.")
    root = tree(client.get(page.get_absolute_url()).content)
    article = root.find(".//article")
    assert article is not None
    parts = [words(part) for part in article]
    at = next(number for number, part in enumerate(parts) if "What happened" in part)
    assert "Before." in parts[at - 1]
    assert "After." in parts[at + 1]
    assert [words(label) for label in article.iter("label") if label.get("for")] == ["What happened", "What I felt"]
    assert not [form for form in article.iter("form") if list(form.iter("textarea"))]


def test_from_a_page_with_a_sheet_nothing_can_be_sent_and_no_form_stands_on_it(client: Client) -> None:
    sealed = published("practice/made", kind="practice", facts={"sheet": SHEET}, body="{sheet}")
    plain = published("practice/plain", kind="practice", body="Words and no tool.")
    answers = [client.get(page.get_absolute_url()) for page in (sealed, plain)]
    policies = [{part.strip() for part in answer.headers["Content-Security-Policy"].split(";")} for answer in answers]
    assert {"connect-src 'none'", "form-action 'none'", "default-src 'none'"} <= policies[0]
    assert "form-action 'self'" in policies[1]
    roots = [tree(answer.content) for answer in answers]
    assert [len(list(root.iter("form"))) for root in roots] == [0, 1]
    assert roots[0].find(".//a[@href='/clear/practice/made/?ask']") is not None


def test_a_practice_without_a_sheet_asks_for_no_script_of_a_sheet(client: Client) -> None:
    page = published("practice/made", kind="practice", body="Words and no tool.")
    assert b"worksheet" not in client.get(page.get_absolute_url()).content


def test_a_sheet_has_the_same_name_in_every_language_and_it_tells_nothing() -> None:
    english, spanish = published("practice/made", kind="practice"), published("practice/made", "es", kind="practice")
    key = practice_context(english, [english])["sheet_key"]
    assert key == practice_context(spanish, [spanish])["sheet_key"]
    assert key != practice_context(published("practice/other", kind="practice"), [])["sheet_key"]
    assert "made" not in key


def test_a_field_without_a_label_is_refused() -> None:
    _, wrong = PracticeFacts.check({"time": "1 minute", "cautions": ["Care."], "sheet": [{"hint": "What?"}]})
    assert "Row 1, label" in wrong["sheet"][0]


def test_every_shipped_practice_shows_its_cautions_and_988(client: Client, shipped: list[Page]) -> None:
    for page in shipped:
        main = tree(client.get(page.get_absolute_url()).content).find(".//main")
        assert main is not None
        aside = next(part for part in main.iter("aside") if part.get("aria-labelledby") == "cautions")
        assert [words(item) for item in aside.iter("li")] == page.facts["cautions"]
        assert "988" in words(aside), page.path


def test_every_shipped_sheet_is_placed_in_the_text_and_every_guide_has_steps(shipped: list[Page]) -> None:
    for page in shipped:
        assert ("{sheet}" in page.body) == bool(page.facts.get("sheet")), page.path
        assert not page.facts.get("guided") or "\n1. **" in page.body, page.path
