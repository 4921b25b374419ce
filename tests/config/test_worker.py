"""Promises of the worker: slow senders and a database that hangs cost no reader anything, and a request is read however it comes."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.content.page_store.served import serving
from tests.crisis.wire import ask

FORM = b"POST /search/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n"


@pytest.fixture(scope="module")
def site(site_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with one process of two threads: two that waited would stop it."""
    data = tmp_path_factory.mktemp("worker") / "data"
    shutil.copytree(site_data, data, symlinks=True)
    with serving(data, WEB_CONCURRENCY="1", WEB_THREADS="2") as (address, _):
        yield address


def connected(site: str) -> socket.socket:
    host = urlsplit(site)
    return socket.create_connection((host.hostname or "", host.port or 0), timeout=10)


def told(site: str, text: bytes) -> bytes:
    return text.replace(b"{host}", urlsplit(site).netloc.encode())


def answer(wire: socket.socket) -> bytes:
    """What comes first, with its whole head."""
    got = b""
    while b"\r\n\r\n" not in got:
        more = wire.recv(65536)
        if not more:
            break
        got += more
    return got


def test_five_hundred_slow_senders_stop_no_reader(site: str) -> None:
    pieces = [b"", b"GET /therapy/ HTTP/1.1\r\nHost: {host}\r\nX-Slow: ", FORM + b"\r\nq=f"]
    with ExitStack() as opened:
        slow = [opened.enter_context(connected(site)) for _ in range(500)]
        for number, wire in enumerate(slow):
            if piece := pieces[number % 3]:
                wire.sendall(told(site, piece))
        waits = []
        for _ in range(40):
            began = time.monotonic()
            assert ask(site, "/therapy/").status == 200
            waits.append(time.monotonic() - began)
            for wire in slow[1::3]:
                wire.sendall(b"x")
        assert sorted(waits)[-2] < 1  # each of them would hold a thread for five seconds and more
        slow[1].sendall(b"\r\n\r\n")
        slow[2].sendall(b"ear")
        assert answer(slow[1]).startswith(b"HTTP/1.1 200")
        assert answer(slow[2]).startswith(b"HTTP/1.1 200")


def test_when_every_thread_waits_for_the_database_stored_pages_are_answered_all_the_same(site_data: Path, tmp_path: Path) -> None:
    shutil.copytree(site_data, tmp_path / "data", symlinks=True)
    with (
        serving(tmp_path / "data", WEB_CONCURRENCY="1", WEB_THREADS="2") as (server, _),
        closing(sqlite3.connect(tmp_path / "data/site.sqlite3", isolation_level=None)) as other,
        ThreadPoolExecutor(2) as people,
    ):
        assert ask(server, "/therapy/").status == 200
        other.execute("BEGIN IMMEDIATE")
        own = {"Origin": server, "Referer": f"{server}/therapy/", "Content_Type": "application/x-www-form-urlencoded"}
        saving = [people.submit(ask, server, "/clear/therapy/", "POST", b"clear=yes", **own) for _ in range(2)]
        time.sleep(0.5)
        for path in ("/therapy/", "/approaches/cbt/", "/therapy/"):  # from memory and from disk
            began = time.monotonic()
            assert ask(server, path).status == 200
            assert time.monotonic() - began < 1
        assert not any(save.done() for save in saving), "They did not wait."
        other.execute("ROLLBACK")
        assert [save.result().status for save in saving] == [303, 303]


@pytest.mark.parametrize("size", [1, 7, 50])
def test_a_request_is_read_in_whatever_pieces_it_comes_and_the_next_one_too(site: str, size: int) -> None:
    with connected(site) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for text in (FORM + b"\r\nq=fear", b"HEAD /therapy/ HTTP/1.1\r\nHost: {host}\r\n\r\n"):
            text = told(site, text)
            for at in range(0, len(text), size):
                wire.sendall(text[at : at + size])
                time.sleep(0.002)
            got = answer(wire)
            assert got.startswith(b"HTTP/1.1 200")
            length = int(got.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            body = len(got.partition(b"\r\n\r\n")[2])
            while text.startswith(b"POST") and body < length:
                body += len(wire.recv(65536))


def test_who_asks_before_sending_a_form_is_answered_at_once(site: str) -> None:
    with connected(site) as wire:
        wire.sendall(told(site, FORM + b"Expect: 100-continue\r\n\r\n"))
        assert answer(wire).startswith(b"HTTP/1.1 100")
        wire.sendall(b"q=fear")
        assert answer(wire).startswith(b"HTTP/1.1 200")


def test_who_goes_away_in_the_middle_is_let_go(site: str) -> None:
    with connected(site) as wire:
        wire.sendall(told(site, b"GET / HTTP/1.1\r\nHost: {host}"))
        time.sleep(0.1)
        wire.shutdown(socket.SHUT_WR)
        assert wire.recv(1) == b""
    assert ask(site, "/").status == 200


def test_a_head_without_an_end_is_refused_with_the_notice(site: str) -> None:
    with connected(site) as wire:
        wire.sendall(told(site, b"GET / HTTP/1.1\r\nHost: {host}\r\n") + b"X-Long: " + b"a" * 40_000)
        got = answer(wire)
        assert got.startswith(b"HTTP/1.1 431")
        assert b"988" in got
