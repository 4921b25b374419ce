"""Promises of a front server: what it sends from disk is what the application would have sent, headers and bodies."""

from __future__ import annotations

import re

import pytest

from tests.config.front.running import Front, is_from_disk, said
from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import Answer, ask


def assert_the_same(ours: Answer, theirs: Answer) -> None:
    assert (ours.status, said(ours)) == (theirs.status, said(theirs))
    assert not ours.body if not theirs.body else ours.document == theirs.document


def language(address: str) -> str:
    return "es" if address.startswith("/es/") else "en"


def test_every_page_comes_from_disk_and_is_the_answer_of_the_application(front: Front, told: dict[tuple[str, str, str], Answer]) -> None:
    for (address, encoding, method), theirs in told.items():
        ours = ask(front.url, address, method, Accept_Encoding=encoding)
        assert is_from_disk(ours), address
        assert_the_same(ours, theirs)
        if method == "GET":
            assert_keeps_the_promise(ours, language(address))


def test_a_copy_that_is_still_right_has_the_headers_of_the_application(front: Front, application: str, addresses: list[str]) -> None:
    for address in addresses[::10]:
        tags = [ask(server, address, Accept_Encoding="br").header("ETag") for server in (front.url, application)]
        ours, theirs = (
            ask(server, address, Accept_Encoding="br", If_None_Match=tag) for server, tag in zip((front.url, application), tags, strict=True)
        )
        assert (ours.status, theirs.status, ours.body) == (304, 304, b"")
        assert _without_date(ours) == _without_date(theirs), address


def _without_date(answer: Answer) -> list[tuple[str, str]]:
    """Where there is an ETag, the date of a 304 is of no use, and Caddy leaves it out."""
    return [header for header in said(answer) if header[0] != "last-modified"]


def test_a_reader_who_knows_the_date_alone_is_told_that_nothing_changed(front: Front, application: str) -> None:
    date = ask(front.url, "/approaches/").header("Last-Modified")
    assert [ask(server, "/approaches/", If_Modified_Since=date).status for server in (front.url, application)] == [304, 304]


def test_a_sheet_keeps_the_policy_under_which_nothing_leaves_it(front: Front) -> None:
    for address in ("/practice/thought-record/", "/crisis/safety-plan/", "/es/crisis/safety-plan/"):
        ask(front.url, address)
        answer = ask(front.url, address)
        assert is_from_disk(answer)
        assert "connect-src 'none'" in answer.header("Content-Security-Policy")
        assert "form-action 'none'" in answer.header("Content-Security-Policy")


@pytest.mark.parametrize(
    "address",
    [
        "/approaches/?made=anew",
        "/sitemap.xml",
        "/alliance",
        "/988/",
        "/leave/",
        "/no-such-page/",
        "/es/no-such-page/",
        "/approaches/index.html",
        "/approaches/index.html.br",
        "/practice/thought-record/index.sheet.html",
        "/.current/",
        "/static/no-such.css",
        "/static/../site.sqlite3",
        "/pages/kept/index.html.json",
        "/secret-key",
        "/front/errors/500.en.html",
        "/favicon.ico",
        "/admin/",
        "/healthz",
        "/readyz",
    ],
)
def test_everything_else_is_asked_of_the_application(front: Front, application: str, address: str) -> None:
    for method in ("GET", "POST"):
        ours, theirs = ask(front.url, address, method), ask(application, address, method)
        assert not is_from_disk(ours)
        assert (ours.status, said(ours)) == (theirs.status, said(theirs))
        assert_keeps_the_promise(ours, language(address))


@pytest.mark.parametrize("address", ["//approaches/", "/approaches/../approaches/", "/%61pproaches/", "/approaches//../approaches/"])
def test_an_address_that_is_written_oddly_shows_its_page_or_none(front: Front, address: str) -> None:
    answer = ask(front.url, address)
    assert answer.status in {200, 404}
    assert answer.status == 404 or answer.document == ask(front.url, "/approaches/").document
    assert_keeps_the_promise(answer)


def test_the_error_pages_have_no_address(front: Front) -> None:
    answer = ask(front.url, "/.errors/500.en.html")
    assert answer.status in {301, 404}
    assert_keeps_the_promise(answer)


def test_what_is_sent_to_a_page_reaches_the_application(front: Front) -> None:
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    assert b"breathing" in ask(front.url, "/search/", "POST", b"q=breathing", **form).document
    assert ask(front.url, "/", "POST", b"q=breathing", **form).status in {403, 405}


def test_static_files_are_those_of_the_application(front: Front, application: str) -> None:
    page = ask(front.url, "/practice/thought-record/").document.decode()
    found = set(re.findall(r'"(/static/[^"]+)"', page))
    assert {address.rpartition(".")[2] for address in found} >= {"css", "js", "woff2", "svg", "png"}
    for address in found:
        for encoding in ("", "gzip", "br"):
            ours, theirs = (ask(server, address, Accept_Encoding=encoding) for server in (front.url, application))
            assert is_from_disk(ours)
            assert_the_same(ours, theirs)
            assert_keeps_the_promise(ours)
        assert ask(front.url, address, If_None_Match=ours.header("ETag"), Accept_Encoding="br").status == 304
        assert ask(front.url, address, Range="bytes=10-29").body == ask(front.url, address).document[10:30]
        assert ask(front.url, address, "POST").status == 405


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80"])
@pytest.mark.parametrize("address", ["/", "/es/crisis/", "/approaches/"])
def test_under_another_name_there_is_no_site(front: Front, host: str, address: str) -> None:
    answer = ask(front.url, address, Host=host)
    assert answer.status == 400
    assert_keeps_the_promise(answer, language(address))
