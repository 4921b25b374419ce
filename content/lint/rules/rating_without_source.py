"""A rating of evidence names who says so."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Rows of evidence without a source, or with one that nobody knows."""
    rows = [row for row in reading.document.facts.get("evidence", ()) if isinstance(row, dict)]
    fine = bool(rows)
    for number, row in enumerate(rows):
        name, field = str(row.get("approach", "")), f"facts.evidence-{number}-sources"
        if not row.get("sources"):
            fine = False
            suggestion = "Name the guideline or review by its key, or take the row out."
            yield Finding(Level.STOP, f"The rating of {name or 'an approach'} has no source.", field, excerpt=name, suggestion=suggestion)
        for key in row.get("sources", ()):
            if around.sources is not None and key not in around.sources:
                fine = False
                yield Finding(Level.STOP, f"No source has the key {key}.", field, excerpt=str(key), suggestion="Add the source first.")
    if fine:
        yield Finding(Level.PASS, f"Every rating has a source ({len(rows)}).")
