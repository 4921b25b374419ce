"""Promises of the compression: readable by who asked for it, the same bytes each time, nothing private is kept."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from hypothesis import given, settings
from hypothesis import strategies as st

from config import compression
from config.compression import CompressionMiddleware

PAGE = b"<p>Words that repeat themselves.</p>" * 40


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    compression._kept.cache_clear()
    yield
    compression._kept.cache_clear()


def answer(response: HttpResponseBase, accepts: str = "br, gzip") -> HttpResponseBase:
    """What a response becomes for a browser that accepts these encodings."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = accepts
    return CompressionMiddleware(lambda request: response)(request)


def packed(body: bytes = PAGE, accepts: str = "br, gzip", **headers: str) -> HttpResponse:
    made = answer(HttpResponse(body, headers={name.replace("_", "-"): text for name, text in headers.items()}), accepts)
    assert isinstance(made, HttpResponse)
    return made


def unpacked(response: HttpResponse) -> bytes:
    match response.headers.get("Content-Encoding"):
        case "br":
            plain: bytes = brotli.decompress(response.content)
            return plain
        case "gzip":
            return gzip.decompress(response.content)
        case _:
            return response.content


@pytest.mark.parametrize(
    ("accepts", "wanted"),
    [
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.1", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0", None),
        ("br;q=0", None),
        ("identity", None),
        ("deflate", None),
        ("", None),
        ("abr, xgzip", None),
    ],
)
def test_a_browser_gets_an_encoding_that_it_accepts_and_none_that_it_refuses(accepts: str, wanted: str | None) -> None:
    made = packed(accepts=accepts)
    assert made.headers.get("Content-Encoding") == wanted
    assert unpacked(made) == PAGE
    assert made.headers["Vary"] == "Accept-Encoding"


@settings(deadline=None)
@given(st.binary(min_size=500, max_size=3000), st.sampled_from(["br", "gzip"]), st.sampled_from(["no-cache", "no-store"]))
def test_whatever_is_compressed_decompresses_to_itself_and_is_measured(body: bytes, encoding: str, kept: str) -> None:
    made = packed(body, encoding, Cache_Control=kept)
    assert made.headers["Content-Encoding"] == encoding
    assert unpacked(made) == body
    assert made.headers["Content-Length"] == str(len(made.content))


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("kept", ["no-cache", "no-store"])
def test_one_page_has_one_compressed_form(monkeypatch: pytest.MonkeyPatch, encoding: str, kept: str) -> None:
    first = packed(accepts=encoding, Cache_Control=kept).content
    compression._kept.cache_clear()
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)  # gzip would write the hour into its header
    assert packed(accepts=encoding, Cache_Control=kept).content == first


def test_a_public_page_is_compressed_once() -> None:
    packed()
    packed()
    assert (compression._kept.cache_info().misses, compression._kept.cache_info().hits) == (1, 1)


@pytest.mark.parametrize("header", ["no-store", "private, no-store", "max-age=0, no-cache, no-store, must-revalidate, private"])
def test_a_page_that_no_one_may_keep_is_compressed_without_being_kept(header: str) -> None:
    made = packed(Cache_Control=header)
    assert made.headers["Content-Encoding"] == "br"
    assert unpacked(made) == PAGE
    assert compression._kept.cache_info().currsize == 0


@pytest.mark.parametrize("size", [0, 1, 499])
def test_a_small_body_is_left_alone(size: int) -> None:
    made = packed(b"x" * size, ETag='"1"')
    assert made.content == b"x" * size
    assert "Content-Encoding" not in made.headers
    assert made.headers["ETag"] == '"1"'


def test_from_500_bytes_on_it_is_worth_it() -> None:
    assert packed(b"x" * 500).headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("kind", ["image/png", "font/woff2", "application/octet-stream", "application/pdf", ""])
def test_what_is_no_text_is_left_alone(kind: str) -> None:
    assert packed(Content_Type=kind).content == PAGE


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "text/plain", "application/xml", "application/atom+xml", "application/json", "image/svg+xml"]
)
def test_text_of_every_kind_is_compressed(kind: str) -> None:
    assert packed(Content_Type=kind).headers["Content-Encoding"] == "br"


def test_what_is_compressed_already_and_what_is_a_stream_is_passed_on() -> None:
    assert packed(Content_Encoding="gzip").content == PAGE
    stream = StreamingHttpResponse(iter([PAGE]))
    assert answer(stream) is stream
    assert b"".join(stream) == PAGE


@pytest.mark.parametrize(("etag", "wanted"), [('"1"', 'W/"1"'), ('W/"1"', 'W/"1"')])
def test_an_etag_of_compressed_bytes_is_weak(etag: str, wanted: str) -> None:
    assert packed(ETag=etag).headers["ETag"] == wanted


@pytest.mark.parametrize(("accepts", "etag"), [("br", 'W/"1"'), ("", '"1"')])
def test_not_modified_has_the_headers_of_the_page_that_it_stands_for(accepts: str, etag: str) -> None:
    made = answer(HttpResponse(status=304, headers={"ETag": '"1"', "Content-Type": ""}), accepts)
    assert isinstance(made, HttpResponse)
    assert (made.headers["ETag"], made.headers["Vary"], made.content) == (etag, "Accept-Encoding", b"")
    assert "Content-Encoding" not in made.headers
