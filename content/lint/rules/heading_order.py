"""Headings of the body begin at the second level, skip none, say something, and differ."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from content.lint.findings import Finding, Level
from content.lint.passages import Heading
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "Headings are in order."
_WHY = "A screen reader's list of headings is the map of the page."


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """What is wrong with each heading."""
    title = Heading(1, reading.document.title, "", 0)
    seen: set[str] = set()
    for before, heading in pairwise([title, *reading.headings]):
        if not heading.words:
            yield _finding(Level.STOP, heading, "A heading without words.", "Write its words, or take the signs away.")
        if heading.level == 1:
            yield _finding(Level.STOP, heading, "A first-level heading: the page's title is the only one.", "Begin it with ## instead of #.")
        elif heading.level > before.level + 1:
            wanted = "#" * (before.level + 1)
            yield _finding(Level.STOP, heading, f"The heading jumps from level {before.level} to {heading.level}.", f"Begin it with {wanted}.")
        if heading.words and heading.words.casefold() in seen:
            yield _finding(Level.LOOK, heading, "Two headings with the same words.", "Say what is different under each.")
        seen.add(heading.words.casefold())


def _finding(level: Level, heading: Heading, message: str, suggestion: str) -> Finding:
    return Finding(level, message, "body", heading.line, heading.words, _WHY, suggestion)
