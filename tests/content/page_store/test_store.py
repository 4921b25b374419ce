"""Promises of the store: what is kept, for whom and how long, and that it is the newest."""

from __future__ import annotations

from collections.abc import Callable

import brotli
import pytest

from content.page_store import PageStore, editions
from content.page_store.shelf import Shelf
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
