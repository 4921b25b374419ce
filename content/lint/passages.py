"""The parts of a page that rules ask about: passages of words with their lines, headings, links, pictures, and what is named."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from content.lint.findings import Finding, Level
from content.lint.sentences import sentences

RUNNING = frozenset({"prose", "item"})
_IN_QUOTES = re.compile(r'"[^"]+"|«[^»]+»')
_SPEAKS_OF_ITSELF = re.compile(r"\b(?:I|me|my|mine|yo|mi|mí|me|soy|estoy|tengo)\b", re.IGNORECASE)


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
        number = bisect_right(self.sentences, (at, 1 << 30)) - 1
        if number < 0 or self.sentences[number][1] <= at:
            return self.text
        start, end = self.sentences[number]
        return self.text[start:end]

    @cached_property
    def own_speech(self) -> tuple[tuple[int, int], ...]:
        """Start and end of what stands in quotation marks and is said by a person of themselves."""
        return tuple(quote.span() for quote in _IN_QUOTES.finditer(self.text) if _SPEAKS_OF_ITSELF.search(quote[0]))

    def is_own_speech(self, at: int) -> bool:
        """Whether a person speaks of themselves there: in quotation marks, or among a concern's everyday words."""
        number = bisect_right(self.own_speech, (at, 0)) - 1
        return self.field == "facts.everyday" or (number >= 0 and at < self.own_speech[number][1])

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
