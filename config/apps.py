"""Names the practice's admin site as Django's default, and ties apps together that must not know each other."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


def _links_of_crisis_lines() -> Iterator[tuple[str, str]]:
    from crisis import kept

    for entry in kept.directory().entries:
        yield from ((link, entry.name.en) for link in (entry.chat, entry.chat_es, entry.website) if link)


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"


class SiteConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Search finds the crisis lines, the desk knows where they lead, and readers see a changed one at once."""
        from config.search import crisis_lines
        from content import links, page_store, search
        from crisis import kept

        search.lines_from(crisis_lines)
        links.also(_links_of_crisis_lines)
        kept.when_changed(page_store.advance)
