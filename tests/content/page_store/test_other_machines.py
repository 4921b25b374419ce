"""Promises of two machines at one database, each with its own folder: what one publishes, the other shows; what one withdraws, neither does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.conftest import manage
from tests.content.page_store.served import PREPARED, data_folder, eventually, serving
from tests.content.page_store.test_frozen import publish
from tests.crisis.wire import ask

BUSY = 2.0  # seconds more than a second, for a machine that runs other tests beside
WITHDRAW = """
from content import workflow
from content.models import Page
workflow.withdraw(Page.objects.get(path="therapy", language="en"), by=None)
"""


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Server]:
    with postgres.running(PREPARED) as server:
        yield server


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [data_folder(tmp_path_factory.mktemp("machines") / name) for name in ("first", "second")]


def test_two_machines_are_in_step_through_the_database(database: postgres.Server, machines: list[Path]) -> None:
    first, second = machines
    settings = {"DATABASE_URL": database.address(), "SECRET_KEY": "k" * 50}
    with serving(first, **settings) as (one, _), serving(second, **settings) as (other, _):
        assert {ask(server, "/therapy/").status for server in (one, other)} == {200}
        publish(first, database, "A summary of what therapy is, written on the first machine.")
        eventually(lambda: b"written on the first machine" in ask(other, "/therapy/").document, 1 + BUSY)
        eventually(lambda: b"written on the first machine" in ask(one, "/therapy/").document, 1 + BUSY)
        manage(first, "shell", "--verbosity", "0", "--command", WITHDRAW, DATABASE_URL=database.address())
        eventually(lambda: ask(other, "/therapy/").status == 410, 1 + BUSY)
        for server in (one, other):
            assert [ask(server, "/therapy/").status for _ in range(20)] == [410] * 20
