"""Home, the approaches and the concerns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approaches import ways_in
from content.models import Page, PageQuerySet
from content.views import current_language, dated, not_translated


def live(kind: str) -> PageQuerySet:
    """The pages of a kind that are published in the language of the address."""
    return Page.objects.published().in_language(current_language()).of_kind(kind).public()


def newest(*lists: Sequence[Page]) -> datetime | None:
    """When one of these pages last changed."""
    return max((page.changed_at for pages in lists for page in pages if page.changed_at), default=None)


def is_translation() -> bool:
    """Whether the address is in another language than the site's first."""
    return current_language() != settings.LANGUAGE_CODE


def original(request: HttpRequest) -> str:
    """The same address in the site's first language."""
    return request.path.removeprefix(f"/{current_language()}")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The whole site in one glance: four doors, the approaches, the concerns, the alliance."""
    approaches, concerns = list(live("approach")), list(live("concern"))
    response = render(request, "approaches/home.html", {"approaches": approaches, "concerns": concerns})
    return dated(response, newest(approaches, concerns))


@require_safe
def approach_list(request: HttpRequest) -> HttpResponse:
    """All approaches."""
    return _list(request, list(live("approach")), "approaches/approach_list.html", "Approaches")


@require_safe
def concern_list(request: HttpRequest) -> HttpResponse:
    """All concerns, and the everyday words that lead to them."""
    pages = list(live("concern"))
    return _list(request, pages, "approaches/concern_list.html", "Concerns", sayings=ways_in.sayings(pages))


def _list(request: HttpRequest, pages: list[Page], template: str, title: str, **more: object) -> HttpResponse:
    if not pages and is_translation():
        return not_translated(request, title, original(request))
    return dated(render(request, template, {"pages": pages, **more}), newest(pages))
