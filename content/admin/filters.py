"""How lists of pages are narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from content import kinds
from content.desk import front
from content.models import Page, Stage, Status

_LIVE = {"live": Status.PUBLISHED, "withdrawn": Status.WITHDRAWN, "unseen": Status.DRAFT}


class StateFilter(admin.SimpleListFilter):
    """Pages by the stage of their newest version, or by whether readers can open them."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """The states in words."""
        stages = [(stage.value, str(stage.label)) for stage in Stage if stage != Stage.PUBLISHED]
        return [("live", "Readers can open it"), ("unseen", "Never published"), ("withdrawn", "Withdrawn"), *stages]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pages in the chosen state."""
        chosen = self.value()
        if chosen in _LIVE:
            return queryset.filter(status=_LIVE[chosen])
        return queryset.filter(stage=chosen) if chosen else queryset


class KindFilter(admin.SimpleListFilter):
    """Pages by kind, under the labels of the registry."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """All kinds."""
        return kinds.choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pages of the chosen kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ReviewFilter(admin.SimpleListFilter):
    """Published pages by their review."""

    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """The sides in words."""
        return [("due", "Overdue or due in 60 days"), ("none", "Never reviewed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pages of the chosen side."""
        match self.value():
            case "due":
                return queryset.filter(pk__in=Page.objects.for_review_by(timezone.localdate() + front.SOON).values("pk"))
            case "none":
                return queryset.filter(pk__in=front.never_reviewed().values("pk"))
        return queryset


class TranslationFilter(admin.SimpleListFilter):
    """Pages by how far their translation is."""

    title = "translation"
    parameter_name = "translation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """The sides in words."""
        return [("none", "Not in Spanish yet"), ("behind", "Spanish behind English")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pages of the chosen side."""
        match self.value():
            case "none":
                return queryset.filter(pk__in=front.without_spanish().values("pk"))
            case "behind":
                return queryset.filter(pk__in=front.behind().values("pk"))
        return queryset
