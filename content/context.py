"""What the template of a page needs to know, for readers and for previews alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db.models import Q

from content import library
from content.markdown import names_in
from content.mentions import TERM
from content.models import Page, address
from crisis.hotlines import LANGUAGES


@dataclass(frozen=True, slots=True)
class Neighbors:
    """The published pages that a page shows something of, in the order that staff gave them."""

    pages: tuple[Page, ...]

    def at(self, paths: Iterable[str]) -> list[Page]:
        """Those of some paths, in the order of the paths."""
        found = {page.path: page for page in self.pages}
        return [found[path] for path in paths if path in found]

    def of_kind(self, kind: str) -> list[Page]:
        """Those of a kind."""
        return [page for page in self.pages if page.kind == kind]


def neighbors(found: Page, *kinds: str) -> Neighbors:
    """The terms that a page uses, what it points to, and all pages of some kinds, in one query."""
    paths = [*library.terms_paths(names_in(found.body).terms), *_pointed(found)]
    if not (paths or kinds):
        return Neighbors(())
    near = Page.objects.published().in_language(found.language).filter(Q(path__in=paths) | Q(kind__in=kinds))
    return Neighbors(tuple(near.order_by("position", "title").defer("body", "changes").public()))


def page_context(found: Page, family: Iterable[Page], near: Neighbors | None = None, also_cite: Sequence[str] = ()) -> dict[str, Any]:
    """What every page template needs: the page, its words, the pages above it and its other language.

    `family` are the published pages at its path and above it, in all languages (PageQuerySet.family).
    """
    family = list(family)
    near = near or neighbors(found)
    terms = {page.slug: page for page in near.at(library.terms_paths(names_in(found.body).terms))}
    languages = _languages(found, family)
    return {
        "page": found,
        "rendered": library.rendered(found.kind, found.body, found.language, also_cite, terms=terms),
        "parents": _parents(found, family),
        "see": near.at(_pointed(found)),
        "languages": languages,
        "untranslated": not languages,
    }


def term_context(found: Page, family: Iterable[Page]) -> dict[str, Any]:
    """A word of the glossary, with the other pages that use it."""
    context = page_context(found, family)
    told = {found.pk, *(page.pk for page in context["see"])}
    using = Page.objects.published().in_language(found.language).naming(TERM, found.slug)
    return context | {"used_on": [page for page in using if page.pk not in told]}


def practice_context(found: Page, family: Iterable[Page]) -> dict[str, Any]:
    """A practice, and the name under which a browser may keep its sheet: the same in every language, and telling nothing."""
    return page_context(found, family) | {"sheet_key": f"n{crc32(found.path.encode()):x}"}


def _pointed(found: Page) -> list[str]:
    """The paths that its facts name as addresses."""
    return [named.strip("/") for named in found.facts.get("see", ())]


def _parents(found: Page, family: Iterable[Page]) -> list[Page]:
    """Outermost first."""
    above = [page for page in family if page.language == found.language and found.path.startswith(f"{page.path}/")]
    return sorted(above, key=lambda page: len(page.path))


def _languages(found: Page, family: Iterable[Page]) -> dict[str, str]:
    """The addresses of a page that is published in more than one language, by language code."""
    codes = {page.language for page in family if page.path == found.path}
    return {code: address(found.path, code) for code in LANGUAGES if code in codes} if len(codes) > 1 else {}
