"""The house's way of speaking, such as `usted` in Spanish: the word list."""

from __future__ import annotations

from collections.abc import Iterable

from content.lint import wordlists
from content.lint.findings import Finding
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterable[Finding]:
    """What the list says."""
    return wordlists.check("style", reading, around)
