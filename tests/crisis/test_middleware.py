"""Promises of the middleware: the header on everything, the notice in every document, exact lengths, whole encodings."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from xml.etree import ElementTree

import brotli
import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from crisis import notice
from crisis.middleware import CrisisBannerMiddleware, CrisisHeaderMiddleware

PAGE = b"<!doctype html><html lang=en><head></head><body><main>Words</main></body></html>"
MARK = b"data-crisis-notice"


def asked(path: str = "/") -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    return request


def answer(response: HttpResponseBase, path: str = "/") -> HttpResponseBase:
    """What a view's response has become outside of both middlewares."""
    return CrisisHeaderMiddleware(CrisisBannerMiddleware(lambda request: response))(asked(path))


def content(response: HttpResponseBase, path: str = "/") -> bytes:
    """The same, as the bytes of its body."""
    made = answer(response, path)
    assert isinstance(made, HttpResponse)
    return made.content


def streamed(response: HttpResponseBase) -> bytes:
    made = answer(response)
    assert isinstance(made, StreamingHttpResponse)
    return b"".join(made)


KINDS: dict[str, Callable[[], HttpResponseBase]] = {
    "page": lambda: HttpResponse(PAGE),
    "empty": lambda: HttpResponse(status=204),
    "not modified": lambda: HttpResponse(status=304),
    "redirect": lambda: HttpResponseRedirect("/elsewhere/"),
    "not allowed": lambda: HttpResponseNotAllowed(["GET"]),
    "json": lambda: JsonResponse({"a": 1}),
    "plain text": lambda: HttpResponse("Text", content_type="text/plain"),
    "without a type": lambda: HttpResponse(b"?", headers={"Content-Type": ""}),
    "picture": lambda: HttpResponse(b"\x89PNG", content_type="image/png"),
    "download": lambda: FileResponse(BytesIO(b"%PDF"), as_attachment=True, filename="a.pdf"),
    "stream": lambda: StreamingHttpResponse(iter([PAGE])),
    "error": lambda: HttpResponse(PAGE, status=500),
    "piece": lambda: HttpResponse(PAGE[:9], status=206),
    "own value": lambda: HttpResponse(PAGE, headers={"Crisis-Support": "none"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_response_carries_the_header_once(kind: str) -> None:
    headers = [(name, value) for name, value in answer(KINDS[kind]()).items() if name.lower() == "crisis-support"]
    assert headers == [("Crisis-Support", "Call or text 988")]


@pytest.mark.parametrize("content_type", ["text/html", "text/html; charset=utf-8", "TEXT/HTML;charset=utf-8", " text/html ", "application/xhtml+xml"])
def test_every_html_document_gets_the_notice_once(content_type: str) -> None:
    assert content(HttpResponse(PAGE, content_type=content_type)) == notice.insert(PAGE, "en")


def test_in_xml_the_notice_is_well_formed() -> None:
    page = b'<html xmlns="http://www.w3.org/1999/xhtml"><head/><body><p/></body></html>'
    tree = ElementTree.fromstring(content(HttpResponse(page, content_type="application/xhtml+xml")))  # noqa: S314 (our own bytes)
    assert [element.tag.rpartition("}")[2] for element in tree[1]] == ["aside", "p"]


def test_a_content_length_that_was_measured_before_is_measured_again() -> None:
    made = answer(HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))}))
    assert isinstance(made, HttpResponse)
    assert made.headers["Content-Length"] == str(len(made.content)) != str(len(PAGE))


def test_a_content_length_of_plain_text_and_empty_errors_is_measured_again() -> None:
    for kind in ("text/plain", "text/html"):
        made = answer(HttpResponse(b"", status=403, content_type=kind, headers={"Content-Length": "0"}))
        assert isinstance(made, HttpResponse)
        assert made.headers["Content-Length"] == str(len(made.content)) != "0"


def test_a_page_that_a_view_compressed_itself_has_the_notice_inside_and_stays_readable() -> None:
    made = answer(HttpResponse(gzip.compress(PAGE), headers={"Content-Encoding": "gzip", "Content-Length": "9"}))
    assert isinstance(made, HttpResponse)
    assert "Content-Encoding" not in made.headers
    assert made.content == notice.insert(PAGE, "en")
    assert made.headers["Content-Length"] == str(len(made.content))


def test_a_page_in_an_encoding_that_cannot_be_undone_is_left_readable() -> None:
    packed = brotli.compress(PAGE)
    assert content(HttpResponse(packed, headers={"Content-Encoding": "br"})) == packed


