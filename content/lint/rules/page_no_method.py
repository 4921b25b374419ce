"""No method, place, amount or means of self-harm or suicide, as far as words can tell."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint import subjects, wordlists
from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Names of ways and means on a page that speaks of suicide or self-harm, outside sentences that keep people safe."""
    if next(subjects.found("suicide", "speaks", reading, around.language), None) is None:
        return
    safe = subjects.pattern("suicide", "safe", around.language)
    for passage, start, end in subjects.found("suicide", "methods", reading, around.language):
        if safe and safe.search(passage.sentence_at(start)):
            continue
        yield passage.finding(
            Level.LOOK,
            f"“{passage.text[start:end]}” may name a way to harm oneself.",
            start,
            end,
            why="Details of a method can be copied.",
            suggestion="Leave it out, unless the sentence keeps people safe.",
            source=wordlists.load("sources")["ros"],
        )
