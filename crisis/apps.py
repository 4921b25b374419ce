"""The crisis app: safety that works when everything else is broken."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CrisisConfig(AppConfig):
    name = "crisis"
    verbose_name = "Crisis lines"

    def ready(self) -> None:
        """Register the system checks, make the error pages before the first request, and fill the table when it is made."""
        from crisis import checks, errors

        assert checks
        errors.build_all()
        post_migrate.connect(self.fill, sender=self)

    def fill(self, using: str, **_: Any) -> None:
        """After migrations: the code's copy, where staff have not written their own."""
        from django.db import connections

        from crisis.models import Resource, fill

        if using == "default" and Resource._meta.db_table in connections[using].introspection.table_names():
            fill()
