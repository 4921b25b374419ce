"""What a text cannot know about itself. Whatever is None is unknown, and the rules that need it keep quiet."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the site that exists. `anchors` are the places in it that a link may name; None when they are not known."""

    anchors: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Who read this text as a clinician, when, and until when that holds."""

    by: str = ""
    on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The page that a translation follows: when it changed last, and how many of its edits the translation has not seen."""

    changed_on: date
    edits_ahead: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Language, address and day, and what exists around a document.

    `addresses` answers for an address without its anchor (`/alliance/`): a Place, or None if nothing is there. `pictures` tells for
    each picture that exists (`/media/images/a.png`) whether it is decoration. `sources` are keys of the bibliography, `terms` slugs
    of the glossary.
    """

    language: str = "en"
    path: str = ""
    today: date = field(default_factory=date.today)
    addresses: Callable[[str], Place | None] | None = None
    pictures: Mapping[str, bool] | None = None
    sources: Container[str] | None = None
    terms: Container[str] | None = None
    review: Review = Review()
    original: Original | None = None
