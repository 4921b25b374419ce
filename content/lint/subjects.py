"""Hard subjects: whether a page speaks of one, and the words that such a page needs or must not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from content.lint import wordlists
from content.lint.passages import Passage
from content.lint.reading import Reading


@cache
def pattern(subject: str, name: str, language: str) -> wordlists.Words | None:
    """A pattern of `words/hard-subjects`; None in a language that has no such list."""
    told = wordlists.load("hard-subjects", language).get(subject, {}).get(name)
    return wordlists.Words(told) if told else None


def found(subject: str, name: str, reading: Reading, language: str) -> Iterator[tuple[Passage, int, int]]:
    """Where it stands in the page: the passage, and start and end in it."""
    wanted = pattern(subject, name, language)
    return wanted.hits(reading) if wanted else iter(())


def is_about(subject: str, reading: Reading, path: str, language: str) -> bool:
    """Whether the page is on the subject: its name, summary or address says so."""
    document = reading.document
    wanted = pattern(subject, "speaks", language)
    named = f"{document.title}\n{document.short_title}\n{document.summary}\n{path.replace('/', ' ')}"
    return bool(wanted and wanted.search(named))
