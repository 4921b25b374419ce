"""The clock of the server: what is scheduled goes live by itself."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import OperationalError

from content import clock


def test_it_looks_again_and_again_and_survives_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = threading.Semaphore(0)
    answers = iter([OperationalError("away"), ValueError("broken"), None, None])

    def look() -> None:
        looked.release()
        answer = next(answers, None)
        if answer:
            raise answer

    monkeypatch.setattr(clock, "EVERY", 0.01)
    monkeypatch.setattr(clock, "WHEN_THE_DATABASE_IS_AWAY", 0.01)
    monkeypatch.setattr("content.workflow.publish_due", look)
    stop = clock.start()
    try:
        for _ in range(4):
            assert looked.acquire(timeout=10)
    finally:
        stop.set()
    time.sleep(0.1)
    looked = threading.Semaphore(0)
    assert not looked.acquire(timeout=0.1)
