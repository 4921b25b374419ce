"""Compresses text responses with brotli or gzip, without random bytes, so that one page has one compressed form."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

_TEXT = ("text/", "application/xml", "application/atom+xml", "application/json", "application/xhtml+xml", "image/svg+xml")
_WORTH_IT = 500  # bytes; below, the headers outweigh the gain


class CompressionMiddleware:
    """Must stay outside of everything that changes or measures the body (crisis/checks.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        confirmed = response.status_code == 304  # it has the headers of the compressed page that it stands for
        if not isinstance(response, HttpResponse) or not (confirmed or _compressible(response)):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        accepted = _accepted(request.headers.get("Accept-Encoding", ""))
        encoding = next((name for name in ("br", "gzip") if name in accepted), "")
        if not encoding:
            return response
        _weaken(response)
        if confirmed:
            return response
        shared = "no-store" not in response.headers.get("Cache-Control", "")
        response.content = _kept(encoding, response.content) if shared else _compress(encoding, response.content, hard=False)
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.content))
        return response


def _weaken(response: HttpResponse) -> None:
    """One ETag for a page in all its encodings says "the same words", not "the same bytes"."""
    if (etag := response.headers.get("ETag", "")) and not etag.startswith("W/"):
        response.headers["ETag"] = f"W/{etag}"


def _compress(encoding: str, body: bytes, *, hard: bool) -> bytes:
    """The body in an encoding; `hard` takes some 20 times longer and saves an eighth."""
    if encoding == "br":
        brotlied: bytes = brotli.compress(body, quality=11 if hard else 4)
        return brotlied
    return gzip.compress(body, compresslevel=9 if hard else 5, mtime=0)


@lru_cache(maxsize=256)
def _kept(encoding: str, body: bytes) -> bytes:
    """A public page is the same for everyone: it is compressed hard, once in this process."""
    return _compress(encoding, body, hard=True)


def _compressible(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return kind.startswith(_TEXT) and "Content-Encoding" not in response.headers and len(response.content) >= _WORTH_IT


def _accepted(header: str) -> set[str]:
    """The encodings of an Accept-Encoding header that are not refused with q=0."""
    found = set()
    for item in header.split(","):
        name, _, weight = item.strip().lower().partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            found.add(name.strip())
    return found
