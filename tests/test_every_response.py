"""The promise of the house, asked of the served site over sockets: every response says call or text 988, exactly once."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import ask, send

PUBLIC = ["/", "/alliance/", "/approaches/", "/approaches/cbt/", "/crisis/", "/glossary/", "/es/", "/es/crisis/", "/es/alliance/", "/es/approaches/"]
CSRF = "a" * 32


@pytest.fixture(scope="module")
def stylesheet(server: str) -> str:
    """The address of the site's stylesheet, as a page names it."""
    found = re.search(rb'href="(/static/site\.[0-9a-f]+\.css)"', ask(server, "/").document)
    assert found
    return found[1].decode()


@pytest.fixture(scope="module")
def gone(site_data: Path) -> Iterator[str]:
    """The path of a page that was taken down for good."""
    with closing(sqlite3.connect(site_data / "site.sqlite3")) as database, database:
        database.execute("INSERT INTO content_redirect (path, language, \"to\") VALUES ('taken-down', 'en', ''), ('taken-down', 'es', '')")
    yield "taken-down/"
    with closing(sqlite3.connect(site_data / "site.sqlite3")) as database, database:
        database.execute("DELETE FROM content_redirect WHERE path = 'taken-down'")


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_every_page_in_every_encoding(server: str, path: str, encoding: str) -> None:
    answer = ask(server, path, Accept_Encoding=encoding)
    assert (answer.status, answer.header("Content-Encoding")) == (200, encoding)
    assert answer.header("Content-Length")
    assert_keeps_the_promise(answer, "es" if path.startswith("/es/") else "en")
    assert answer.document.rstrip().endswith(b"</html>")


@pytest.mark.parametrize("encoding", ["", "br"])
@pytest.mark.parametrize("path", ["/", "/es/crisis/", "/no-such-page/", "/988/"])
def test_head_has_the_headers_of_get_and_no_body(server: str, path: str, encoding: str) -> None:
    get, head = ask(server, path, Accept_Encoding=encoding), ask(server, path, "HEAD", Accept_Encoding=encoding)
    assert head.every("Crisis-Support") == ["Call or text 988"]
    assert head.body == b""
    assert (head.status, head.header("Content-Length")) == (get.status, str(len(get.body)))
    assert head.header("Content-Encoding") == get.header("Content-Encoding")


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [
        ("/alliance", 301, "/alliance/"),
        ("/es", 301, "/es/"),
        ("/988/", 301, "/crisis/"),
        ("/help/", 301, "/crisis/"),
        ("/es/988/", 301, "/es/crisis/"),
        ("/admin/", 302, "/admin/login/?next=/admin/"),
        ("/favicon.ico", 302, "/static/"),
        ("/leave/", 303, "https://www.weather.gov/"),
    ],
)
def test_redirects(server: str, path: str, status: int, to: str) -> None:
    answer = ask(server, path)
    assert answer.status == status
    assert answer.header("Location").startswith(to)
    assert_keeps_the_promise(answer)


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_a_page_that_has_not_changed(server: str, encoding: str) -> None:
    first = ask(server, "/alliance/", Accept_Encoding=encoding)
    again = ask(server, "/alliance/", Accept_Encoding=encoding, If_None_Match=first.header("ETag"))
    assert (again.status, again.body) == (304, b"")
    assert (again.header("ETag"), again.header("Vary")) == (first.header("ETag"), first.header("Vary"))
    assert_keeps_the_promise(again)


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_a_static_file_whole_in_part_and_not_changed(server: str, stylesheet: str, encoding: str) -> None:
    whole = ask(server, stylesheet, Accept_Encoding=encoding)
    part = ask(server, stylesheet, Range="bytes=10-29")
    same = ask(server, stylesheet, If_None_Match=whole.header("ETag"))
    assert [answer.status for answer in (whole, part, same)] == [200, 206, 304]
    assert whole.header("Content-Encoding") == encoding
    assert part.body == whole.document[10:30]
    for answer in (whole, part, same):
        assert_keeps_the_promise(answer)


def test_a_static_file_asked_for_wrongly(server: str, stylesheet: str) -> None:
    beyond, posted, head = ask(server, stylesheet, Range="bytes=9999999-"), ask(server, stylesheet, "POST"), ask(server, stylesheet, "HEAD")
    assert [answer.status for answer in (beyond, posted, head)] == [416, 405, 200]
    for answer in (beyond, posted):
        assert_keeps_the_promise(answer)
    assert head.every("Crisis-Support") == ["Call or text 988"]
    assert (head.body, head.header("Content-Length")) == (b"", str(len(ask(server, stylesheet).body)))


