"""Promises of the connections to PostgreSQL: a statement is given up when the database is known to be away, and never before."""

from __future__ import annotations

from collections.abc import Generator
from types import SimpleNamespace
from typing import Any

import pytest
from psycopg import OperationalError

from config import postgresql
from config.postgresql import PatientConnection
from content import patience


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the database is away: a list of one."""
    told = [False]
    monkeypatch.setattr(patience, "_is_away", [lambda: told[0]])
    monkeypatch.setattr(postgresql, "LEAST", -1)
    return told


def statement() -> Generator[str, int, str]:
    """As psycopg's are: waits until it is told that there is something to read."""
    while not (yield "read"):
        pass
    return "the answer"


def started() -> tuple[Any, list[str]]:
    finished: list[str] = []
    connection = SimpleNamespace(pgconn=SimpleNamespace(finish=lambda: finished.append("closed")))
    waiting: Any = PatientConnection._watched(connection, statement())  # type: ignore[arg-type]
    next(waiting)
    return waiting, finished


def test_a_slow_statement_is_waited_for(away: list[bool]) -> None:
    waiting, _ = started()
    for _ in range(100):
        waiting.send(0)
    away[0] = True
    with pytest.raises(StopIteration, match="the answer"):
        waiting.send(1)


def test_a_statement_that_is_not_answered_is_given_up_with_its_connection(away: list[bool]) -> None:
    waiting, finished = started()
    away[0] = True
    with pytest.raises(OperationalError):
        waiting.send(0)
    assert finished == ["closed"]


def test_the_first_answer_after_an_outage_has_time_to_come(away: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "LEAST", 2.0)
    waiting, _ = started()
    away[0] = True
    waiting.send(0)


def test_a_command_waits_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_is_away", [])
    assert not patience.is_over()
