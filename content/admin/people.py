"""Accounts at the desk: what each person may do, and what readers see of those who sign pages off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from content.models import Profile
from content.roles import WHAT_THEY_DO


class ProfileInline(admin.StackedInline):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Name and license. Only a superuser vouches for a license; others see it."""

    model = Profile
    can_delete = False
    fields = ("name", "licence", "licence_expires_on", "wants_mail")
    verbose_name = verbose_name_plural = "What readers see of this person"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As said above."""
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As said above."""
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see the account."""
        return True


class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """Django's accounts with roles in words and the profile."""

    inlines = (ProfileInline,)
    list_display = ("username", "first_name", "last_name", "roles", "licence", "is_active")
    list_filter = ("groups", "is_active", "is_superuser")
    list_select_related = ("content_profile",)
    filter_horizontal = ()  # the two boxes side by side are hard to use without a mouse

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the roles of each."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """None while an account is only given a name and a password."""
        return self.inlines if obj else ()

    @admin.display(description="Roles")
    def roles(self, user: User) -> str:
        """Their names."""
        named = [group.name for group in user.groups.all()]
        return ", ".join(["Superuser", *named] if user.is_superuser else named)

    @admin.display(description="License", ordering="content_profile__licence_expires_on")
    def licence(self, user: User) -> str:
        """Until when, if there is one."""
        profile = getattr(user, "content_profile", None)
        if profile is None or not profile.licence:
            return ""
        until = profile.licence_expires_on
        return f"{profile.licence}, until {until:%B} {until.day}, {until:%Y}" if until else f"{profile.licence}, without a date"

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **words: Any) -> Any:
        """Roles to tick, with what each may do."""
        if db_field.name == "groups":
            words["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **words)
        if db_field.name == "groups" and field:
            told = format_html_join("", "<br><b>{}</b> {}", WHAT_THEY_DO.items())
            field.label, field.help_text = "Roles", format_html("A person may have more than one.{}", told)
        return field


admin.site.unregister(User)
admin.site.register(User, PersonAdmin)
