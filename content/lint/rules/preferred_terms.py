"""One word for one idea, so that pages agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from content.lint import wordlists
from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


@cache
def _terms(language: str) -> tuple[tuple[wordlists.Words, tuple[wordlists.Words, ...], dict[str, Any]], ...]:
    entries = wordlists.load("preferred-terms", language).get("term", ())
    return tuple((wordlists.Words(e["avoid"]), tuple(map(wordlists.Words, e.get("allow", ()))), e) for e in entries)


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Where a page uses another word than the house."""
    for pattern, allow, entry in _terms(around.language):
        for passage, start, end in pattern.hits(reading):
            if any(allowed.search(passage.sentence_at(start)) for allowed in allow):
                continue
            yield passage.finding(
                Level.LOOK,
                f"“{passage.text[start:end]}”: this site says {entry['use']}.",
                start,
                end,
                why=entry.get("note", ""),
                suggestion=entry["use"],
                source="House rule: one word for one idea",
            )
