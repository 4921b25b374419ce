"""The finished pages that a process has in memory, within a number of bytes."""

from __future__ import annotations

from threading import Lock

from content.page_store.finished import Finished


class Held:
    """Pages by their address. `pages` is read by all threads at any time; `bare` are addresses of those without their best compression."""

    def __init__(self, budget: int) -> None:
        self.pages: dict[str, Finished] = {}
        self.bare: set[str] = set()
        self.size, self._budget = 0, budget
        self._lock = Lock()

    def hold(self, address: str, page: Finished) -> None:
        """Keep in memory; what was not asked for longest gives way. (One round of the clock: a page that was asked stays for another.)"""
        with self._lock:
            before = self.pages.pop(address, None)
            self.size += page.size - (before.size if before else 0)
            self.pages[address] = page
            while self.size > self._budget and len(self.pages) > 1:
                oldest = next(iter(self.pages))
                gone = self.pages.pop(oldest)
                if gone.asked:
                    gone.asked = False
                    self.pages[oldest] = gone
                else:
                    self.size -= gone.size
        (self.bare.discard if page.is_best else self.bare.add)(address)

    def drop(self, address: str) -> None:
        """Let go of a page."""
        with self._lock:
            gone = self.pages.pop(address, None)
            self.size -= gone.size if gone else 0
