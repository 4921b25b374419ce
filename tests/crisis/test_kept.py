"""Promises about reading the lines: staff have the last word, one query, and no failure or delay of the database takes a line away."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import DatabaseError

from crisis import kept
from crisis.hotlines import ALWAYS
from crisis.lines import LINES
from crisis.models import Resource
from tests.crisis.wire import ask

FIXED = [entry.key for entry in ALWAYS]
SHIPPED = FIXED + [entry.key for entry in LINES]


@pytest.fixture(autouse=True)
def nothing_read_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_last", {})


def keys() -> list[str]:
    return [entry.key for entry in kept.directory().entries]


def fail() -> None:
    raise DatabaseError("disk I/O error")


@pytest.mark.django_db
def test_the_lines_come_in_their_order_in_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert keys() == SHIPPED


@pytest.mark.django_db
def test_what_staff_write_is_what_is_said() -> None:
    Resource.objects.filter(key="trevor").update(hours_en="Weekdays", position=1)
    entries = kept.directory().entries
    assert (entries[len(FIXED)].key, entries[len(FIXED)].hours.en) == ("trevor", "Weekdays")


@pytest.mark.django_db
def test_a_line_that_staff_hide_is_not_shown() -> None:
    Resource.objects.filter(key="trevor").update(shown=False)
    assert set(SHIPPED) - set(keys()) == {"trevor"}


@pytest.mark.django_db
def test_hiding_everything_leaves_988_and_911() -> None:
    Resource.objects.update(shown=False)
    assert keys() == FIXED


@pytest.mark.django_db
def test_no_entry_of_staff_can_take_the_place_of_988_or_911() -> None:
    for key in FIXED:
        Resource(key=key, need="right-now", name_en="X", name_es="X", who_en="X", who_es="X", call="211", shown=False).save()
    assert kept.directory().entries[: len(ALWAYS)] == ALWAYS


@pytest.mark.django_db
def test_an_empty_table_is_as_good_as_a_full_one() -> None:
    Resource.objects.all().delete()
    assert keys() == SHIPPED


@pytest.mark.django_db
def test_a_line_that_only_the_code_knows_is_shown_too() -> None:
    Resource.objects.filter(key="rainn").delete()
    assert keys() == SHIPPED


def test_without_a_database_the_codes_copy_stands(caplog: pytest.LogCaptureFixture) -> None:
    assert keys() == SHIPPED
    assert "could not be read" in caplog.text


@pytest.mark.django_db
def test_a_line_that_was_taken_off_does_not_come_back_when_the_database_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    Resource.objects.filter(key="trevor").update(shown=False)
    before = keys()
    monkeypatch.setattr(kept, "_read", fail)
    assert keys() == before
    assert "trevor" not in before


def test_a_database_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    wakes = Event()
    monkeypatch.setattr(kept, "SECONDS", 0.1)
    monkeypatch.setattr(kept, "SECONDS_AGAIN", 0.1)
    monkeypatch.setattr(kept, "_read", lambda: {} if wakes.wait(20) else None)
    start = time.monotonic()
    for _ in range(20):
        assert keys() == SHIPPED
    assert time.monotonic() - start < 1.5, "more readers waited than there are places for waiting"
    wakes.set()
    monkeypatch.setattr(kept, "SECONDS", 10)
    for _ in range(100):
        if kept._in_time(1.0) == {}:
            return
        time.sleep(0.05)
    pytest.fail("The database answers again and is not asked.")


def test_the_served_page_says_what_staff_keep(server: str, site_data: Path) -> None:
    with closing(sqlite3.connect(site_data / "site.sqlite3", timeout=10)) as database:
        for shown, wanted in ((0, False), (1, True)):
            database.execute("UPDATE crisis_resource SET shown = ? WHERE key = 'trevor'", [shown])
            database.execute("UPDATE content_publication SET number = number + 1")
            database.commit()
            until = time.monotonic() + 10
            while (b"line-trevor" in ask(server, "/crisis/").document) is not wanted:
                assert time.monotonic() < until, "The page does not follow the table."
                time.sleep(0.1)
