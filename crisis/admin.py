"""The crisis lines at the desk: what each says, when it was last checked, and a button for having checked it today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from crisis import kept
from crisis.hotlines import ALWAYS
from crisis.models import REACHED_BY, Resource


class DueFilter(admin.SimpleListFilter):
    """Entries by whether a check is due."""

    title = "check"
    parameter_name = "check"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """In words."""
        return [("due", "Check is due"), ("done", "Checked within 31 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The entries of the chosen state."""
        if not self.value():
            return queryset
        due = Resource.objects.due(timezone.localdate()).values("key")
        return queryset.filter(key__in=due) if self.value() == "due" else queryset.exclude(key__in=due)


class ResourceForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """An entry, and whether the person has checked what it says."""

    checked_today = forms.BooleanField(
        required=False,
        label="I have checked this line today",
        help_text="Tick it when you have called or opened every way to reach it and what stands here is right. The page then shows today's date.",
    )

    class Meta:
        model = Resource
        fields = tuple(field.name for field in Resource._meta.fields if field.editable)
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for field in ("who", "happens", "privacy", "note", "deaf")
            for name in (f"{field}_en", f"{field}_es")
        }


@admin.register(Resource)
class ResourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The directory. 988 and 911 are not here: they stand on the page whatever is kept."""

    form = ResourceForm
    change_list_template = "admin/crisis/resource/change_list.html"
    list_display = ("name_en", "need", "reached_by", "shown", "last_verified", "due")
    list_filter = (DueFilter, "shown", "need")
    list_select_related = ("verified_by",)
    list_per_page = 100
    search_fields = ("key", "name_en", "name_es", "call", "text", "website")
    actions = ("checked_today",)

    @admin.display(description="Reached by")
    def reached_by(self, resource: Resource) -> str:
        """The numbers and sites in words."""
        return "; ".join(contact.label.en for contact in resource.entry().contacts)

    @admin.display(description="Last verified", ordering="verified_on")
    def last_verified(self, resource: Resource) -> str:
        """When and by whom."""
        if resource.verified_on is None:
            return "Never checked by us"
        return date_format(resource.verified_on, "F j, Y") + (f" by {resource.verified_by}" if resource.verified_by else "")

    @admin.display(description="Check")
    def due(self, resource: Resource) -> str:
        """Whether it is time for the next one."""
        return "Check is due" if resource.is_due(timezone.localdate()) else "Up to date"

    @admin.display(description="Came from")
    def sources(self, resource: Resource) -> str:
        """What the shipped entry was written from."""
        return f"{resource.vouched_by}, {resource.vouched_on}" if resource.vouched_on else "Written by staff"

    @admin.action(description="I have checked these today", permissions=["change"])
    def checked_today(self, request: HttpRequest, queryset: QuerySet[Resource]) -> None:
        """Note it, with a line in the history of each."""
        chosen = list(queryset)
        with transaction.atomic():
            Resource.objects.filter(key__in=[resource.key for resource in chosen]).checked(request.user, timezone.localdate())
            if isinstance(request.user, User):
                LogEntry.objects.log_actions(request.user.pk, chosen, CHANGE, "Checked today.")
            kept.changed()
        self.message_user(request, f"Noted: you have checked {len(chosen)} {'line' if len(chosen) == 1 else 'lines'} today.", messages.SUCCESS)

    def get_actions(self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST) -> dict[str, Any]:
        """Without deleting many at once: a line is hidden, one that staff wrote can be deleted on its own page."""
        return {name: action for name, action in super().get_actions(request, action_location).items() if name != "delete_selected"}

    def view_on_site(self, resource: Resource) -> str | None:
        """The entry itself, where readers find it."""
        return f"{reverse('crisis:directory')}#line-{resource.key}" if resource.shown else None

    def get_fieldsets(self, request: HttpRequest, obj: Resource | None = None) -> Any:
        """What it is, how to reach it, what to expect, and the check."""
        may_check = ("checked_today",) if self.has_change_permission(request, obj) else ()
        known: tuple[str, ...] = ("last_verified", "due", "sources") if obj else ()
        return [
            (None, {"fields": ["key", ("need", "position"), "shown", ("name_en", "name_es"), ("who_en", "who_es"), ("note_en", "note_es")]}),
            (
                "How to reach it",
                {
                    "fields": [
                        ("call", "call_press"),
                        ("text", "text_word_en", "text_word_es"),
                        "website",
                        ("chat", "chat_es"),
                        ("videophone", "tty"),
                        ("deaf_en", "deaf_es"),
                    ]
                },
            ),
            (
                "What to expect",
                {
                    "fields": [
                        ("hours_en", "hours_es"),
                        ("languages_en", "languages_es"),
                        ("cost_en", "cost_es"),
                        ("happens_en", "happens_es"),
                        ("privacy_en", "privacy_es"),
                    ]
                },
            ),
            ("The monthly check", {"fields": [*known, "verified_how", *may_check]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Resource | None = None) -> tuple[str, ...]:
        """The key of an entry that exists, and what the check itself writes."""
        return ("key", "last_verified", "due", "sources") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Resource | None = None) -> bool:
        """Not for what the site carries a copy of: it would come back. Such an entry is hidden instead."""
        return not (obj and obj.is_in_code) and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Resource, form: Any, change: bool) -> None:
        """With the check, if there was one; a changed number or address without it has to be checked again."""
        obj.edited_at = timezone.now()
        if form.cleaned_data.get("checked_today"):
            obj.verified_on, obj.verified_by = timezone.localdate(), request.user  # type: ignore[assignment]
        elif obj.verified_on and not set(REACHED_BY).isdisjoint(form.changed_data):
            obj.verified_on, obj.verified_by = None, None
            self.message_user(request, "The way to reach this line has changed: it has to be checked again.", messages.WARNING)
        super().save_model(request, obj, form, change)
        kept.changed()

    def delete_model(self, request: HttpRequest, obj: Resource) -> None:
        """One that staff wrote."""
        super().delete_model(request, obj)
        kept.changed()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """With 988 and 911, which cannot be changed here."""
        always = [(entry.name.en, "; ".join(contact.label.en for contact in entry.contacts)) for entry in ALWAYS]
        return super().changelist_view(request, {"always": always} | (extra_context or {}))
