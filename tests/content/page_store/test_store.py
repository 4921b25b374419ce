"""Promises of the store: pages are made once, readers never wait for a dead database, and what is withdrawn stays withdrawn."""

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
from content.page_store.shelf import Shelf
from content.page_store.store import FEW
from tests.content.page_store.conftest import Site, get


def test_a_page_is_asked_of_the_application_once(store: PageStore, site: Site) -> None:
    bodies = {get(store, "/a/").body for _ in range(5)}
    assert bodies == {site.pages["/a/"]}
    assert site.asked == ["/a/"]


def test_another_worker_takes_the_copy_of_the_first_and_so_does_one_after_a_restart(make_store: Callable[[], PageStore], site: Site) -> None:
    for _ in range(3):
        assert get(make_store(), "/a/").body == site.pages["/a/"]
    assert site.asked == ["/a/"]


def test_the_application_hears_nothing_of_the_reader(store: PageStore, site: Site) -> None:
    get(store, "/a/", cookie="a=1", accept_language="es", user_agent="Mine", if_none_match="*", accept_encoding="br")
    assert not [name for name in site.seen if name.startswith("HTTP_") and name != "HTTP_HOST"]


def test_head_is_answered_from_the_page_and_a_page_that_head_asked_for_is_whole(store: PageStore, site: Site) -> None:
    head = get(store, "/a/", "HEAD")
    assert head.body == b""
    assert get(store, "/a/").headers == head.headers
    assert get(store, "/a/").body == site.pages["/a/"]


@pytest.mark.parametrize(
    ("method", "query", "headers"), [("POST", "", {}), ("GET", "q=1", {}), ("OPTIONS", "", {}), ("GET", "", {"host": "evil.example"})]
)
def test_everything_but_reading_an_address_goes_to_the_application(
    store: PageStore, site: Site, method: str, query: str, headers: dict[str, str]
) -> None:
    get(store, "/a/")
    get(store, "/a/", method, query, **headers)
    assert site.asked == ["/a/", "/a/"]


def test_a_page_that_reads_no_query_is_the_same_page_with_one(make_store: Callable[[], PageStore], site: Site) -> None:
    site.more.append(("No-Vary-Search", "params"))
    store = make_store()
    get(store, "/a/", query="utm_source=x")  # nothing is known of the page yet
    get(store, "/a/")
    asked = len(site.asked)
    for query in ("utm_source=x", "fbclid=1", "a=b&c=d"):
        assert get(store, "/a/", query=query).body == site.pages["/a/"]
        assert get(make_store(), "/a/", query=query).body == site.pages["/a/"]
    assert len(site.asked) == asked
    assert "No-Vary-Search" not in get(store, "/a/").headers  # browsers would show a page for an address that they never asked
    store.maker.compress_well()
    get(store, "/a/", query="a=b")
    assert len(site.asked) == asked
    site.pages["/a/"] = b"new"
    editions.tell(2)
    assert get(store, "/a/", query="utm_source=x").body == b"new"


@pytest.mark.parametrize("more", [("Set-Cookie", "a=1"), ("Vary", "Cookie"), ("Vary", "Accept-Encoding, cookie")])
def test_an_answer_to_one_reader_is_not_kept(store: PageStore, site: Site, more: tuple[str, str]) -> None:
    site.more.append(more)
    for _ in range(2):
        assert get(store, "/a/").headers.get(more[0]) == more[1]
    assert site.asked == ["/a/", "/a/"]


def test_an_answer_that_no_view_called_public_is_not_kept(store: PageStore, site: Site) -> None:
    site.public = "no-store"
    assert [get(store, "/a/").status for _ in range(2)] == [200, 200]
    assert site.asked == ["/a/", "/a/"]


@pytest.mark.parametrize("status", ["404 Not Found", "500 Internal Server Error", "302 Found", "403 Forbidden"])
def test_only_answers_that_last_are_kept(store: PageStore, site: Site, status: str) -> None:
    site.status = status
    assert [get(store, "/a/").status for _ in range(2)] == [int(status[:3])] * 2
    assert site.asked == ["/a/", "/a/"]


