"""The directory as it is now: what staff keep, read in time or not at all, over the code's own copy."""

from __future__ import annotations

from logging import getLogger
from threading import BoundedSemaphore, Thread

from django.db import connection

from crisis.hotlines import ALWAYS, Entry
from crisis.lines import LINES
from crisis.models import Resource

SECONDS = 1.0  # a reader in a crisis waits no longer for the database
_log = getLogger("django.crisis")
_waiting = BoundedSemaphore(4)  # reads that may hang at the same time; there is no need for more of them
_last: dict[str, Entry | None] = {}  # replaced whole, so that no thread sees half of it


def entries() -> tuple[Entry, ...]:
    """Every entry that is shown: 988 and 911, then the others in their order.

    When the database does not answer, what this process read last stands for it: a number that staff took off the page
    does not come back. Before the first read there is the code's copy, whole.
    """
    global _last
    if (found := _in_time()) is not None:
        _last = found
    known = {entry.key: entry for entry in LINES} | _last
    return (*ALWAYS, *sorted((entry for entry in known.values() if entry), key=lambda entry: (entry.position, entry.key)))


def _read() -> dict[str, Entry | None]:
    """One query for everything; None stands for an entry that is hidden."""
    return {resource.key: resource.entry() if resource.shown else None for resource in Resource.objects.public()}


def _in_time() -> dict[str, Entry | None] | None:
    """What the table says; None when it fails or is late."""
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
        thread.join(SECONDS)
    return box[0] if box else None
