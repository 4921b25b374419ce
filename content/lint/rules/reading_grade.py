"""The reading level of the page, and its three hardest sentences when it is too high."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.readability import Readability, readability
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

# English: the grade to stay at or below, and the one above which publishing stops. Spanish: the ease to reach, and the least.
AIM, LIMIT = 8.5, 10.5
EASE, LEAST = 55, 40
_ENOUGH_WORDS = 100  # fewer say little about a page


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """The level; `detail` is the figure."""
    found = readability(reading, around.language)
    if found is None:
        return
    level = _level(found)
    aim = "aim for 55 or higher" if around.language == "es" else "aim for 8 or lower"
    yield Finding(
        level,
        f"Reading level: {found.label} ({aim}).",
        why="" if level is Level.PASS else "People in distress read less well than on a good day.",
        suggestion=""
        if level is Level.PASS
        else "Cut long sentences in two and put short words for long ones, first in the three hardest sentences.",
        source="Flesch-Kincaid grade" if around.language != "es" else "Szigriszt-Pazos, INFLESZ scale",
        detail=f"{found.score:.1f}",
        may_be_justified=level is Level.STOP,
    )
    if level is Level.PASS:
        return
    for sentence in found.hardest:
        yield sentence.passage.finding(
            Level.LOOK,
            f"One of the three hardest sentences: {sentence.words} words, {sentence.syllables / sentence.words:.1f} syllables a word.",
            sentence.start,
            sentence.end,
            suggestion="Say it in two sentences, or in shorter words.",
        )


def _level(found: Readability) -> Level:
    too_hard = found.score < LEAST if found.language == "es" else found.score > LIMIT
    if too_hard and found.words >= _ENOUGH_WORDS:
        return Level.STOP
    fine = found.score >= EASE if found.language == "es" else found.score <= AIM
    return Level.PASS if fine else Level.LOOK
