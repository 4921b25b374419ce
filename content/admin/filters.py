"""How lists of pages are narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from content import kinds
from content.models import Stage, Status

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
