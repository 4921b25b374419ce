"""The threads of a server process that hear the database, and look after the copies of pages while nobody waits.

One process of the machine hears it for all, so that the others need no memory for that; when it is not heard, each asks for itself.
"""

from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from time import perf_counter, sleep
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections, connection

from content import lead, patience
from content.models import Redirect, address
from content.page_store import editions
from content.page_store.board import board
from content.page_store.finished import Finished

if TYPE_CHECKING:
    from content.page_store.store import PageStore

EVERY = 0.5  # seconds; one row by its key
_FIRST = 1.0  # seconds that a process waits for the first answer before it serves
_LINK = re.compile(r'href="(/[^"?#]*)')
_GENTLE = 1  # times as long as a page took to make, nothing is done

logger = logging.getLogger(__name__)


def start(store: PageStore) -> None:
    """Start both threads; they end with the process. Returns when the database was heard, or has not answered for a second."""
    heard = Event()
    patience.give_up_when(is_away)
    Thread(target=_listen, args=(heard,), name="pulse", daemon=True).start()
    heard.wait(_FIRST)
    Thread(target=_tend, args=(store,), name="tending", daemon=True).start()


def is_away() -> bool:
    """Whether the database has not answered for some seconds. Only a process that serves knows."""
    return board(editions.folder()).is_silent()


def _listen(heard: Event) -> None:
    """Nothing else may be done here: a slow step would look like a dead database."""
    here = board(editions.folder())
    was_away = False
    while True:
        if not (here.is_doubtful() or lead.is_here()):  # busy with pages, it may be late: others hear before anyone takes it for dead
            if here.is_heard_lately():
                heard.set()
            sleep(EVERY)
            continue
        close_old_connections()
        try:
            before = here.edition
            number = editions.current_number()
            here.hear()
            if here.edition == before and not editions.is_told(number):  # else this process has just been told of a newer one
                gone = [address(path, language) for path, language in Redirect.objects.values_list("path", "language")]
                editions.tell(number, gone)
            if was_away:
                logger.warning("The database answers again.")
            was_away = False
        except Exception as error:  # noqa: BLE001  whatever it is, the next beat asks again
            if not was_away:
                logger.warning("The database does not answer; pages are served as they were: %s", error)
            was_away = True
            with suppress(Exception):
                connection.close()
        heard.set()
        sleep(EVERY)


def _tend(store: PageStore) -> None:
    """Best compression for what was made lately; and one process of the machine makes pages of which there is no copy yet."""
    complete = 0
    while True:
        sleep(EVERY / 2)
        try:
            store.maker.compress_well()
            if store.board.edition != complete and not store.board.is_silent() and lead.is_here():
                edition = store.board.edition
                store.shelf.clear(editions.name(edition))
                _complete(store)
                complete = edition
        except Exception:
            logger.exception("Copies of pages could not be looked after.")
            sleep(EVERY * 20)


def _complete(store: PageStore) -> None:
    """Make every page that readers are led to and that has no copy of this release, so that none is missing when the database dies."""
    for place in ("/robots.txt", "/feed.xml", *_listed(store, "/sitemap.xml"), *_led_to(store)):
        if store.board.is_silent():
            return
        if not editions.is_of_this_release(store.shelf.edition(place)):
            began = perf_counter()
            store.maker.make(place)
            store.maker.compress_well()
            sleep(_GENTLE * (perf_counter() - began))


def _listed(store: PageStore, sitemap: str) -> Iterator[str]:
    """The addresses that a sitemap lists, with those of the sitemaps that it names."""
    if not (body := _body(store, sitemap)):
        return
    for place in ET.fromstring(body).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):  # noqa: S314  our own
        listed = urlsplit((place.text or "").removeprefix(settings.SITE_URL))
        if listed.path.endswith(".xml") or listed.query:
            yield from _listed(store, listed.path)
        else:
            yield listed.path


def _led_to(store: PageStore) -> Iterator[str]:
    """Where the front pages lead: also to handouts and to lists that no sitemap names, because there is nothing in them in a language yet."""
    for home in ("/", *(f"/{code}/" for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)):
        for place in dict.fromkeys(_LINK.findall(_body(store, home).decode())):
            if not place.startswith(settings.STATIC_URL):
                yield place


def _body(store: PageStore, address: str) -> bytes:
    found = store.maker.make(address)
    return found.bodies[""][:] if isinstance(found, Finished) else b""