@pytest.mark.parametrize(
    "path", ["/no-such-page/", "/static/no-such.css", "/static/admin/", "/media/no-such.png", "/media/../site.sqlite3", "/%ff/", "/%00/"]
)
def test_what_is_not_there(server: str, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert_keeps_the_promise(answer)


def test_what_is_not_there_in_spanish(server: str) -> None:
    answer = ask(server, "/es/no-such-page/")
    assert answer.status == 404
    assert_keeps_the_promise(answer, "es")


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE"])
def test_a_method_that_no_page_has(server: str, method: str) -> None:
    answer = ask(server, "/alliance/", method)
    assert (answer.status, answer.header("Allow")) == (405, "GET, HEAD")
    assert_keeps_the_promise(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_sending_something_to_a_page(server: str, method: str) -> None:
    answer = ask(server, "/es/crisis/", method, Cookie=f"csrftoken={CSRF}", X_CSRFToken=CSRF, Referer=f"{server}/")
    assert answer.status == 405
    assert_keeps_the_promise(answer, "es")


def test_a_form_sent_without_its_token(server: str) -> None:
    answer = ask(server, "/admin/login/", "POST", b"username=root&password=x", Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 403
    assert_keeps_the_promise(answer)
    assert_keeps_the_promise(ask(server, "/es/crisis/", "POST"), "es")


def test_a_page_that_was_taken_down_for_good(server: str, gone: str) -> None:
    for prefix, language in (("/", "en"), ("/es/", "es")):
        answer = ask(server, prefix + gone)
        assert answer.status == 410
        assert_keeps_the_promise(answer, language)


def test_signing_in_and_the_desk_behind_it(server: str) -> None:
    form = ask(server, "/admin/login/", Accept_Encoding="br")
    assert form.status == 200
    assert_keeps_the_promise(form)
    token = form.header("Set-Cookie").partition(";")[0]
    words = f"username=root&password=correct+horse+battery&csrfmiddlewaretoken={token.partition('=')[2]}".encode()
    entered = ask(server, "/admin/login/?next=/admin/", "POST", words, Cookie=token, Content_Type="application/x-www-form-urlencoded")
    assert (entered.status, entered.header("Location")) == (302, "/admin/")
    assert_keeps_the_promise(entered)
    session = "; ".join(cookie.partition(";")[0] for cookie in entered.every("Set-Cookie"))
    for path in ("/admin/", "/admin/content/page/", "/admin/no-such-page/"):
        for encoding in ("", "br", "gzip"):
            page = ask(server, path, Cookie=session, Accept_Encoding=encoding)
            assert page.status == (404 if "no-such" in path else 200)
            assert page.header("Content-Encoding") == encoding
            assert_keeps_the_promise(page)


def test_a_picture_that_staff_uploaded(server: str, site_data: Path) -> None:
    (site_data / "media").mkdir(exist_ok=True)
    (site_data / "media" / "a.png").write_bytes(b"\x89PNG <body>")
    for method, body in (("GET", b"\x89PNG <body>"), ("HEAD", b"")):
        answer = ask(server, "/media/a.png", method)
        assert (answer.status, answer.header("Content-Type"), answer.header("Content-Length")) == (200, "image/png", "11")
        assert answer.every("Crisis-Support") == ["Call or text 988"]
        assert answer.body == body


@pytest.mark.parametrize(
    ("path", "kind"), [("/robots.txt", "text/plain"), ("/sitemap.xml", "application/xml"), ("/feed.xml", "application/atom+xml")]
)
@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_files_for_machines(server: str, path: str, kind: str, encoding: str) -> None:
    answer = ask(server, path, Accept_Encoding=encoding)
    assert answer.status == 200
    assert answer.header("Content-Type").startswith(kind)
    assert_keeps_the_promise(answer)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "a_b", "127.0.0.1.evil.example", ""])
def test_a_host_that_is_not_ours(server: str, host: str) -> None:
    answer = ask(server, "/", Host=host)
    assert answer.status == 400
    assert answer.header("Content-Length")
    assert_keeps_the_promise(answer)


FINE = b"Host: 127.0.0.1\r\n"
BROKEN = {
    "not a request line": (400, b"NONSENSE\r\n\r\n"),
    "no such version": (400, b"GET / HTTP/9.9\r\n" + FINE + b"\r\n"),
    "letters that are not ASCII": (400, "GET /ñ/ HTTP/1.1\r\n".encode() + FINE + b"\r\n"),
    "a header without a colon": (400, b"GET / HTTP/1.1\r\n" + FINE + b"bad header\r\n\r\n"),
    "a header with a space in its name": (400, b"GET / HTTP/1.1\r\n" + FINE + b"Bad Name: 1\r\n\r\n"),
    "two lengths": (400, b"POST / HTTP/1.1\r\n" + FINE + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
    "a long line": (414, b"GET /?" + b"x" * 9000 + b" HTTP/1.1\r\n" + FINE + b"\r\n"),
    "an expectation": (417, b"POST / HTTP/1.1\r\n" + FINE + b"Expect: miracles\r\n\r\n"),
    "many headers": (431, b"GET / HTTP/1.1\r\n" + FINE + b"".join(b"X-%d: 1\r\n" % number for number in range(200)) + b"\r\n"),
    "a long header": (431, b"GET / HTTP/1.1\r\n" + FINE + b"X: " + b"a" * 20000 + b"\r\n\r\n"),
    "an unknown coding": (501, b"POST / HTTP/1.1\r\n" + FINE + b"Transfer-Encoding: magic\r\n\r\n"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_request_that_never_reaches_django(server: str, name: str) -> None:
    status, request = BROKEN[name]
    answer = send(server, request)
    assert (answer.status, answer.header("Content-Type")) == (status, "text/html; charset=utf-8")
    assert answer.header("Content-Length")
    assert_keeps_the_promise(answer)


def test_what_a_broken_request_said_is_not_repeated(server: str) -> None:
    answer = send(server, b"<script>secret HTTP/1.1\r\n\r\n")
    assert answer.status == 400
    assert b"secret" not in answer.body


@pytest.mark.parametrize("path", [*PUBLIC, "/no-such-page/", "/988/", "/robots.txt", "/sitemap.xml", "/feed.xml", "/favicon.ico", "/static/no.css"])
def test_public_responses_set_no_cookie_and_are_the_same_for_everyone(server: str, path: str) -> None:
    answer = ask(server, path, Cookie=f"csrftoken={CSRF}; sessionid={CSRF}", Accept_Language="es")
    assert answer.every("Set-Cookie") == []
    assert not {"cookie", "accept-language"} & {name.strip().lower() for value in answer.every("Vary") for name in value.split(",")}
    assert answer.document == ask(server, path).document
