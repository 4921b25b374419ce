"""A person is never a diagnosis: the word list. People may speak of themselves as they wish."""

from __future__ import annotations

from collections.abc import Iterable

from content.lint import wordlists
from content.lint.findings import Finding
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "No words that put a label on a person."


def check(reading: Reading, around: Surroundings) -> Iterable[Finding]:
    """What the list says."""
    return wordlists.check("person-first", reading, around)
