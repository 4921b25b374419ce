"""Nothing to copy on pages about eating."""

from __future__ import annotations

from tests.content.lint.about import found, passed, told


def test_weights_sizes_and_calories_stop_a_page_about_eating() -> None:
    for words in ("She lost 10 pounds.", "Under 1,200 calories.", "A BMI of 17.", "A size 4."):
        assert told("page-eating", f"Tea.\n\n{words}", title="Bulimia") == [("stop", 3)], words
    assert told("page-eating", "Perdió 10 kilos.", language="es", path="concerns/bulimia") == [("stop", 1)]
    assert [finding.may_be_justified for finding in found("page-eating", "A size 4.", title="Bulimia")] == [False]


def test_other_numbers_and_other_pages_are_left_alone() -> None:
    assert passed("page-eating", "Often 20 sessions.", title="Bulimia") == ["No weights, sizes or calories."]
    assert told("page-eating", "She lost 10 pounds.") == []
