"""Promises of the copies to a front server: it can tell by the name what to say with them, and by time and size whether they changed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.csp import build_policy
from django.utils.http import parse_http_date

from content.page_store.finished import Finished
from content.page_store.shelf import Shelf

BODY = b"<p>Words.</p>" * 500


def page(body: bytes = BODY, policy: str = "", status: str = "200 OK") -> Finished:
    said = [("Content-Security-Policy", policy)] if policy else []
    return Finished(status, said, "text/html", {"": body, "gzip": b"zipped" + body[:9], "br": b"small" + body[:9]})


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "pages")
    shelf.open("one")
    return shelf


def shown(shelf: Shelf) -> list[str]:
    return sorted(file.name for file in (shelf.current / "a").glob("*"))


def test_a_page_under_the_policy_of_the_site_and_a_sheet_have_different_names(shelf: Shelf) -> None:
    shelf.put("/a/", page(policy=build_policy(settings.SECURE_CSP)), "one")
    assert shown(shelf) == ["index.html", "index.html.br", "index.html.gz"]
    shelf.put("/a/", page(policy=build_policy(settings.SHEET_CSP)), "one")
    assert shown(shelf) == ["index.sheet.html", "index.sheet.html.br", "index.sheet.html.gz"]


def test_a_page_under_a_policy_that_no_name_says_is_left_to_the_application(shelf: Shelf) -> None:
    shelf.put("/a/", page(policy="default-src 'self'"), "one")
    assert shelf.has("/a/")
    assert shown(shelf) == []


def test_time_and_size_tell_every_change_of_words_however_fast_and_whatever_the_clock_says(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[tuple[int, int]] = set()
    now = time.time()
    for number in range(10):
        if number == 5:
            monkeypatch.setattr(time, "time", lambda: now - 3600)
        put = page(BODY + str(number).encode())
        shelf.put("/a/", put, "one")
        found, file = shelf.get("/a/"), (shelf.current / "a/index.html").stat()
        assert found
        assert parse_http_date(dict(put.headers)["Last-Modified"]) == parse_http_date(dict(found[0].headers)["Last-Modified"]) == file.st_mtime
        assert {(shelf.current / f"a/index.html{suffix}").stat().st_mtime for suffix in (".br", ".gz")} == {file.st_mtime}
        seen.add((int(file.st_mtime), file.st_size))
    assert len(seen) == 10


def test_the_same_words_keep_their_time_in_a_new_edition(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("/a/", page(), "one")
    before = (shelf.current / "a/index.html").stat().st_mtime
    monkeypatch.setattr(time, "time", lambda: before + 1000)
    shelf.open("two")
    shelf.put("/a/", page(), "two")
    assert (shelf.current / "a/index.html").stat().st_mtime == before


def test_the_last_copy_stays_for_the_day_when_no_application_answers(shelf: Shelf) -> None:
    shelf.put("/a/", page(), "one")
    shelf.open("two")
    shelf.clear()
    assert (shelf.last / "a/index.html").read_bytes() == BODY
    shelf.put("/a/", page(b"new" * 500), "two")
    assert (shelf.last / "a/index.html").read_bytes() == b"new" * 500
    shelf.forget(["/a/"])
    assert not list((shelf.last / "a").iterdir())


def test_of_a_page_that_became_short_or_moved_no_older_form_is_left(shelf: Shelf) -> None:
    shelf.put("/a/", page(), "one")
    shelf.open("two")
    shelf.put("/a/", Finished("200 OK", [], "text/html", {"": b"short"}), "two")
    assert [file.name for file in (shelf.last / "a").iterdir()] == ["index.html"]
    shelf.put("/a/", Finished("301 Moved Permanently", [("Location", "/b/")], "text/html", {"": b""}), "two")
    assert not list((shelf.last / "a").iterdir())
    assert shown(shelf) == []


def test_a_disk_without_room_for_times_leaves_the_answer_as_it_was(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    put = page()
    assert not shelf.put("/a/", put, "one")
    assert "Last-Modified" not in dict(put.headers)
