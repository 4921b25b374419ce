"""A load balancer as small as one can be: it asks another node when one does not answer a reader, and sends no form twice."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast
from urllib.parse import urlsplit

from tests.crisis.wire import parse

FAILED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Balancer(ThreadingTCPServer):
    """Readers' requests go to the nodes in turn, everything else to the first that answers. `answered` counts by node."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, *nodes: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.nodes, self.turn, self.answered = nodes, count(), Counter[str]()

    def answer(self, request: bytes) -> bytes:
        """What a node says; a request that may change something is sent again only where it surely never arrived."""
        may_repeat = request.startswith((b"GET ", b"HEAD "))
        first = next(self.turn) % len(self.nodes) if may_repeat else 0
        for node in (*self.nodes[first:], *self.nodes[:first]):
            has_arrived = False
            try:
                with closing(socket.create_connection(_place(node), timeout=20)) as wire:
                    has_arrived = True
                    wire.sendall(request)
                    came = b"".join(iter(lambda wire=wire: wire.recv(65536), b""))  # type: ignore[misc]
                if _is_whole(came, request):
                    self.answered[node] += 1
                    return came
            except OSError:
                pass
            if has_arrived and not may_repeat:
                return FAILED
        return FAILED


class _Handler(StreamRequestHandler):
    def handle(self) -> None:
        head, length = b"", 0
        while not head.endswith(b"\r\n\r\n"):
            if not (line := self.rfile.readline()):
                return
            head += line
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        self.wfile.write(cast("Balancer", self.server).answer(head + self.rfile.read(length)))


def _place(node: str) -> tuple[str, int]:
    address = urlsplit(node)
    return str(address.hostname), int(address.port or 80)


def _is_whole(came: bytes, request: bytes) -> bool:
    if b"\r\n\r\n" not in came:
        return False
    answer = parse(came)
    return request.startswith(b"HEAD ") or len(answer.body) == int(answer.header("Content-Length") or len(answer.body))


@contextmanager
def balancing(*nodes: str) -> Iterator[tuple[str, Balancer]]:
    """The address of a balancer in front of some nodes."""
    with Balancer(*nodes) as balancer:
        thread = Thread(target=balancer.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{balancer.server_address[1]}", balancer
        balancer.shutdown()
        thread.join()
