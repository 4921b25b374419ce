"""Paragraphs that look like a wall."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.passages import RUNNING
from content.lint.reading import Reading
from content.lint.sentences import words
from content.lint.surroundings import Surroundings

LONG = 120
SATISFIED = f"No paragraph is longer than {LONG} words."


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Each paragraph or list item with more than 120 words."""
    for passage in reading.passages:
        if passage.part in RUNNING and len(passage.text) > LONG * 2 and (count := len(words(passage.text))) > LONG:
            start, end = passage.sentences[0]
            why = "On a phone this fills the screen."
            yield passage.finding(Level.LOOK, f"A paragraph of {count} words.", start, end, why=why, suggestion="Part it, or make it a list.")
