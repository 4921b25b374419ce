"""Promises about the code's copy of the directory: nothing missing, no retired number, everything in both languages."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from crisis.guidance import AFTER, WARNING_SIGNS
from crisis.hotlines import ALWAYS, CALL_988, CHAT_988, EMERGENCY, LANGUAGES, TEXT_988, Contact, Entry, Words
from crisis.lines import LINES, RETIRED
from crisis.needs import NEEDS

EVERY = (*ALWAYS, *LINES)
CONTACTS = [EMERGENCY, CALL_988, TEXT_988, CHAT_988, *(contact for entry in EVERY for contact in entry.contacts)]

# The lines and their ways in, as the list of the clinical facts has them; a line is added or changed there first.
WANTED = {
    "crisis-text-line": "sms:741741 https://www.crisistextline.org",
    "veterans": "tel:988 sms:838255 https://www.veteranscrisisline.net/get-help-now/chat/",
    "ndvh": "tel:+18007997233 sms:88788 https://www.thehotline.org",
    "stronghearts": "tel:+18447628483 https://strongheartshelpline.org",
    "rainn": "tel:+18006564673 sms:64673 https://hotline.rainn.org/online https://hotline.rainn.org/es",
    "childhelp": "tel:+18004224453 sms:+18004224453 https://childhelphotline.org",
    "love-is-respect": "tel:+18663319474 sms:22522 https://www.loveisrespect.org",
    "trevor": "tel:+18664887386 sms:678678 https://www.thetrevorproject.org/get-help/",
    "trans-lifeline": "tel:+18775658860 https://translifeline.org",
    "lgbt-national": "tel:+18888434564 https://lgbthotline.org",
    "maternal": "tel:+18338526262 sms:+18338526262 https://mchb.hrsa.gov/national-maternal-mental-health-hotline",
    "samhsa": "tel:+18006624357 sms:435748 https://www.samhsa.gov/find-help/helplines/national-helpline",
    "disaster": "tel:+18009855990 sms:+18009855990 https://www.samhsa.gov/find-help/disaster-distress-helpline",
    "eldercare": "tel:+18006771116 https://eldercare.acl.gov",
    "poison": "tel:+18002221222 https://www.poisonhelp.org",
    "eating-alliance": "https://www.allianceforeatingdisorders.com",
    "anad": "https://anad.org/eating-disorder-helpline/",
    "211": "tel:211 https://www.211.org",
    "find-a-helpline": "https://findahelpline.com",
}
WORDS_TO_SEND = {
    "988-spanish": ("AYUDA", "AYUDA"),
    "crisis-text-line": ("HOME", "AYUDA"),
    "ndvh": ("START", "START"),
    "rainn": ("HOPE", "HOPE"),
    "love-is-respect": ("LOVEIS", "LOVEIS"),
    "trevor": ("START", "START"),
    "samhsa": ("your ZIP code", "su código postal"),
}
BY_SIGN = {
    "988-deaf": ("988", ""),
    "ndvh": ("1-855-812-1001", "1-800-787-3224"),
    "samhsa": ("", "1-800-487-4889"),
    "disaster": ("1-800-985-5990", ""),
}


def words_of(entry: Entry) -> list[Words]:
    values = [getattr(entry, field.name) for field in fields(entry)]
    return [value for value in values if isinstance(value, Words)] + [contact.label for contact in entry.contacts]


TEXTS = [text for entry in EVERY for words in words_of(entry) for text in (words.en, words.es)]
TEXTS += [text for need in NEEDS for words in (need.title, need.note) for text in (words.en, words.es)]


def test_no_line_is_missing_and_each_is_reached_as_the_facts_say() -> None:
    assert {entry.key: " ".join(contact.href for contact in entry.contacts) for entry in LINES} == WANTED


def test_each_word_to_send_is_the_one_of_the_facts() -> None:
    assert {entry.key: (entry.text_word.en, entry.text_word.es) for entry in EVERY if entry.text_word.en} == WORDS_TO_SEND


def test_videophones_and_ttys_are_those_of_the_facts() -> None:
    assert {entry.key: (entry.videophone, entry.tty) for entry in EVERY if entry.videophone or entry.tty} == BY_SIGN


@pytest.mark.parametrize("number", RETIRED)
def test_no_retired_number_is_shown_or_linked(number: str) -> None:
    for text in (*TEXTS, *(contact.href for contact in CONTACTS)):
        digits = re.sub(r"\D", "", text)
        assert number not in digits, f"{RETIRED[number]}: {text}"
        assert number.removeprefix("1") not in digits, f"{RETIRED[number]}: {text}"


@pytest.mark.parametrize("ended", [r"press\s+3", r"oprima\s+(el\s+)?3", r"then\s+3", r"luego\s+3", "PRIDE", "TalkWithUs", "NEDA"])
def test_no_option_that_has_ended_is_offered(ended: str) -> None:
    assert not [text for text in TEXTS if re.search(ended, text, re.IGNORECASE)]


def test_trans_lifeline_is_not_said_to_be_open_at_all_hours() -> None:
    (line,) = (entry for entry in LINES if entry.key == "trans-lifeline")
    assert line.hours == Words("Limited hours, see translifeline.org", "Horario limitado, vea translifeline.org")


@pytest.mark.parametrize("contact", CONTACTS, ids=lambda contact: f"{contact.href}-{contact.label.en}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_that_calls_or_texts_shows_its_number_and_one_that_leaves_names_its_site(contact: Contact, language: str) -> None:
    scheme, _, rest = contact.href.partition(":")
    shown = re.sub(r"\D", "", contact.label.of(language))
    if scheme in {"tel", "sms"}:
        assert rest.removeprefix("+1") in shown
    else:
        assert scheme == "https"
        assert rest.removeprefix("//").removeprefix("www.").partition("/")[0] in contact.label.of(language) + contact.hint.of(language)


@pytest.mark.parametrize("contact", CONTACTS, ids=lambda contact: contact.href)
def test_a_link_has_a_form_that_telephones_understand(contact: Contact) -> None:
    assert re.fullmatch(r"tel:(988|911|211|\+1\d{10})|sms:(\d{3,6}|\+1\d{10})|https://[\w./-]+", contact.href)


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.key)
def test_every_line_says_everything_in_both_languages(entry: Entry) -> None:
    for words in words_of(entry):
        assert bool(words.en.strip()) == bool(words.es.strip()), words
    for language in LANGUAGES:
        assert all(words.of(language).strip() for words in (entry.name, entry.who))


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.key)
def test_every_line_can_be_reached_and_says_when_and_how_it_was_vouched_for(entry: Entry) -> None:
    assert entry.contacts
    assert re.fullmatch(r"20\d\d(-\d\d-\d\d)?", entry.vouched_on)
    assert entry.vouched_by


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.key)
def test_the_code_does_not_claim_that_a_person_has_checked_a_line(entry: Entry) -> None:
    assert entry.verified_on == ""


def test_keys_are_not_used_twice_and_every_need_has_a_line_and_every_line_a_need() -> None:
    keys = [entry.key for entry in EVERY]
    assert len(set(keys)) == len(keys)
    assert {entry.need for entry in EVERY} == {need.key for need in NEEDS}


def test_addresses_of_the_parts_stay() -> None:
    assert " ".join(need.key for need in NEEDS) == (
        "right-now veterans spanish deaf domestic-violence sexual-assault young-people lgbtq maternal substance-use disaster older-people "
        "poison eating local-help outside-us"
    )


def test_the_quick_exit_promises_no_more_than_it_does_where_someone_may_be_watching() -> None:
    (need,) = (need for need in NEEDS if need.key == "domestic-violence")
    assert "does not erase your browser history" in need.note.en
    assert "No borra el historial" in need.note.es


def test_signs_and_the_time_after_are_in_both_languages() -> None:
    said = [*WARNING_SIGNS, *(words for pair in AFTER for words in pair)]
    assert len(WARNING_SIGNS) == 11
    assert all(words.en and words.es for words in said)
    assert not [words.es for words in said if re.search(r"\b(tú|tu|tus|puedes|tienes|llámanos|llama)\b", words.es, re.IGNORECASE)]


def test_readers_are_usted() -> None:
    assert not [text for text in TEXTS if re.search(r"\b(tú|tu|tus|contigo|puedes|tienes|haz|vives)\b", text, re.IGNORECASE)]
