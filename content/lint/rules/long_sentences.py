"""Sentences that are long to follow."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.sentences import words
from content.lint.surroundings import Surroundings

LONG, FAR_TOO_LONG = 25, 35
SATISFIED = f"No sentence is longer than {LONG} words."


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Each sentence of the running text, of facts and captions that has more than 25 words."""
    for passage in reading.passages:
        if passage.part in {"name", "code", "alt"}:
            continue
        for start, end in passage.sentences:
            count = passage.text.count(" ", start, end) + 1
            if count <= LONG or (count := len(words(passage.text[start:end]))) <= LONG:
                continue
            said = f"A sentence of {count} words" + (": far too long to follow." if count >= FAR_TOO_LONG else ".")
            yield passage.finding(
                Level.LOOK, said, start, end, why="The aim is 20 words or fewer, one idea each.", suggestion="Make two of it.", detail=str(count)
            )
