"""Search over all that is published, in two languages. The one place for others to call: what finds, what writes, what repairs.

`search` asks no database. Parts: `words` and `spelling` (what a query says), `help_first` (whether it asks for help), `entries` (what there
is to find), `carried` (the same as one list, for a site without a server), `engine` (the index on disk, which hides tantivy), `finding` and
`passages` (results), `upkeep` (the index follows publishing).
`names.toml` and `crisis_words.toml` are lists that clinicians edit; a changed list makes a new index by itself.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from content import kinds
from content.search import passages
from content.search.engine import Busy
from content.search.entries import lines_from
from content.search.finding import find
from content.search.help_first import asks_for_help
from content.search.passages import Piece
from content.search.upkeep import FOLLOWED, catch_up, distrust, follow, rebuild

__all__ = ["FOLLOWED", "Busy", "Hit", "Piece", "Results", "asks_for_help", "catch_up", "follow", "label", "lines_from", "rebuild", "search"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `address` has the anchor of `heading` where a part of the page answers; `language` is the one it is written in."""

    title: str
    heading: str
    kind: str
    label: str
    address: str
    language: str
    line: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Hits, best first; whether the query asks for help; the words that were put right to find something."""

    hits: tuple[Hit, ...] = ()
    is_crisis: bool = False
    corrected: tuple[str, ...] = ()


def search(query: str, language: str, limit: int = 12) -> Results:
    """What the site has for a query of any text and length; with a broken index nothing but whether it asks for help."""
    try:
        sought, found = find(query, language, limit)
    except (OSError, ValueError):
        logger.exception("The search index cannot be read; it is made anew.")
        distrust()
        return Results(is_crisis=asks_for_help(query))
    looks = {code: passages.Look(sought.words, code) for code in {told["language"] for told in found}}
    return Results(tuple(_hit(told, looks[told["language"]]) for told in found), asks_for_help(query), sought.corrected)


def _hit(told: dict[str, Any], look: passages.Look) -> Hit:
    anchor, heading = passages.heading(told, look)
    address = f"{told['address']}#{anchor}" if anchor else told["address"]
    return Hit(told["title"], heading, told["kind"], label(told["kind"]), address, told["language"], passages.line(told, anchor, look))


def label(kind: str) -> str:
    """What readers are told that a result is."""
    match kind:
        case "source":
            return gettext("Source")
        case "line":
            return gettext("Crisis line")
        case "list":
            return gettext("Overview")
    return gettext(kinds.get(kind).label) if kind in kinds.names() else gettext("Page")
