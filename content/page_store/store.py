"""The WSGI wrapper around Django: finished pages from memory or disk, and Django only for what is not there, old, or not public."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from functools import partial
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from content.page_store import editions, pulse
from content.page_store.asking import Application, ask
from content.page_store.board import board
from content.page_store.finished import Environ, Finished, StartResponse
from content.page_store.held import Held
from content.page_store.maker import LONG, OLD, Maker
from content.page_store.other import Other
from content.page_store.shelf import Shelf, has_place

logger = logging.getLogger(__name__)

# Seconds that a reader waits for a page to be made: without an answer of the database it needs; with an old copy, who asks first after a
# publication (others have the old one at once); and without a copy, LONG.
BRIEF, PATIENT = 0.04, 1.0
MAKERS = 4  # threads that make pages
FEW = 3  # requests of a process that may wait for a database that has not answered for a while
_PASSED = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL)


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
        self.board, self.shelf, self.held = board(editions.folder()), Shelf(editions.folder()), Held(settings.PAGE_STORE_BYTES)
        self.maker = Maker(application, self.board, self.shelf, self.held)
        self._words, self._pages = self.board.words, self.held.pages
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
        page = self._pages.get(environ["PATH_INFO"])
        if page is not None and page.edition == self._words[0] and (not environ["QUERY_STRING"] or page.is_for_any_query) and self._is_plain(environ):
            return page.answer(environ, start_response)
        return self._otherwise(environ["PATH_INFO"], environ, start_response)

    def has(self, address: str) -> bool:
        """Whether there is a page at an address, in memory or on disk, that needs no database."""
        return address in self._pages or (has_place(address) and self.shelf.has(address))

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
        page = page or self._copy(address)  # another process may have made it meanwhile
        return page or (None if self.board.is_silent() and self._needs_database(address) else made) or self.unavailable(address)

    def _copy(self, address: str) -> Finished | None:
        """The copy of this process if it is fresh, else that of this machine: another process may have made it since; a withdrawn page has none."""
        page = self._pages.get(address)
        if page and page.edition == self.board.edition:
            return page
        found = self.maker.from_disk(address)
        if found:
            self.held.hold(address, found)
        else:
            self.held.drop(address)
        return found

    def _made(self, address: str, *, has_old: bool) -> Finished | Other | None:
        """The page, made by whoever is first to want it; None when that takes longer than the reader may wait."""
        with self._lock:
            making, held = self._making.get(address), self._pages.get(address)
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
                making.outcome = self.maker.make(address)
        except Exception:
            logger.exception("A page could not be made.")
        finally:
            with self._lock:
                del self._making[address]
            making.done.set()

    def _learn_host(self, environ: Environ) -> None:
        """Names under which the site may be asked; Django says so once for each, and answers for those it refuses."""
        host = environ.get("HTTP_HOST", "")
        if host not in self._hosts and len(self._hosts) < 100:
            domain, _ = split_domain_port(host)
            if domain and validate_host(domain, settings.ALLOWED_HOSTS):
                self._hosts.add(host)
