"""Every number about health has its source beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint import wordlists
from content.lint.findings import Finding, Level
from content.lint.passages import Passage
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "Every share or count has a source beside it."
_STUDIES = {
    "en": re.compile(r"\b\d[\d,]*\s+(?:studies|trials|reviews)\b", re.IGNORECASE),
    "es": re.compile(r"\b\d[\d.,]*\s+(?:estudios|ensayos|revisiones)\b", re.IGNORECASE),
}


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Shares (20%, 1 in 5) and counts of studies in a passage without a citation."""
    for rule in wordlists.rules("numbers", around.language):
        for passage, start, end in rule.hits(reading, around):
            if not passage.is_cited:
                level = Level.STOP if passage.field == "body" else Level.LOOK
                yield _finding(level, passage, start, end, why=rule.why, detail=rule.id)
    pattern = _STUDIES.get(around.language)
    for passage in reading.passages if pattern else ():
        for found in pattern.finditer(passage.text) if pattern and not passage.is_cited else ():
            yield _finding(Level.LOOK, passage, *found.span(), why="Readers cannot tell which studies these are.")


def _finding(level: Level, passage: Passage, start: int, end: int, **told: str) -> Finding:
    in_body = passage.field == "body"
    return passage.finding(
        level,
        f"“{passage.text[start:end]}” has no source beside it.",
        start,
        end,
        suggestion="Cite it in the same paragraph: [@key]. Or leave the number out."
        if in_body
        else "Make sure that the text says it too, with its source.",
        source="House rule: no number without its source",
        may_be_justified=level is Level.STOP,
        **told,
    )
