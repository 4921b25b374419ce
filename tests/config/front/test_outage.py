"""Promises of a front server on a bad day: pages stay, what cannot be answered says call or text 988, and no form is sent twice."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tests.config.front.running import SERVERS, in_front, is_from_disk
from tests.conftest import free_port, manage
from tests.content.page_store.served import eventually, serving
from tests.crisis.promise import assert_keeps_the_promise
from tests.crisis.wire import Answer, ask, send

PAGE, SHEET, SPANISH = "/approaches/cbt/", "/practice/thought-record/", "/es/crisis/"
NEW_EDITION = "from content import page_store\npage_store.advance()"


@contextmanager
def node(answer: bytes | None, asked: list[bytes]) -> Iterator[str]:
    """A node that answers everything in one way, or hangs up when it has heard all."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            while True:
                try:
                    wire, _ = server.accept()
                except OSError:
                    return
                with closing(wire):
                    asked.append(wire.recv(65536))
                    if answer:
                        wire.sendall(b"HTTP/1.1 " + answer + b"\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")

        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def dead() -> str:
    return f"http://127.0.0.1:{free_port()}"


def assert_is_our_error(answer: Answer, language: str = "en") -> None:
    assert (answer.status, answer.header("Retry-After"), answer.header("Cache-Control")) == (503, "30", "no-store")
    assert answer.header("Content-Security-Policy")
    assert_keeps_the_promise(answer, language)
    assert b"</html>" in answer.document


@pytest.mark.parametrize("server", SERVERS)
def test_with_every_application_dead_pages_go_on_and_the_rest_says_988(data: Path, server: str) -> None:
    with ExitStack() as stack:
        with serving(data) as (application, _):
            eventually(lambda: ask(application, "/readyz").status == 200)
            front = stack.enter_context(in_front(server, data, application))
            for address in (PAGE, SHEET, SPANISH):
                eventually(lambda address=address: is_from_disk(ask(front.url, address)))  # type: ignore[misc]
            current = {address: ask(front.url, address, Accept_Encoding="br") for address in (PAGE, SHEET)}
            static = current[PAGE].document.decode().partition('<link rel="stylesheet" href="')[2].partition('"')[0]
        for address, before in current.items():
            assert ask(front.url, address, Accept_Encoding="br").document == before.document
        assert ask(front.url, static).status == 200
        manage(data, "shell", "--verbosity", "0", "--command", NEW_EDITION)  # of this edition no page is made any more
        for address, before in current.items():
            for asked in (address, f"{address}?utm_source=letter"):
                last = ask(front.url, asked, Accept_Encoding="br")
                assert (last.status, last.document) == (200, before.document)
                assert last.header("Content-Security-Policy") == before.header("Content-Security-Policy")
                assert_keeps_the_promise(last)
        for address, language in (("/no-such-page/", "en"), ("/es/no-such-page/", "es"), ("/healthz", "en"), ("/sitemap.xml", "en")):
            for method in ("GET", "POST"):
                assert_is_our_error(ask(front.url, address, method), language)
        assert_is_our_error(ask(front.url, PAGE, "POST"))
        assert ask(front.url, "/no-such-page/", "HEAD").every("Crisis-Support") == ["Call or text 988"]
        desk = ask(front.url, "/admin/content/page/", "POST", b"title=x")
        assert_is_our_error(desk)
        assert b"Nothing was saved" in desk.document


@pytest.mark.parametrize("server", SERVERS)
def test_the_other_node_answers_when_the_first_is_dead_or_frozen(data: Path, dead: str, server: str) -> None:
    with serving(data) as (other, _), in_front(server, data, dead, other) as front:
        assert all(ask(front.url, "/search/").status == 200 for _ in range(10))
        assert ask(front.url, "/search/", "POST").status == 200
        assert_is_our_error(ask(front.url, "/healthz"))  # that of this machine's own node
        with serving(data) as (frozen, process), in_front(server, data, frozen, other) as front:
            process.send_signal(signal.SIGSTOP)
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            for child in children:
                os.kill(int(child), signal.SIGSTOP)
            began = time.monotonic()
            assert ask(front.url, "/search/").status == 200
            assert time.monotonic() - began < 10
            for stopped in (*children, process.pid):
                os.kill(int(stopped), signal.SIGCONT)


@pytest.mark.parametrize("server", SERVERS)
def test_what_is_read_is_asked_again_and_what_is_sent_is_not(data: Path, server: str) -> None:
    first: list[bytes] = []
    second: list[bytes] = []
    with node(None, first) as broken, node(b"200 OK", second) as well, in_front(server, data, broken, well) as front:
        time.sleep(2.5)  # until the first counts as well again
        second.clear()
        assert_is_our_error(ask(front.url, "/search/", "POST", b"q=secret"))
        assert second == []
        time.sleep(2.5)
        assert ask(front.url, "/search/?q=1").status == 200
        assert len(second) == 1


@pytest.mark.parametrize("server", SERVERS)
def test_nobody_learns_who_reads(data: Path, server: str) -> None:
    asked: list[bytes] = []
    with node(b"200 OK", asked) as application, in_front(server, data, application) as front:
        ask(front.url, "/search/?q=secret", User_Agent="secret", Referer="http://secret/", X_Forwarded_For="192.0.2.7", X_Forwarded_Proto="https")
        assert b"192.0.2.7" not in asked[-1]
        assert b"127.0.0.1\r" not in asked[-1].replace(b"Host: 127.0.0.1", b"")
        assert b"x-forwarded-proto: https" not in asked[-1].lower()
        assert b"x-forwarded-for" not in asked[-1].lower()
        eventually(lambda: "/search/" in front.log, 5)
        told = "".join(file.read_text(errors="replace") for file in front.state.iterdir() if file.is_file() and file.name != "configuration")
        assert "secret" not in told
        assert '"127.0.0.1"' not in told
        assert "[1" not in told or "127.0.0.1" not in told


@pytest.mark.parametrize("server", SERVERS)
def test_slow_senders_hold_no_thread_of_the_application(data: Path, server: str) -> None:
    with serving(data) as (application, _), in_front(server, data, application) as front, ExitStack() as stack:
        eventually(lambda: ask(front.url, "/search/").status == 200)
        port = int(front.url.rpartition(":")[2])
        for _ in range(200):
            wire = stack.enter_context(closing(socket.create_connection(("127.0.0.1", port))))
            wire.sendall(f"POST /search/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 50\r\n\r\nq=".encode())
        for _ in range(20):
            began = time.monotonic()
            assert ask(front.url, "/search/").status == 200
            assert time.monotonic() - began < 2


BROKEN = {
    "not a request line": b"NONSENSE\r\n\r\n",
    "no such version": b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "a long line": b"GET /?" + b"x" * 9000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 20000 + b"\r\n\r\n",
    "an unknown coding": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: magic\r\n\r\n",
    "too large": b"POST /search/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99000000\r\n\r\n",
    "a wish that is not met": b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-Match: "x"\r\nConnection: close\r\n\r\n',
    "a file that is not to be changed": b"DELETE /static/x HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
}


def test_what_nginx_refuses_by_itself_says_988_too(data: Path, dead: str) -> None:
    with in_front("nginx", data, dead) as front:
        for name, request in BROKEN.items():
            answer = send(front.url, request)
            assert answer.status >= 400, name
            assert_keeps_the_promise(answer)
            assert b"nginx" not in answer.document
