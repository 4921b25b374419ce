"""How the practice works, and what was done: the settings of the site and its log."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.models import Event, SiteSettings


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """The one row, opened at once. It decides who may sign off what, so it is a superuser's."""

    fields = ("four_eyes", "review_months", "time_zone")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As said above."""
        return self._is_theirs(request)

    def has_view_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        """As said above."""
        return self._is_theirs(request)

    def has_change_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        """As said above."""
        return self._is_theirs(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one already, or the defaults stand for it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        """Never."""
        return False

    def _is_theirs(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> SiteSettings | None:
        """The row; the defaults where nobody has set anything."""
        return SiteSettings.current() if object_id == "1" else None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Straight to the form."""
        return HttpResponseRedirect(reverse("admin:content_sitesettings_change", args=[1]))

    def response_post_save_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponseRedirect:
        """Back to the front page: there is no list."""
        return HttpResponseRedirect(reverse("admin:index"))


class PersonFilter(admin.RelatedOnlyFieldListFilter):
    """Those who did something, and the site."""

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.empty_value_display = SafeString("The site itself")


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The log of every step, for everyone to read and nobody to change."""

    list_display = ("at", "what", "page_link", "who", "version", "why")
    list_display_links = None
    list_filter = ("verb", ("by", PersonFilter))
    list_select_related = ("page", "by")
    list_per_page = 50
    search_fields = ("page__title", "page__path", "why")
    date_hierarchy = "at"
    actions = None
    empty_value_display = ""

    @admin.display(description="What", ordering="verb")
    def what(self, event: Event) -> str:
        """In words."""
        return event.get_verb_display()

    @admin.display(description="Page", ordering="page__title")
    def page_link(self, event: Event) -> SafeString:
        """With its history."""
        page = event.page
        address = reverse("admin:content_page_history", args=[page.pk])
        return format_html('<a href="{}">{}</a> ({})', address, page.title, page.get_absolute_url())

    @admin.display(description="Who", ordering="by__username")
    def who(self, event: Event) -> str:
        """A person, or the site."""
        return str(event.by or "The site itself")

    @admin.display(description="Version", ordering="revision_id")
    def version(self, event: Event) -> str:
        """Its number."""
        return str(event.revision_id or "")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nothing is chosen here."""
        return super().changelist_view(request, {"title": "Log", **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: workflow alone writes here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Never."""
        return False
