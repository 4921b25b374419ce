"""A store around an application that a test writes itself, with no server and no database behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from content.page_store import PageStore, editions, pulse
from content.page_store.board import board
from content.page_store.other import Other

BUSY = Other("503 Service Unavailable", [("Content-Type", "text/html")], b"not now")


@dataclass
class Site:
    """An application of a few pages. `asked` counts its answers; with `gate` closed it hangs like a frozen database, or `hangs` alone do."""

    pages: dict[str, bytes]
    public: str
    asked: list[str] = field(default_factory=list)
    status: str = "200 OK"
    more: list[tuple[str, str]] = field(default_factory=list)
    gate: Event = field(default_factory=Event)
    hangs: set[str] = field(default_factory=set)
    seen: dict[str, Any] = field(default_factory=dict)
    meanwhile: Callable[[], object] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        address = environ["PATH_INFO"]
        self.asked.append(address)
        self.seen = environ
        body = self.pages.get(address)
        self.meanwhile()
        if not self.hangs or address in self.hangs:
            self.gate.wait(10)
        status = self.status if body is not None else "404 Not Found"
        cache = [("Cache-Control", self.public)] if status[0] != "5" and body is not None else []
        start_response(status, [("Content-Type", "text/html; charset=utf-8"), *cache, *self.more])
        return [body or b"nothing here"]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def site(settings: Any) -> Site:
    site = Site({"/a/": b"<p>A, first</p>" * 100, "/b/": b"<p>B</p>", "/robots.txt": b"User-agent: *"}, settings.PUBLIC_CACHE_CONTROL)
    site.gate.set()
    return site


@pytest.fixture
def make_store(site: Site, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], PageStore]:
    """Makes stores of one machine: each is what a worker has. The database counts as heard until a test says otherwise."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(pulse, "start", lambda store: None)
    editions.tell(1)
    board(editions.folder()).hear()
    return lambda: PageStore(site, lambda address: BUSY, ("/crisis/",))


@pytest.fixture
def store(make_store: Callable[[], PageStore]) -> PageStore:
    return make_store()


@pytest.fixture
def silence(store: PageStore) -> Callable[[], None]:
    """Lets the database be away."""

    def be_silent() -> None:
        store.board.words[1] = 1

    return be_silent


def get(store: PageStore, address: str, method: str = "GET", query: str = "", **headers: str) -> Answer:
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": address, "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    environ |= {"wsgi.url_scheme": "http"} | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    told: list[Any] = []
    body = b"".join(store(environ, lambda *said: told.extend(said)))
    return Answer(int(told[0][:3]), dict(told[1]), body)
