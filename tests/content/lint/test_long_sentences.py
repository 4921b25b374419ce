"""Long sentences and where they end."""

from __future__ import annotations

import pytest

from content.lint.sentences import sentences, words
from tests.content.lint.about import found, passed, told


def test_more_than_25_words_are_looked_at_and_35_sharply() -> None:
    assert passed("long-sentences", "tea " * 25) == ["No sentence is longer than 25 words."]
    body = f"Short.\n\nShort. {'Tea ' + 'tea ' * 25}.\n\n- {'tea ' * 35}"
    assert told("long-sentences", body) == [("look", 3), ("look", 5)]
    assert [finding.message for finding in found("long-sentences", body)] == [
        "A sentence of 26 words.",
        "A sentence of 35 words: far too long to follow.",
    ]


def test_code_names_and_pictures_are_no_sentences() -> None:
    long = "tea " * 40
    assert told("long-sentences", f"```\n{long}\n```\n\n![{long}](/media/images/a.png)", title=long) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("Dr. Tea drinks at 5 p.m. with Aaron T. Beck.", 1),
        ("It costs 5.4 of 10. 3 are left.", 2),
        ('She said "Go." He went. (They stayed.) Done.', 4),
        ("¿Qué pasa? ¡Nada! Él va.", 3),
        ("This is CBT-I. In the US it is known.", 2),
        ("e.g. tea, i.e. leaves", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, count: int) -> None:
    found_ = [text[start:end] for start, end in sentences(text)]
    assert len(found_) == count, found_


def test_a_word_keeps_its_hyphen_apostrophe_and_decimal_point() -> None:
    assert words("Well-being isn't 5.4, is it?") == ["Well-being", "isn't", "5.4", "is", "it"]
