"""A translation has seen what changed in the original."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Whether the original is newer."""
    original = around.original
    if original is None:
        return
    if not original.edits_ahead:
        yield Finding(Level.PASS, "The translation is as new as the English page.")
        return
    edits = f"{original.edits_ahead} {'edit' if original.edits_ahead == 1 else 'edits'}"
    day = f"{original.changed_on:%B} {original.changed_on.day}, {original.changed_on.year}"
    suggestion = "Compare the English versions and bring this page up to date."
    yield Finding(Level.LOOK, f"The English page is {edits} ahead, the last of {day}.", suggestion=suggestion)
