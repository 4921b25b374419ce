"""A clinician has read the page."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Whether someone has signed this text off."""
    if around.review.on:
        by = f" by {around.review.by}" if around.review.by else ""
        yield Finding(Level.PASS, f"Reviewed{by} on {around.review.on:%B} {around.review.on.day}, {around.review.on.year}.")
    else:
        suggestion = "Send it for review. Until then the page says that nobody has reviewed it."
        yield Finding(Level.LOOK, "No clinician has reviewed this page.", suggestion=suggestion, source="House rule: reviewers are real")
