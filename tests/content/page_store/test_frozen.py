"""Promises for the day PostgreSQL is frozen or stopped: readers notice nothing, staff are told, and all is well again by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import postgres
from tests.conftest import manage
from tests.content.page_store.served import PREPARED, data_folder, eventually, serving
from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import Answer, ask

PAGES = ("/", "/approaches/cbt/", "/es/crisis/", "/crisis/", "/feed.xml")
PUBLISH = """
from dataclasses import replace
from content import workflow
from content.models import Page, document_of
page = Page.objects.get(path="therapy", language="en")
workflow.save_draft(page, replace(document_of(page), summary="{words}"), by=None)
workflow.publish(page, by=None)
"""


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Server]:
    with postgres.running(PREPARED) as server:
        yield server


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return data_folder(tmp_path_factory.mktemp("frozen") / "data")


@pytest.fixture(autouse=True)
def thawed(database: postgres.Server) -> Iterator[None]:
    yield
    if (database.folder / "postmaster.pid").exists():
        database.thaw()
    else:
        database.start()


def timed(server: str, address: str, method: str = "GET") -> tuple[Answer, float]:
    began = time.monotonic()
    answer = ask(server, address, method)
    return answer, time.monotonic() - began


def assert_readers_notice_nothing(server: str) -> None:
    for address in PAGES:
        answer, seconds = timed(server, address)
        assert answer.status == 200, address
        assert seconds < 2, address
        assert_keeps_the_promise(answer, "es" if address.startswith("/es/") else "en")
    assert timed(server, "/search/", "POST")[0].status == 200


def assert_staff_are_told(server: str) -> None:
    answer, seconds = timed(server, "/admin/")
    assert (answer.status, seconds < 3) == (503, True)
    assert b"Nothing was saved" in answer.document
    assert ask(server, "/healthz").status == 200
    assert timed(server, "/readyz")[0].status == 503


def made(data: Path) -> bool:
    return all((data / f"pages/kept{address}{'index.html' if address.endswith('/') else ''}.json").exists() for address in PAGES)


def publish(data: Path, database: postgres.Server, words: str) -> None:
    manage(data, "shell", "--verbosity", "0", "--command", PUBLISH.format(words=words), DATABASE_URL=database.address())


def test_a_frozen_database_costs_no_reader_anything_and_is_heard_again(data: Path, database: postgres.Server) -> None:
    with serving(data, DATABASE_URL=database.address()) as (server, _):
        eventually(lambda: made(data))
        assert ask(server, "/admin/").status == 302
        with ThreadPoolExecutor(30) as readers:  # more than there are threads to wait with, each with a connection
            for _ in range(90):
                readers.submit(timed, server, "/approaches/?utm_source=letter")
        database.freeze()
        with ThreadPoolExecutor(30) as readers:
            for _ in range(30):
                readers.submit(timed, server, "/approaches/?utm_source=letter")
            time.sleep(5)
            assert_readers_notice_nothing(server)
            assert_staff_are_told(server)
        database.thaw()
        eventually(lambda: ask(server, "/admin/").status == 302, 10)
        publish(data, database, "A summary of what therapy is, written after a frost.")
        eventually(lambda: b"written after a frost" in ask(server, "/therapy/").document, 5)
        assert ask(server, "/readyz").status == 200


def test_a_server_that_starts_beside_a_frozen_database_serves_what_was_published(data: Path, database: postgres.Server) -> None:
    with serving(data, DATABASE_URL=database.address()):
        eventually(lambda: made(data))
    database.freeze()
    with serving(data, DATABASE_URL=database.address()) as (server, _):
        eventually(lambda: ask(server, "/admin/").status == 503, 10)
        assert_readers_notice_nothing(server)
        assert_staff_are_told(server)
        database.thaw()
        eventually(lambda: ask(server, "/admin/").status == 302, 15)


def test_a_database_that_is_stopped_and_started_again_is_heard_again(data: Path, database: postgres.Server) -> None:
    with serving(data, DATABASE_URL=database.address()) as (server, _):
        eventually(lambda: made(data))
        database.stop()
        assert_readers_notice_nothing(server)
        assert ask(server, "/admin/").status == 503
        time.sleep(4)
        assert_staff_are_told(server)
        database.start()
        eventually(lambda: ask(server, "/admin/").status == 302, 15)
        publish(data, database, "A summary of what therapy is, written after a stop.")
        eventually(lambda: b"written after a stop" in ask(server, "/therapy/").document, 5)


def test_a_database_that_may_only_be_read_is_told_and_costs_readers_nothing(data: Path, database: postgres.Server) -> None:
    options = "?options=-c%20default_transaction_read_only%3Don"
    with serving(data, DATABASE_URL=database.address() + options) as (server, _):
        eventually(lambda: ask(server, "/readyz").status == 503, 10)
        assert b'"database": "read-only"' in ask(server, "/readyz").document
        assert_readers_notice_nothing(server)
    with serving(data, DATABASE_URL=database.address()) as (server, _):
        eventually(lambda: ask(server, "/readyz").status == 200, 10)
