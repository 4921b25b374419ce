"""Home, the approaches and the concerns."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.models import Page, PageQuerySet, address
from content.views import current_language, dated, not_translated


def _live(kind: str) -> PageQuerySet:
    return Page.objects.published().in_language(current_language()).of_kind(kind).public()


def _newest(*lists: list[Page]) -> datetime | None:
    return max((page.changed_at for pages in lists for page in pages if page.changed_at), default=None)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The whole site in one glance: four doors, the approaches, the concerns, the alliance."""
    approaches, concerns = list(_live("approach")), list(_live("concern"))
    response = render(request, "approaches/home.html", {"approaches": approaches, "concerns": concerns})
    return dated(response, _newest(approaches, concerns))


@require_safe
def approach_list(request: HttpRequest) -> HttpResponse:
    """All approaches."""
    return _list(request, "approach", "approaches/approach_list.html", "Approaches")


@require_safe
def concern_list(request: HttpRequest) -> HttpResponse:
    """All concerns, with the everyday words that lead to them."""
    return _list(request, "concern", "approaches/concern_list.html", "Concerns")


def _list(request: HttpRequest, kind: str, template: str, title: str) -> HttpResponse:
    pages = list(_live(kind))
    if not pages and current_language() != settings.LANGUAGE_CODE:
        return not_translated(request, title, address(f"{kind}s" if kind == "concern" else "approaches", settings.LANGUAGE_CODE))
    return dated(render(request, template, {"pages": pages}), _newest(pages))
