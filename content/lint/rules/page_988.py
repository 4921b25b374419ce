"""A page that speaks of suicide or self-harm says 988 itself, close by or near its top, and in its language."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint import subjects, wordlists
from content.lint.findings import Finding, Level
from content.lint.passages import Passage
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

NEAR_THE_TOP, CLOSE_BY = 1500, 600  # characters
Hit = tuple[Passage, int, int]
_SPANISH = wordlists.Words(r"oprima\s+(?:el\s+)?2|AYUDA")


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Where 988 stands; quiet on other pages."""
    hard = next(subjects.found("suicide", "speaks", reading, around.language), None)
    if hard is None:
        return
    source = wordlists.load("sources")["ros"]
    passage, start, end = hard
    lines = list(subjects.found("suicide", "line", reading, around.language))
    if not lines:
        suggestion = "Add: You can [call 988](tel:988) or [text 988](sms:988), day or night."
        yield passage.finding(
            Level.LOOK, "This page speaks of suicide or self-harm and does not say 988.", start, end, suggestion=suggestion, source=source
        )
        return
    if not _is_seen(reading, around, hard, lines):
        line, start, end = lines[0]
        told = "988 stands far from where the page speaks of suicide or self-harm."
        yield line.finding(Level.LOOK, told, start, end, suggestion="Say it in the first section.", source=source)
    elif around.language == "es" and not _SPANISH.search(reading.text):
        line, start, end = lines[0]
        suggestion = "Añada: oprima 2, o envíe AYUDA al 988."
        yield line.finding(Level.LOOK, "988 without the way to Spanish.", start, end, suggestion=suggestion, source=source)
    else:
        yield Finding(Level.PASS, "988 stands where it is needed.", source=source)


def _is_seen(reading: Reading, around: Surroundings, hard: Hit, lines: list[Hit]) -> bool:
    """Whether a line stands outside the body or near its top; on a page that is on something else, close to the hard words will do."""
    body = reading.offset(next((passage for passage in reading.passages if passage.field == "body"), reading.passages[-1]))
    if any(line.field != "body" or reading.offset(line) + start - body < NEAR_THE_TOP for line, start, _ in lines):
        return True
    first = reading.offset(hard[0]) + hard[1]
    is_on_it = subjects.is_about("suicide", reading, around.path, around.language)
    return not is_on_it and any(abs(reading.offset(line) + start - first) < CLOSE_BY for line, start, _ in lines)
