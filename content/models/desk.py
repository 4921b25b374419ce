"""The records of the desk: who may vouch for pages, what was done to them, and words that are not saved yet."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from content.models.pages import Page, Revision

STILL_THERE = timedelta(seconds=40)
TIME_ZONES = [
    ("America/New_York", "Eastern time"),
    ("America/Chicago", "Central time"),
    ("America/Denver", "Mountain time"),
    ("America/Phoenix", "Arizona time"),
    ("America/Los_Angeles", "Pacific time"),
    ("America/Anchorage", "Alaska time"),
    ("Pacific/Honolulu", "Hawaii time"),
    ("America/Puerto_Rico", "Atlantic time"),
    ("UTC", "UTC"),
]


class Profile(models.Model):
    """What readers see of a member of staff who signs pages off: the name and the licence to practice."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="content_profile")
    name = models.CharField(max_length=120, help_text="As readers see it under the pages this person has reviewed.")
    licence = models.CharField(
        "License", max_length=160, blank=True, help_text="Profession, state and number as on the license. Needed to sign off pages; readers see it."
    )
    licence_expires_on = models.DateField("License expires on", null=True, blank=True)
    wants_mail = models.BooleanField("Mail when a page waits for review", default=False)

    def __str__(self) -> str:
        return f"{self.name}, {self.licence}" if self.licence else self.name

    def is_licensed_on(self, day: date) -> bool:
        """Whether the licence is named and runs on that day."""
        return bool(self.licence) and self.licence_expires_on is not None and self.licence_expires_on >= day


class SignOff(models.Model):
    """One clinician's word that one revision is right, as it was given: later changes of the profile do not touch it."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="sign_offs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewer = models.CharField(max_length=300)
    by_author = models.BooleanField()
    signed_on = models.DateField()
    review_due_on = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.reviewer} on {self.signed_on:%B %-d, %Y}"


class Verb(models.TextChoices):
    """What can be done to a page."""

    SAVE = "save", "Saved a draft"
    SUBMIT = "submit", "Sent for review"
    SEND_BACK = "send-back", "Sent back to the author"
    SIGN_OFF = "sign-off", "Signed off"
    SCHEDULE = "schedule", "Scheduled"
    UNSCHEDULE = "unschedule", "Called the schedule off"
    PUBLISH = "publish", "Published"
    WITHDRAW = "withdraw", "Withdrawn"
    RESTORE = "restore", "Restored an older version"
    MOVE = "move", "Moved"


class Event(models.Model):
    """A line of the log: who did what to which page and revision, when and why. Written by workflow alone, never changed."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField("step", max_length=12, choices=Verb)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="person")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.CASCADE, related_name="events")
    why = models.TextField(blank=True)
    at = models.DateTimeField("time", default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        verbose_name = "entry of the log"
        verbose_name_plural = "log"

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.page}"


class SiteSettings(models.Model):
    """How this practice works. One row."""

    four_eyes = models.BooleanField(
        "Two people for every page",
        default=True,
        help_text="Nobody signs off what they wrote. A practice of one person can turn this off; the pages then say that their author reviewed them.",
    )
    review_months = models.PositiveSmallIntegerField(
        "Months until the next review", default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    time_zone = models.CharField(
        max_length=40, choices=TIME_ZONES, default="America/New_York", help_text="In which staff give and read the times of this desk."
    )

    class Meta:
        verbose_name = verbose_name_plural = "site settings"

    def __str__(self) -> str:
        return "Site settings"

    @classmethod
    def current(cls) -> Self:
        """The row; the defaults where nobody has set anything."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def next_review(self, day: date) -> date:
        """When a page that is reviewed on a day is due again: the same day of a later month, or the last one of a shorter month."""
        years, month = divmod(day.month - 1 + self.review_months, 12)
        year, month = day.year + years, month + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))


class Autosave(models.Model):
    """What someone has typed into the form of a page and not saved as a version: their own, at most one a page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.CASCADE, related_name="autosaves")
    fields = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "page"], name="one_autosave_a_person_and_page"),
            models.UniqueConstraint(fields=["user"], condition=models.Q(page=None), name="one_autosave_a_person_for_a_new_page"),
        )

    def __str__(self) -> str:
        return f"{self.user} on {self.page or 'a new page'}"


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Who is where."""

    def now(self) -> Self:
        """Those who were there a moment ago."""
        return self.filter(seen_at__gte=timezone.now() - STILL_THERE)


class Presence(models.Model):
    """That someone has the form of a page open and was there a moment ago."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="present")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "page"], name="one_presence_a_person_and_page"),)

    def __str__(self) -> str:
        return f"{self.user} on {self.page}"
