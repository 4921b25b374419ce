"""The WSGI wrapper around Django: finished pages from memory or disk, and Django only for what is not there, old, or not public."""

from __future__ import annotations

import gzip
import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Any

import brotli
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from content.page_store import editions, pulse
from content.page_store.asking import Application, ask
from content.page_store.board import board
from content.page_store.finished import Environ, Finished, Headers, StartResponse, accepted, finished
from content.page_store.shelf import Shelf, has_place

logger = logging.getLogger(__name__)

OLD, FOREIGN = -1, -2  # editions of a copy that is to be made again: of this release, and of another, which may look and be styled otherwise
# Seconds that a reader waits for a page to be made: without an answer of the database it needs; with an old copy, who asks first after a
# publication (others have the old one at once); and without a copy.
BRIEF, PATIENT, LONG = 0.04, 1.0, 5.0
MAKERS = 4  # threads that make pages
FEW = 3  # requests of a process that may wait for a database that has not answered for a while
_PASSED = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)
_KEPT = ("200", "301", "308", "410")
_TEXT = ("text/", "application/", "image/svg+xml")
_WORTH_COMPRESSING = 500  # bytes


@dataclass(slots=True)
class Other:
    """An answer that is not kept: of a page that is not there, not public, or could not be made."""

    status: str
    headers: Headers
    body: bytes

    def answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """As it was said, compressed quickly where it is text and the browser reads that."""
        headers, body = self.headers, self.body
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", "")) if kind.startswith("text/") and len(body) >= _WORTH_COMPRESSING else ""
        if encoding:
            body = brotli.compress(body, quality=5) if encoding == "br" else gzip.compress(body, 5, mtime=0)
            headers = [header for header in headers if header[0].lower() not in {"content-length", "etag", "vary"}]
            headers += [("Content-Encoding", encoding), ("Content-Length", str(len(body))), ("Vary", "Accept-Encoding")]
        start_response(self.status, headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


class _Making:
    """A page that is being made, for all who wait for it."""

    def __init__(self) -> None:
        self.done, self.outcome = Event(), None  # type: tuple[Event, Finished | Other | None]


class PageStore:
    """Wraps the WSGI application.

    `unavailable` says for an address what is answered when the database is needed and away; `without_database` are the beginnings of
    addresses, without their language, that never need it.
    """

    def __init__(self, application: Application, unavailable: Callable[[str], Other], without_database: tuple[str, ...] = ()) -> None:
        self.application, self.unavailable, self.without_database = application, unavailable, without_database
        self.board, self.shelf = board(editions.folder()), Shelf(editions.folder())
        self.bare: set[str] = set()  # addresses that are held without their best compression
        self._words = self.board.words
        self._held: dict[str, Finished] = {}
        self._size, self._budget = 0, settings.PAGE_STORE_BYTES
        self._lock = Lock()
        self._making: dict[str, _Making] = {}
        self._queue: SimpleQueue[str] = SimpleQueue()
        self._process = 0
        self._waiting = 0
        self._hosts: set[str] = set()
        self._languages = tuple(f"/{code}/" for code, _ in settings.LANGUAGES)
        self._proof = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """A page that is held and fresh is answered here; nothing else may be done on this way, it is the limit of the server."""
        page = self._held.get(environ["PATH_INFO"])
        if page is not None and page.edition == self._words[0] and (not environ["QUERY_STRING"] or page.is_for_any_query) and self._is_plain(environ):
            return page.answer(environ, start_response)
        return self._otherwise(environ["PATH_INFO"], environ, start_response)

    def attend(self) -> None:
        """Start this process's threads, once after the fork: those that make pages, and the pulse."""
        with self._lock:
            if self._process == os.getpid():
                return
            self._process = os.getpid()
        for number in range(MAKERS):
            Thread(target=self._work, name=f"pages-{number}", daemon=True).start()
        pulse.start(self)

    def _is_plain(self, environ: Environ) -> bool:
        """Whether the request asks for an address and for nothing more: reading, under a name of ours, safely where the site is safe."""
        return (
            environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and environ.get("HTTP_HOST") in self._hosts
            and (not settings.SECURE_SSL_REDIRECT or self._is_secure(environ))
        )

    def _is_secure(self, environ: Environ) -> bool:
        return bool(environ.get(self._proof[0]) == self._proof[1]) if self._proof else bool(environ["wsgi.url_scheme"] == "https")

    def _otherwise(self, address: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.attend()
        self._learn_host(environ)
        if not self._is_plain(environ) or address.startswith(_PASSED) or not has_place(address):
            return self._passed_on(address, environ, start_response)
        if environ["QUERY_STRING"]:  # it changes what some pages say; with a dead database the page without it is better than none
            kept = self._copy(address)
            if not kept:
                return self._passed_on(address, environ, start_response)
            if not (kept.is_for_any_query or self.board.is_doubtful()):
                status, headers, body = ask(partial(self._passed_on, address), address, **environ)
                if status.startswith("5"):
                    return kept.answer(environ, start_response)
                start_response(status, headers)
                return (body,)
        return self._page(address).answer(environ, start_response)

    def _passed_on(self, address: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """To Django, unless it would only wait for a database that does not answer. Some may find out; the threads are for readers."""
        if not self._needs_database(address):
            return self.application(environ, start_response)
        if self.board.is_silent() or (self._waiting >= FEW and self.board.is_doubtful()):
            return self.unavailable(address).answer(environ, start_response)
        with self._lock:
            self._waiting += 1
        try:
            return self.application(environ, start_response)
        finally:
            with self._lock:
                self._waiting -= 1

    def _needs_database(self, address: str) -> bool:
        for language in self._languages:
            if address.startswith(language):
                address = address[len(language) - 1 :]
        return not address.startswith(self.without_database)

    def _page(self, address: str) -> Finished | Other:
        """The page as it is now; when it cannot be made in time, as it was."""
        page = self._copy(address)
        if page and page.edition == self.board.edition:
            return page
        if self.board.is_silent() and (page or self._needs_database(address)):
            return page or self.unavailable(address)
        made = self._made(address, has_old=page is not None and page.edition == OLD)
        if isinstance(made, Finished) or (made and not made.status.startswith("5")):
            return made
        if not page and not made:  # another process has just made it
            page = self._copy(address)
        return page or (None if self.board.is_silent() and self._needs_database(address) else made) or self.unavailable(address)

    def _copy(self, address: str) -> Finished | None:
        """The copy of this process if it is fresh, else that of this machine: another process may have made it since; a withdrawn page has none."""
        page = self._held.get(address)
        if page and page.edition == self.board.edition:
            return page
        found = self._from_disk(address)
        if found:
            self._hold(address, found)
        else:
            self._drop(address)
        return found

    def _from_disk(self, address: str) -> Finished | None:
        edition = self.board.edition
        found = self.shelf.get(address)
        if not found:
            return None
        page, made_for = found
        page.edition = edition if made_for == editions.name(edition) else OLD if editions.is_of_this_release(made_for) else FOREIGN
        return page

    def _made(self, address: str, *, has_old: bool) -> Finished | Other | None:
        """The page, made by whoever is first to want it; None when that takes longer than the reader may wait."""
        with self._lock:
            making, held = self._making.get(address), self._held.get(address)
            if held and held.edition == self.board.edition:  # made since it was looked for
                return held
            if making and has_old:
                return None
            is_first = making is None
            if making is None:
                making = self._making[address] = _Making()
        if is_first and (has_old or self._needs_database(address)):
            self._queue.put(address)
        elif is_first:  # nobody who needs the database is ahead of it
            self._fulfil(address)
        began = monotonic()
        while not making.done.wait(BRIEF):
            waited = monotonic() - began
            if has_old and (waited > PATIENT or not self.board.is_heard_lately()):
                return None
            if (self.board.is_silent() and self._needs_database(address)) or waited > LONG:
                return None
        return making.outcome

    def _work(self) -> None:
        while True:
            self._fulfil(self._queue.get())

    def _fulfil(self, address: str) -> None:
        """Make a page for those who wait, unless they have gone because the database is away."""
        making = self._making[address]
        try:
            if not (self.board.is_silent() and self._needs_database(address)):
                making.outcome = self.make(address)
        except Exception:
            logger.exception("A page could not be made.")
        finally:
            with self._lock:
                del self._making[address]
            making.done.set()

    def make(self, address: str) -> Finished | Other | None:
        """Make a page, or take the one that another process of this machine has just made; None while another makes it and an old one is there."""
        until = monotonic() + LONG
        while True:
            with self.shelf.alone(address) as is_mine:
                if is_mine:
                    return self._make(address)
            if self.shelf.has(address) or monotonic() > until:
                return None
            sleep(0.01)

    def _make(self, address: str) -> Finished | Other:
        page: Finished | Other
        for _ in range(5):  # a publication meanwhile: what was just made may show what is withdrawn now
            edition = self.board.edition
            found = self._from_disk(address)
            page = found if found and found.edition == edition else self._ask(address)
            if isinstance(page, Other):
                if not page.status.startswith("5"):
                    self._drop(address)
                    self.shelf.forget([address])
                return page
            if page.edition != edition:
                page.edition = edition
                self._compress_quickly(address, page)
                self.shelf.put(address, page, editions.name(edition))
            if self.board.edition == edition:
                self._hold(address, page)
                return page
        self.shelf.forget([address])
        return page

    def _ask(self, address: str) -> Finished | Other:
        """What Django says to a reader of whom nothing is known."""
        status, headers, body = ask(self.application, address)
        page = finished(status, headers, body, OLD)
        about = {name.lower(): value for name, value in headers}
        is_public = (
            about.get("cache-control") == settings.PUBLIC_CACHE_CONTROL
            and "set-cookie" not in about
            and "cookie" not in about.get("vary", "").lower()
        )
        return page if is_public and status.startswith(_KEPT) and page.kind.startswith(_TEXT) else Other(status, list(headers), body)

    def _compress_quickly(self, address: str, page: Finished) -> None:
        """The compressed bodies of the copy on disk when its words are the same, else a quick one; brotli's best follows later."""
        kept = self.shelf.get(address)
        if kept and kept[0].etag == page.etag:
            page.bodies |= kept[0].bodies
            page.is_best = kept[0].is_best
        elif page.size >= _WORTH_COMPRESSING:
            body = page.bodies[""][:]
            page.bodies |= {"gzip": gzip.compress(body, 6, mtime=0), "br": brotli.compress(body, quality=5)}
            page.is_best = False
        page.get_ready()

    def compress_well(self) -> None:
        """Give each page that was made lately its best compressed forms, or take them from the process that made them."""
        for address in list(self.bare):
            page = self._held.get(address)
            if page is None or page.edition != self.board.edition:
                self.bare.discard(address)
                continue
            with self.shelf.alone(address) as is_mine:
                if not is_mine:
                    continue
                kept = self._from_disk(address)
                if not (kept and kept.etag == page.etag and kept.is_best):
                    body = page.bodies[""][:]
                    better: dict[str, Any] = {
                        "": body,
                        "gzip": gzip.compress(body, 9, mtime=0),
                        "br": brotli.compress(body, quality=11, lgwin=_window(body)),
                    }
                    kept = replace(page, bodies=better, is_best=True)
                    if self.board.edition != page.edition:
                        continue
                    self.shelf.put(address, kept, editions.name(page.edition))
                    if self.board.edition != page.edition:  # what was just put back may have been withdrawn meanwhile
                        self.shelf.forget([address])
                        self._make(address)
                        continue
                    kept = self._from_disk(address) or kept
                if kept.edition == self.board.edition:
                    self._hold(address, kept)

    def _hold(self, address: str, page: Finished) -> None:
        """Keep in memory; what was not asked for longest gives way. (One round of the clock: a page that was asked stays for another.)"""
        with self._lock:
            before = self._held.pop(address, None)
            self._size += page.size - (before.size if before else 0)
            self._held[address] = page
            while self._size > self._budget and len(self._held) > 1:
                oldest = next(iter(self._held))
                gone = self._held.pop(oldest)
                if gone.asked:
                    gone.asked = False
                    self._held[oldest] = gone
                else:
                    self._size -= gone.size
        (self.bare.discard if page.is_best else self.bare.add)(address)

    def _drop(self, address: str) -> None:
        with self._lock:
            gone = self._held.pop(address, None)
            self._size -= gone.size if gone else 0

    def _learn_host(self, environ: Environ) -> None:
        """Names under which the site may be asked; Django says so once for each, and answers for those it refuses."""
        host = environ.get("HTTP_HOST", "")
        if host not in self._hosts and len(self._hosts) < 100:
            domain, _ = split_domain_port(host)
            if domain and validate_host(domain, settings.ALLOWED_HOSTS):
                self._hosts.add(host)


def _window(body: bytes) -> int:
    """The smallest of brotli's windows (a power of two) that holds a body: the same result for less memory."""
    return max(16, min(24, len(body).bit_length()))
