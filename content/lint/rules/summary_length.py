"""The summary is as long as search results show."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SHORT, LONG, MOST = 50, 160, 200
_SUGGESTION = "Say in one or two sentences what a reader finds here."


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """How long it is."""
    count = len(reading.document.summary)
    if SHORT <= count <= LONG:
        yield Finding(Level.PASS, f"The summary has {count} characters ({SHORT} to {LONG} are shown in search results).", "summary")
    elif count > MOST:
        yield Finding(Level.STOP, f"The summary has {count} characters; {MOST} is the most that can be kept.", "summary", suggestion=_SUGGESTION)
    else:
        why = "Search engines cut it off." if count > LONG else "Search engines put other words in its place."
        told = f"The summary has {count} characters; {SHORT} to {LONG} are best."
        yield Finding(Level.LOOK, told, "summary", why=why, suggestion=_SUGGESTION)
