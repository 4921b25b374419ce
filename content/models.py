"""Pages, their revisions, old addresses, the bibliography and pictures."""

from __future__ import annotations

from datetime import date
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


class PageQuerySet(models.QuerySet["Page"]):
    """The one home of what the public may see."""

    def published(self) -> Self:
        """Pages that are live now."""
        return self.filter(status=Status.PUBLISHED)

    def in_language(self, code: str) -> Self:
        """Pages in a language."""
        return self.filter(language=code)

    def of_kind(self, name: str) -> Self:
        """Pages of a kind, in the order that staff gave them."""
        return self.filter(kind=name).order_by("position", "title")

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

    reviewed_by = models.CharField(max_length=160, blank=True, editable=False)
    reviewed_on = models.DateField(null=True, blank=True, editable=False)
    review_due_on = models.DateField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    published_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    latest_revision = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ("path", "language")
        constraints = (models.UniqueConstraint(fields=["path", "language"], name="one_page_a_path_and_language"),)
        indexes = (models.Index(fields=["language", "kind", "status", "position"]),)
        permissions = (("publish_page", "Can publish and withdraw pages"),)

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
    def review(self) -> str:
        """What the public stamp says: `none`, `reviewed` or `overdue`."""
        if not self.reviewed_on:
            return "none"
        overdue = self.review_due_on is not None and self.review_due_on < timezone.localdate()
        return "overdue" if overdue else "reviewed"


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


class Source(models.Model):
    """A work of the bibliography, cited on pages as `[@key]`."""

    key = models.SlugField(max_length=40, primary_key=True)
    authors = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=400)
    venue = models.CharField(max_length=300, blank=True, help_text="Journal with volume and pages, publisher or website.")
    doi = models.CharField("DOI", max_length=100, blank=True)
    url = models.URLField("Address", blank=True, help_text="Of the original, never of a copy.")

    class Meta:
        ordering = ("authors", "year")

    def __str__(self) -> str:
        return f"{self.short} ({self.key})"

    @property
    def short(self) -> str:
        """First author and year, for a screen reader at the citation: “Flückiger and others, 2018”."""
        first = self.authors.partition(",")[0].strip()
        return f"{_surname(first)}{self._others}{f', {self.year}' if self.year else ''}"

    @property
    def _others(self) -> str:
        return " and others" if "," in self.authors else ""

    @property
    def link(self) -> str:
        """Where to read it: its DOI, else its address, else nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


def _surname(author: str) -> str:
    name, _, initials = author.rpartition(" ")
    return name if name and initials.isupper() and len(initials) <= 3 else author


class Image(models.Model):
    """A picture that staff put into pages; made anew from its pixels on the way in. Beside its file stand narrower ones of the same picture."""

    file = models.ImageField(upload_to="images/%Y/", width_field="width", height_field="height")
    alt = models.CharField(
        "Text alternative",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for people who cannot see it. Leave empty only for decoration.",
    )
    decorative = models.BooleanField(default=False, help_text="The picture adds nothing to the words.")
    credit = models.CharField(max_length=200, blank=True, help_text="Who made it, and its licence if it has one. Readers see this under the picture.")
    widths = models.JSONField(default=list, editable=False)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=models.Q(decorative=True) | ~models.Q(alt=""), name="picture_has_alt_or_is_decorative"),)

    def __str__(self) -> str:
        return self.alt or self.file.name or ""

    @property
    def names(self) -> list[str]:
        """The names of all its files, the narrowest first."""
        return [*(self.name_of(width) for width in self.widths), str(self.file.name)]

    def name_of(self, width: int, name: str = "") -> str:
        """The name of the file of a width in pixels, beside its own."""
        stem, _, ending = (name or str(self.file.name)).rpartition(".")
        return f"{stem}-{width}.{ending}"

    @property
    def srcset(self) -> str:
        """All its files with their widths, for a browser to choose from; empty where there is one only."""
        if not self.widths:
            return ""
        every = zip(self.names, [*self.widths, self.width], strict=True)
        return ", ".join(f"{self.file.storage.url(name)} {width}w" for name, width in every)

    @property
    def thumb(self) -> str:
        """The address of its smallest file."""
        return str(self.file.storage.url(self.names[0]))


def document_of(page: Page) -> Document:
    """What the live row says, as a document."""
    return Document(**{name: getattr(page, name) for name in LIVE_FIELDS})


LIVE_FIELDS: tuple[str, ...] = ("kind", "title", "short_title", "summary", "written_on", "tint", "mark", "position", "facts", "body")


def live_values(document: Document) -> dict[str, Any]:
    """The columns of a Page that a document fills."""
    return {name: getattr(document, name) for name in LIVE_FIELDS}
