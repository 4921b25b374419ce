"""What was found at addresses of other sites."""

from __future__ import annotations

from django.db import models


class LinkCheck(models.Model):
    """What an address of another site answered when staff last had it checked. Written by the command `check_links` alone.

    `ok` is None where a program cannot tell: the site answers people only, or was busy.
    """

    url = models.CharField("Address", max_length=2000, unique=True)
    ok = models.BooleanField("Works", null=True)
    status = models.PositiveSmallIntegerField(null=True)
    said = models.CharField("What it said", max_length=300)
    checked_at = models.DateTimeField("Checked")

    class Meta:
        ordering = ("url",)
        verbose_name = "link to another site"
        verbose_name_plural = "links to other sites"

    def __str__(self) -> str:
        return self.url
