"""What readers answered to “Was this clear?”, at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.models import Clarity


@admin.register(Clarity)
class ClarityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """The counts by month and page, for everyone to read and nobody to change."""

    list_display = ("month_in_words", "page_link", "yes", "no")
    list_display_links = None
    list_select_related = ("page",)
    list_per_page = 50
    search_fields = ("page__title", "page__path")
    date_hierarchy = "month"
    actions = None

    @admin.display(description="Month", ordering="month")
    def month_in_words(self, row: Clarity) -> str:
        """Without a day."""
        return f"{row.month:%B %Y}"

    @admin.display(description="Page", ordering="page__title")
    def page_link(self, row: Clarity) -> SafeString:
        """With where it stands."""
        page = row.page
        return format_html('<a href="{}">{}</a> ({})', reverse("admin:content_page_review", args=[page.pk]), page.title, page.get_absolute_url())

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nothing is chosen here."""
        return super().changelist_view(request, {"title": "Answers to “Was this clear?”", **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: only readers answer."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Clarity | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Clarity | None = None) -> bool:
        """Never."""
        return False
