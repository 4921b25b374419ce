"""Searches that put two or three pages side by side: "cbt vs dbt" leads to the page that compares them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tantivy import Occur, Query, Searcher

from content.search import engine, entries
from content.search.words import STEMMERS, listed, stems, telling

_MOST = 3
_LONGEST_NAME = 5  # words


def side_by_side(found: Sequence[str], language: str, searcher: Searcher) -> dict[str, Any] | None:
    """The entry of the list that compares, leading to the pages that a query names; nothing when it names fewer than two."""
    if listed("joining").isdisjoint(found):
        return None
    for told in entries.lists():
        kind = told.get("pairs")
        named = _named(found, kind, language, searcher) if kind else []
        kept = engine.find(searcher, entries.list_id(told["place"], language)) if len(named) > 1 else None
        if kept:
            slugs = sorted({str(page["place"]).rpartition("/")[2] for page in named})[:_MOST]
            titles = ", ".join(str(page["title"]) for page in named[:_MOST])
            return kept | {"address": f"{kept['address']}{'/'.join(slugs)}/", "title": f"{kept['title']}: {titles}"}
    return None


def _named(found: Sequence[str], kind: str, language: str, searcher: Searcher) -> list[dict[str, Any]]:
    """The pages of a kind whose names stand in a query, in its order, each once."""
    pages: dict[str, dict[str, Any]] = {}
    at = 0
    while at < len(found):
        for count in range(min(_LONGEST_NAME, len(found) - at), 0, -1):
            words = [word for word in telling(found[at : at + count]) if word not in listed("joining")]
            if len(words) == count and (page := _of_name(words, kind, language, searcher)):
                pages.setdefault(page["place"], page)
                at += count - 1
                break
        at += 1
    return list(pages.values())


def _of_name(words: Sequence[str], kind: str, language: str, searcher: Searcher) -> dict[str, Any] | None:
    names = [(Occur.Should, Query.term_query(engine.schema(), f"first_{code}", stems(words, code), "basic")) for code in STEMMERS]
    of_kind = Query.term_query(engine.schema(), "kind", kind, "basic")
    hits = searcher.search(Query.boolean_query([(Occur.Must, of_kind), (Occur.Must, Query.boolean_query(names))]), 4, count=False).hits
    found = [engine.told(searcher, at) for _, at in hits]
    return next((page for page in found if page["language"] == language), found[0] if found else None)
