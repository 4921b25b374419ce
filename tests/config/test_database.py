"""Promises of the database's settings: SQLite reads what it may not write, and PostgreSQL is left before a reader notices."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.database import with_options

# In a process of its own, as a user for whom a file's mode counts.
READ = """
import os, sqlite3, sys
from config.database import with_options
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
told = with_options({"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}, threads=1)
with sqlite3.connect(told["NAME"], uri=True, timeout=1) as database:
    for command in told["OPTIONS"]["init_command"].split(";"):
        database.execute(command)
    print(*database.execute("SELECT word FROM words").fetchone())
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="site-read-only-") as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def made(folder: Path, journal: str, *, crashed: bool = False) -> Path:
    """A database with one word in it; after a crash the word is not in the file itself yet."""
    file = folder / "site.sqlite3"
    with closing(sqlite3.connect(folder / "whole.sqlite3")) as database:
        database.execute(f"PRAGMA journal_mode={journal}")
        database.execute("CREATE TABLE words (word)")
        database.execute("INSERT INTO words VALUES (1988)")
        database.commit()
        for name in ("", "-wal", "-shm") if crashed else ():
            shutil.copy(folder / f"whole.sqlite3{name}", f"{file}{name}")
    if not crashed:
        shutil.copy(folder / "whole.sqlite3", file)
    (folder / "whole.sqlite3").unlink()
    for each in folder.iterdir():
        each.chmod(0o444)
    if os.geteuid() == 0:
        for each in (folder, *folder.iterdir()):
            os.chown(each, 65534, 65534)
    return file


@pytest.mark.parametrize("journal", ["wal", "delete"])
@pytest.mark.parametrize("mode", [0o755, 0o555])
def test_a_read_only_file_is_read_in_a_folder_that_is_read_only_too(folder: Path, journal: str, mode: int) -> None:
    file = made(folder, journal)
    folder.chmod(mode)
    done = subprocess.run([sys.executable, "-c", READ, file], capture_output=True, text=True, check=False)
    assert done.stdout == "1988\n", done.stderr


def test_what_a_crash_left_beside_the_file_is_read_too(folder: Path) -> None:
    file = made(folder, "wal", crashed=True)
    folder.chmod(0o555)
    assert subprocess.run([sys.executable, "-c", READ, file], capture_output=True, text=True, check=True).stdout == "1988\n"


def test_a_file_that_may_be_written_gets_readers_beside_its_writer(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite3"
    options = with_options({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}, threads=1)["OPTIONS"]
    with closing(sqlite3.connect(file)) as database:
        for command in options["init_command"].split(";"):
            database.execute(command)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert database.execute("PRAGMA synchronous").fetchone() == (1,)
    assert options["timeout"] >= 5


def test_postgresql_has_a_connection_for_every_thread_and_is_left_soon_when_it_is_away() -> None:
    told = with_options({"ENGINE": "django.db.backends.postgresql", "NAME": "site"}, threads=8)
    assert told["OPTIONS"]["pool"]["max_size"] > 8
    assert told["OPTIONS"]["connect_timeout"] <= 2 >= told["OPTIONS"]["pool"]["timeout"]


def test_options_of_the_address_win() -> None:
    told = with_options({"ENGINE": "django.db.backends.postgresql", "NAME": "site", "OPTIONS": {"sslmode": "require", "connect_timeout": 9}}, 8)
    assert (told["OPTIONS"]["sslmode"], told["OPTIONS"]["connect_timeout"]) == ("require", 9)


@pytest.mark.parametrize("told", [{}, {"ENGINE": "django.db.backends.mysql", "NAME": "site"}])
def test_another_kind_of_database_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        with_options(told, threads=8)
