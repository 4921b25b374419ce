"""What a load balancer asks: whether the process answers, and whether all that it works with does."""

from __future__ import annotations

import os
import tempfile

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from content.page_store import editions, is_away

_UP_TO_DATE: list[bool] = []  # once they are, they stay so as long as this code runs


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """This process answers. Asks nothing else: published pages are served without a database."""
    return _said({"process": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and page store, each `ok` or what is wrong in a word; 503 unless all are."""
    database = _database()
    return _said({"database": database, "migrations": _migrations() if database == "ok" else "unknown", "store": _store()})


def _said(found: dict[str, str]) -> JsonResponse:
    response = JsonResponse(found, status=200 if set(found.values()) == {"ok"} else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    if is_away():
        return "silent"
    try:
        editions.current_number()
        return "read-only" if _is_read_only() else "ok"
    except DatabaseError:
        return "failing"


def _is_read_only() -> bool:
    """Whether it is a standby, or was told to save nothing. Where an embedded one cannot be written, the store beside it cannot either."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone()[0] == "on")


def _migrations() -> str:
    if not _UP_TO_DATE:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "pending"
        _UP_TO_DATE.append(True)
    return "ok"


def _store() -> str:
    try:
        with tempfile.TemporaryFile(dir=editions.folder()) as file:
            file.write(b"0" * 4096)
            os.fsync(file.fileno())
    except OSError:
        return "cannot be written"
    return "ok"
