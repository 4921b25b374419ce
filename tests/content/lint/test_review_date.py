"""When the review ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.lint import Review, Surroundings
from tests.content.lint.about import found, passed

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (-1, "The review was due on November 23, 2026, 1 day ago."),
        (0, "The review is due on November 24, 2026, in 0 days."),
        (60, "The review is due on January 23, 2027, in 60 days."),
        (61, None),
    ],
)
def test_sixty_days_before_its_end_it_is_looked_at(days: int, message: str | None) -> None:
    around = Surroundings(today=TODAY, review=Review(on=date(2026, 1, 1), due_on=TODAY + timedelta(days)))
    assert [finding.message for finding in found("review-date", around=around)] == ([message] if message else [])
    assert bool(passed("review-date", around=around)) == (message is None)


def test_a_page_that_nobody_reviewed_has_no_date() -> None:
    assert found("review-date") == []
    assert passed("review-date") == []
