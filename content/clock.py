"""Keeps the times that staff agreed: a thread of each server process that publishes what is due, and keeps search in step."""

from __future__ import annotations

import logging
import threading
from time import monotonic

from django.db import Error, close_old_connections, connection

from content import search, workflow

EVERY = 2.0  # seconds; one small indexed query each time
WHEN_THE_DATABASE_IS_AWAY = 30.0
SEARCH_IS_COMPARED = 30.0  # seconds between two looks at everything that search has, beside what the log tells it

logger = logging.getLogger(__name__)


def start() -> threading.Event:
    """Start the thread; it ends with the process, or when the event that this gives is set."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(stop,), name="clock", daemon=True).start()
    return stop


def _run(stop: threading.Event) -> None:
    pause, compared = EVERY, float("-inf")
    while not stop.wait(pause):
        close_old_connections()
        try:
            workflow.publish_due()
            thorough = monotonic() - compared > SEARCH_IS_COMPARED
            if search.catch_up(thorough=thorough) and thorough:
                compared = monotonic()
            pause = EVERY
        except Error:
            logger.warning("What is scheduled cannot be published: the database does not answer.")
            connection.close()
            pause = WHEN_THE_DATABASE_IS_AWAY
        except Exception:  # nothing may end the thread: other pages have their times too
            logger.exception("What is scheduled could not be published.")
            pause = WHEN_THE_DATABASE_IS_AWAY
    connection.close()
