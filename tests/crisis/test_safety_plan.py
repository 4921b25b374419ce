"""Promises of the safety plan: seven steps in our own words in both languages, 988 beside them, and nowhere to send anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from crisis.safety_plan import STEPS
from tests.content.made import tree, words

PAGES = {"en": "/crisis/safety-plan/", "es": "/es/crisis/safety-plan/"}


@pytest.mark.parametrize("language", PAGES)
def test_every_step_has_a_field_with_its_words_and_a_hint(client: Client, language: str) -> None:
    main = tree(client.get(PAGES[language]).content).find(".//main")
    assert main is not None
    labels = {label.get("for"): words(label) for label in main.iter("label") if label.get("for")}
    boxes = list(main.iter("textarea"))
    assert [labels[box.get("id")] for box in boxes] == [step.label.of(language) for step in STEPS]
    hints = {hint.get("id"): words(hint) for hint in main.iter("span") if hint.get("id")}
    assert [hints[box.get("aria-describedby")] for box in boxes] == [step.hint.of(language) for step in STEPS]
    assert len(boxes) == 7


@pytest.mark.parametrize("language", PAGES)
def test_no_form_holds_a_field_and_no_field_has_a_name(client: Client, language: str) -> None:
    root = tree(client.get(PAGES[language]).content)
    assert not [box for form in root.iter("form") for box in form.iter("textarea")]
    assert not [box.get("name") for box in root.iter("textarea") if box.get("name") is not None]


@pytest.mark.parametrize("language", PAGES)
def test_988_and_911_stand_beside_it_and_a_person_is_said_to_work_better(client: Client, language: str) -> None:
    main = tree(client.get(PAGES[language]).content).find(".//main")
    assert main is not None
    assert {"tel:988", "sms:988", "tel:911"} <= {link.get("href") for link in main.iter("a")}
    assert {"en": "It works best when you make it with a clinician", "es": "Funciona mejor si lo hace con un profesional"}[language] in words(main)


@pytest.mark.parametrize("language", PAGES)
def test_the_browser_is_told_that_nothing_may_be_sent_from_it(client: Client, language: str) -> None:
    policy = client.get(PAGES[language]).headers["Content-Security-Policy"]
    parts = [part.strip() for part in policy.split(";")]
    assert {"connect-src 'none'", "form-action 'none'", "default-src 'none'", "script-src 'self'"} <= set(parts)


@pytest.mark.parametrize("language", PAGES)
def test_it_needs_no_database(client: Client, language: str, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        assert client.get(PAGES[language]).status_code == 200


@pytest.mark.parametrize("language", PAGES)
def test_the_crisis_page_leads_to_it(client: Client, language: str) -> None:
    main = tree(client.get("/crisis/" if language == "en" else "/es/crisis/").content).find(".//main")
    assert main is not None
    assert PAGES[language] in {link.get("href") for link in main.iter("a")}


def test_it_copies_no_published_form() -> None:
    said = " ".join(step.label.en + step.hint.en for step in STEPS)
    assert "Stanley" not in said
    assert "Step 1" not in said
