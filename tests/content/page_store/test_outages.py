"""Promises of the store in trouble: readers never wait for a dead database, and what is withdrawn stays withdrawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest

from content.page_store import PageStore, editions
from content.page_store.store import FEW
from tests.content.page_store.conftest import Site, get


def test_the_pages_of_another_release_are_shown_only_while_the_database_is_away(
    make_store: Callable[[], PageStore], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = get(make_store(), "/a/").body
    monkeypatch.setattr(editions, "release", lambda: "anotherone12")
    editions.tell(1)
    site.pages["/a/"] = b"with another stylesheet"
    site.gate.clear()
    with ThreadPoolExecutor(8) as readers:
        answers = [readers.submit(get, make_store(), "/a/") for _ in range(8)]
        time.sleep(1.5)  # longer than readers wait while there is an old page of this release
        assert not any(answer.done() for answer in answers)
        site.gate.set()
        assert {answer.result().body for answer in answers} == {b"with another stylesheet"}
    monkeypatch.setattr(editions, "release", lambda: "yetanother12")
    editions.tell(1)
    store = make_store()
    store.board.words[1] = 1
    assert get(store, "/a/").body == b"with another stylesheet" != old


def test_a_withdrawn_page_stays_withdrawn_in_an_outage(make_store: Callable[[], PageStore], site: Site, silence: Callable[[], None]) -> None:
    workers = [make_store(), make_store()]
    for worker in workers:
        get(worker, "/a/")
    del site.pages["/a/"]
    editions.tell(2, ["/a/"])
    silence()
    site.gate.clear()
    assert [get(worker, "/a/").status for worker in (*workers, make_store())] == [503, 503, 503]
    site.gate.set()


def test_a_page_that_is_not_there_any_more_is_forgotten_when_that_is_seen(store: PageStore, site: Site, silence: Callable[[], None]) -> None:
    get(store, "/a/")
    del site.pages["/a/"]
    editions.tell(2)
    assert get(store, "/a/").status == 404
    silence()
    assert get(store, "/a/").status == 503, "nobody can tell, and the old words are gone"


def test_a_reader_waits_at_most_a_moment_for_a_frozen_database(store: PageStore, site: Site, silence: Callable[[], None]) -> None:
    for address in ("/a/", "/b/"):
        get(store, address)
    editions.tell(2)
    site.gate.clear()
    store.board.words[1] = time.monotonic_ns() - 1_000_000_000  # it was not heard for a second
    began = time.monotonic()
    assert get(store, "/a/").body == site.pages["/a/"]
    assert time.monotonic() - began < 0.5  # 0.04 s on a machine with nothing else to do
    silence()
    began = time.monotonic()
    for _ in range(50):
        assert get(store, "/b/").body == site.pages["/b/"]
        assert get(store, "/b/", query="utm=1").body == site.pages["/b/"]
    assert time.monotonic() - began < 3  # a hundred answers
    assert get(store, "/never/").status == 503
    assert get(store, "/clear/a/", "POST").status == 503
    site.gate.set()


def test_requests_that_wait_for_a_silent_database_leave_threads_to_readers(store: PageStore, site: Site) -> None:
    get(store, "/a/")
    store.board.words[1] = time.monotonic_ns() - 1_600_000_000
    site.gate.clear()
    with ThreadPoolExecutor(20) as readers:
        posts = [readers.submit(get, store, "/clear/a/", "POST") for _ in range(20)]
        time.sleep(0.5)
        assert sum(post.done() for post in posts) == 20 - FEW
        assert get(store, "/a/").status == 200
        site.gate.set()
        assert sorted(post.result().status for post in posts) == [404] * FEW + [503] * (20 - FEW)
    store.board.hear()
    assert get(store, "/clear/a/", "POST").status == 404


def test_a_failure_on_the_way_to_a_page_ends_no_thread(store: PageStore, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError

    get(store, "/a/")
    editions.tell(2)
    site.meanwhile = fail
    assert [get(store, address).status for address in ("/b/",) * 10] == [503] * 10
    assert get(store, "/a/").body == site.pages["/a/"]
    assert "could not be made" in caplog.text
    site.meanwhile = lambda: None
    assert get(store, "/b/").body == site.pages["/b/"]


def test_an_error_of_the_application_does_not_take_a_page_away(store: PageStore, site: Site) -> None:
    get(store, "/a/")
    editions.tell(2)
    site.status = "500 Internal Server Error"
    assert get(store, "/a/").status == 200
    site.status, site.pages["/a/"] = "200 OK", b"better again"
    assert get(store, "/a/").body == b"better again"


def test_an_error_for_a_query_shows_the_page_without_it(store: PageStore, site: Site) -> None:
    get(store, "/a/")
    site.more = [("Content-Encoding", "br")]
    assert get(store, "/a/", query="page=1", accept_encoding="br").body == site.pages["/a/"], "as the application compressed it"
    site.status = "503 Service Unavailable"
    assert get(store, "/a/", query="page=1").status == 200
    assert get(store, "/b/", query="page=1").status == 503


def test_what_needs_no_database_is_asked_for_even_without_one(store: PageStore, site: Site, silence: Callable[[], None]) -> None:
    site.pages |= {"/crisis/": b"help", "/es/crisis/": b"ayuda"}
    silence()
    assert get(store, "/es/crisis/").body == b"ayuda"
    assert get(store, "/crisis/", "POST").body == b"help"


def test_what_needs_no_database_waits_for_nobody_who_does(store: PageStore, site: Site, silence: Callable[[], None]) -> None:
    site.pages |= {"/crisis/": b"help", "/a/": b"now"}
    site.public, site.hangs = "no-store", {f"/none/{number}/" for number in range(20)}
    site.gate.clear()
    with ThreadPoolExecutor(20) as readers:
        lost = [readers.submit(get, store, address) for address in sorted(site.hangs)]
        time.sleep(0.2)  # every thread that makes pages waits for the database
        began = time.monotonic()
        assert get(store, "/crisis/").body == b"help"
        assert time.monotonic() - began < 0.5
        silence()
        assert {reader.result().status for reader in lost} == {503}
        asked = len(site.asked)
        site.gate.set()
        while store._making:
            time.sleep(0.01)
        store.board.hear()
        assert get(store, "/a/").body == b"now"
    assert site.asked[asked:] == ["/a/"], "what nobody waits for any more is not asked for"


def test_what_says_that_the_database_is_away_is_heard(store: PageStore, site: Site, silence: Callable[[], None]) -> None:
    site.pages["/crisis/"], site.status = b"silent", "503 Service Unavailable"
    silence()
    assert (get(store, "/crisis/").status, get(store, "/crisis/").body) == (503, b"silent")


def test_a_full_disk_costs_no_reader_a_page(store: PageStore, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.shelf, "put", lambda *_: False)
    for _ in range(2):
        assert get(store, "/a/").body == site.pages["/a/"]
    store.maker.compress_well()
    assert brotli.decompress(get(store, "/a/", accept_encoding="br").body) == site.pages["/a/"]
    assert site.asked == ["/a/"]
