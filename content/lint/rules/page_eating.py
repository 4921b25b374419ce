"""Pages on eating disorders have no weights, sizes, calories or counts that could be copied."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint import subjects
from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Such figures on a page whose name, summary or address speaks of eating."""
    if not subjects.is_about("eating", reading, around.path, around.language):
        return
    clear = True
    for passage, start, end in subjects.found("eating", "copyable", reading, around.language):
        clear = False
        yield passage.finding(
            Level.STOP,
            f"“{passage.text[start:end]}” could be copied or compared with.",
            start,
            end,
            why="Numbers can become goals for people with an eating disorder.",
            suggestion="Say it without the number.",
            source="House rule: nothing to copy on pages about eating",
        )
    if clear:
        yield Finding(Level.PASS, "No weights, sizes or calories.")
