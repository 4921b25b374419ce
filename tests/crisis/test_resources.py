"""Promises about the entries that staff keep: what may be written, when a check is due, and that the code fills what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from crisis.hotlines import Words
from crisis.lines import LINES, RETIRED
from crisis.models import IN_CODE, Resource, fill

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 25)
TREVOR = next(entry for entry in LINES if entry.key == "trevor")


def made(**values: Any) -> Resource:
    """A line that nothing is wrong with."""
    given = {"key": "local", "need": "local-help", "name_en": "Ours", "name_es": "La nuestra", "who_en": "All", "who_es": "Todos", "call": "988"}
    return Resource(**(given | values))


def wrong(**values: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        made(**values).full_clean()
    return caught.value.message_dict


def test_every_line_of_the_code_is_in_the_table_and_says_the_same() -> None:
    assert [resource.entry() for resource in Resource.objects.all()] == list(LINES)
    for resource in Resource.objects.all():
        resource.full_clean()


@pytest.mark.parametrize(
    "number", ["988", "211", "741741", "678-678", "1-800-799-7233", "800 799 7233", "18007997233", "+1 800 799 7233", "+52 55 1234 5678"]
)
def test_a_number_that_people_dial_is_taken(number: str) -> None:
    made(call=number, text=number, tty=number).full_clean()


@pytest.mark.parametrize(
    "number",
    ["9", "98", "1-800-CALL-NOW", "1-800-799-723", "52 55 1234 5678", "tel:988", "988;ext=1", "(800) 799-7233", "-988", "988-", "+", "٩٨٨", "988\n"],
)
def test_a_number_that_nobody_can_dial_is_refused_in_words(number: str) -> None:
    for field in ("call", "text", "videophone", "tty"):
        assert "as people dial it" in str(wrong(**{field: number})[field]), field


@pytest.mark.parametrize("number", RETIRED)
def test_a_number_that_reaches_no_one_any_more_is_refused(number: str) -> None:
    assert "no longer in service" in wrong(call=number)["call"][0]


@pytest.mark.parametrize("address", ["http://example.org/", "example.org", "javascript:alert(1)", "//example.org", "https://", "https://a b.org/"])
def test_an_address_that_is_not_whole_and_private_is_refused_in_words(address: str) -> None:
    for field in ("chat", "chat_es", "website"):
        assert "starts with https://" in wrong(**{field: address})[field][0], field


@pytest.mark.parametrize("field", ["name", "who", "hours", "languages", "cost", "happens", "privacy", "note", "deaf"])
def test_what_is_said_in_one_language_is_said_in_both(field: str) -> None:
    messages = wrong(**{f"{field}_en": "Words", f"{field}_es": ""})
    assert f"{field}_es" in messages
    assert f"{field}_en" in wrong(**{f"{field}_en": "", f"{field}_es": "Palabras"})


def test_a_line_needs_a_way_in_and_a_word_and_a_digit_need_their_number() -> None:
    assert "at least one way" in wrong(call="")["call"][0]
    assert "to which the word is sent" in wrong(text_word_en="GO", text_word_es="VA")["text"][0]
    assert "after which the digit" in wrong(call="", call_press="1", website="https://example.org/")["call"][0]
    assert "one digit" in wrong(call_press="x")["call_press"][0]


def test_the_option_of_988_that_has_ended_cannot_be_written_again() -> None:
    assert "ended on July 17, 2025" in wrong(call="988", call_press="3")["call_press"][0]
    made(call="988", call_press="1").full_clean()


@pytest.mark.parametrize("field", ["name_en", "who_es", "happens_en", "note_es", "hours_en"])
def test_no_text_is_longer_than_the_page_can_hold(field: str) -> None:
    assert field in wrong(**{field: "x" * 601})


@pytest.mark.parametrize(
    ("verified", "due"),
    [(None, True), (date(2026, 10, 24), True), (date(2026, 10, 25), False), (date(2026, 11, 25), False)],
)
def test_a_check_is_due_after_more_than_31_days(verified: date | None, due: bool) -> None:
    Resource.objects.filter(key="trevor").update(verified_on=verified)
    assert Resource.objects.get(key="trevor").is_due(DAY) is due
    assert Resource.objects.due(DAY).filter(key="trevor").exists() is due


def test_a_check_is_noted_with_who_and_when(ada: User) -> None:
    assert Resource.objects.filter(key__in=["trevor", "rainn"]).checked(by=ada, on=DAY) == 2
    resource = Resource.objects.get(key="rainn")
    assert (resource.verified_on, resource.verified_by) == (DAY, ada)
    assert resource.entry().verified_on == "2026-11-25"


def test_a_line_that_is_missing_comes_back_and_one_that_staff_added_stays() -> None:
    made().save()
    Resource.objects.filter(key="trevor").delete()
    call_command("migrate", verbosity=0)
    assert set(Resource.objects.values_list("key", flat=True)) == IN_CODE | {"local"}


def test_what_staff_edited_is_never_written_over() -> None:
    Resource.objects.filter(key="trevor").update(call="211", shown=False, edited_at=timezone.now())
    fill([replace(TREVOR, name=Words("New", "Nuevo"))])
    resource = Resource.objects.get(key="trevor")
    assert (resource.call, resource.shown, resource.name_en) == ("211", False, "The Trevor Project")


def test_a_new_number_in_the_code_reaches_a_line_that_nobody_edited_and_asks_for_a_check(ada: User) -> None:
    Resource.objects.filter(key="trevor").checked(by=ada, on=DAY)
    fill([TREVOR])
    assert Resource.objects.get(key="trevor").verified_on == DAY
    fill([replace(TREVOR, call="1-866-488-0000")])
    resource = Resource.objects.get(key="trevor")
    assert (resource.call, resource.verified_on, resource.verified_by) == ("1-866-488-0000", None, None)


def test_a_line_outlives_the_account_of_who_checked_it(ada: User) -> None:
    Resource.objects.filter(key="trevor").checked(by=ada, on=DAY)
    ada.delete()
    assert Resource.objects.get(key="trevor").verified_on == DAY
