"""Keeps the times that staff agreed: a thread of each server process that publishes what is due."""

from __future__ import annotations

import logging
import threading

from django.db import Error, close_old_connections, connection

from content import workflow

EVERY = 2.0  # seconds; one small indexed query each time
WHEN_THE_DATABASE_IS_AWAY = 30.0

logger = logging.getLogger(__name__)


def start() -> threading.Event:
    """Start the thread; it ends with the process, or when the event that this gives is set."""
    stop = threading.Event()
    threading.Thread(target=_run, args=(stop,), name="clock", daemon=True).start()
    return stop


def _run(stop: threading.Event) -> None:
    pause = EVERY
    while not stop.wait(pause):
        close_old_connections()
        try:
            workflow.publish_due()
            pause = EVERY
        except Error:
            logger.warning("What is scheduled cannot be published: the database does not answer.")
            connection.close()
            pause = WHEN_THE_DATABASE_IS_AWAY
        except Exception:  # nothing may end the thread: other pages have their times too
            logger.exception("What is scheduled could not be published.")
            pause = WHEN_THE_DATABASE_IS_AWAY
    connection.close()
