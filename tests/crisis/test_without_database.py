"""Promises for the day the database is dead: the crisis pages are whole, everything else says so and shows 988."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from crisis.hotlines import ALWAYS
from crisis.lines import LINES
from tests.conftest import ROOT, free_port
from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import ask


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dead") / "server.log"


@pytest.fixture(scope="module")
def server(site_data: Path, log: Path) -> Iterator[str]:
    """The site as it is deployed, with a folder where its database file should be, and without copies of pages from better days."""
    data = log.parent / "data"
    data.mkdir()
    (data / "static").symlink_to(site_data / "static")
    address = f"127.0.0.1:{free_port()}"
    env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", "WEB_CONCURRENCY": "1"}
    env["DATABASE_URL"] = f"sqlite:///{log.parent}"
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py", "--bind", address, "config.wsgi"]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=file, stderr=file)
    try:
        _wait_for(process, f"http://{address}", log)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(process: subprocess.Popen[bytes], server: str, log: Path) -> None:
    for _ in range(600):
        with suppress(OSError):
            ask(server, "/robots.txt")
            return
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    pytest.fail("The server did not start:\n" + log.read_text())


@pytest.mark.parametrize(("path", "language"), [("/crisis/", "en"), ("/es/crisis/", "es")])
@pytest.mark.parametrize("encoding", ["", "br"])
def test_the_crisis_page_is_whole(server: str, path: str, language: str, encoding: str) -> None:
    answer = ask(server, path, Accept_Encoding=encoding)
    assert answer.status == 200
    assert_keeps_the_promise(answer, language)
    for link in (b'href="tel:988"', b'href="sms:988"', b'href="tel:911"', b'href="sms:741741"', b'href="tel:+18007997233"', b"</html>"):
        assert link in answer.document
    for entry in (*ALWAYS, *LINES):
        assert f'id="line-{entry.key}"'.encode() in answer.document


@pytest.mark.parametrize(("path", "language"), [("/crisis/safety-plan/", "en"), ("/es/crisis/safety-plan/", "es")])
def test_the_safety_plan_is_whole(server: str, path: str, language: str) -> None:
    answer = ask(server, path)
    assert answer.status == 200
    assert_keeps_the_promise(answer, language)
    assert answer.document.count(b"<textarea") == 7


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        ("/", "en", "Something is not working"),
        ("/alliance/", "en", "Something is not working"),
        ("/no-such-page/", "en", "Something is not working"),
        ("/sitemap.xml", "en", "Something is not working"),
        ("/es/", "es", "Algo no funciona"),
        ("/es/approaches/cbt/", "es", "Algo no funciona"),
    ],
)
@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_every_other_page_says_that_something_is_not_working(server: str, path: str, language: str, words: str, encoding: str) -> None:
    answer = ask(server, f"{path}?secret=hunter2", Accept_Encoding=encoding)
    assert answer.status == 503
    assert words in answer.document.decode()
    assert b'rel="stylesheet" href="/static/site.' in answer.document
    assert_keeps_the_promise(answer, language)


def test_an_error_answers_head_without_a_body(server: str) -> None:
    answer = ask(server, "/", "HEAD")
    assert (answer.status, answer.body) == (503, b"")
    assert answer.every("Crisis-Support") == ["Call or text 988"]


def test_staff_are_told_that_nothing_was_saved_and_what_becomes_of_their_words(server: str) -> None:
    answer = ask(server, "/admin/content/page/1/change/", "POST")
    assert answer.status == 503
    assert b"Nothing was saved" in answer.body
    assert b"kept in this browser" in answer.body
    assert_keeps_the_promise(answer)


@pytest.mark.parametrize(
    ("path", "status"), [("/988/", 301), ("/es/help/", 301), ("/robots.txt", 200), ("/search/", 200), ("/leave/", 303), ("/static/no.css", 404)]
)
def test_what_needs_no_database_still_works(server: str, path: str, status: int) -> None:
    answer = ask(server, path)
    assert answer.status == status
    assert_keeps_the_promise(answer)


def test_the_log_tells_the_failure_but_not_what_the_visitor_sent(server: str, log: Path) -> None:
    ask(server, "/alliance/?secret=hunter2")
    text = log.read_text()
    assert "unable to open database file" in text
    assert "hunter2" not in text
