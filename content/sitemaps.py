"""The sitemap of published pages, with true dates and their other language."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from content.models import Page


class SiteSitemap(Sitemap):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Names the host of the settings, whatever host was asked."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """Host and port of SITE_URL."""
        return urlsplit(settings.SITE_URL).netloc


class PageSitemap(SiteSitemap):
    """Every published page of every language."""

    def items(self) -> QuerySet[Page]:
        """In a lasting order."""
        return Page.objects.published().only("path", "language", "changed_at").order_by("path", "language")

    def lastmod(self, item: Page) -> datetime | None:
        """When readers last saw it change."""
        return item.changed_at
