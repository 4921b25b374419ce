"""The review still holds."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SOON = 60  # days


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """When the next review is due; quiet on a page that nobody has reviewed."""
    due = around.review.due_on
    if due is None or around.review.on is None:
        return
    days = (due - around.today).days
    day = f"{due:%B} {due.day}, {due.year}"
    if days < 0:
        told, level = f"The review was due on {day}, {-days} {'day' if days == -1 else 'days'} ago.", Level.LOOK
    elif days <= SOON:
        told, level = f"The review is due on {day}, in {days} {'day' if days == 1 else 'days'}.", Level.LOOK
    else:
        told, level = f"The next review is due on {day}.", Level.PASS
    yield Finding(level, told, suggestion="" if level is Level.PASS else "Ask a clinical reviewer to read it again.")
