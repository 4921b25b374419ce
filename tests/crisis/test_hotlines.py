"""Promises about what a line is, and about 988 and 911, which stand whatever staff keep; no framework is needed for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crisis.hotlines import ALWAYS, CALL_988, CHAT_988, EMERGENCY, TEXT_988, Entry, Words, dialed, host

ROOT = Path(__file__).resolve().parent.parent.parent
FIXED = {entry.key: entry for entry in ALWAYS}


def links(entry: Entry) -> list[str]:
    return [contact.href for contact in entry.contacts]


def test_988_comes_with_call_text_and_chat_and_911_is_there() -> None:
    assert [contact.href for contact in (CALL_988, TEXT_988, CHAT_988, EMERGENCY)] == [
        "tel:988",
        "sms:988",
        "https://988lifeline.org/chat/",
        "tel:911",
    ]
    assert links(FIXED["988"]) == ["tel:988", "sms:988", "https://988lifeline.org/chat/"]
    assert links(FIXED["911"]) == ["tel:911"]


def test_spanish_speakers_hear_press_2_and_ayuda() -> None:
    assert "oprima 2" in CALL_988.hint.es
    assert "AYUDA" in TEXT_988.hint.es
    assert [contact.label.es for contact in FIXED["988-spanish"].contacts][:2] == ["Llame al 988 y oprima 2", "Envíe AYUDA al 988"]


def test_deaf_people_reach_988_by_videophone_and_by_711() -> None:
    deaf = FIXED["988-deaf"]
    assert deaf.videophone == "988"
    assert all("711" in text for text in (deaf.deaf.en, deaf.deaf.es))
    assert deaf.website == "https://988lifeline.org/"


@pytest.mark.parametrize(
    ("number", "dial"),
    [
        ("988", "988"),
        ("741741", "741741"),
        ("678-678", "678678"),
        ("1-800-799-7233", "+18007997233"),
        ("800-799-7233", "+18007997233"),
        ("+52 55 1234 5678", "+525512345678"),
        ("+5512345678", "+5512345678"),
    ],
)
def test_a_number_becomes_what_telephones_dial(number: str, dial: str) -> None:
    assert dialed(number) == dial


def test_a_link_says_the_digit_to_press_the_word_to_send_and_the_site_it_opens() -> None:
    entry = Entry(
        key="x",
        need="veterans",
        name=Words("X", "X"),
        who=Words("X", "X"),
        call="988",
        call_press="1",
        text="88788",
        text_word=Words("GO", "VA"),
        chat="https://chat.example.org/a",
        chat_es="https://chat.example.org/es",
        website="https://www.example.com/b",
    )
    assert [contact.label.en for contact in entry.contacts] == [
        "Call 988, then press 1",
        "Text GO to 88788",
        "Chat at chat.example.org",
        "Chat in Spanish at chat.example.org",
        "Open example.com",
    ]
    assert [contact.label.es for contact in entry.contacts] == [
        "Llame al 988 y oprima 1",
        "Envíe VA al 88788",
        "Chat en chat.example.org",
        "Chat en español en chat.example.org",
        "Abrir example.com",
    ]


def test_a_site_that_the_chat_is_on_is_not_offered_twice() -> None:
    def offered(chat: str, website: str) -> list[str]:
        return links(Entry(key="x", need="x", name=Words("X", "X"), who=Words("X", "X"), chat=chat, website=website))

    assert offered("https://www.example.org/chat/", "https://example.org") == ["https://www.example.org/chat/"]
    assert offered("https://chat.example.org/", "https://www.example.org") == ["https://chat.example.org/"]
    assert len(offered("https://anexample.org/", "https://example.org")) == 2
    assert offered("", "https://example.org") == ["https://example.org"]


def test_the_name_of_a_site_is_what_readers_know_it_by() -> None:
    assert host("https://www.thehotline.org/get-help/?a=b") == "thehotline.org"


def test_a_language_that_is_not_here_is_answered_in_english() -> None:
    assert Words("Yes", "Sí").of("fr") == "Yes"
    assert Words("Yes", "Sí").of("es") == "Sí"


@pytest.mark.parametrize("module", ["hotlines.LANGUAGES", "notice.LANGUAGES", "lines.LINES", "needs.NEEDS", "guidance.WARNING_SIGNS"])
def test_the_lines_and_the_notice_can_be_read_without_django(module: str) -> None:
    code = f"import sys; sys.modules['django'] = None; import crisis.{module.partition('.')[0]}; print(len(crisis.{module}) > 1)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
