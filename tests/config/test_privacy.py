"""Promises of the logs: they help to mend the site and say nothing about who visited it."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from config.privacy import ACCESS_LOG_FORMAT, PrivateLogger, WithoutPersonalData, cleaned
from tests.crisis.wire import ask, send


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Blocked 203.0.113.9 twice", "Blocked - twice"),
        ("from ip=203.0.113.9: no", "from ip=-: no"),
        ("peer 2001:db8::8a2e:370:7334 left", "peer - left"),
        ("peer ::1 left", "peer - left"),
        ("peer 2001:0db8:0000:0000:0000:8a2e:0370:7334 left", "peer - left"),
        ("GET /search/?q=despair HTTP/1.1", "GET /search/ HTTP/1.1"),
        ("path '/a/?secret=1' is bad", "path '/a/' is bad"),
    ],
)
def test_addresses_of_people_and_query_strings_are_cut(text: str, wanted: str) -> None:
    assert cleaned(text) == wanted


@pytest.mark.parametrize("text", ["Not Found: /es/alliance/", "at 12:30:45 in 27.0.1", "ValueError: key: 'a'", "/static/site.af65.css 200"])
def test_what_helps_to_mend_the_site_stays(text: str) -> None:
    assert cleaned(text) == text


def written(log: Callable[[logging.Logger], None]) -> str:
    """What a handler with the filter writes of something that is logged."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    handler.addFilter(WithoutPersonalData())
    logger = logging.Logger("a library", logging.INFO)
    logger.addHandler(handler)
    log(logger)
    return "\n".join(lines)


def test_a_warning_is_cleaned_with_its_arguments_in_it() -> None:
    assert written(lambda logger: logger.warning("%s asked for %s", "203.0.113.9", "/a/?secret=1")) == "- asked for /a/"


def test_a_traceback_stays_and_is_cleaned_too() -> None:
    def fail(logger: logging.Logger) -> None:
        try:
            raise ValueError("/a/?secret=hunter2 from 203.0.113.9")
        except ValueError:
            logger.error("Failed: %s", "/a/?secret=hunter2", exc_info=sys.exc_info())

    text = written(fail)
    assert "Traceback (most recent call last)" in text
    assert "ValueError: /a/ from -" in text
    assert "hunter2" not in text


def test_what_the_server_says_of_its_own_start_stays_as_it_is() -> None:
    assert written(lambda logger: logger.info("Listening at: %s", "http://127.0.0.1:8000")) == "Listening at: http://127.0.0.1:8000"


def test_the_access_log_gathers_what_its_line_says_and_nothing_else() -> None:
    answer = SimpleNamespace(status="200 OK", sent=12_000)
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/a/\nb", "QUERY_STRING": "secret=1", "HTTP_USER_AGENT": "Phone", "REMOTE_ADDR": "203.0.113.9"}
    said = PrivateLogger(Config()).atoms(answer, None, environ, timedelta(seconds=1, milliseconds=2))
    assert {f"%({name})s" for name in said} == set(re.findall(r"%\(\w+\)s", ACCESS_LOG_FORMAT))
    assert {name: said[name] for name in "mUsBM"} == {"m": "GET", "U": "/a/%0Ab", "s": "200", "B": 12_000, "M": 1002}


@pytest.fixture
def logged(server: str, site_data: Path) -> Callable[[], str]:
    """What the served site has logged since the test began, up to now."""
    file = site_data / "server.log"
    start = file.stat().st_size

    def read() -> str:
        ask(server, "/the-last-request/")
        for _ in range(100):
            text = file.read_bytes()[start:].decode()
            if "GET /the-last-request/ 404" in text:
                return text
            time.sleep(0.05)
        raise AssertionError(text)

    return read


def test_the_access_log_holds_time_method_path_and_status_but_no_one(server: str, logged: Callable[[], str]) -> None:
    about = {"User_Agent": "Browser-of-hers", "Referer": "https://her.example/", "X_Forwarded_For": "203.0.113.9", "Cookie": "sessionid=hers"}
    ask(server, "/alliance/?secret=hunter2", **about)
    ask(server, "/no-such-page/?secret=hunter2", **about)
    ask(server, f"{server}/crisis/?secret=hunter2", **about)
    text = logged()
    for line in ("GET /alliance/ 200", "GET /no-such-page/ 404", "GET /crisis/ 200"):
        assert line in text
    for personal in ("hunter2", "secret", "127.0.0.1", "203.0.113.9", "Browser", "her.example", "hers", "?"):
        assert personal not in text


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /?secret=hunter2 HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"hunter2\r\n\r\n",
        b"GET /?secret=hunter2 HTTP/1.1\r\nHost: 127.0.0.1\r\nhunter2\r\n\r\n",
        b"GET /?secret=hunter2" + b"x" * 9000 + b" HTTP/1.1\r\n\r\n",
        b"POST /?secret=hunter2 HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: hunter2\r\n\r\n",
        b"POST /?secret=hunter2 HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: hunter2\r\n\r\n",
        b"GET /?secret=hunter2 HTTP/1.1\r\nHost: evil.example?secret=hunter2\r\nConnection: close\r\n\r\n",
        b"POST /admin/login/?secret=hunter2 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 16\r\n\r\npassword=hunter2",
    ],
    ids=["version", "line", "header", "long", "coding", "expectation", "host", "form"],
)
def test_a_request_that_is_refused_is_counted_but_not_quoted(server: str, logged: Callable[[], str], request_bytes: bytes) -> None:
    status = send(server, request_bytes).status
    text = logged()
    assert 400 <= status < 502
    assert len(text.splitlines()) > 1
    for personal in ("hunter2", "secret", "127.0.0.1"):
        assert personal not in text


def test_no_one_can_write_lines_of_their_own_into_the_access_log(server: str, logged: Callable[[], str]) -> None:
    ask(server, "/x%0a[01/Jan/2026]%20GET%20/forged/%20200/%1b[31m/")
    text = logged()
    assert not [line for line in text.splitlines() if line.startswith("[01/Jan/2026]")]
    assert "\x1b" not in text


def test_an_answer_to_head_is_not_worth_a_remark(server: str, logged: Callable[[], str]) -> None:
    ask(server, "/", "HEAD")
    assert "body bytes" not in logged()
