"""The parts of a page that rules ask about: passages of words with their lines, headings, links, pictures, and what is named."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from content.lint.findings import Finding, Level
from content.lint.sentences import sentences

RUNNING = frozenset({"prose", "item"})


@dataclass(frozen=True)
class Passage:
    """Words that stand together: a paragraph, heading, cell, caption, text of a picture, or one text of a field.

    `part` is `name`, `summary`, `fact`, `prose`, `item`, `heading`, `cell`, `defined`, `caption`, `callout`, `alt` or `code`. `starts` are
    offsets at which lines of the body begin. `linked` are the spans that a link or a glossary link covers. Quotation marks are straight.
    """

    field: str
    part: str
    text: str
    starts: tuple[tuple[int, int], ...] = ((0, 0),)
    linked: tuple[tuple[int, int], ...] = ()
    is_cited: bool = False
    is_myth: bool = False

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each."""
        return tuple(sentences(self.text))

    def sentence_at(self, at: int) -> str:
        """The sentence around an offset."""
        return next((self.text[start:end] for start, end in self.sentences if start <= at < end), self.text)

    def line_at(self, at: int) -> int:
        """The line of the body that an offset stands in; 0 for other fields."""
        return self.starts[bisect_right(self.starts, (at, 1 << 30)) - 1][1]

    def finding(self, level: Level, message: str, start: int = 0, end: int | None = None, **told: Any) -> Finding:
        """A finding about a stretch of it."""
        excerpt = " ".join(self.text[start:end].split())
        excerpt = excerpt if len(excerpt) <= 300 else excerpt[:299] + "…"
        return Finding(level, message, field=self.field, line=self.line_at(start), excerpt=excerpt, **told)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body."""

    level: int
    words: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the body: its address and words (with those of a picture in it)."""

    href: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the body."""

    src: str
    alt: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Named:
    """A citation's key, a term's slug or an address among the words, and where it stands."""

    key: str
    line: int


def small_letters(text: str) -> str:
    """Lower case that keeps every character in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
