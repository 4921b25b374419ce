"""No figures that shock."""

from __future__ import annotations

from tests.content.lint.about import told


def test_totals_and_rankings_are_looked_at() -> None:
    assert told("page-no-stats-scare", "Tea.\n\nThere were 40,000 suicides. It is a leading cause of death.") == [("look", 3), ("look", 3)]
    assert told("page-no-stats-scare", "Hubo 4.000 suicidios.", language="es") == [("look", 1)]


def test_the_lifeline_and_other_pages_are_left_alone() -> None:
    assert told("page-no-stats-scare", "Call 988. The 988 Suicide and Crisis Lifeline is free.") == []
    assert told("page-no-stats-scare", "Tea is a leading cause of death.") == []
