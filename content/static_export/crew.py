"""Makes many addresses in several processes at once, each with few of them at a time, so that memory stays the same however many there are."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from django.db import connection, connections

from content.static_export.making import Made, Maker

AT_A_TIME = 16  # addresses

Task = tuple[str, str]  # an address, and the digest of what it was


def made_by_crew(take: Callable[[int], list[Task]], maker: Maker, processes: int) -> Iterator[Made]:
    """Make addresses in any order, those too that are found meanwhile.

    The processes end with this one, however it ends: each hears that nobody is left to tell.
    """
    context = multiprocessing.get_context("fork")  # what is loaded is shared
    connections.close_all()  # but a connection cannot be
    if connection.settings_dict["OPTIONS"].get("pool"):
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's alone
    crew: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process: BaseProcess = context.Process(target=_work, args=(theirs, maker, [*crew, ours]), daemon=True)
            process.start()
            theirs.close()
            crew[ours] = process
        yield from _handed_out(take, set(crew))
    finally:
        for ours, process in crew.items():
            ours.close()
            process.join(10)


def _handed_out(take: Callable[[int], list[Task]], idle: set[Connection]) -> Iterator[Made]:
    busy: set[Connection] = set()
    while True:
        while idle and (tasks := take(AT_A_TIME)):
            ours = idle.pop()
            ours.send(tasks)
            busy.add(ours)
        if not busy:
            return
        for ours in cast("list[Connection]", wait(list(busy))):
            try:
                made = ours.recv()
            except EOFError:
                raise ChildProcessError("A process that made pages has ended; perhaps memory was short.") from None
            busy.discard(ours)
            idle.add(ours)
            if isinstance(made, BaseException):
                raise made
            yield from made


def _work(theirs: Connection, maker: Maker, of_others: list[Connection]) -> None:
    for ours in of_others:  # who holds the other end itself never hears that nobody is left
        ours.close()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        while True:
            batch = theirs.recv()
            try:
                theirs.send([maker.make(*task) for task in batch])
            except Exception as error:  # noqa: BLE001  it is raised again where the export runs
                theirs.send(ChildProcessError(f"An address of {batch[0][0]} to {batch[-1][0]} could not be made: {error!r}"))
