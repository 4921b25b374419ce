"""Whether a clinician has read the page."""

from __future__ import annotations

from datetime import date

from content.lint import Review, Surroundings
from tests.content.lint.about import passed, told


def test_a_page_that_nobody_signed_off_is_looked_at() -> None:
    assert told("missing-reviewer") == [("look", 0)]


def test_a_signed_off_page_names_reviewer_and_day() -> None:
    around = Surroundings(review=Review(by="A. Reviewer", on=date(2026, 3, 4)))
    assert told("missing-reviewer", around=around) == []
    assert passed("missing-reviewer", around=around) == ["Reviewed by A. Reviewer on March 4, 2026."]
