"""Headings: their levels and their words."""

from __future__ import annotations

from tests.content.lint.about import passed, told


def test_levels_follow_one_another_from_the_second() -> None:
    assert passed("heading-order", "Words.\n\n## Tea\n\n### Green\n\n#### Sencha\n\n## Coffee") == ["Headings are in order."]
    assert told("heading-order", "# Tea") == [("stop", 1)]
    assert told("heading-order", "Tea\n===\n\nWords.") == [("stop", 1)]
    assert told("heading-order", "Words.\n\n### Tea") == [("stop", 3)]
    assert told("heading-order", "## Tea\n\n#### Green") == [("stop", 3)]


def test_the_questions_of_an_accordion_are_headings_too() -> None:
    assert told("heading-order", "## Tea\n\n::: questions\n### Why?\n\nWords.\n\n### Why?\n\nWords.\n:::") == [("look", 8)]
    assert told("heading-order", "::: questions\n### Why?\n\nWords.\n:::") == [("stop", 2)]


def test_a_heading_says_something_and_not_what_another_says() -> None:
    assert told("heading-order", "##\n\nWords.") == [("stop", 1)]
    assert told("heading-order", "## Tea\n\nWords.\n\n## TEA") == [("look", 5)]


def test_a_sign_inside_code_is_no_heading() -> None:
    assert told("heading-order", "```\n# Tea\n```") == []
