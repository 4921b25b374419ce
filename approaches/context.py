"""What the templates of approaches and concerns need beyond the page itself: their evidence and their neighbours."""

from __future__ import annotations

from typing import Any

from approaches import comparison, matrix
from approaches.facts import SCALE
from content.context import page_context
from content.models import Page


def _live(kind: str, language: str) -> list[Page]:
    return list(Page.objects.published().in_language(language).of_kind(kind).public())


def approach_context(page: Page) -> dict[str, Any]:
    """One approach with its column of the evidence, the approaches before and after it, and its comparisons with each."""
    context = page_context(page) | {"cells": matrix.column(page.slug, _live("concern", page.language))}
    ring = _live("approach", page.language)
    if page in ring and len(ring) > 1:
        at = ring.index(page)
        pairs = [(other, comparison.address(one for one in ring if one in (page, other))) for other in ring if other != page]
        context |= {"previous": ring[at - 1], "next": ring[(at + 1) % len(ring)], "pairs": pairs}
    return context


def concern_context(page: Page) -> dict[str, Any]:
    """One concern with its row of the evidence, its sources numbered behind those of the text."""
    cells = matrix.row(page, _live("approach", page.language))
    context = page_context(page, matrix.cited(cells))
    return context | {"cells": matrix.numbered(cells, context["rendered"]), "scale": SCALE}
