"""Names the practice's admin site as Django's default, and ties apps together that must not know each other."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"


class SiteConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Search finds the crisis lines."""
        from config.search import crisis_lines
        from content import search

        search.lines_from(crisis_lines)
