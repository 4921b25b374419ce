"""What the template of a page needs to know, for readers and for previews alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from content import library
from content.mentions import TERM
from content.models import Page, address
from crisis.hotlines import LANGUAGES


def page_context(found: Page, also_cite: Sequence[str] = ()) -> dict[str, Any]:
    """What every page template needs: the page, its words, the pages above it and its other language."""
    languages = languages_of(found.path)
    return {
        "page": found,
        "rendered": library.rendered(found.kind, found.body, found.language, also_cite),
        "parents": parents(found),
        "see": see_also(found),
        "languages": languages,
        "untranslated": not languages,
    }


def term_context(found: Page) -> dict[str, Any]:
    """A word of the glossary, with the other pages that use it."""
    context = page_context(found)
    told = {found.pk, *(page.pk for page in context["see"])}
    using = Page.objects.published().in_language(found.language).naming(TERM, found.slug)
    return context | {"used_on": [page for page in using if page.pk not in told]}


def practice_context(found: Page) -> dict[str, Any]:
    """A practice, and the name under which a browser may keep its sheet: the same in every language, and telling nothing."""
    return page_context(found) | {"sheet_key": f"n{crc32(found.path.encode()):x}"}


def see_also(found: Page) -> list[Page]:
    """The published pages that its facts name by address, in that order."""
    paths = [named.strip("/") for named in found.facts.get("see", ())]
    pages = {page.path: page for page in Page.objects.published().in_language(found.language).filter(path__in=paths)} if paths else {}
    return [pages[path] for path in paths if path in pages]


def parents(found: Page) -> list[Page]:
    """The published pages above it, outermost first."""
    parts = found.path.split("/")[:-1]
    paths = ["/".join(parts[: count + 1]) for count in range(len(parts))]
    above = {page.path: page for page in Page.objects.published().in_language(found.language).filter(path__in=paths)} if paths else {}
    return [above[path] for path in paths if path in above]


def languages_of(path: str) -> dict[str, str]:
    """The addresses of a path that is published in more than one language, by language code."""
    codes = set(Page.objects.published().filter(path=path).values_list("language", flat=True))
    return {code: address(path, code) for code in LANGUAGES if code in codes} if len(codes) > 1 else {}
