"""The database: one SQLite file as it serves a site best, or PostgreSQL with time-outs, so that no reader pays for its troubles."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from environ import Env

WAITS = 10  # seconds that a write waits for another's to end, on both
_SLOWEST = 30  # seconds for one statement
_KEPT = 5  # seconds that a thread keeps its connection to SQLite: to open one takes a twentieth of making a page, and a file may be replaced
_CACHE = 400  # KiB of the file that a connection remembers; there is one for each thread, and the system remembers the rest for all
_OTHERS = 7  # threads of a process that use the database beside those that answer: page makers, pulse, tending, clock
_EXPECTED = "expected an address such as sqlite:////folder/file or postgres://user:password@host/name"
_SIGNS = "a password's / ? and % are written as %2F %3F and %25"


def at(address: str, threads: int) -> dict[str, Any]:
    """Django's settings for the database at an address. Raises ImproperlyConfigured, which shows nothing of it: a password may be anywhere in it."""
    try:
        with warnings.catch_warnings(action="error"):
            told = Env.db_url_config(address)
    except ValueError:  # not chained: it quotes what it could not read
        raise ImproperlyConfigured(f"DATABASE_URL: the port is not a number; {_EXPECTED}, where {_SIGNS}.") from None
    except UserWarning:
        told = {}
    return with_options(told, threads)


def with_options(told: dict[str, Any], threads: int) -> dict[str, Any]:
    """Django's settings for the database of an address, of which `told` is what was read; options of the address itself win."""
    match told.get("ENGINE"):
        case "django.db.backends.sqlite3":
            return {**told, **_sqlite(told)}
        case "django.db.backends.postgresql":
            if not told["NAME"] or {"/", "@"} & set(told["NAME"]):  # what follows such a sign in a password is read as the name
                raise ImproperlyConfigured(f"DATABASE_URL: no name of a database at its end; {_EXPECTED}, where {_SIGNS}.")
            return {**told, **_postgresql(told, threads)}
    raise ImproperlyConfigured(f"DATABASE_URL: {_EXPECTED}.")


def _sqlite(told: dict[str, Any]) -> dict[str, Any]:
    """Readers beside one writer, who waits its turn.

    To tell readers and writers apart, SQLite writes beside the file even when it only reads. Where it may not, and nothing waits there to be
    read, the file is said not to change.
    """
    name, file = str(told["NAME"]), Path(told["NAME"])
    pragmas = f"PRAGMA synchronous=NORMAL; PRAGMA cache_size=-{_CACHE};"
    if name == ":memory:" or not file.exists() or os.access(file, os.W_OK):
        pragmas = f"PRAGMA journal_mode=WAL; {pragmas}"
    options: dict[str, Any] = {"transaction_mode": "IMMEDIATE", "timeout": WAITS, "init_command": pragmas}
    waiting = file.with_name(f"{file.name}-wal")
    if file.is_file() and not os.access(file.parent, os.W_OK) and not (waiting.exists() and waiting.stat().st_size):
        name = f"file:{quote(name)}?immutable=1"
    return {"NAME": name, "CONN_MAX_AGE": _KEPT, "OPTIONS": {**options, **told.get("OPTIONS", {})}}


def _postgresql(told: dict[str, Any], threads: int) -> dict[str, Any]:
    """The same for web and commands, because both make many short statements: an import of all pages has thousands, each of milliseconds.

    A write waits for another as long as on SQLite; a statement of half a minute is a mistake, or an index of a migration on a table far larger
    than a site has: `?options=` in the address makes room for it. The pool may have as many connections as there are threads: one that had to
    wait for its turn would look like a dead database. It keeps one when nothing is asked, and does not try for long to reach a server
    that is away: the next request tries again.
    """
    from config.postgresql import PatientConnection  # psycopg is for PostgreSQL alone

    options = {
        "connect_timeout": 2,
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,  # milliseconds
        "options": f"-c lock_timeout={WAITS}s -c statement_timeout={_SLOWEST}s -c idle_in_transaction_session_timeout={2 * _SLOWEST}s",
        "pool": {
            "connection_class": PatientConnection,
            "min_size": 1,
            "max_size": threads + _OTHERS,
            "max_idle": 60,
            "timeout": 2,
            "reconnect_timeout": 3,
        },
    }
    return {"CONN_HEALTH_CHECKS": True, "OPTIONS": {**options, **told.get("OPTIONS", {})}}
