"""Looks up what a text names: its sources and pictures, and the glossary's terms in a language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content import kinds
from content.models import Image, Page, Source
from content.rendering import Rendered, render

GLOSSARY = "glossary"


def find_sources(keys: Iterable[str]) -> dict[str, Source]:
    """The sources that exist of some keys."""
    return Source.objects.in_bulk(list(keys))


def find_terms(slugs: Iterable[str], language: str) -> dict[str, Page]:
    """The published glossary pages of some slugs, by slug."""
    paths = [f"{GLOSSARY}/{slug}" for slug in slugs]
    pages = Page.objects.published().in_language(language).filter(path__in=paths)
    return {page.slug: page for page in pages}


def find_pictures(addresses: Iterable[str]) -> dict[str, Image]:
    """The pictures that exist of some addresses, by address."""
    return {image.file.url: image for image in Image.objects.filter(file__in=[address.removeprefix("/media/") for address in addresses])}


def rendered(kind: str, body: str, language: str, also_cite: Sequence[str] = ()) -> Rendered:
    """The body of a page rendered with this library: what pages, previews, search and export use."""
    return render(
        body,
        find_sources=find_sources,
        find_terms=lambda slugs: find_terms(slugs, language),
        find_pictures=find_pictures,
        also_cite=also_cite,
        slots=kinds.get(kind).slots,
    )
