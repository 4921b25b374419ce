"""Paragraphs that fill a phone's screen."""

from __future__ import annotations

from tests.content.lint.about import passed, told


def test_more_than_120_words_are_looked_at() -> None:
    assert passed("long-paragraphs", "Tea is warm. " * 40) == ["No paragraph is longer than 120 words."]
    assert told("long-paragraphs", f"Short.\n\n{'Tea is warm. ' * 41}") == [("look", 3)]
    assert told("long-paragraphs", f"1. {'Tea is warm. ' * 41}") == [("look", 1)]


def test_two_short_ones_are_not_one_long_one() -> None:
    assert told("long-paragraphs", f"{'Tea is warm. ' * 30}\n\n{'Tea is warm. ' * 30}") == []
