"""Under stress: what is published is whole, the same for everyone, and never older than it was."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event

import brotli
import pytest

from tests.conftest import ROOT
from tests.content.page_store.served import eventually, serving
from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import ask

PAGE = "/therapy/"
VERSION = re.compile(rb"Words of version (\d+)\.")
PUBLISH = """
import sys
import django
django.setup()
from dataclasses import replace
from time import sleep
from content import workflow
from content.models import Page, document_of
page = Page.objects.get(path="therapy", language="en")
print("ready", flush=True)
for line in sys.stdin:
    number = int(line)
    workflow.save_draft(page, replace(document_of(page), body=f"Words of version {number}."), by=None)
    workflow.publish(page, by=None)
    print(number, flush=True)
"""


@pytest.fixture
def data(site_data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(site_data, folder, ignore=shutil.ignore_patterns("pages", "*.log"), symlinks=True)
    return folder


class Publisher:
    """A process of its own that publishes the page in one version after another."""

    def __init__(self, data: Path) -> None:
        env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen([sys.executable, "-c", PUBLISH], cwd=ROOT, env=env, text=True, bufsize=1, **pipes)
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"

    def publish(self, number: int) -> None:
        """Returns when the version is live."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{number}\n")
        assert self.process.stdout.readline() == f"{number}\n"


@contextmanager
def publishing(data: Path) -> Iterator[Publisher]:
    publisher = Publisher(data)
    try:
        yield publisher
    finally:
        publisher.process.kill()
        publisher.process.wait()


def version(document: bytes) -> int:
    found = VERSION.search(document)
    return int(found[1]) if found else 0


def test_of_ten_publications_in_a_row_readers_see_whole_pages_and_at_once_the_last(data: Path) -> None:
    stop = Event()

    def read(server: str) -> list[int]:
        seen = []
        while not stop.is_set():
            answer = ask(server, PAGE, Accept_Encoding="br")
            assert answer.status == 200
            assert_keeps_the_promise(answer, "en")
            assert answer.document.rstrip().endswith(b"</html>")
            seen.append(version(answer.document))
        return seen

    with serving(data, WEB_CONCURRENCY="3") as (server, _), publishing(data) as publisher, ThreadPoolExecutor(4) as readers:
        ask(server, PAGE)
        reading = [readers.submit(read, server) for _ in range(4)]
        try:
            for number in range(1, 11):
                publisher.publish(number)
            eventually(lambda: version(ask(server, PAGE).document) == 10, 5)
            assert {version(ask(server, PAGE).document) for _ in range(30)} == {10}
        finally:
            stop.set()
        assert all(set(seen.result()) <= set(range(11)) for seen in reading)
        assert any(len(set(seen.result())) > 2 for seen in reading)
        style = re.search(rb'<link rel="stylesheet" href="([^"]+)"', ask(server, PAGE).document)
        assert style
        assert ask(server, style[1].decode()).status == 200


def test_a_server_that_is_killed_while_it_is_published_to_starts_with_what_was_live(data: Path) -> None:
    published = 0
    for _ in range(3):
        with serving(data) as (server, process), publishing(data) as publisher:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            ask(server, PAGE)
            for _ in range(3):
                published += 1
                publisher.publish(published)
                with ThreadPoolExecutor(4) as readers:
                    list(readers.map(lambda _: ask(server, PAGE).status, range(8)))
            for pid in (process.pid, *map(int, children)):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            published += 1
            publisher.publish(published)
    with serving(data) as (server, _):
        answer = ask(server, PAGE, Accept_Encoding="br")
        assert (answer.status, version(answer.document)) == (200, published)
    with closing(sqlite3.connect(data / "site.sqlite3")) as database:
        revisions = [text for (text,) in database.execute("SELECT text FROM content_revision WHERE text LIKE '%Words of version%'")]
        assert len(revisions) == published
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for file in data.glob("pages/**/*.br"):
        plain = file.with_suffix("")
        assert brotli.decompress(file.read_bytes()) == plain.read_bytes(), file


def test_the_site_goes_on_while_no_copy_can_be_written(data: Path) -> None:
    (data / "pages").write_text("a file where the folder of copies should be")
    with serving(data) as (server, _), publishing(data) as publisher:
        for number in (1, 2, 3):
            publisher.publish(number)
            began = time.monotonic()
            eventually(lambda number=number: {version(ask(server, PAGE).document) for _ in range(10)} == {number}, 10)
            assert time.monotonic() - began < 10
        assert ask(server, "/crisis/").status == 200
