"""Words as search sees them."""

from __future__ import annotations

import pytest

from content.search.words import distance, fold, key, telling, words


def test_every_character_stays_in_its_place() -> None:
    text = "Ansiedad: ¿Cómo? ŒİßÅ Año"
    assert len(fold(text)) == len(text)
    assert fold("Flückiger, Año, PÁNICO") == "fluckiger, ano, panico"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I can't sleep", ["i", "cant", "sleep"]),
        ("I can’t sleep", ["i", "cant", "sleep"]),
        ("O.C.D.", ["ocd"]),
        ("s u i c i d e", ["suicide"]),
        ("¿Ansiedad?", ["ansiedad"]),
        ("a" * 50 + " fear", ["fear"]),
        ("助けて \x00 (*) AND OR", ["and", "or"]),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("What is DBT?", "dbt", "en"),
        ("scared of flying", "fear of flying", "en"),
        ("washing my hands", "hand washing", "en"),
        ("cannot sleep", "can't sleep", "en"),
        ("La ansiedad", "ansiedad", "es"),
        ("miedo a volar", "temor a volar", "es"),
    ],
)
def test_names_that_are_the_same(one: str, other: str, language: str) -> None:
    assert key(one, language) == key(other, language)


@pytest.mark.parametrize(
    ("one", "other"), [("therapy is not helping", "therapy"), ("afraid of people", "afraid of heights"), ("can't sleep", "sleep")]
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert key(one, "en") != key(other, "en")


def test_a_query_of_small_words_alone_keeps_them() -> None:
    assert telling(["what", "is", "it"]) == ["what", "is", "it"]


@pytest.mark.parametrize(
    ("one", "other", "letters"), [("anxeity", "anxiety", 1), ("dialetical", "dialectical", 1), ("panic", "panic", 0), ("cat", "therapy", 3)]
)
def test_how_far_two_spellings_are_apart(one: str, other: str, letters: int) -> None:
    assert distance(one, other, 2) == letters
