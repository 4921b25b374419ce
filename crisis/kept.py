"""The directory as it is now: what staff keep, read in time or not at all, over the code's own copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from logging import getLogger
from threading import BoundedSemaphore, Thread
from time import monotonic

from django.db import connection

from crisis.hotlines import ALWAYS, Entry
from crisis.lines import LINES
from crisis.models import Resource

SECONDS, SECONDS_AGAIN = 1.0, 0.03  # a reader in a crisis waits no longer for the database, least of all for one that was late just before
_LATE = 30.0  # seconds
_log = getLogger("django.crisis")
_waiting = BoundedSemaphore(4)  # reads that may hang at the same time; there is no need for more of them
_last: dict[str, Entry | None] = {}  # replaced whole, so that no thread sees half of it
_late_at = float("-inf")
_told: list[Callable[[], None]] = []


@dataclass(frozen=True, slots=True)
class Directory:
    """988 and 911, then every other entry that is shown, in their order; `is_current` when the database said so just now."""

    entries: tuple[Entry, ...]
    is_current: bool


def when_changed(tell: Callable[[], None]) -> None:
    """Have something called in the transaction of each change of the table."""
    _told.append(tell)


def changed() -> None:
    """Called by the desk when it has changed the table."""
    for tell in _told:
        tell()


def directory() -> Directory:
    """The directory as well as it is known.

    When the database does not answer, what this process read last stands for it: a number that staff took off the page
    does not come back. Before the first read there is the code's copy, whole.
    """
    global _last, _late_at
    found = _in_time(SECONDS if monotonic() - _late_at > _LATE else SECONDS_AGAIN)
    if found is None:
        _late_at = monotonic()
    else:
        _last, _late_at = found, float("-inf")
    known = {entry.key: entry for entry in LINES} | _last
    shown = sorted((entry for entry in known.values() if entry), key=lambda entry: (entry.position, entry.key))
    return Directory((*ALWAYS, *shown), found is not None)


def _read() -> dict[str, Entry | None]:
    """One query for everything; None stands for an entry that is hidden."""
    return {resource.key: resource.entry() if resource.shown else None for resource in Resource.objects.public()}


def _in_time(seconds: float) -> dict[str, Entry | None] | None:
    """What the table says; None when it fails or takes longer."""
    box: list[dict[str, Entry | None]] = []

    def read() -> None:
        try:
            box.append(_read())
        except Exception as error:  # noqa: BLE001  whatever is broken, the page stands
            _log.warning("The crisis lines of the database could not be read: %s", error)

    def read_and_hang_up() -> None:
        try:
            read()
        finally:
            connection.close()
            _waiting.release()

    if connection.in_atomic_block:  # another connection would not see what this one has written
        read()
    elif _waiting.acquire(blocking=False):
        thread = Thread(target=read_and_hang_up, daemon=True)
        thread.start()
        thread.join(seconds)
    return box[0] if box else None
