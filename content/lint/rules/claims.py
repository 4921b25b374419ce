"""No promises, absolutes or claims: the word list. What a myth says is left alone, for its correction follows."""

from __future__ import annotations

from collections.abc import Iterable

from content.lint import wordlists
from content.lint.findings import Finding
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "No promises and no absolutes."


def check(reading: Reading, around: Surroundings) -> Iterable[Finding]:
    """What the list says."""
    return wordlists.check("claims", reading, around, myths=False)
