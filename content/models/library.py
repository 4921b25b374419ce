"""What pages draw on: the bibliography and pictures."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone

from content.models.pages import Status


class Source(models.Model):
    """A work of the bibliography, cited on pages as `[@key]`. What staff have changed, an import leaves as it is."""

    key = models.SlugField(max_length=40, primary_key=True)
    authors = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=400)
    venue = models.CharField(max_length=300, blank=True, help_text="Journal with volume and pages, publisher or website.")
    doi = models.CharField("DOI", max_length=100, blank=True)
    url = models.URLField("Address", blank=True, help_text="Of the original, never of a copy.")
    changed_by_staff = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("authors", "year", "key")

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

    @property
    def link_words(self) -> str:
        """What its link says: the DOI, else the name of the site."""
        return f"doi:{self.doi}" if self.doi else urlsplit(self.url).netloc.removeprefix("www.")


def _surname(author: str) -> str:
    name, _, initials = author.rpartition(" ")
    return name if name and initials.isupper() and len(initials) <= 3 else author


class MentionQuerySet(models.QuerySet["Mention"]):
    """What is asked of mentions in more than one place."""

    def seen_in(self, language: str) -> Self:
        """Those on pages that readers of a language can open; joined, because a list of all these pages would be long."""
        return self.filter(page__status=Status.PUBLISHED, page__language=language)


class Mention(models.Model):
    """That the text of a page which readers see, or saw last, names a source or a term; written anew whenever one goes live."""

    page = models.ForeignKey("Page", on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=6, choices=[("source", "Source"), ("term", "Term")])
    name = models.CharField(max_length=100)

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "name", "page"], name="one_mention_a_page"),)

    def __str__(self) -> str:
        return f"{self.page} names {self.kind} {self.name}"


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
