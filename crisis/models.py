"""The directory's entries as staff keep them, with the day on which one of them last checked each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models

from crisis.hotlines import Entry, Words, dialed
from crisis.lines import LINES, RETIRED
from crisis.needs import NEEDS

CHECK_EVERY = timedelta(days=31)
IN_CODE = frozenset(entry.key for entry in LINES)
PLAIN = ("call", "call_press", "text", "chat", "chat_es", "website", "videophone", "tty")
SPOKEN = ("name", "who", "text_word", "deaf", "hours", "languages", "cost", "happens", "privacy", "note")
BOTH = {name: (f"{name}_en", f"{name}_es") for name in SPOKEN}
# A change to one of these is a change to where people end up.
REACHED_BY = (*PLAIN, *BOTH["text_word"])


def a_number(value: str) -> None:
    """Raises ValidationError for what no telephone can dial, and for numbers that reach no one any more."""
    digits = re.sub(r"[^0-9]", "", value)
    american = re.fullmatch(r"1?[2-9]\d{9}", digits)
    if not re.fullmatch(r"\+?[0-9][0-9 -]*[0-9]", value) or not (
        3 <= len(digits) <= 6 or american or (value.startswith("+") and 8 <= len(digits) <= 15)
    ):
        raise ValidationError("Please write the number as people dial it, such as 988, 741741, 1-800-799-7233 or +52 55 1234 5678.")
    if dialed(value).removeprefix("+") in RETIRED:
        raise ValidationError("This number is no longer in service or was replaced. Please look up the new one.")


an_address = URLValidator(schemes=["https"], message="Please give a whole address that starts with https://, such as https://www.example.org/.")


def _number(label: str, help_text: str = "") -> models.CharField[str, str]:
    return models.CharField(label, max_length=20, blank=True, validators=[a_number], help_text=help_text)


def _address(label: str, help_text: str = "") -> models.CharField[str, str]:
    return models.CharField(label, max_length=200, blank=True, validators=[an_address], help_text=help_text)


def _said(label: str, most: int, *, blank: bool = True) -> models.CharField[str, str]:
    return models.CharField(label, max_length=most, blank=blank)


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Entries by whether their check is due."""

    def due(self, today: date) -> Self:
        """Never checked, or last checked more than 31 days ago."""
        return self.exclude(verified_on__gte=today - CHECK_EVERY)

    def public(self) -> Self:
        """The last step of a public query: reading a field that was not loaded is an error, not another query."""
        return self.fetch_mode(models.FETCH_RAISE)

    def checked(self, by: Any, on: date) -> int:
        """Note who has checked them, and when. Returns how many there are."""
        return self.update(verified_on=on, verified_by=by)


