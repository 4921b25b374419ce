"""The gunicorn worker of the site: slow senders stop nobody, and neither do requests that wait for a database."""

from __future__ import annotations

import re
import socket
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import TConn

from crisis.worker import CrisisThreadWorker, write_error

PATIENCE = 20.0  # seconds that a sender has for the head of a request, and for a form of the site's own size
RESERVE = 2  # threads for pages that are there, when all others wait
_STUCK = 0.01  # seconds in which no thread has answered; they answer some thousand times a second
_LOOKED_AT = 32_768  # bytes; what is larger is a form of the desk, and read by its thread
_LINE = 250  # of which the line of a request is looked at; addresses of the page store are shorter
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,9})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_READS = re.compile(rb"(?:GET|HEAD) (/[^ ?]*) ")  # without a query
_ASKS_FIRST = re.compile(rb"^expect:", re.IGNORECASE | re.MULTILINE)  # sends its body when the thread has told it to


class PatientWorker(CrisisThreadWorker):
    """gthread, which gives every connection a thread at once and lets it wait there for five seconds. Here the poller waits, for all.

    What has come is looked at where the kernel keeps it, and the kernel is told how much more is needed before it calls again.

    When all threads wait, perhaps for a database that has just died, stored pages are answered by threads in reserve.
    """

    def init_process(self) -> None:
        """Before the loop begins: the reserve."""
        self.reserve, self.busy, self.answered = ThreadPoolExecutor(RESERVE), 0, monotonic()
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        """Give a request that is there whole to a thread."""
        conn.in_reserve = self.busy >= self.cfg.threads and monotonic() - self.answered > _STUCK and self._is_stored(conn)
        self.busy += not conn.in_reserve
        pool = self.reserve if conn.in_reserve else self.tpool
        pool.submit(self.handle, conn).add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def finish_request(self, conn: Any, fs: Future[Any]) -> None:
        """A thread has answered."""
        if not conn.in_reserve:
            self.busy -= 1
            self.answered = monotonic()
        super().finish_request(conn, fs)

    def _is_stored(self, conn: Any) -> bool:
        has = getattr(self.wsgi, "has", None)  # another application may be served too
        found = _READS.match(getattr(conn, "line", b""))
        return bool(has and found and has(found[1].decode("latin-1")))

    def accept(self, listener: Any) -> None:
        """Take a connection and let the poller wait for its first request."""
        if self.cfg.is_ssl:  # nothing can be read before the handshake
            super().accept(listener)
            return
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        self._wait(TConn(self.cfg, client, address, listener.getsockname()))

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """More has come of a request that was not whole."""
        if not _is_whole(conn, client):
            return
        if conn.is_endless:
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.nr_conns -= 1
            write_error(client, 431, "Request Header Fields Too Large", "")
            conn.close()
        else:
            super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """Another request begins on a connection that was kept."""
        if self.cfg.is_ssl:
            super().on_client_socket_readable(conn, client)
            return
        if _is_whole(conn, client) and not conn.is_endless:
            super().on_client_socket_readable(conn, client)
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._wait(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """A stopping worker waits no longer for requests that have hardly begun than for kept connections."""
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def _wait(self, conn: Any) -> None:
        conn.timeout = monotonic() + PATIENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))


def _is_whole(conn: Any, client: socket.socket) -> bool:
    """Whether a thread can read the request without waiting; also when no more will come of it, or its head has no end."""
    conn.is_endless = False
    try:
        seen = client.recv(_LOOKED_AT, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    needed = _needed(seen)
    has_ended = len(seen) == getattr(conn, "seen", 0)
    conn.is_endless = len(seen) < needed and len(seen) == _LOOKED_AT
    conn.seen = len(seen)
    if len(seen) < needed and not has_ended and not conn.is_endless:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, needed)
        return False
    conn.seen, conn.line = 0, seen[:_LINE]
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
    return True


def _needed(seen: bytes) -> int:
    """How many bytes there have to be, as far as that can be told: one more than there are while the head has no end."""
    head, end, _ = seen.partition(b"\r\n\r\n")
    if not end:
        return len(seen) + 1
    lengths = [] if _ASKS_FIRST.search(head) else _LENGTH.findall(head)
    body = int(lengths[0]) if len(lengths) == 1 else 0  # two of them are refused, whatever follows
    return min(len(head) + len(end) + body, _LOOKED_AT)