def test_compressed_words_of_an_error_stay_readable_and_carry_the_sentence() -> None:
    made = content(HttpResponse(gzip.compress(b"Go away"), status=403, content_type="text/plain", headers={"Content-Encoding": "gzip"}))
    assert made.decode() == f"Go away\n\n{notice.sentence('en')}\n"


def test_a_stream_gets_the_notice_and_loses_a_length_that_is_no_longer_true() -> None:
    made = answer(StreamingHttpResponse(iter([PAGE[:50], PAGE[50:]]), headers={"Content-Length": str(len(PAGE))}))
    assert isinstance(made, StreamingHttpResponse)
    assert "Content-Length" not in made.headers
    assert b"".join(made) == notice.insert(PAGE, "en")


def test_an_asynchronous_stream_gets_the_notice() -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(PAGE), 7):
            yield PAGE[at : at + 7]

    async def whole() -> bytes:
        made = answer(StreamingHttpResponse(chunks()))
        assert isinstance(made, StreamingHttpResponse)
        return b"".join([bytes(chunk) async for chunk in made])

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may have left this thread a loop that runs
        assert apart.submit(asyncio.run, whole()).result() == notice.insert(PAGE, "en")


def test_a_stream_that_is_compressed_already_is_passed_on_as_it_is() -> None:
    packed = gzip.compress(PAGE)
    assert streamed(StreamingHttpResponse(iter([packed]), headers={"Content-Encoding": "gzip"})) == packed


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 413, 418, 429, 500, 503])
@pytest.mark.parametrize(("path", "language"), [("/x/", "en"), ("/es/x/", "es")])
def test_an_error_without_a_body_gets_words(status: int, path: str, language: str) -> None:
    made = content(HttpResponse(status=status), path)
    assert b"<h1>" in made
    assert f'<html lang="{language}">'.encode() in made
    assert made.count(MARK) == 1


def test_the_words_of_an_error_without_a_body_are_labeled_with_the_charset_they_are_in() -> None:
    made = answer(HttpResponse(status=405, content_type="text/html; charset=iso-8859-1"), "/es/")
    assert isinstance(made, HttpResponse)
    assert made.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Esta página no puede hacer eso" in made.content.decode()


@pytest.mark.parametrize(("path", "language"), [("/x/", "en"), ("/es/x/", "es")])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "no-such-charset"])
def test_the_words_of_a_plain_text_error_carry_the_sentence(path: str, language: str, charset: str) -> None:
    made = content(HttpResponse(b"No.", status=403, content_type=f"text/plain; charset={charset}"), path)
    assert made.decode(charset if charset != "no-such-charset" else "utf-8") == f"No.\n\n{notice.sentence(language)}\n"


def test_text_that_is_no_error_is_left_alone() -> None:
    assert content(HttpResponse("User-agent: *", content_type="text/plain")) == b"User-agent: *"


def test_a_charset_that_does_not_exist_does_not_cost_the_page() -> None:
    assert MARK in content(HttpResponse(PAGE, content_type="text/html; charset=no-such-charset"), "/es/")


@pytest.mark.parametrize("status", [200, 400, 500])
def test_data_is_never_touched(status: int) -> None:
    assert json.loads(content(JsonResponse({"html": PAGE.decode()}, status=status))) == {"html": PAGE.decode()}
    for kind in ("image/svg+xml", "application/xml", "text/css", "application/pdf", "application/octet-stream"):
        assert content(HttpResponse(PAGE, content_type=kind, status=status)) == PAGE


def test_a_download_is_never_touched() -> None:
    rows = b"name,<body>\n"
    assert streamed(FileResponse(BytesIO(rows), as_attachment=True, filename="rows.csv")) == rows


@pytest.mark.parametrize("status", [204, 205, 304])
def test_a_response_that_may_have_no_body_gets_none(status: int) -> None:
    assert content(HttpResponse(status=status)) == b""


def test_a_piece_of_a_page_stays_the_piece_that_was_asked_for() -> None:
    assert content(HttpResponse(PAGE[40:60], status=206, headers={"Content-Range": "bytes 40-59/80"})) == PAGE[40:60]


@pytest.mark.parametrize("active", ["en", "es", "de"])
def test_the_language_is_the_addresss_whatever_the_thread_was_left_with(active: str) -> None:
    with translation.override(active):
        assert notice.html("es") in content(HttpResponse(PAGE), "/es/alliance/")
        assert notice.html("en") in content(HttpResponse(PAGE), "/alliance/")
        assert notice.sentence("es").encode() in content(HttpResponse("No.", status=404, content_type="text/plain"), "/es/")
        assert b'<html lang="en">' in content(HttpResponse(status=404), "/")
