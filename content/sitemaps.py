"""The sitemap of published pages, with true dates and their other language."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from content.mentions import SOURCE
from content.models import Mention, Page, Source


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


class SourceSitemap(SiteSitemap):
    """Every source that a page cites, dated by the newest of these pages."""

    def items(self) -> list[tuple[str, datetime | None]]:
        """Keys and dates, by key."""
        cited = Mention.objects.filter(kind=SOURCE, page__in=Page.objects.published().in_language(settings.LANGUAGE_CODE))
        known = cited.filter(name__in=Source.objects.values("key")).values_list("name")
        return list(known.annotate(newest=Max("page__changed_at")).order_by("name"))

    def location(self, item: tuple[str, datetime | None]) -> str:
        """Its address."""
        return reverse("content:source", args=[item[0]])

    def lastmod(self, item: tuple[str, datetime | None]) -> datetime | None:
        """When a page that cites it last changed."""
        return item[1]
