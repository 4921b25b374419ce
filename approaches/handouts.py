"""Handouts: pages on paper, one or several as a booklet, with a small code that leads from the sheet to the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import segno
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content import kinds
from content.models import Page, address
from content.views import current_language, dated, elsewhere, not_translated

MOST = 12  # pages of a booklet: some 60 sheets of paper
PATH = "handouts"


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that stand together in the list."""

    title: str
    pages: list[Page]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in a booklet: the name by which the contents find it, and all that it shows."""

    name: str
    page: Page
    html: SafeString


def _groups(language: str) -> list[Group]:
    """All pages that make a handout, in the order of the list; no group is empty."""
    live = Page.objects.published().in_language(language)
    groups = [
        Group(
            _("The therapeutic alliance"),
            list(live.of_kind("page").filter(Q(path="alliance") | Q(path__startswith="alliance/")).order_by("path").public()),
        ),
        Group(_("Approaches"), list(live.of_kind("approach").public())),
        Group(_("Concerns"), list(live.of_kind("concern").public())),
        Group(_("Practice"), list(live.of_kind("practice").public())),
    ]
    return [group for group in groups if group.pages]


@require_safe
def handouts(request: HttpRequest) -> HttpResponse:
    """The list to choose from; with `page` in the query, once for each, those pages as one booklet, in large print with `size=large`."""
    language = current_language()
    groups = _groups(language)
    if not groups and language != settings.LANGUAGE_CODE:
        return not_translated(request, "Handouts", address(PATH, settings.LANGUAGE_CODE))
    wanted = list(dict.fromkeys(request.GET.getlist("page")))
    known = {page.path: page for group in groups for page in group.pages}
    found = [known[path] for path in wanted if path in known]
    context = {
        "groups": groups,
        "most": MOST,
        "chosen": [page.path for page in found],
        "large": request.GET.get("size") == "large",
        "missing": len(wanted) - len(found),
        "too_many": len(found) > MOST,
        "none": bool(request.GET) and not found,
    }
    if not found:
        return dated(render(request, "approaches/handouts.html", context), None, reads_query=True)
    context["sheets"] = list(_sheets(request, found[:MOST]))
    context["has_worksheet"] = any(page.facts.get("sheet") for page in found[:MOST])
    return dated(render(request, "approaches/booklet.html", context), None, reads_query=True)


def _sheets(request: HttpRequest, pages: Iterable[Page]) -> Iterable[Sheet]:
    for number, page in enumerate(pages, start=1):
        kind = kinds.get(page.kind)
        context = kind.context(page, Page.objects.published().family(page.path))
        html = render_to_string(f"{kind.template}#sheet", context | {"booklet": True}, request)
        name = f"sheet-{number}"
        yield Sheet(name, page, mark_safe(apart(html, name, page.name)))  # noqa: S308  # our own templates made it


_TAG = re.compile(r"<[a-z][^>]*>")
_NAMES = re.compile(r'(?<=\s)(id|for|popovertarget|aria-labelledby|aria-describedby|href)="(#?)([^"]*)"')
_LANDMARK = re.compile(r'(?<=^<)((?:aside|nav|section)\b[^>]*? aria-label(?:ledby)?="[^"]*)')


def apart(html: str, prefix: str, title: str) -> str:
    """The HTML of a page, told apart from others in the same document.

    Every id, and all that refers to one, gets the prefix; parts with a name of their own, such as "Sources", get the title too, which
    the document shows under the id `<prefix>-title`.
    """

    def named(found: re.Match[str]) -> str:
        attribute, hash_, names = found.groups()
        if (attribute == "href") != bool(hash_):
            return found[0]
        return f'{attribute}="{hash_}{" ".join(f"{prefix}-{name}" for name in names.split())}"'

    def told(found: re.Match[str]) -> str:
        return found[1] + (f" {prefix}-title" if "aria-labelledby" in found[1] else f", {escape(title)}")

    return _TAG.sub(lambda tag: _LANDMARK.sub(told, _NAMES.sub(named, tag[0])), html)


@require_safe
def qr(request: HttpRequest, path: str) -> HttpResponseBase:
    """The picture of a code with the address of a published page; paper alone shows it. Raises Http404."""
    page = Page.objects.published().in_language(current_language()).filter(path=path).only("path", "language", "changed_at").first()
    if page is None:
        return elsewhere(request, path, current_language())
    return dated(HttpResponse(_drawn(settings.SITE_URL + page.get_absolute_url()), content_type="image/svg+xml"), page.changed_at)


@lru_cache(maxsize=500)
def _drawn(text: str) -> bytes:
    drawing = BytesIO()
    # A fixed mask: any is right, and weighing all eight takes five times as long.
    segno.make(text, micro=False, error="m", mask=3).save(
        drawing, kind="svg", border=2, xmldecl=False, nl=False, omitsize=True, svgclass=None, lineclass=None
    )
    return drawing.getvalue()
