"""Promises of the copies on disk: whole or not there, in the edition that is current, and gone when they are withdrawn."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from content.page_store.finished import Finished
from content.page_store.shelf import Shelf, has_place

BODY = b"<p>Words.</p>" * 500


def page(body: bytes = BODY) -> Finished:
    return Finished("200 OK", [("X", "1")], "text/html", {"": body, "gzip": b"zipped" + body[:9], "br": b"small" + body[:9]})


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "pages")
    shelf.open("one")
    return shelf


@pytest.mark.parametrize("address", ["/", "/a/", "/a/b-c/", "/sitemap.xml", "/es/a/"])
def test_what_is_put_is_what_is_got(shelf: Shelf, address: str) -> None:
    put = page()
    assert shelf.put(address, put, "one")
    found, edition = shelf.get(address) or pytest.fail("It is not there.")
    assert edition == "one"
    assert {encoding: body[:] for encoding, body in found.bodies.items()} == put.bodies
    assert (found.status, found.kind, found.headers) == ("200 OK", put.kind, put.headers)


@pytest.mark.parametrize(
    "address",
    [
        "/a/index.html",
        "/index.html",
        "/../etc/passwd",
        "/a/../b/",
        "/.git/",
        "//a/",
        "/a b/",
        "/á/",
        "/a%2fb/",
        "a",
        "",
        "/" + "a" * 300 + "/",
        "/a\0/",
        "/a\n/",
    ],
)
def test_an_address_that_is_no_plain_path_has_no_place(address: str) -> None:
    assert not has_place(address)


def test_a_front_server_finds_plain_and_compressed_files_under_the_address(shelf: Shelf) -> None:
    shelf.put("/a/", page(), "one")
    shelf.put("/robots.txt", page(b"User-agent: *"), "one")
    assert (shelf.current / "a/index.html").read_bytes() == BODY
    assert (shelf.current / "a/index.html.br").read_bytes() == page().bodies["br"]
    assert (shelf.current / "a/index.html.gz").read_bytes() == page().bodies["gzip"]
    assert (shelf.current / "robots.txt").read_bytes() == b"User-agent: *"


def test_a_new_edition_empties_what_a_front_server_sends_and_keeps_what_is_fallen_back_on(shelf: Shelf) -> None:
    shelf.put("/a/", page(), "one")
    shelf.open("two")
    shelf.clear()
    assert not (shelf.current / "a/index.html").exists()
    assert [folder.name for folder in shelf.editions.iterdir()] == ["two"]
    assert shelf.get("/a/") is not None


def test_an_edition_that_is_about_to_be_the_current_one_is_not_deleted_as_an_old_one(shelf: Shelf) -> None:
    shelf.prepare("two")
    shelf.put("/a/", page(), "two")
    shelf.clear("two")
    shelf.open("two")
    assert (shelf.current / "a/index.html").exists()


def test_a_page_made_for_an_edition_that_is_over_is_not_shown_in_the_new_one(shelf: Shelf) -> None:
    shelf.open("two")
    shelf.clear()
    shelf.put("/a/", page(), "one")
    assert not (shelf.current / "a/index.html").exists()


def test_the_same_words_in_a_new_edition_are_the_same_file(shelf: Shelf) -> None:
    shelf.put("/a/", page(), "one")
    before = os.stat(shelf.current / "a/index.html").st_ino  # noqa: PTH116
    shelf.open("two")
    shelf.put("/a/", page(), "two")
    assert os.stat(shelf.current / "a/index.html").st_ino == before  # noqa: PTH116


def test_of_old_words_nothing_is_left_on_disk(shelf: Shelf) -> None:
    shelf.put("/a/", page(b"old" * 500), "one")
    shelf.put("/a/", page(b"new" * 500), "one")
    assert not [file for file in shelf.folder.rglob("*") if file.is_file() and b"oldold" in file.read_bytes()]
    assert (shelf.current / "a/index.html").read_bytes() == b"new" * 500


def test_a_reader_keeps_the_body_it_has_while_that_is_replaced(shelf: Shelf) -> None:
    shelf.put("/a/", page(), "one")
    found, _ = shelf.get("/a/") or pytest.fail("It is not there.")
    shelf.put("/a/", page(b"new" * 5000), "one")
    shelf.forget(["/a/"])
    assert found.bodies[""][:] == BODY


def test_what_is_forgotten_is_nowhere(shelf: Shelf) -> None:
    shelf.put("/a/", page(), "one")
    shelf.put("/a/b/", page(), "one")
    shelf.forget(["/a/", "/never/there/", "/../etc/"])
    assert shelf.get("/a/") is None
    assert shelf.get("/a/b/") is not None
    assert not list(shelf.folder.rglob("a/index*"))


def test_a_redirect_is_kept_for_the_application_and_not_shown_to_a_front_server(shelf: Shelf) -> None:
    shelf.put("/old/", Finished("301 Moved Permanently", [("Location", "/a/")], "text/html", {"": b""}), "one")
    found, _ = shelf.get("/old/") or pytest.fail("It is not there.")
    assert dict(found.said)["Location"] == "/a/"
    assert not (shelf.current / "old").exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"status": "200 OK"}'])
def test_a_damaged_copy_is_no_copy(shelf: Shelf, damage: bytes) -> None:
    shelf.put("/a/", page(), "one")
    (shelf.kept / "a/index.html.json").write_bytes(damage)
    assert shelf.get("/a/") is None


def test_a_full_disk_keeps_no_copy_and_leaves_nothing_half_written(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert not shelf.put("/a/", page(), "one")
    assert shelf.get("/a/") is None
    assert not [file for file in shelf.folder.rglob("*") if file.is_file()]


def _hold(folder: Path, has_it: Any, may_go: Any) -> None:
    with Shelf(folder).alone("/a/") as is_mine:
        assert is_mine
        has_it.set()
        may_go.wait(20)


def test_one_process_makes_a_page_and_its_end_however_it_comes_frees_the_place(shelf: Shelf) -> None:
    context = multiprocessing.get_context("fork")
    has_it, may_go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(shelf.folder, has_it, may_go))
    other.start()
    assert has_it.wait(20)
    with shelf.alone("/a/") as is_mine:
        assert not is_mine
    with shelf.alone("/b/") as is_mine:
        assert is_mine
    other.kill()
    other.join()
    with shelf.alone("/a/") as is_mine:
        assert is_mine
