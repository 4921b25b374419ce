"""Words of crisis bring the card however they are spelled, and innocent words do not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.search.help_first import FILE, asks_for_help
from content.search.words import fold

CASES = tomllib.loads((Path(__file__).parent / "crisis.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("query", CASES["needs_help"])
def test_it_asks_for_help(query: str) -> None:
    assert asks_for_help(query)


@pytest.mark.parametrize("query", [query for query in CASES["needs_help"][::5] if len(query.split()) > 2])  # shorter ones may have to stand alone
@pytest.mark.parametrize("shape", ["{}!!!", "  {}  ", "“{}”", "please, {} and i do not know what to say"])
def test_it_does_so_in_capitals_quotes_and_sentences(query: str, shape: str) -> None:
    assert asks_for_help(shape.format(query.upper()))


@pytest.mark.parametrize("query", CASES["innocent"])
def test_it_does_not(query: str) -> None:
    assert not asks_for_help(query)


def test_the_list_is_written_as_it_is_matched() -> None:
    """Small letters without accents; an accent or a capital would never be met."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    lines = [line for group in told["phrases"] for line in group["any"]] + [word for group in told["phrases"] for word in group.get("unless", ())]
    assert lines
    assert [line for line in lines if line != fold(line) or "'" in line] == []


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_answer(query: str) -> None:
    assert asks_for_help(query) in {True, False}


def test_a_huge_text_takes_no_time() -> None:
    start = process_time()
    asks_for_help("want to quiero kill no puedo " * 5_000)
    assert process_time() - start < 0.2
