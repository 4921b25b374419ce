"""Keeps the times that staff agreed: a thread of one server process of a machine that publishes what is due, and keeps search in step."""

from __future__ import annotations

import logging
import threading
from time import monotonic

from django.db import Error, close_old_connections, connection

from content import lead, search, workflow
from content.page_store import editions
from content.page_store.board import board

EVERY = 2.0  # seconds; one small indexed query each time
WHEN_THE_DATABASE_IS_AWAY = 30.0
# Beside what the log tells it, the machine looks at everything that search has: after so many seconds, and in a large library after so many times
# as long as a look takes.
SEARCH_IS_COMPARED, GENTLY = 30.0, 100

logger = logging.getLogger(__name__)


def start() -> threading.Event:
    """Start the thread of this process; it ends with the process, or when the event that this gives is set."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(stop,), name="clock", daemon=True).start()
    return stop


def _run(stop: threading.Event) -> None:
    here = board(editions.folder())
    pause, next_look, is_behind = EVERY, float("-inf"), False
    while not stop.wait(pause):
        leads = lead.is_here()
        if not (leads or is_behind or here.is_search_behind):
            continue
        close_old_connections()
        try:
            if leads:
                workflow.publish_due()
            began = monotonic()
            thorough = leads and began > next_look
            is_behind = not search.catch_up(thorough=thorough)
            if leads:
                here.is_search_behind = is_behind
            if thorough and not is_behind:
                next_look = monotonic() + max(SEARCH_IS_COMPARED, GENTLY * (monotonic() - began))
            pause = EVERY
        except Error:
            logger.warning("What is scheduled cannot be published: the database does not answer.")
            connection.close()
            pause = WHEN_THE_DATABASE_IS_AWAY
        except Exception:  # nothing may end the thread: other pages have their times too
            logger.exception("What is scheduled could not be published.")
            pause = WHEN_THE_DATABASE_IS_AWAY
    connection.close()
