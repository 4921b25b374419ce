"""Promises of two machines at one database, each with its own folder: what one publishes or withdraws the other does too, and one may die."""

from __future__ import annotations

import gzip
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import brotli
import psycopg
import pytest

from tests import postgres
from tests.conftest import CAST, manage
from tests.content.page_store.at_desk import AtDesk
from tests.content.page_store.balancer import balancing
from tests.content.page_store.served import PREPARED, data_folder, eventually, serving
from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import Answer, ask

SOON = 1.0  # seconds until another machine shows what one did
BUSY = 2.0  # seconds more, once or twice, on a machine that runs other tests beside
PLACES = ("kept", "current")  # where copies of pages lie
READ = ("/", "/approaches/cbt/", "/crisis/", "/concerns/", "/es/crisis/")
PAGES = ("made/blank-1", "made/blank-2", "therapy")
# A version of each page, signed off and not published yet.
READY = f"""
{CAST}
from dataclasses import replace
from content.document import parse
for path in {PAGES}:
    page = Page.objects.get(path=path, language="en")
    words = replace(parse(page.latest_revision.text), summary=f"What machines say about this subject: {{path}}.")
    workflow.save_draft(page, words, by=User.objects.get(username="ada"))
    workflow.submit(page, by=None)
    workflow.sign_off(page, page.latest_revision, by=User.objects.get(username="vera"))
"""


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Server]:
    with postgres.running(PREPARED) as server:
        yield server


@pytest.fixture(scope="module")
def folders(database: postgres.Server, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folders = [data_folder(tmp_path_factory.mktemp("machines") / name) for name in ("first", "second")]
    manage(folders[0], "shell", "--verbosity", "0", "--command", READY, DATABASE_URL=database.address())
    return folders


@pytest.fixture(scope="module")
def machines(database: postgres.Server, folders: list[Path]) -> Iterator[list[tuple[str, int]]]:
    """The address and the first process of each. The tests of this file use them one after the other; the last leaves one alive."""
    with ExitStack() as both:
        started = [both.enter_context(serving(folder, DATABASE_URL=database.address())) for folder in folders]
        yield [(server, process.pid) for server, process in started]


def asked(database: postgres.Server, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.address()) as connection:
        return connection.execute(query.encode()).fetchall()


def shows(server: str, path: str, words: bytes) -> bool:
    return words in ask(server, f"/{path}/").document


def is_gone(server: str, path: str) -> bool:
    return ask(server, f"/{path}/").status == 410


def seconds_until(true: Callable[[], bool]) -> float:
    began = time.monotonic()
    eventually(true, SOON + BUSY)
    return time.monotonic() - began


def holds(folder: Path, words: bytes) -> bool:
    """Whether any file holds words, compressed or not."""
    opened: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}
    found = False
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):  # a better compressed one may take its place now
            found |= file.is_file() and words in opened.get(file.suffix, bytes)(file.read_bytes())
    return found


def all_hold(machines: list[tuple[str, int]], folders: list[Path], path: str, words: bytes) -> bool:
    """After it was asked for once more: what was new on a machine before it had heard of the edition is made again for that."""
    return all(shows(server, path, words) for server, _ in machines) and all(
        holds(folder / "pages" / place / path, words) for folder in folders for place in PLACES
    )


def none_holds(folders: list[Path], path: str, words: bytes) -> bool:
    return not any(holds(folder / "pages" / place / path, words) for folder in folders for place in PLACES)


def test_what_one_publishes_and_withdraws_the_other_shows_and_forgets(
    database: postgres.Server, folders: list[Path], machines: list[tuple[str, int]]
) -> None:
    versions = {path: (page, newest) for path, page, newest in asked(database, "SELECT path, id, latest_revision_id FROM content_page")}
    one, other = (server for server, _ in machines)
    grace, took = AtDesk(one, "grace"), []
    for path in PAGES:
        words = f"about this subject: {path}.".encode()
        assert words not in ask(other, f"/{path}/").document
        assert grace.take(one, *versions[path], "publish").status == 302
        published = seconds_until(partial(shows, other, path, words))
        eventually(partial(all_hold, machines, folders, path, words), SOON + BUSY)
        assert grace.take(other, *versions[path], "withdraw").status == 302
        withdrawn = seconds_until(partial(is_gone, one, path))
        assert all(is_gone(server, path) for server in (one, other) for _ in range(10))
        eventually(partial(none_holds, folders, path, words), SOON + BUSY)
        took.append((published, withdrawn))
    print("seconds until another machine showed and forgot a page:", took)
    assert min(published for published, _ in took) <= SOON
    assert min(withdrawn for _, withdrawn in took) <= SOON


def test_a_machine_that_dies_takes_no_page_and_no_saved_word_with_it(database: postgres.Server, machines: list[tuple[str, int]]) -> None:
    (one, pid), (other, _) = machines
    page = asked(database, "SELECT id FROM content_page WHERE path = 'made/blank-0'")[0][0]
    saving, over = Event(), Event()
    eventually(lambda: all(ask(node, address).status == 200 for node in (one, other) for address in READ))
    with balancing(one, other) as (server, balancer), ThreadPoolExecutor(7) as people:
        ada = AtDesk(server, "ada")

        def read(first: int) -> list[Answer]:
            answers: list[Answer] = []
            while not over.is_set():
                answers.append(ask(server, READ[(first + len(answers)) % len(READ)]))
            return answers

        def write() -> tuple[list[str], list[str]]:
            saved: list[str] = []
            told: list[str] = []
            for number in range(8):
                words = f"Words that were typed as number {number} of eight."
                fields = ada.form(server, page) | {"body": words}
                if number == 4:
                    saving.set()
                (saved if ada.save(server, page, fields).status == 302 else told).append(words)
            return saved, told

        readers, writer = [people.submit(read, number) for number in range(6)], people.submit(write)
        try:
            assert saving.wait(60)
            before = balancer.answered[other]
            time.sleep(0.03)  # the form is on its way
            kill(pid)
            saved, told = writer.result(60)
            time.sleep(1)
        finally:
            over.set()
        answers = [answer for reader in readers for answer in reader.result(20)]
    print(f"{len(answers)} pages were read; {len(saved)} saved, {len(told)} told")
    assert {answer.status for answer in answers} == {200}
    for answer in {answer.body: answer for answer in answers}.values():
        assert_keeps_the_promise(answer, "es" if b'<html lang="es"' in answer.document else "en")
    assert all(answer.every("Crisis-Support") == ["Call or text 988"] for answer in answers)
    assert balancer.answered[one] > 0
    assert balancer.answered[other] > before
    kept = [text for (text,) in asked(database, f"SELECT text FROM content_revision WHERE page_id = {page}")]  # noqa: S608
    assert [words for words in saved if not any(words in text for text in kept)] == []
    assert len(told) <= 1, "only what was on its way when the machine died"
    assert len(saved) >= 7


def kill(pid: int) -> None:
    """End a machine's processes at once, as a power cut would."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for process in (pid, *map(int, children)):
        os.kill(process, signal.SIGKILL)
