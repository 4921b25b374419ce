"""The sitemap of the whole site: pages, and the lists that are made from them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from approaches import comparison
from approaches.views import newest
from content.models import Page
from content.sitemaps import Entry, pages, sources

# Home and the lists, with the kind of the pages that they show.
_LISTS = {
    "/": None,
    "/approaches/": "approach",
    "/concerns/": "concern",
    "/practice/": "practice",
    "/glossary/": "term",
    "/sources/": None,
    "/evidence/": "concern",
    "/compare/": "approach",
    "/compare/narrow/": "approach",
}
# Those that show one kind of page and nothing else: in another language they are there when such a page is.
_OF_A_KIND = ("/approaches/", "/concerns/", "/practice/", "/glossary/")
_CODE = ("/crisis/", "/crisis/safety-plan/", "/about/what-this-site-knows/")


def lists() -> Iterator[Entry]:
    """Home and the lists, dated by the newest page they show; what is code carries no date."""
    rows = Page.objects.published().order_by().values_list("language", "kind").annotate(newest=Max("changed_at"))
    found = {(language, kind): date for language, kind, date in rows}
    dates = {kind: date for (language, kind), date in found.items() if language == settings.LANGUAGE_CODE}
    for address, kind in _LISTS.items():
        yield address, dates.get(kind) if kind else max((date for date in dates.values() if date), default=None)
    yield from ((f"/es{address}", found["es", _LISTS[address]]) for address in _OF_A_KIND if ("es", _LISTS[address]) in found)
    yield from ((address, None) for address in (*_CODE, "/es/", *(f"/es{address}" for address in _CODE)))


def made() -> Iterator[Entry]:
    """What is made of approaches and concerns: the evidence for each, and each two approaches compared. Threes are found from there."""
    live = Page.objects.published().in_language(settings.LANGUAGE_CODE)
    approaches, concerns = list(live.of_kind("approach").public()), list(live.of_kind("concern").public())
    yield from ((reverse("approaches:evidence_of_approach", args=[page.slug]), newest([page], concerns)) for page in approaches)
    yield from ((reverse("approaches:evidence_for_concern", args=[page.slug]), newest([page])) for page in concerns)
    yield from ((comparison.address(pair), newest(pair, concerns)) for pair in combinations(approaches, 2))


PARTS = (lists, pages, sources, made)
