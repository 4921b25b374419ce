"""The counter that says which edition of the site is current."""

from __future__ import annotations

from django.db import models


class Publication(models.Model):
    """How often something was published, in one row. Every machine that serves the site asks for it; content.page_store raises it."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Publication {self.number}"
