"""Every glossary link has its term."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Terms that are not in the glossary."""
    for term in reading.terms:
        if around.terms is not None and term.key not in around.terms:
            suggestion = "Correct it, publish the term first, or take the double brackets away."
            yield Finding(Level.STOP, f"The glossary has no term {term.key}.", "body", term.line, f"[[{term.key}]]", suggestion=suggestion)
