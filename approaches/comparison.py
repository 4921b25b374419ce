"""Two or three approaches side by side: the compared facts, in one tuple, and what was asked for in an address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approaches import matrix
from approaches.facts import EvidenceEntry
from content.models import Page

MOST = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an approach's document, and the question that it answers. `evidence` is one row for each concern that is rated."""

    name: str
    question: str | Promise
    kind: Literal["words", "clauses", "evidence"] = "words"


COMPARED: tuple[Fact, ...] = (
    Fact("works_on", _("What it works on")),
    Fact("session", _("What a session feels like")),
    Fact("structure", _("Structure")),
    Fact("focus", _("Main focus")),
    Fact("between", _("Between sessions")),
    Fact("length", _("Usual length")),
    Fact("rhythm", _("Rhythm")),
    Fact("format", _("Format")),
    Fact("may_suit", _("It may suit you if"), "clauses"),
    Fact("think_twice", _("Think twice if"), "clauses"),
    Fact("alliance", _("How it uses the alliance")),
    Fact("evidence", _("How strong the evidence is"), "evidence"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one approach answers: words, clauses or ratings, as the fact's kind says."""

    approach: Page
    words: str = ""
    clauses: tuple[str, ...] = ()
    entries: tuple[EvidenceEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A question and the answers, in the order of the approaches; `concern` where the question is about the evidence for one."""

    fact: Fact
    answers: tuple[Answer, ...]
    concern: Page | None = None


def rows(approaches: Sequence[Page], concerns: Iterable[Page]) -> list[Row]:
    """The whole comparison. A concern for which none of the approaches is rated is left out."""
    found = []
    for fact in COMPARED:
        if fact.kind == "evidence":
            lines = (line for line in matrix.grid(concerns, approaches) if line.is_rated)
            found += [
                Row(fact, tuple(Answer(meeting.approach, entries=meeting.entries) for meeting in line.meetings), line.concern) for line in lines
            ]
        else:
            found.append(Row(fact, tuple(_answer(fact, page) for page in approaches)))
    return found


def _answer(fact: Fact, page: Page) -> Answer:
    value = page.facts.get(fact.name, "")
    return Answer(page, clauses=tuple(value)) if fact.kind == "clauses" else Answer(page, words=str(value))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader asked to compare: the approaches in the site's order, each once, and what was odd about the question."""

    pages: tuple[Page, ...]
    unknown: tuple[str, ...] = ()
    repeated: bool = False
    too_many: bool = False

    @property
    def is_an_address(self) -> bool:
        """Whether a page of ours can answer it."""
        return not self.unknown and not self.too_many

    @property
    def is_whole(self) -> bool:
        """Whether there are two or three different approaches."""
        return self.is_an_address and not self.repeated and len(self.pages) > 1

    @property
    def title(self) -> str:
        """What the page is called."""
        if not self.is_whole:
            return gettext("Compare approaches")
        names = dict(zip("abc", (page.name for page in self.pages), strict=False))
        return (gettext("Compare %(a)s, %(b)s and %(c)s") if len(names) == MOST else gettext("Compare %(a)s and %(b)s")) % names

    @property
    def trouble(self) -> str:
        """What to say to the reader; empty when all is well."""
        if self.unknown:
            return gettext("One of these approaches is not on this site. Choose from the lists.")
        if self.too_many:
            return gettext("You can compare two or three approaches at a time. Choose from the lists.")
        if self.repeated:
            return gettext("You chose the same approach twice. Choose another one to compare.")
        return gettext("You chose one approach. Choose another one to compare it with.") if len(self.pages) == 1 else ""


def choose(slugs: Iterable[str], approaches: Sequence[Page]) -> Choice:
    """The choice that slugs stand for, in whatever order, spelling of letters and number they came."""
    asked = [slug.lower() for slug in slugs]
    known = {page.slug: page for page in approaches}
    pages = tuple(page for page in approaches if page.slug in asked)
    unknown = tuple(slug for slug in asked if slug not in known)
    return Choice(pages, unknown, repeated=len(asked) > len(set(asked)), too_many=len(asked) > MOST)


def address(pages: Iterable[Page]) -> str:
    """Where pages are compared; for the same pages in the site's order there is one such address."""
    return reverse("approaches:compare", args=["/".join(page.slug for page in pages)])
