"""Words of the trade come with their plain words, or with a link to the glossary or a page about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from content.lint import wordlists
from content.lint.findings import Finding, Level
from content.lint.passages import Passage
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "Words of the trade are explained where they first stand."
_NEAR = 200  # characters, on either side
_PASSED_OVER = frozenset({"name", "heading", "code", "alt", "defined"})
_CONTENT_WORD = re.compile(r"\w{4,}")
_EXPLAINS = re.compile(
    r"\b(?:means?|meaning|called|that is|short for|in other words|significa|quiere decir|es decir|llamad[oa]|se llama)\b", re.IGNORECASE
)


@cache
def _words(language: str) -> tuple[tuple[wordlists.Words, str, bool], ...]:
    entries = wordlists.load("jargon", language).get("word", ())
    return tuple((wordlists.Words(entry["pattern"]), entry["plain"], entry.get("replace", False)) for entry in entries)


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """The first use of each word that stands alone; a glossary page may use its own."""
    own = " ".join([reading.document.title, *map(str, reading.document.facts.get("also", ()))])
    for pattern, plain, replace in _words(around.language):
        if reading.document.kind == "term" and pattern.search(own):
            continue
        first = next((hit for hit in pattern.hits(reading) if hit[0].part not in _PASSED_OVER), None)
        if first is None:
            continue
        passage, start, end = first
        if not replace and (_is_linked(passage, start, end) or _is_explained(passage, start, end, plain)):
            continue
        told = "has a plainer word" if replace else "may need plain words or a glossary link here"
        yield passage.finding(
            Level.LOOK,
            f"“{passage.text[start:end]}” {told}.",
            start,
            end,
            suggestion=f"Plain words: {plain}.",
            source="House rule: plain words",
            detail=plain,
        )


def _is_linked(passage: Passage, start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in passage.linked)


def _is_explained(passage: Passage, start: int, end: int, plain: str) -> bool:
    """Whether most words of one of its plain wordings stand near, or a word that announces an explanation."""
    near = passage.text[max(0, start - _NEAR) : start] + passage.text[end : end + _NEAR]
    if _EXPLAINS.search(near):
        return True
    said = {word[:5] for word in _CONTENT_WORD.findall(near.lower())}
    wordings = ({word[:5] for word in _CONTENT_WORD.findall(wording.lower())} for wording in plain.split(";"))
    return any(wanted and len(wanted & said) * 2 > len(wanted) for wanted in wordings)
