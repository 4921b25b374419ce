"""What public pages draw on beside their own words."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from content.page_store import advance


class SeenByReaders(admin.ModelAdmin):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Each change makes a new edition of the site, in the transaction of the change."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """As Django does."""
        super().save_model(request, obj, form, change)
        advance()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """As Django does."""
        super().delete_model(request, obj)
        advance()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """As Django does."""
        super().delete_queryset(request, queryset)
        advance()
