"""Promises about the lines: no retired number, nothing hidden behind a link, everything in both languages, no framework."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from crisis import hotlines
from crisis.hotlines import CALL_988, CHAT_988, EMERGENCY, LIFELINE, OTHER_LINES, TEXT_988, Contact, Hotline, Words

ROOT = Path(__file__).resolve().parent.parent.parent
LINES = (LIFELINE, *OTHER_LINES)
CONTACTS = [EMERGENCY, *(contact for line in LINES for contact in line.contacts)]

# Closed, moved or given up; a person in need would reach no one, or someone else.
RETIRED = {
    "66746": "Disaster Distress, TalkWithUs",
    "18339435746": "maternal line until 2023",
    "12023041200": "Trevor by text",
    "18009312237": "NEDA, closed in June 2023",
    "18002738255": "the number that 988 replaced",
}


def words_of(thing: object) -> list[Words]:
    """Every text in a line or a contact."""
    if isinstance(thing, Words):
        return [thing]
    if isinstance(thing, tuple):
        return [words for one in thing for words in words_of(one)]
    return [words for field in fields(thing) for words in words_of(getattr(thing, field.name))] if is_dataclass(thing) else []


TEXTS = [text for thing in (EMERGENCY, *LINES) for words in words_of(thing) for text in (words.en, words.es)]


@pytest.mark.parametrize("number", RETIRED)
def test_no_retired_number_is_shown_or_linked(number: str) -> None:
    for text in (*TEXTS, *(contact.href for contact in CONTACTS)):
        digits = re.sub(r"\D", "", text)
        assert number not in digits, f"{RETIRED[number]}: {text}"
        assert number.removeprefix("1") not in digits, f"{RETIRED[number]}: {text}"


@pytest.mark.parametrize(
    "ended", [r"press\s+3", r"oprima\s+(el\s+)?3", r"then\s+3", r"luego\s+3", "PRIDE", "TalkWithUs", "NEDA", "24/7 .*Trans Lifeline"]
)
def test_no_option_that_has_ended_is_offered(ended: str) -> None:
    assert not [text for text in TEXTS if re.search(ended, text, re.IGNORECASE)]


@pytest.mark.parametrize("contact", CONTACTS, ids=lambda contact: f"{contact.href}-{contact.label.en}")
@pytest.mark.parametrize("language", hotlines.LANGUAGES)
def test_a_link_that_calls_or_texts_shows_its_number(contact: Contact, language: str) -> None:
    scheme, _, number = contact.href.partition(":")
    shown = re.sub(r"\D", "", contact.label.of(language))
    if scheme in {"tel", "sms"}:
        assert number.removeprefix("+") in shown or number.removeprefix("+1") in shown
    else:
        assert scheme == "https"
        assert "988lifeline.org" in contact.label.of(language) + contact.hint.of(language)


@pytest.mark.parametrize("contact", CONTACTS, ids=lambda contact: contact.href)
def test_a_link_has_a_form_that_telephones_understand(contact: Contact) -> None:
    assert re.fullmatch(r"tel:(988|911|\+1\d{10})|sms:\d{3,6}|https://[\w./-]+", contact.href)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_every_line_says_everything_in_both_languages(line: Hotline) -> None:
    for words in words_of(line):
        assert bool(words.en.strip()) == bool(words.es.strip()), words
    for language in hotlines.LANGUAGES:
        assert all(words.of(language).strip() for words in (line.name, line.need, line.about, *(contact.label for contact in line.contacts)))


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_every_line_can_be_reached_and_says_when_it_was_vouched_for(line: Hotline) -> None:
    assert line.contacts
    assert re.fullmatch(r"20\d\d(-\d\d-\d\d)?", line.vouched_on)


def test_keys_are_not_used_twice() -> None:
    assert len({line.key for line in LINES}) == len(LINES)


def test_988_comes_with_call_text_and_chat_and_911_is_there() -> None:
    assert LIFELINE.contacts == (CALL_988, TEXT_988, CHAT_988)
    assert (CALL_988.href, TEXT_988.href, EMERGENCY.href) == ("tel:988", "sms:988", "tel:911")


def test_spanish_speakers_hear_press_2_and_ayuda_and_veterans_press_1() -> None:
    spanish = " ".join(words.es for words in words_of(LIFELINE))
    assert "oprima 2" in spanish
    assert "AYUDA" in spanish
    veterans = next(line for line in OTHER_LINES if line.key == "veterans")
    assert [contact.href for contact in veterans.contacts] == ["tel:988", "sms:838255"]
    assert "988, then 1" in veterans.contacts[0].label.en


def test_a_language_that_is_not_here_is_answered_in_english() -> None:
    assert Words("Yes", "Sí").of("fr") == "Yes"
    assert Words("Yes", "Sí").of("es") == "Sí"


@pytest.mark.parametrize("module", ["crisis.hotlines", "crisis.notice"])
def test_the_lines_and_the_notice_can_be_read_without_django(module: str) -> None:
    code = f"import sys; sys.modules['django'] = None; import {module}; print(len({module}.LANGUAGES))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "2"), done.stderr
