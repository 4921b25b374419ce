"""No totals or rankings of suicide that shock."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint import subjects, wordlists
from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Such figures on a page that speaks of suicide or self-harm."""
    if next(subjects.found("suicide", "speaks", reading, around.language), None) is None:
        return
    for passage, start, end in subjects.found("suicide", "shock", reading, around.language):
        yield passage.finding(
            Level.LOOK,
            f"“{passage.text[start:end]}” can frighten more than it helps.",
            start,
            end,
            why="Totals and rankings can make suicide look common.",
            suggestion="Leave it out, or give source and year and say what helps.",
            source=wordlists.load("sources")["ros"],
        )
