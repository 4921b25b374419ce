"""Promises to a load balancer: the truth about process, database, migrations and store, and no secret."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from content import health
from content.page_store import editions
from content.page_store.board import board


@pytest.fixture(autouse=True)
def heard(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    board(editions.folder()).hear()


def test_the_process_answers_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"process": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Crisis-Support"] == "Call or text 988"


@pytest.mark.django_db
def test_everything_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "migrations": "ok", "store": "ok"})


@pytest.mark.django_db
def test_a_migration_that_was_not_made_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_UP_TO_DATE", [])
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    assert client.get("/readyz").json()["migrations"] == "pending"


def test_a_database_that_fails_or_is_silent_is_told_without_its_name(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise OperationalError("host=secret password=secret")

    monkeypatch.setattr(editions, "current_number", fail)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "failing")
    assert b"secret" not in answer.content
    board(editions.folder()).words[1] = 1
    assert client.get("/readyz").json()["database"] == "silent"


@pytest.mark.django_db
def test_a_store_that_cannot_be_written_is_told(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(editions, "folder", lambda: tmp_path / "file")
    assert client.get("/readyz").json()["store"] == "cannot be written"
