"""Looks up what a text names: its sources and pictures, and the glossary's terms in a language."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language

from content import kinds
from content.markdown import names_in
from content.models import Image, Page, Source
from content.rendering import Rendered, render

GLOSSARY = "glossary"
_REMEMBERED = 50  # texts a process keeps rendered, some 30 kB each


def find_sources(keys: Iterable[str]) -> dict[str, Source]:
    """The sources that exist of some keys."""
    return Source.objects.in_bulk(list(keys))


def find_terms(slugs: Iterable[str], language: str) -> dict[str, Page]:
    """The published glossary pages of some slugs, by slug."""
    paths = terms_paths(slugs)
    return {page.slug: page for page in Page.objects.published().in_language(language).filter(path__in=paths)} if paths else {}


def terms_paths(slugs: Iterable[str]) -> list[str]:
    """The paths of the glossary's pages of some slugs."""
    return [f"{GLOSSARY}/{slug}" for slug in slugs]


def find_pictures(addresses: Iterable[str]) -> dict[str, Image]:
    """The pictures that exist of some addresses, by address."""
    names = [address.removeprefix("/media/") for address in addresses]
    return {image.file.url: image for image in Image.objects.filter(file__in=names)} if names else {}


def rendered(kind: str, body: str, language: str, also_cite: Sequence[str] = (), *, terms: Mapping[str, Page] | None = None) -> Rendered:
    """The body of a page rendered with this library: what pages, previews, search and export use.

    `terms` are the published ones that it names, for those who have them already. A text whose sources, terms and pictures say what
    they said before is not rendered again.
    """
    named = names_in(body)
    found = _Found(
        find_sources(dict.fromkeys([*named.sources, *also_cite])),
        find_terms(named.terms, language) if terms is None else terms,
        find_pictures(named.pictures),
    )
    return _rendered(body, tuple(also_cite), kinds.get(kind).slots, get_language(), found)


@dataclass(frozen=True, slots=True)
class _Found:
    """What exists of the things that a text names. Two are the same when readers see the same of them."""

    sources: Mapping[str, Source] = field(compare=False)
    terms: Mapping[str, Page] = field(compare=False)
    pictures: Mapping[str, Image] = field(compare=False)
    said: Hashable = field(init=False)

    def __post_init__(self) -> None:
        sources = ((key, one.authors, one.year, one.title, one.venue, one.doi, one.url) for key, one in self.sources.items())
        terms = ((slug, one.get_absolute_url(), one.title, str(one.facts.get("definition", ""))) for slug, one in self.terms.items())
        pictures = ((at, one.srcset, one.width, one.height, one.alt, one.decorative, one.credit) for at, one in self.pictures.items())
        object.__setattr__(self, "said", (frozenset(sources), frozenset(terms), frozenset(pictures)))


@lru_cache(_REMEMBERED)
def _rendered(body: str, also_cite: tuple[str, ...], slots: frozenset[str], spoken: str | None, found: _Found) -> Rendered:
    """`spoken` is the language that labels are written in, which Django knows by itself."""
    return render(body, sources=found.sources, terms=found.terms, pictures=found.pictures, also_cite=also_cite, slots=slots)
