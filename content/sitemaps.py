"""The sitemap: written straight from the rows, because it grows with the site and is made again after each publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from html import escape

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.mentions import SOURCE
from content.models import Mention, Page, Source, address
from content.views import dated

LONGEST = 20_000  # addresses in a file; search engines read 50,000

Entry = tuple[str, datetime | None]  # an address, and when readers last saw it change
Part = Callable[[], Iterable[Entry]]

_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@require_safe
def sitemap(request: HttpRequest, parts: Iterable[Part], number: int = 0) -> HttpResponse:
    """All addresses that search engines should know; where they are too many for a file, the names of the files. Raises Http404."""
    entries = [entry for part in parts for entry in part()]
    count = -(-len(entries) // LONGEST)
    if number > count or (number and count == 1):
        raise Http404(request.path)
    if count > 1 and not number:
        listed: list[Entry] = [(reverse("sitemap_part", args=[one]), None) for one in range(1, count + 1)]
        text = "".join([_OPENING.format("sitemapindex"), *_lines("sitemap", listed), "</sitemapindex>\n"])
    else:
        shown = entries[(number - 1) * LONGEST : number * LONGEST] if number else entries
        text = "".join([_OPENING.format("urlset"), *_lines("url", shown), "</urlset>\n"])
    response = HttpResponse(text, content_type="application/xml", headers={"X-Robots-Tag": "noindex"})
    return dated(response, max((changed for _, changed in entries if changed), default=None))


def _lines(name: str, entries: Iterable[Entry]) -> Iterator[str]:
    """Each names the host of the settings, whatever host was asked."""
    for place, changed in entries:
        lastmod = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
        yield f"<{name}><loc>{escape(settings.SITE_URL + place)}</loc>{lastmod}</{name}>\n"


def pages() -> Iterator[Entry]:
    """Every published page of every language, in a lasting order."""
    for path, language, changed in Page.objects.published().order_by("path", "language").values_list("path", "language", "changed_at"):
        yield address(path, language), changed


def sources() -> Iterator[Entry]:
    """Every source that a page cites, dated by the newest of these pages."""
    cited = Mention.objects.seen_in(settings.LANGUAGE_CODE).filter(kind=SOURCE)
    known = cited.filter(name__in=Source.objects.values("key")).values_list("name")
    for key, newest in known.annotate(newest=Max("page__changed_at")).order_by("name"):
        yield reverse("content:source", args=[key]), newest
