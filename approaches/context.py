"""What the templates of approaches and concerns need beside what every page needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from approaches import comparison, matrix
from approaches.facts import SCALE
from content.context import neighbors, page_context
from content.models import Page


def approach_context(page: Page, family: Iterable[Page]) -> dict[str, Any]:
    """One approach with its column of the evidence, the approaches before and after it, and its comparisons with each."""
    near = neighbors(page, "approach", "concern")
    context = page_context(page, family, near) | {"cells": matrix.column(page.slug, near.of_kind("concern"))}
    ring = near.of_kind("approach")
    if page in ring and len(ring) > 1:
        at = ring.index(page)
        pairs = [(other, comparison.address(one for one in ring if one in (page, other))) for other in ring if other != page]
        context |= {"previous": ring[at - 1], "next": ring[(at + 1) % len(ring)], "pairs": pairs}
    return context


def concern_context(page: Page, family: Iterable[Page]) -> dict[str, Any]:
    """One concern with its row of the evidence, its sources numbered behind those of the text."""
    near = neighbors(page, "approach")
    cells = matrix.row(page, near.of_kind("approach"))
    context = page_context(page, family, near, matrix.cited(cells))
    return context | {"cells": matrix.numbered(cells, context["rendered"]), "scale": SCALE}
