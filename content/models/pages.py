"""Pages, their revisions, and the addresses they had once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from content.document import Document


class Status(models.TextChoices):
    """Where a page stands for its readers."""

    DRAFT = "draft", "Draft, never published"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Stage(models.TextChoices):
    """Where the newest revision of a page stands on its way to the readers."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    SIGNED_OFF = "signed-off", "Signed off"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"

    @property
    def may_become(self) -> frozenset[Stage]:
        """The stages that a step of the workflow can lead to from here; a new revision is a draft whatever was before."""
        return _STEPS[self]


_STEPS = {
    Stage.DRAFT: frozenset({Stage.IN_REVIEW}),
    Stage.IN_REVIEW: frozenset({Stage.DRAFT, Stage.SIGNED_OFF}),
    Stage.SIGNED_OFF: frozenset({Stage.SCHEDULED, Stage.PUBLISHED}),
    Stage.SCHEDULED: frozenset({Stage.SIGNED_OFF, Stage.SCHEDULED, Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset({Stage.SIGNED_OFF, Stage.PUBLISHED}),
}


class PageQuerySet(models.QuerySet["Page"]):
    """The one home of what the public may see."""

    def published(self) -> Self:
        """Pages that are live now."""
        return self.filter(status=Status.PUBLISHED)

    def in_language(self, code: str) -> Self:
        """Pages in a language."""
        return self.filter(language=code)

    def family(self, path: str) -> Self:
        """The pages at a path and above it, in all languages."""
        parts = path.split("/")
        return self.filter(path__in=["/".join(parts[:count]) for count in range(1, len(parts) + 1)])

    def of_kind(self, name: str) -> Self:
        """Pages of a kind, in the order that staff gave them."""
        return self.filter(kind=name).order_by("position", "title")

    def naming(self, kind: str, name: str) -> Self:
        """Pages whose text, as readers saw it last, names a source or a term."""
        return self.filter(mentions__kind=kind, mentions__name=name).order_by("kind", "position", "title")

    def due(self, moment: datetime) -> Self:
        """Pages with a revision whose time to go live has come, earliest first."""
        return self.filter(publish_at__lte=moment).order_by("publish_at")

    def for_review_by(self, day: date) -> Self:
        """Published pages whose next review is on that day or was before it, longest overdue first."""
        return self.published().filter(review_due_on__lte=day).order_by("review_due_on")

    def public(self) -> Self:
        """The last step of a public query: reading a field that was not loaded is an error, not another query."""
        return self.fetch_mode(models.FETCH_RAISE)


class Page(models.Model):
    """What is live now, in one language. Editing never touches it: it writes a Revision, which publishing copies here."""

    path = models.CharField(
        max_length=200,
        validators=[RegexValidator(r"^[a-z0-9-]+(/[a-z0-9-]+)*$", "Use lower-case letters, digits, hyphens and slashes, such as approaches/cbt.")],
        help_text="The address without the outer slashes, such as approaches/cbt. The same in both languages.",
    )
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT, editable=False)

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    short_title = models.CharField(max_length=60, blank=True)
    summary = models.CharField(max_length=200)
    written_on = models.DateField(default=date.today)
    tint = models.CharField(max_length=10, default="sand")
    mark = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict, blank=True)
    body = models.TextField(blank=True)

    reviewed_by = models.CharField(max_length=300, blank=True, editable=False)
    reviewed_by_author = models.BooleanField(default=False, editable=False)
    reviewed_on = models.DateField(null=True, blank=True, editable=False)
    review_due_on = models.DateField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    changes = models.JSONField(default=list, editable=False)
    published_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    latest_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    reading_score = models.FloatField(null=True, editable=False)  # of the newest revision, as content.lint.readability gives it
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT, editable=False)
    scheduled_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    publish_at = models.DateTimeField(null=True, editable=False, db_index=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ("path", "language")
        constraints = (models.UniqueConstraint(fields=["path", "language"], name="one_page_a_path_and_language"),)
        # Kind first: with the language first SQLite reads a whole language where a query asks for some paths or some kinds.
        indexes = (models.Index(fields=["kind", "language", "status", "position"]),)
        permissions = (
            ("publish_page", "Can publish, schedule and withdraw pages"),
            ("sign_off_page", "Can sign pages off as a clinical reviewer"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its address on the site."""
        return address(self.path, self.language)

    @property
    def name(self) -> str:
        """The shorter name where there is one: for navigation and tables."""
        return self.short_title or self.title

    @property
    def slug(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def is_published(self) -> bool:
        """Whether readers can open it now."""
        return self.status == Status.PUBLISHED

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether its newest revision is not the one that readers see."""
        return self.latest_revision_id != self.published_revision_id

    @property
    def public_changes(self) -> list[Change]:
        """What readers are told has changed, newest first."""
        return [Change(date.fromisoformat(told["on"]), told["note"]) for told in self.changes]

    @property
    def review(self) -> str:
        """What the public stamp says: `none`, `reviewed` or `overdue`."""
        if not self.reviewed_on:
            return "none"
        overdue = self.review_due_on is not None and self.review_due_on < timezone.localdate()
        return "overdue" if overdue else "reviewed"


@dataclass(frozen=True, slots=True)
class Change:
    """A line of what readers are told has changed."""

    on: date
    note: str


def address(path: str, language: str) -> str:
    """The address of a path in a language; the home page has the empty path."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{prefix}/{path}/" if path else f"{prefix}/"


class Revision(models.Model):
    """One version of a page: the whole text of its document. Never changed, never deleted alone."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    note_is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Version {self.pk} of {self.created_at:%B %-d, %Y, %H:%M}"


class Redirect(models.Model):
    """An address that a page had once. It leads on for ever; without a new address it says that the page is gone."""

    path = models.CharField(max_length=200)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="en")
    to = models.CharField(max_length=200, blank=True, help_text="The new path; empty when the page was taken down for good.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["path", "language"], name="one_redirect_a_path_and_language"),)

    def __str__(self) -> str:
        return f"{address(self.path, self.language)} → {address(self.to, self.language) if self.to else 'gone'}"


def document_of(page: Page) -> Document:
    """What the live row says, as a document."""
    return Document(**{name: getattr(page, name) for name in LIVE_FIELDS})


LIVE_FIELDS: tuple[str, ...] = ("kind", "title", "short_title", "summary", "written_on", "tint", "mark", "position", "facts", "body")


def live_values(document: Document) -> dict[str, Any]:
    """The columns of a Page that a document fills."""
    return {name: getattr(document, name) for name in LIVE_FIELDS}
