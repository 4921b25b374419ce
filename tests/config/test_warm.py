"""What is made before the processes are forked waits for no database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.template import engines

from config.warm import warm_up
from tests.commands import manage

# Fails where it takes long or leaves a connection, which could not be forked.
ASKED = """
import time
from config.warm import ask_pages
from config.wsgi import django
began = time.monotonic()
ask_pages(django)
took = time.monotonic() - began
from django.db import connection
assert connection.connection is None
assert took < 2, took
"""


def test_warming_up_asks_no_database_and_reads_every_template() -> None:
    loader = engines["django"].engine.template_loaders[0]  # type: ignore[attr-defined]
    loader.reset()
    warm_up()  # a test without the mark of a database may not connect to one
    assert len(loader.get_template_cache) > 60


@pytest.mark.parametrize("is_locked", [False, True])
def test_a_start_does_not_wait_for_a_database_that_is_locked_or_has_no_pages(tmp_path: Path, *, is_locked: bool) -> None:
    with closing(sqlite3.connect(tmp_path / "site.sqlite3")) as held:
        if is_locked:  # as another process may
            held.executescript("CREATE TABLE content_page (id); PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;")
        manage(tmp_path, "shell", "--verbosity", "0", "--command", ASKED)
