"""What readers type finds the right page first: the list of queries.toml asked of the shipped pages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from content import search
from content.search import entries

QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))


def asked() -> Iterator[tuple[str, str, list[str]]]:
    for language, queries in QUERIES.items():
        for query, places in queries.items():
            yield language, query, places


def place(hit: search.Hit) -> str:
    """An address without its language and without the heading."""
    path, _, anchor = hit.address.removeprefix("/es").strip("/").partition("#")
    return f"{path}#{anchor}" if path == "crisis/" and anchor else path.strip("/")


def test_the_list_is_long_and_in_both_languages() -> None:
    assert len(list(asked())) >= 200
    assert len(QUERIES["es"]) >= 40


@pytest.mark.usefixtures("index")
def test_the_right_page_stands_first_nine_times_in_ten_and_nearly_always_in_the_first_three() -> None:
    first, three = [], []
    for language, query, places in asked():
        found = [place(hit) for hit in search.search(query, language).hits]
        first += [] if found[:1] and found[0] in places else [(query, found[:3])]
        three += [] if set(found[:3]) & set(places) else [(query, found[:5])]
    total = len(list(asked()))
    assert len(first) <= 0.02 * total, first
    assert three == []


@pytest.mark.usefixtures("db")
def test_the_list_of_names_knows_only_places_that_are_there() -> None:
    there = {entry.place for entry in (*entries.pages(entries.Page.objects.all()), *entries.others())}
    told = set(entries._told()["names"])
    assert told - there == set()
