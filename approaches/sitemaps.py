"""The sitemap of the whole site: pages, and the lists that are made from them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from content.models import Page
from content.sitemaps import PageSitemap, SiteSitemap


class ListSitemap(SiteSitemap):
    """Home and the lists, dated by the newest page they show; the crisis pages, which are code, carry no date."""

    _KINDS = {"/": None, "/approaches/": "approach", "/concerns/": "concern", "/glossary/": "term"}

    def items(self) -> list[str]:
        """Their addresses."""
        return [*self._KINDS, "/crisis/", "/about/what-this-site-knows/", "/es/", "/es/crisis/", "/es/about/what-this-site-knows/"]

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


SITEMAPS = {"lists": ListSitemap, "pages": PageSitemap}
