"""Promises of the store behind gunicorn: what was published is there for every worker, and stays when the database dies."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import brotli
import pytest

from tests.conftest import manage
from tests.content.page_store.served import eventually, serving
from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import ask


@pytest.fixture(scope="module")
def data(site_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of this file's own, without copies of pages."""
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(site_data, folder, ignore=shutil.ignore_patterns("pages", "*.log"), symlinks=True)
    return folder


def test_a_publication_reaches_every_worker_and_a_withdrawal_too(data: Path) -> None:
    def shell(words: str) -> None:
        manage(data, "shell", "--verbosity", "0", "--command", words)

    with serving(data) as (server, _):
        assert ask(server, "/therapy/").status == 200
        shell(
            "from content import workflow\nfrom content.models import Page, document_of\nfrom dataclasses import replace\n"
            'page = Page.objects.get(path="therapy", language="en")\n'
            'workflow.save_draft(page, replace(document_of(page), summary="A new summary of what therapy is, in words of this test."), by=None)\n'
            "workflow.publish(page, by=None)"
        )
        eventually(lambda: b"in words of this test" in ask(server, "/therapy/").document, 5)
        assert all(b"in words of this test" in ask(server, "/therapy/").document for _ in range(20))
        shell(
            "from content import workflow\nfrom content.models import Page\n"
            'workflow.withdraw(Page.objects.get(path="therapy", language="en"), by=None)'
        )
        assert [ask(server, "/therapy/").status for _ in range(20)] == [410] * 20


def test_pages_that_nobody_asked_for_are_there_when_the_database_dies_and_the_server_starts_again(data: Path, tmp_path: Path) -> None:
    with serving(data) as (server, _):
        pages = ("/approaches/cbt/", "/practice/thought-record/", "/es/crisis/", "/handouts/", "/es/handouts/", "/es/sources/")
        eventually(lambda: all((data / f"pages/kept{path}index.html.json").exists() for path in pages))
        whole = {path: ask(server, path).document for path in pages}
    with serving(data, DATABASE_URL=f"sqlite:///{tmp_path}") as (server, _):
        for path, document in whole.items():
            began = time.monotonic()
            answer = ask(server, path, Accept_Encoding="br")
            assert time.monotonic() - began < 1
            assert (answer.status, answer.document) == (200, document)
            assert_keeps_the_promise(answer, "es" if path.startswith("/es/") else "en")
        eventually(lambda: ask(server, "/approaches/cbt/?utm_source=x").document == whole["/approaches/cbt/"])
        assert ask(server, "/search/", "POST").status == 200
        assert ask(server, "/admin/").status == 503
        assert ask(server, "/healthz").status == 200
        assert ask(server, "/readyz").status == 503


def test_a_worker_that_is_killed_takes_no_page_with_it(data: Path) -> None:
    with serving(data) as (server, process):
        ask(server, "/alliance/")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        statuses = []
        for _ in range(50):
            with suppress(OSError):
                statuses.append(ask(server, "/alliance/").status)
        assert set(statuses) == {200}


def test_what_is_sent_is_a_file_that_a_front_server_can_send(data: Path) -> None:
    with serving(data) as (server, _):
        answer = ask(server, "/approaches/")
        file = data / "pages/current/approaches/index.html"
        eventually(lambda: file.with_name("index.html.br").exists())
        assert file.read_bytes() == answer.body
        assert brotli.decompress(file.with_name("index.html.br").read_bytes()) == answer.body


def test_the_counter_alone_tells_another_machine(data: Path) -> None:
    with serving(data) as (server, _):
        ask(server, "/approaches/")
        first = (data / "pages/current").readlink()
        with closing(sqlite3.connect(data / "site.sqlite3", timeout=10)) as database:
            database.execute("UPDATE content_publication SET number = number + 1")
            database.commit()
        eventually(lambda: (data / "pages/current").readlink() != first, 5)
