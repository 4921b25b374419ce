"""What someone searches for is nowhere afterwards: asked of the served site over a socket."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote_plus

import pytest

from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import ask

WORDS = "zolpidem divorce xk77"


@pytest.mark.parametrize("path", ["/search/", "/es/search/"])
@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_the_words_are_in_the_field_and_nowhere_else(server: str, site_data: Path, path: str, encoding: str) -> None:
    body = f"q={quote_plus(WORDS)}".encode()
    form = {"Content_Type": "application/x-www-form-urlencoded", "Accept_Encoding": encoding}
    answer = ask(server, path, "POST", body, **form)
    assert answer.status == 200
    assert_keeps_the_promise(answer, "es" if path.startswith("/es/") else "en")
    assert answer.every("Set-Cookie") == []
    assert answer.header("Cache-Control") == "no-store"
    assert "xk77" not in str(answer.headers)
    text = answer.document.decode()
    assert text.count("xk77") == 1
    assert f'value="{WORDS}"' in text
    assert "xk77" not in (site_data / "server.log").read_text()
    kept = [file for file in site_data.rglob("*") if file.is_file() and b"xk77" in file.read_bytes()]
    assert kept == []


def test_words_in_an_address_are_dropped_and_not_logged(server: str, site_data: Path) -> None:
    answer = ask(server, "/search/?q=xk78")
    assert (answer.status, answer.header("Location")) == (302, "/search/")
    assert_keeps_the_promise(answer)
    assert "xk78" not in (site_data / "server.log").read_text()


def test_a_form_that_is_far_too_long_is_refused_kindly_and_not_logged(server: str, site_data: Path) -> None:
    answer = ask(server, "/search/", "POST", b"q=" + b"xk79 " * 1_200_000, Content_Type="application/x-www-form-urlencoded")
    assert answer.status in {400, 413}
    assert_keeps_the_promise(answer)
    assert "xk79" not in (site_data / "server.log").read_text()


def test_the_served_site_has_an_index_from_its_start(server: str) -> None:
    answer = ask(server, "/search/", "POST", b"q=cbt", Content_Type="application/x-www-form-urlencoded")
    assert b'href="/approaches/cbt/"' in answer.document
    lines = ask(server, "/search/", "POST", b"q=veterans+crisis+line", Content_Type="application/x-www-form-urlencoded")
    assert b'href="/crisis/#line-veterans"' in lines.document
