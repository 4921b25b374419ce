"""The crisis notice on every response: a header on all of them, the visible notice in every HTML document."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Callable, Iterator
from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from crisis import errors, notice
from crisis.hotlines import LANGUAGES

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class CrisisHeaderMiddleware:
    """Outermost of all, so that answers which other middleware give (redirects, 304, static files) carry the header too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        name, value = notice.HEADER
        response.headers[name] = value
        return response


class CrisisBannerMiddleware:
    """Puts the notice into the document; inside whatever measures, fingerprints or compresses bodies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # A view may say that what it sends is in another language than its address: the preview of a Spanish page at the desk.
        said = response.headers.get("Content-Language", "")
        language = said if said in LANGUAGES else notice.language_of(request.path)
        if response.status_code >= 400:
            _give_words(response, language)
        if _is_html(response):
            _put_in(response, language)
        return response


def _is_html(response: HttpResponseBase) -> bool:
    # 204, 205 and 304 have no body; 206 is a piece of one.
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml"} and response.status_code not in {204, 205, 206, 304}


def _give_words(response: HttpResponseBase, language: str) -> None:
    """An error without a body gets our page; one in plain text gets the sentence."""
    if not isinstance(response, HttpResponse):
        return
    if _is_html(response) and not response.content:
        response.content = errors.page(response.status_code, language)
        response.headers["Content-Type"] = "text/html; charset=utf-8"
    elif response.headers.get("Content-Type", "").startswith("text/plain") and _decompressed(response):
        words = f"\n\n{notice.sentence(language)}\n"
        response.content = response.content + words.encode(_charset(response), "replace")
    _measure(response)


def _put_in(response: HttpResponseBase, language: str) -> None:
    if isinstance(response, StreamingHttpResponse):
        _put_into_stream(response, language)
    elif isinstance(response, HttpResponse) and _decompressed(response):
        response.content = notice.insert(response.content, language, _charset(response))
        _measure(response)


def _decompressed(response: HttpResponse) -> bool:
    """Undo the gzip of a view of its own; false for an encoding that cannot be undone here."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "gzip":
        response.content = gzip.decompress(response.content)
        del response.headers["Content-Encoding"]
    return encoding in {"gzip", "identity"}


def _charset(response: HttpResponseBase) -> str:
    """The charset that the response names, if there is one of that name."""
    try:
        "".encode(response.charset)
    except (LookupError, UnicodeError):
        return "utf-8"
    return response.charset


def _put_into_stream(response: StreamingHttpResponse, language: str) -> None:
    if "Content-Encoding" in response.headers:
        return
    del response.headers["Content-Length"]  # the length of a stream that grows is not known
    charset = _charset(response)
    if response.is_async:
        response.streaming_content = _whole_stream(cast("AsyncIterator[bytes]", response.streaming_content), language, charset)
    else:
        chunks = cast("Iterator[bytes]", response.streaming_content)
        response.streaming_content = notice.insert_into_stream(chunks, language, charset)


async def _whole_stream(chunks: AsyncIterator[bytes], language: str, charset: str) -> AsyncIterator[bytes]:
    document = b"".join([chunk async for chunk in chunks])
    yield notice.insert(document, language, charset)


def _measure(response: HttpResponse) -> None:
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
