"""An Atom feed of the pages that changed last."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed

from content.models import Page


class ChangedPages(Feed):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """The twenty newest; terms of the glossary stay out, they would crowd it. Names the host of the settings, whatever host was asked."""

    feed_type = Atom1Feed
    title = f"{settings.PRACTICE_NAME}: pages that changed"
    link = f"{settings.SITE_URL}/"
    feed_url = f"{settings.SITE_URL}/feed.xml"
    subtitle = "New and changed pages about therapy"

    def items(self) -> QuerySet[Page]:
        """Newest first."""
        return Page.objects.published().in_language(settings.LANGUAGE_CODE).exclude(kind="term").order_by("-changed_at", "path")[:20]

    def item_title(self, item: Page) -> str:
        """Its title."""
        return item.title

    def item_description(self, item: Page) -> str:
        """Its summary."""
        return item.summary

    def item_link(self, item: Page) -> str:
        """Its address."""
        return settings.SITE_URL + item.get_absolute_url()

    def item_updateddate(self, item: Page) -> datetime | None:
        """When readers last saw it change."""
        return item.changed_at
