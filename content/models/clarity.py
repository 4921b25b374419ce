"""What readers answered to “Was this clear?”."""

from __future__ import annotations

from django.db import models

from content.models.pages import Page


class Clarity(models.Model):
    """How often readers of a page said yes and no in a month; nothing about who, and no words. Written by content.clarity alone."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="clarity")
    month = models.DateField(help_text="Its first day.")
    yes = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-month", "-no")
        constraints = (models.UniqueConstraint(fields=["page", "month"], name="one_clarity_a_page_and_month"),)
        default_permissions = ("view",)
        verbose_name = verbose_name_plural = "answers to “Was this clear?”"

    def __str__(self) -> str:
        return f"{self.page}, {self.month:%B %Y}: {self.yes} yes, {self.no} no"
