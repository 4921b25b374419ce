"""The sitemap of the whole site: pages, and the lists that are made from them."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

from django.db.models import Max
from django.urls import reverse

from approaches import comparison
from approaches.views import newest
from content.models import Page
from content.sitemaps import PageSitemap, SiteSitemap, SourceSitemap


class ListSitemap(SiteSitemap):
    """Home and the lists, dated by the newest page they show; the crisis pages, which are code, carry no date."""

    _KINDS = {
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

    def items(self) -> list[str]:
        """Their addresses."""
        here = ["/crisis/", "/crisis/safety-plan/", "/about/what-this-site-knows/"]
        return [*self._KINDS, *here, "/es/", *(f"/es{path}" for path in here)]

    def location(self, item: str) -> str:
        """The address itself."""
        return item

    def lastmod(self, item: str) -> datetime | None:
        """When a page of the list last changed."""
        if item not in self._KINDS:
            return None
        pages = Page.objects.published().in_language("en")
        if kind := self._KINDS[item]:
            pages = pages.of_kind(kind)
        newest: datetime | None = pages.aggregate(newest=Max("changed_at"))["newest"]
        return newest


class MadeSitemap(SiteSitemap):
    """What is made of approaches and concerns: the evidence for each, and each two approaches compared. Threes are found from there."""

    def items(self) -> list[tuple[str, datetime | None]]:
        """Addresses, with when the newest page in them changed."""
        pages = Page.objects.published().in_language("en")
        approaches, concerns = list(pages.of_kind("approach").public()), list(pages.of_kind("concern").public())
        items = [(reverse("approaches:evidence_of_approach", args=[page.slug]), newest([page], concerns)) for page in approaches]
        items += [(reverse("approaches:evidence_for_concern", args=[page.slug]), newest([page])) for page in concerns]
        return items + [(comparison.address(pair), newest(pair, concerns)) for pair in combinations(approaches, 2)]

    def location(self, item: tuple[str, datetime | None]) -> str:
        """The address itself."""
        return item[0]

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        """When a page that it is made of last changed."""
        return item[1]


SITEMAPS = {"lists": ListSitemap, "pages": PageSitemap, "sources": SourceSitemap, "made": MadeSitemap}
