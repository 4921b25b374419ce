"""What other sites answered, at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from content import links
from content.admin.lists import KnowingList
from content.models import LinkCheck, Page, Source


class AnswerFilter(admin.SimpleListFilter):
    """Links by whether they work."""

    title = "answer"
    parameter_name = "answer"
    _SIDES = {"broken": False, "unsure": None, "works": True}

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """The three answers in words."""
        return [("broken", "Broken"), ("unsure", "Please look yourself"), ("works", "Works")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The links with the chosen answer."""
        chosen = self.value()
        return queryset.filter(ok=self._SIDES[chosen]) if chosen in self._SIDES else queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Links to other sites, those that need a person first. The command check_links writes them."""

    list_display = ("address", "answer", "said", "checked_at", "used_by")
    list_display_links = None
    list_filter = (AnswerFilter,)
    search_fields = ("url", "said")
    list_per_page = 50
    actions = None

    def get_ordering(self, request: HttpRequest) -> tuple[Case, str]:
        """Broken ones first, then those of which nothing is known."""
        return (Case(When(ok=False, then=0), When(ok=True, then=2), default=1), "url")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nothing is chosen here."""
        return super().changelist_view(request, {"title": "Links to other sites", **(extra_context or {})})

    def get_changelist(self, request: HttpRequest, **words: Any) -> type[KnowingList]:
        """One that knows who links there."""
        return KnowingList

    def add_to(self, rows: list[LinkCheck]) -> None:
        """Who links there."""
        leaving = links.read().leaving
        for row in rows:
            row.users = leaving.get(row.url, [])  # type: ignore[attr-defined]

    @admin.display(description="Address", ordering="url")
    def address(self, row: LinkCheck) -> SafeString:
        """To open and see."""
        return format_html('<a class="address" href="{}" rel="noreferrer">{}</a>', row.url, row.url)

    @admin.display(description="Answer", ordering="ok")
    def answer(self, row: LinkCheck) -> str:
        """In words."""
        return {True: "Works", False: "Broken"}.get(row.ok, "Please look yourself")  # type: ignore[arg-type]

    @admin.display(description="Used by")
    def used_by(self, row: Any) -> SafeString | str:
        """Pages, sources and crisis lines, each with its address at the desk."""
        return format_html_join(", ", "{}", ((_named(user),) for user in row.users)) or "Nothing any more"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        """Never by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        """Never by hand."""
        return False


def _named(user: Page | Source | str) -> SafeString | str:
    if isinstance(user, str):
        return user
    model = "page" if isinstance(user, Page) else "source"
    return format_html('<a href="{}">{}</a>', reverse(f"admin:content_{model}_change", args=[user.pk]), user)
