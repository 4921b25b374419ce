"""Callouts: their kinds and their ends."""

from __future__ import annotations

from tests.content.lint.about import found, told


def test_an_unknown_kind_stops_with_its_lines() -> None:
    assert told("callouts", "Words.\n\n::: warning Tea\nWords.\n:::") == [("stop", 3), ("stop", 5)]
    assert "“warning”" in found("callouts", "::: warning Tea")[0].message


def test_a_callout_that_is_never_closed_stops() -> None:
    assert told("callouts", "Words.\n\n::: note Tea\nWords.") == [("stop", 3)]
    assert told("callouts", "::: note Tea\nWords.\n:::\n\nWords.\n\n:::") == [("stop", 7)]


def test_closed_ones_inside_one_another_and_colons_in_code_are_fine() -> None:
    assert told("callouts", ":::: note Tea\n::: plain Leaf\nWords.\n:::\n::::") == []
    assert told("callouts", "```\n::: warning\n```\n\nTea ::: warm") == []
