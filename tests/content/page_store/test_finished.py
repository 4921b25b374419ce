"""Promises of a finished answer: every form of it says the same, and a copy that is still right is not sent again."""

from __future__ import annotations

import gzip
import mmap
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.page_store.finished import Finished, accepted, finished
from tests.content.page_store.conftest import Answer

BODY = b"<p>Words.</p>" * 200
MODIFIED = "Wed, 25 Nov 2026 07:00:00 GMT"


@pytest.fixture
def page() -> Finished:
    bodies = {"": BODY, "gzip": gzip.compress(BODY), "br": brotli.compress(BODY)}
    return Finished("200 OK", [("Last-Modified", MODIFIED), ("Crisis-Support", "Call or text 988")], "text/html", dict(bodies))


def sent(page: Finished, method: str = "GET", **headers: str) -> Answer:
    told: list[object] = []
    environ = {"REQUEST_METHOD": method} | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    body = b"".join(page.answer(environ, lambda *said: told.extend(said)))
    return Answer(int(str(told[0])[:3]), dict(told[1]), body)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("line", "encoding"),
    [("", None), ("gzip, deflate", "gzip"), ("gzip, br", "br"), ("br;q=0, gzip", "gzip"), ("identity", None), ("GZIP;q=0.5", "gzip"), ("*", None)],
)
def test_a_browser_gets_the_smallest_form_that_it_reads(page: Finished, line: str, encoding: str | None) -> None:
    answer = sent(page, accept_encoding=line)
    opened = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding or "", bytes)
    assert answer.headers.get("Content-Encoding") == encoding
    assert opened(answer.body) == BODY
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Crisis-Support"] == "Call or text 988"


@given(st.text(alphabet="abgipzr;q=0.1, *", max_size=40))
def test_no_line_of_a_browser_is_answered_with_an_encoding_that_it_refuses(line: str) -> None:
    encoding = accepted(line)
    assert encoding in {"", "br", "gzip"}
    assert not encoding or encoding in line
    assert f"{encoding};q=0," not in f"{line.replace(' ', '')}," or not encoding or f",{encoding}," in f",{line.replace(' ', '')},"


@pytest.mark.parametrize("form", ['W/"{}"', '"{}"', '"other", W/"{}"'])
def test_a_copy_that_is_still_right_is_not_sent_again_whatever_its_encoding(page: Finished, form: str) -> None:
    tag = page.etag.strip('"')
    answer = sent(page, if_none_match=form.format(tag), accept_encoding="br")
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["ETag"] == f'W/"{tag}"'
    assert "Content-Length" not in answer.headers
    assert answer.headers["Crisis-Support"] == "Call or text 988"


def test_an_old_copy_is_replaced_even_if_its_date_is_right(page: Finished) -> None:
    assert sent(page, if_none_match='"older"', if_modified_since=MODIFIED).status == 200


@pytest.mark.parametrize(
    ("date", "status"), [(MODIFIED, 304), ("Wed, 25 Nov 2026 08:00:00 GMT", 304), ("Wed, 25 Nov 2026 06:59:59 GMT", 200), ("yesterday", 200)]
)
def test_a_reader_that_knows_the_date_alone_is_told_whether_it_changed(page: Finished, date: str, status: int) -> None:
    assert sent(page, if_modified_since=date).status == status


def test_what_a_process_has_at_hand_of_mapped_files_is_bounded_and_the_rest_is_sent_all_the_same(tmp_path: Path) -> None:
    pages = []
    for number in range(40):
        file = tmp_path / str(number)
        file.write_bytes(b"%02d" % number * 50_000)
        with file.open("rb") as opened:
            pages.append(Finished("200 OK", [], "text/html", {"": mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)}))
    for _ in range(2):
        for number, page in enumerate(pages):
            assert sent(page).body == b"%02d" % number * 50_000
            assert sum(len(body) for kept in pages for _, body in kept._sent.values()) <= 1_048_576
    assert sent(pages[-1]).body is sent(pages[-1]).body, "The file was read again."


def test_head_says_all_that_get_says_without_the_body(page: Finished) -> None:
    head, whole = sent(page, "HEAD", accept_encoding="br"), sent(page, accept_encoding="br")
    assert head.headers == whole.headers
    assert head.body == b""


def test_a_redirect_is_never_answered_with_304() -> None:
    assert sent(Finished("301 Moved Permanently", [("Location", "/a/")], "text/html", {"": b""}), if_none_match="*").status == 301


@pytest.mark.parametrize(
    ("kind", "body", "sent"),
    [
        ("text/html; charset=utf-8", b"<p>\n    a\n\n  <b>b</b> c\n</p>", b"<p>\na\n<b>b</b> c\n</p>"),
        ("text/html", b"<pre>\n    a</pre>", b"<pre>\n    a</pre>"),
        ("text/html", b"<textarea>\n    a</textarea>", b"<textarea>\n    a</textarea>"),
        ("text/plain", b"a\n    b", b"a\n    b"),
    ],
)
def test_indentation_does_not_travel_unless_it_may_be_part_of_the_words(kind: str, body: bytes, sent: bytes) -> None:
    assert finished("200 OK", [("Content-Type", kind)], body, 1).bodies[""] == sent
