"""Finding one's way among approaches: the evidence, comparisons, and a few questions that narrow the choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from approaches import comparison, matrix, narrowing
from approaches.facts import SCALE
from approaches.views import is_translation, live, newest, original
from content import library
from content.models import Page
from content.views import dated, not_translated


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Every concern by every approach."""
    approaches, concerns = list(live("approach")), list(live("concern"))
    if not concerns and is_translation():
        return not_translated(request, "The evidence", original(request))
    context = {"approaches": approaches, "concerns": concerns, "lines": matrix.grid(concerns, approaches), "scale": SCALE}
    return dated(render(request, "approaches/evidence.html", context), newest(approaches, concerns))


@require_safe
def evidence_of_approach(request: HttpRequest, slug: str) -> HttpResponse:
    """One approach: what is said of it for each concern, and by whom."""
    return _part(request, "approach", slug, list(live("concern")), lambda approach, concerns: matrix.column(approach.slug, concerns))


@require_safe
def evidence_for_concern(request: HttpRequest, slug: str) -> HttpResponse:
    """One concern: what is said of each approach for it, and by whom."""
    return _part(request, "concern", slug, list(live("approach")), matrix.row)


def _part(request: HttpRequest, kind: str, slug: str, across: list[Page], rated: Callable[[Page, list[Page]], list[matrix.Cell]]) -> HttpResponse:
    found = next((page for page in live(kind) if page.slug == slug), None)
    if found is None:
        return _elsewhere(request, kind, [slug])
    cells = rated(found, across)
    shown = {cell.page for cell in cells}
    rendered = library.rendered("page", "", found.language, matrix.cited(cells))
    context = {
        "page": found,
        "cells": matrix.numbered(cells, rendered),
        "unrated": [page for page in across if page not in shown],
        "rendered": rendered,
        "scale": SCALE,
    }
    return dated(render(request, "approaches/evidence_part.html", context), newest([found, *across]))


@require_safe
def compare_start(request: HttpRequest) -> HttpResponseBase:
    """The form, which leads to the address of a comparison."""
    approaches = list(live("approach"))
    if not approaches and is_translation():
        return not_translated(request, "Compare approaches", original(request))
    asked = [slug for slug in (request.GET.get(name, "").strip() for name in "abc") if slug]
    choice = comparison.choose(asked, approaches)
    if asked and choice.is_an_address:
        counted = [page for page in choice.pages for slug in asked if slug.lower() == page.slug]
        return redirect(comparison.address(counted))
    status = 404 if asked else 200
    return dated(_comparison(request, choice, approaches, status=status), newest(approaches), reads_query=True)


@require_safe
def compare(request: HttpRequest, named: str) -> HttpResponseBase:
    """Approaches side by side, at one address for each choice of two or three."""
    approaches = list(live("approach"))
    slugs = named.split("/")
    choice = comparison.choose(slugs, approaches)
    if choice.unknown and is_translation():
        return _elsewhere(request, "approach", slugs)
    if choice.is_whole and reverse("approaches:compare", args=[named]) != comparison.address(choice.pages):
        return HttpResponsePermanentRedirect(comparison.address(choice.pages))
    if not choice.is_an_address:
        return _comparison(request, choice, approaches, status=404)
    concerns = list(live("concern"))
    rows = comparison.rows(choice.pages, concerns)
    return dated(_comparison(request, choice, approaches, rows=rows), newest(choice.pages, concerns))


def _comparison(
    request: HttpRequest, choice: comparison.Choice, approaches: list[Page], *, rows: Iterable[comparison.Row] = (), status: int = 200
) -> HttpResponse:
    chosen = [*choice.pages, *[None] * comparison.MOST]
    context = {"choice": choice, "approaches": approaches, "rows": rows, "chosen": chosen[: comparison.MOST]}
    context["pairs"] = lambda: [(pair, comparison.address(pair)) for pair in combinations(approaches, 2)]
    return render(request, "approaches/compare.html", context, status=status)


@csrf_exempt  # it changes nothing, and a token would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def narrow(request: HttpRequest) -> HttpResponse:
    """A few questions, and what fits the answers. They come by POST, so that no address or log holds them, and nothing is kept."""
    approaches, concerns = list(live("approach")), list(live("concern"))
    if not approaches and is_translation():
        return not_translated(request, "Help me narrow it down", original(request))
    answers = request.POST.dict()
    found = narrowing.results(answers, approaches, concerns)
    everywhere = narrowing.fitting_all(found)
    context = {
        "questions": narrowing.QUESTIONS,
        "concerns": concerns,
        "answers": set(answers.values()),
        "asked": request.method == "POST",
        "results": found,
        "everywhere": everywhere,
        "comparison": comparison.address(page for page in approaches if page in everywhere) if 1 < len(everywhere) <= comparison.MOST else "",
    }
    response = dated(render(request, "approaches/narrow.html", context), newest(approaches, concerns))
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
        del response.headers["Last-Modified"]
    return response


def _elsewhere(request: HttpRequest, kind: str, slugs: Sequence[str]) -> HttpResponse:
    """For pages that are not there in this language: where they are in the first one. Raises Http404."""
    if is_translation():
        pages = Page.objects.published().in_language(settings.LANGUAGE_CODE).of_kind(kind).public()
        titles = {page.slug: page.title for page in pages}
        if all(slug in titles for slug in slugs):
            return not_translated(request, ", ".join(titles[slug] for slug in slugs), original(request))
    raise Http404(request.path)
