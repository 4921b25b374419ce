"""Keeps the index in step with what is published: it follows the log of events, and now and then compares everything.

Whoever publishes writes to the index as soon as that is committed; every process looks before each search whether its files have
changed. The clock of each process (content/clock.py) does again what failed, finds what other machines did, and builds an index
where there is none. A page that was withdrawn while the index cannot be written is held back from results by each process.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from django.db import Error
from django.db.models import Max

from content.models import Event, Page, Verb
from content.search import engine, entries

FOLLOWED = frozenset({Verb.PUBLISH, Verb.WITHDRAW, Verb.MOVE})
_RECENT = 50  # events that may become visible later than one with a higher number, because another transaction took longer
_PATIENCE = 5.0  # seconds to wait for another process that writes

Progress = Callable[[int, int], None]
logger = logging.getLogger(__name__)
_held_back: frozenset[str] = frozenset()
_failed_at = 0.0
_distrusted = False


def distrust() -> None:
    """Called by who found the index broken: the next look makes a new one."""
    global _distrusted
    _distrusted = True


def held_back() -> frozenset[str]:
    """Ids of pages that are in the index and that readers must not see any more."""
    return _held_back


def follow() -> None:
    """Called when something was published, withdrawn or moved for good; what fails here is done by the clock."""
    if time.monotonic() - _failed_at > 2 * _PATIENCE:
        catch_up()


def catch_up(*, thorough: bool = False) -> bool:
    """Bring the index in step; false when it could not be written. `thorough` compares everything, not only what the log says.

    An index that is missing, broken or made by another recipe is made anew.
    """
    global _held_back, _failed_at, _distrusted
    try:
        if _distrusted:
            rebuild()
        elif thorough or _missed() != []:
            with engine.alone(_PATIENCE):
                _catch_up(thorough)
    except (OSError, ValueError, engine.Busy) as failure:
        if not _failed_at:
            logger.warning("The search index could not be written; it is tried again: %s", failure or "another process writes")
        _failed_at = time.monotonic()
        with suppress(Error):
            _held_back = _gone(page for _, page in _missed() or ())
        return False
    _held_back, _failed_at, _distrusted = frozenset(), 0.0, False
    return True


def rebuild(progress: Progress | None = None, patience: float = 60.0) -> int:
    """Make a new index and put it in the place of the old one, which serves until then; how many entries it has.

    Waits `patience` seconds for another process that writes. Raises Busy and OSError. Interrupted, it leaves the old one as it was.
    """
    with engine.alone(patience):
        return _rebuild(progress)


def _current() -> engine.State | None:
    found = engine.searcher()
    kept = engine.state(found) if found else None
    return kept if kept and kept.recipe == entries.recipe() else None


def _missed() -> list[tuple[int, int]] | None:
    """Events that the index has not followed yet, with their page; nothing where the index has to be made anew."""
    kept = _current()
    if kept is None:
        return None
    last = Event.objects.filter(pk__gt=kept.through - _RECENT, verb__in=FOLLOWED).order_by("pk").values_list("pk", "page_id")
    return [(pk, page) for pk, page in last if pk not in kept.recent]


def _catch_up(thorough: bool) -> None:
    kept, missed = _current(), _missed()  # again, now that nobody else writes
    if kept is None or missed is None:
        _rebuild(None)
        return
    state = _state_after(kept, missed)
    wanted, gone = {page for _, page in missed}, set[str]()
    changed: list[entries.Entry] = []
    if thorough:
        state = _state()
        differing, gone, changed = _differences()
        wanted |= differing
    if not (missed or wanted or gone or changed or state != kept):
        return
    with engine.writing() as writer:
        for entry_id in gone | _gone(wanted):
            writer.forget(entry_id)
        for entry in (*entries.pages(Page.objects.filter(pk__in=wanted)), *changed):
            writer.put(entry)
        writer.keep(state)


def _differences() -> tuple[set[int], set[str], list[entries.Entry]]:
    """Pages to put into the index anew, ids to take out, and other entries to put in."""
    found = engine.searcher()
    have = dict(engine.stamps(found)) if found else {}
    pages, others = entries.page_stamps(), {entry.id: entry for entry in entries.others()}
    differing = {int(entry_id.removeprefix("page-")) for entry_id, stamp in pages.items() if have.get(entry_id) != stamp}
    return differing, have.keys() - pages.keys() - others.keys(), [entry for entry in others.values() if have.get(entry.id) != entry.stamp]


def _gone(pages: Iterable[int]) -> frozenset[str]:
    """The ids of those of some pages that are not published."""
    asked = set(pages)
    live = set(Page.objects.published().filter(pk__in=asked).values_list("pk", flat=True))
    return frozenset(entries.page_id(pk) for pk in asked - live)


def _state() -> engine.State:
    """How far the log goes now."""
    through = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    recent = Event.objects.filter(pk__gt=through - _RECENT, verb__in=FOLLOWED).values_list("pk", flat=True)
    return engine.State(entries.recipe(), through, tuple(sorted(recent)))


def _state_after(kept: engine.State, missed: list[tuple[int, int]]) -> engine.State:
    known = sorted({*kept.recent, *(pk for pk, _ in missed)})
    through = max([kept.through, *known])
    return engine.State(kept.recipe, through, tuple(pk for pk in known if pk > through - _RECENT))


def _rebuild(progress: Progress | None) -> int:
    state = _state()  # before the pages are read: what is published meanwhile is followed afterwards
    others = list(entries.others())
    total = Page.objects.published().count() + len(others)
    done = 0
    with engine.replacing() as writer:
        for entries_of in (entries.pages(Page.objects.order_by("pk")), others):
            for entry in entries_of:
                writer.add(entry)
                done += 1
                if progress:
                    progress(done, total)
        writer.keep(state)
    return done