class Resource(models.Model):
    """One line of the directory: how to reach it and what to expect, in both languages."""

    key = models.SlugField(
        "key", max_length=40, primary_key=True, help_text="A short name for this entry, such as veterans. It cannot be changed later."
    )
    need = models.CharField("for whom", max_length=20, choices=[(need.key, need.title.en) for need in NEEDS])
    position = models.PositiveSmallIntegerField("order", default=500, help_text="Lower numbers come first among the lines of the same part.")
    shown = models.BooleanField(
        "shown on the page",
        default=True,
        help_text="Take the tick away when a number does not answer as it is described here, and do so the same day.",
    )

    name_en = _said("name, English", 120, blank=False)
    name_es = _said("name, Spanish", 120, blank=False)
    who_en = _said("for whom it is, English", 400, blank=False)
    who_es = _said("for whom it is, Spanish", 400, blank=False)

    call = _number("number to call", "As people dial it, such as 1-800-799-7233.")
    call_press = models.CharField(
        "then press", max_length=1, blank=True, validators=[RegexValidator(r"^[0-9]\Z", "Please give one digit, or leave this empty.")]
    )
    text = _number("number to text")
    text_word_en = _said("word to send, English", 30)
    text_word_es = _said("word to send, Spanish", 30)
    chat = _address("chat")
    chat_es = _address("chat in Spanish")
    website = _address("website")
    videophone = _number("videophone")
    tty = _number("TTY")
    deaf_en = _said("more for Deaf people, English", 300)
    deaf_es = _said("more for Deaf people, Spanish", 300)

    hours_en = _said("hours, English", 160)
    hours_es = _said("hours, Spanish", 160)
    languages_en = _said("languages, English", 240)
    languages_es = _said("languages, Spanish", 240)
    cost_en = _said("cost, English", 160)
    cost_es = _said("cost, Spanish", 160)
    happens_en = _said("what happens, English", 600)
    happens_es = _said("what happens, Spanish", 600)
    privacy_en = _said("privacy, English", 400)
    privacy_es = _said("privacy, Spanish", 400)
    note_en = _said("to know first, English", 300)
    note_es = _said("to know first, Spanish", 300)

    vouched_on = models.CharField("sources of", max_length=10, blank=True, editable=False)
    vouched_by = models.CharField("kind of source", max_length=120, blank=True, editable=False)
    verified_on = models.DateField("last verified", null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="verified by", null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    verified_how = models.CharField(
        "how it is checked", max_length=200, blank=True, help_text="Such as: called the number, opened the website. Only staff see this."
    )
    edited_at = models.DateTimeField(null=True, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = "crisis line"
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.name_en

    @property
    def is_in_code(self) -> bool:
        """Whether the site carries a copy of it: such an entry is hidden, not deleted."""
        return self.key in IN_CODE

    def is_due(self, today: date) -> bool:
        """Whether nobody has checked it within 31 days."""
        return self.verified_on is None or self.verified_on < today - CHECK_EVERY

    def clean(self) -> None:
        """Both languages or none, some way to reach it, and no option that has ended."""
        wrong: dict[str, str] = {}
        for english, spanish in BOTH.values():
            if bool(getattr(self, english)) != bool(getattr(self, spanish)):
                missing, language = (english, "English") if getattr(self, spanish) else (spanish, "Spanish")
                wrong[missing] = f"Please write this in {language} too, or leave it empty in both languages."
        if not any((self.call, self.text, self.chat, self.website, self.videophone)):
            wrong["call"] = "Please give at least one way to reach this line."
        if self.text_word_en and not self.text:
            wrong["text"] = "Please give the number to which the word is sent."
        if self.call_press and not self.call:
            wrong["call"] = "Please give the number after which the digit is pressed."
        elif (self.call, self.call_press) == ("988", "3"):
            wrong["call_press"] = "This option of 988 ended on July 17, 2025."
        if wrong:
            raise ValidationError(wrong)

    def entry(self) -> Entry:
        """As the page shows it."""
        said = {name: Words(getattr(self, english), getattr(self, spanish)) for name, (english, spanish) in BOTH.items()}
        plain: dict[str, Any] = {name: getattr(self, name) for name in (*PLAIN, "key", "need", "vouched_on", "vouched_by", "position")}
        return Entry(**(plain | said), verified_on=self.verified_on.isoformat() if self.verified_on else "")

    def take(self, entry: Entry) -> bool:
        """Say what an entry says. Returns whether that changed anything."""
        new = {name: getattr(entry, name) for name in (*PLAIN, "need", "vouched_on", "vouched_by", "position")}
        for name, (english, spanish) in BOTH.items():
            new |= {english: getattr(entry, name).en, spanish: getattr(entry, name).es}
        changed = any(getattr(self, name) != value for name, value in new.items())
        for name, value in new.items():
            setattr(self, name, value)
        return changed


def fill(entries: Iterable[Entry] = LINES) -> None:
    """Put into the table what is missing from it, and renew what no one has edited. An entry that changes has to be checked again."""
    kept = {resource.key: resource for resource in Resource.objects.all()}
    for entry in entries:
        resource = kept.get(entry.key, Resource(key=entry.key))
        if resource.edited_at is None and resource.take(entry):
            resource.verified_on, resource.verified_by = None, None
            resource.save()
