"""Public pages: each a function of its address and what is published."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseGone, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from content import kinds, library, works
from content.markdown import slugify
from content.models import Page, Redirect, Source, address


def current_language() -> str:
    """The language of the address, as the middleware read it."""
    return get_language() or settings.LANGUAGE_CODE


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of any kind."""
    language = current_language()
    family = list(Page.objects.published().family(path).public())
    found = next((one for one in family if (one.path, one.language) == (path, language)), None)
    if found is None:
        return elsewhere(request, path, language)
    kind = kinds.get(found.kind)
    show = csp_override(settings.SHEET_CSP)(render) if found.facts.get("sheet") else render
    return dated(show(request, kind.template, kind.context(found, family)), found.changed_at)


def dated(response: HttpResponse, changed_at: datetime | None, *, reads_query: bool = False) -> HttpResponse:
    """A public answer with Last-Modified."""
    if changed_at:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return public(response, reads_query=reads_query)


def public(response: HttpResponse, *, reads_query: bool = False) -> HttpResponse:
    """Says that the answer depends on the address and on what is published alone, so that it may be kept (content.page_store).

    A view that does not read the query says so too: what other sites append to our links to follow people makes no page of its own.
    """
    response.headers["Cache-Control"] = settings.PUBLIC_CACHE_CONTROL
    if not reads_query:
        response.headers["No-Vary-Search"] = "params"
    return response


def publicly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of Django's whose answers are public. It may read the query."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return public(view(request, *args, **kwargs), reads_query=True)

    return answer


def elsewhere(request: HttpRequest, path: str, language: str) -> HttpResponseBase:
    """For an address without a page: where it went, that it is gone, or that it is not in this language yet. Raises Http404."""
    moved = Redirect.objects.filter(path=path, language=language).first()
    if moved:
        return public(HttpResponsePermanentRedirect(address(moved.to, language)) if moved.to else HttpResponseGone())
    if language != settings.LANGUAGE_CODE:
        original = Page.objects.published().in_language(settings.LANGUAGE_CODE).filter(path=path).first()
        if original:
            return not_translated(request, original.title, original.get_absolute_url())
    raise Http404(path)


def not_translated(request: HttpRequest, title: str, original: str) -> HttpResponse:
    """Says that a page is not in this language yet, and leads to the one that is."""
    return public(render(request, "content/not_translated.html", {"title": title, "original": original}))


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms from A to Z."""
    language = current_language()
    terms = sorted(Page.objects.published().in_language(language).of_kind("term").public(), key=lambda term: slugify(term.title))
    if not terms and language != settings.LANGUAGE_CODE:
        return not_translated(request, "Glossary", address(library.GLOSSARY, settings.LANGUAGE_CODE))
    letters = [(letter, list(group)) for letter, group in groupby(terms, key=lambda term: slugify(term.title)[0].upper())]
    response = render(request, "content/glossary.html", {"letters": letters, "count": len(terms)})
    return dated(response, max((term.changed_at for term in terms if term.changed_at), default=None))


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, by what they support."""
    language = current_language()
    groups = works.groups(language)
    if not groups and language != settings.LANGUAGE_CODE:
        return not_translated(request, "Sources", address("sources", settings.LANGUAGE_CODE))
    return public(render(request, "content/sources.html", {"groups": groups}))


@require_safe
def source(request: HttpRequest, key: str) -> HttpResponseBase:
    """One source, and where it is cited."""
    language = current_language()
    found = Source.objects.filter(key=key).first()
    if found is None:
        return page(request, f"sources/{key}")
    pages = works.citing(key, language)
    if not pages and language != settings.LANGUAGE_CODE:
        return not_translated(request, found.title, address(f"sources/{key}", settings.LANGUAGE_CODE))
    response = render(request, "content/source.html", {"source": found, "pages": pages})
    return dated(response, max((citing.changed_at for citing in pages if citing.changed_at), default=None))


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """All practices: what to do, then what to write."""
    language = current_language()
    found = list(Page.objects.published().in_language(language).of_kind("practice").public())
    if not found and language != settings.LANGUAGE_CODE:
        return not_translated(request, "Practice", address("practice", settings.LANGUAGE_CODE))
    sheets = [page for page in found if page.facts.get("sheet")]
    response = render(request, "content/practice_list.html", {"exercises": [page for page in found if page not in sheets], "sheets": sheets})
    return dated(response, max((page.changed_at for page in found if page.changed_at), default=None))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404: kind words and three ways on. A failing template falls back to Django's handler500."""
    return HttpResponse(render_to_string("404.html", {"untranslated": True}, request), status=404)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read, and where the list of pages is."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", "Disallow: /es/search/", "", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return public(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """For browsers that ask for this address unasked."""
    return redirect(staticfiles_storage.url("img/favicon.svg"), permanent=False)


# By our own list: what an ending means to a machine is different from one to the next.
_PICTURES = {".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}


_NAME = re.compile(r"(?:[\w-]+/)*[\w-][\w.-]*")
_LONGEST = 200


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture that staff uploaded; nothing that is not an image is ever sent. 503 when the place where it is kept is away. Raises Http404."""
    kind = _PICTURES.get(Path(name).suffix)
    if kind is None or len(name) > _LONGEST or not _NAME.fullmatch(name):
        raise Http404(name)
    try:
        picture = default_storage.open(name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404(name) from error
    except OSError:
        return HttpResponse(status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})
    response = FileResponse(picture, content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
