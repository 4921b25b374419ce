"""Promises of making pages: once for all who wait, of one edition, and compressed well while nobody waits."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import brotli
import pytest

from content.page_store import PageStore, editions
from tests.content.page_store.conftest import Site, get


def test_while_one_reader_waits_for_the_new_page_others_have_the_old_one_at_once(store: PageStore, site: Site) -> None:
    get(store, "/a/")
    editions.tell(2)
    site.gate.clear()
    began = time.monotonic()
    with ThreadPoolExecutor(20) as readers:
        bodies = set(readers.map(lambda _: get(store, "/a/").body, range(100)))
    assert bodies == {site.pages["/a/"]}
    assert time.monotonic() - began < 2
    assert site.asked == ["/a/", "/a/"]
    site.gate.set()


def test_a_crowd_at_a_page_without_a_copy_makes_it_once(make_store: Callable[[], PageStore], site: Site) -> None:
    workers = [make_store() for _ in range(4)]
    site.meanwhile = lambda: time.sleep(0.05)
    with ThreadPoolExecutor(32) as readers:
        answers = list(readers.map(lambda number: get(workers[number % 4], "/a/").status, range(64)))
    assert set(answers) == {200}
    assert site.asked.count("/a/") <= 4  # locks are between processes, and these are one


def test_a_page_that_another_process_has_just_made_for_the_first_time_is_what_a_waiting_reader_gets(
    make_store: Callable[[], PageStore], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = make_store(), make_store()

    @contextmanager
    def taken(address: str) -> Iterator[bool]:
        get(other, address)  # its copy is there, and it has not let go of the lock yet
        yield False

    monkeypatch.setattr(here.shelf, "alone", taken)
    assert get(here, "/a/").body == site.pages["/a/"]


def test_a_page_made_while_it_was_withdrawn_is_not_kept(store: PageStore, site: Site) -> None:
    def withdraw() -> None:
        site.meanwhile = lambda: None
        del site.pages["/a/"]
        editions.tell(2, ["/a/"])

    site.meanwhile = withdraw
    assert get(store, "/a/").status == 404
    assert not store.shelf.has("/a/")


def test_the_best_compression_follows_and_every_worker_takes_it(make_store: Callable[[], PageStore], site: Site) -> None:
    first, second = make_store(), make_store()
    for worker in (first, second):
        assert brotli.decompress(get(worker, "/a/", accept_encoding="br").body) == site.pages["/a/"]
    first.maker.compress_well()
    second.maker.compress_well()
    for worker in (first, second, make_store()):
        best = get(worker, "/a/", accept_encoding="br")
        assert brotli.decompress(best.body) == site.pages["/a/"]
        assert len(best.body) <= len(brotli.compress(site.pages["/a/"], quality=11))
        assert gzip.decompress(get(worker, "/a/", accept_encoding="gzip").body) == site.pages["/a/"]
    assert not first.held.bare | second.held.bare
    assert (first.shelf.current / "a/index.html.br").read_bytes() == best.body


def test_a_page_that_is_withdrawn_while_it_is_compressed_does_not_come_back(store: PageStore, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    really = brotli.compress

    def withdraw(*words: Any, **options: Any) -> bytes:
        monkeypatch.setattr(brotli, "compress", really)
        del site.pages["/a/"]
        editions.tell(2, ["/a/"])
        return really(*words, **options)

    get(store, "/a/")
    monkeypatch.setattr(brotli, "compress", withdraw)
    store.maker.compress_well()
    assert not store.shelf.has("/a/")
    assert get(store, "/a/").status == 404


def test_an_edition_that_begins_while_a_page_is_compressed_takes_no_copy_away(store: PageStore, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    get(store, "/a/")
    compress, forgotten = brotli.compress, list[str]()

    def slowly(*words: Any, **named: Any) -> bytes:
        editions.tell(2)
        return bytes(compress(*words, **named))

    monkeypatch.setattr(brotli, "compress", slowly)
    monkeypatch.setattr(store.shelf, "forget", forgotten.extend)
    store.maker.compress_well()
    assert forgotten == [], "with the copy would go the time since when its words are there, which a clock set back does not tell"


def test_the_same_words_are_not_compressed_again(store: PageStore, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    get(store, "/a/")
    store.maker.compress_well()
    editions.tell(2)
    monkeypatch.setattr(brotli, "compress", lambda *_, **__: pytest.fail("It was compressed already."))
    assert get(store, "/a/", accept_encoding="br").headers["Content-Encoding"] == "br"
    assert len(site.asked) == 2
