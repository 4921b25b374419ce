"""Names the practice's admin site as Django's default, and tells the desk of the links that other apps have."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.admin.apps import AdminConfig


def _links_of_crisis_lines() -> Iterator[tuple[str, str]]:
    from crisis import kept

    for entry in kept.entries():
        yield from ((link, entry.name.en) for link in (entry.chat, entry.chat_es, entry.website) if link)


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"

    def ready(self) -> None:
        """Register them."""
        super().ready()
        from content import links

        links.also(_links_of_crisis_lines)