def test_every_address_may_be_asked_for_and_none_but_plain_ones_become_files(store: PageStore, site: Site) -> None:
    for address in ("/../../etc/passwd", "/a\0/", "/á/", "/" + "a" * 5000, "/a//", ""):
        site.pages[address] = b"x"
        assert get(store, address).status == 200
    assert not list(store.shelf.folder.rglob("*.json"))


def test_whoever_asks_for_the_file_of_a_page_takes_no_copy_away(store: PageStore, site: Site, silence: Callable[[], None]) -> None:
    get(store, "/a/")
    editions.tell(2)
    assert get(store, "/a/index.html").status == 404
    silence()
    assert get(store, "/a/").body == site.pages["/a/"]


def test_a_publication_is_seen_at_the_next_request_by_every_worker(make_store: Callable[[], PageStore], site: Site) -> None:
    workers = [make_store(), make_store()]
    for worker in workers:
        get(worker, "/a/")
    site.pages["/a/"] = b"<p>A, second</p>" * 100
    editions.tell(2)
    assert [get(worker, "/a/").body[:14] for worker in workers] == [b"<p>A, second</", b"<p>A, second</"]
    assert site.asked == ["/a/", "/a/"]


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


def test_a_page_that_is_asked_for_while_an_edition_begins_is_there_for_a_front_server(
    store: PageStore, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    get(store, "/a/")
    site.pages["/a/"] = b"<p>A, second</p>" * 100
    monkeypatch.setattr(Shelf, "forget", lambda *_: get(store, "/a/"))  # between the first step of a new edition and the last
    editions.tell(2)
    assert (store.shelf.current / "a/index.html").read_bytes() == site.pages["/a/"]


def test_a_new_day_makes_pages_anew_and_a_clock_set_back_does_too(store: PageStore, site: Site) -> None:
    today = store.board.edition
    for number, edition in enumerate((today, today + 1, today - 1, today), start=1):
        store.board.edition = edition
        store.shelf.open(editions.name(edition))
        get(store, "/a/")
        get(store, "/a/")
        assert len(site.asked) == number


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


def test_a_page_made_while_it_was_withdrawn_is_not_kept(store: PageStore, site: Site) -> None:
    def withdraw() -> None:
        site.meanwhile = lambda: None
        del site.pages["/a/"]
        editions.tell(2, ["/a/"])

    site.meanwhile = withdraw
    assert get(store, "/a/").status == 404
    assert not store.shelf.has("/a/")


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


def test_memory_has_a_bound_and_the_rest_is_on_disk(make_store: Callable[[], PageStore], site: Site, settings: object) -> None:
    settings.PAGE_STORE_BYTES = 100_000  # type: ignore[attr-defined]
    store = make_store()
    site.pages |= {f"/{number}/": bytes(f"{number:05}", "ascii") * 1000 for number in range(100)}
    for number in range(100):
        get(store, "/0/")
        get(store, f"/{number}/")
    assert sum(page.size for page in store.held.pages.values()) == store.held.size <= 100_000
    assert "/0/" in store.held.pages, "what is asked for often stays"
    assert get(store, "/1/").body == site.pages["/1/"]
    assert len(site.asked) == 100


def test_a_full_disk_costs_no_reader_a_page(store: PageStore, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store.shelf, "put", lambda *_: False)
    for _ in range(2):
        assert get(store, "/a/").body == site.pages["/a/"]
    store.maker.compress_well()
    assert brotli.decompress(get(store, "/a/", accept_encoding="br").body) == site.pages["/a/"]
    assert site.asked == ["/a/"]


def test_a_site_that_is_safe_is_not_shown_to_those_who_came_unsafely(make_store: Callable[[], PageStore], site: Site, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    store = make_store()
    get(store, "/a/")
    get(store, "/a/")
    assert len(site.asked) == 2, "both went to Django, which sends them to the safe address"


def test_an_answer_that_is_not_kept_travels_compressed_too(store: PageStore, site: Site) -> None:
    site.public = "no-store"
    answer = get(store, "/a/", accept_encoding="br")
    assert (answer.headers["Content-Encoding"], brotli.decompress(answer.body)) == ("br", site.pages["/a/"])
    assert get(store, "/a/").body == site.pages["/a/"]
