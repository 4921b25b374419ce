"""Makes pages: asks Django, keeps a copy on disk and in memory, and compresses, first quickly and then well."""

from __future__ import annotations

import gzip
from dataclasses import replace
from time import monotonic, sleep
from typing import Any

import brotli
from django.conf import settings

from content.page_store import editions
from content.page_store.asking import Application, ask
from content.page_store.board import Board
from content.page_store.finished import WORTH_COMPRESSING, Finished, finished
from content.page_store.held import Held
from content.page_store.other import Other
from content.page_store.shelf import Shelf

OLD, FOREIGN = -1, -2  # editions of a copy that is to be made again: of this release, and of another, which may look and be styled otherwise
LONG = 5.0  # seconds that a page is waited for
_KEPT = ("200", "301", "308", "410")
_TEXT = ("text/", "application/", "image/svg+xml")


class Maker:
    """Makes pages in any thread; of several processes one makes a page at a time."""

    def __init__(self, application: Application, board: Board, shelf: Shelf, held: Held) -> None:
        self.application, self.board, self.shelf, self.held = application, board, shelf, held

    def from_disk(self, address: str) -> Finished | None:
        """The copy of this machine, with the edition it has here."""
        edition = self.board.edition
        found = self.shelf.get(address)
        if not found:
            return None
        page, made_for = found
        page.edition = edition if made_for == editions.name(edition) else OLD if editions.is_of_this_release(made_for) else FOREIGN
        return page

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
            found = self.from_disk(address)
            page = found if found and found.edition == edition else self._ask(address)
            if isinstance(page, Other):
                if not page.status.startswith("5"):
                    self.held.drop(address)
                    self.shelf.forget([address])
                return page
            if page.edition != edition:
                page.edition = edition
                self._compress_quickly(address, page)
                self.shelf.put(address, page, editions.name(edition))
            if self.board.edition == edition:
                self.held.hold(address, page)
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
        elif page.size >= WORTH_COMPRESSING:
            body = page.bodies[""][:]
            page.bodies |= {"gzip": gzip.compress(body, 6, mtime=0), "br": brotli.compress(body, quality=5)}
            page.is_best = False
        page.get_ready()

    def compress_well(self) -> None:
        """Give each page that was made lately its best compressed forms, or take them from the process that made them."""
        for address in list(self.held.bare):
            page = self.held.pages.get(address)
            if page is None or page.edition != self.board.edition:
                self.held.bare.discard(address)
                continue
            with self.shelf.alone(address) as is_mine:
                if not is_mine:
                    continue
                kept = self.from_disk(address)
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
                    kept = self.from_disk(address) or kept
                if kept.edition == self.board.edition:
                    self.held.hold(address, kept)


def _window(body: bytes) -> int:
    """The smallest of brotli's windows (a power of two) that holds a body: the same result for less memory."""
    return max(16, min(24, len(body).bit_length()))
