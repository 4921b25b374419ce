"""Names the practice's admin site as Django's default, and tells the desk of the links that other apps have."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.admin.apps import AdminConfig

from crisis import hotlines


def _links_of_crisis_lines() -> Iterator[tuple[str, str]]:
    for line in (hotlines.LIFELINE, *hotlines.OTHER_LINES):
        yield from ((contact.href, line.name.en) for contact in line.contacts if contact.href.startswith("http"))


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"

    def ready(self) -> None:
        """Register them."""
        super().ready()
        from content import links

        links.also(_links_of_crisis_lines)
