"""What is answered when the database does not answer: to readers that the page will be back, to staff that nothing was saved."""

from __future__ import annotations

import sys
from functools import cache

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from content.page_store.other import Other
from crisis import errors, notice
from crisis.hotlines import Words

# Beginnings of addresses that are answered without it.
WITHOUT_DATABASE = ("/static/", "/media/", "/search/", "/leave/", "/crisis/", "/988/", "/help/", "/healthz", "/readyz", "/favicon.ico", "/robots.txt")

_DESK = "/admin/"
_NOTHING_SAVED = Words("The desk cannot save just now", "")
_KEPT = Words(
    "The database does not answer, or has no room. Nothing was saved by your last click. What you typed into the form of a page is kept in this "
    "browser: leave the tab open or come back to it, and it is offered to you again. Readers go on seeing every published page.",
    "",
)


@cache
def desk() -> bytes:
    """What staff are told."""
    return errors.document(_NOTHING_SAVED, _KEPT, "en")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: a database that cannot be read or written is said to be that, so that other nodes and copies are tried."""
    if not isinstance(sys.exception(), (DatabaseError, OSError)):
        return errors.server_error(request)
    answer = unavailable(request.path)
    return HttpResponse(answer.body, status=503, headers=dict(answer.headers))


def unavailable(address: str) -> Other:
    """The answer for an address, with the notice in it and above it."""
    body = desk() if address.startswith(_DESK) else errors.page(503, notice.language_of(address))
    headers = [
        notice.HEADER,
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Retry-After", "30"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    return Other("503 Service Unavailable", headers, body)
