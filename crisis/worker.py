"""A gunicorn worker whose own error answers (400, 414, 431, 501 ...), which never reach Django, carry the notice too."""

from __future__ import annotations

import socket

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

from crisis import notice

_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{status} {reason}</title></head><body>{notice}'
    '<main><h1>We could not read this request</h1><p>You did nothing wrong. <a href="/">Home page</a></p></main></body></html>'
)


def write_error(sock: socket.socket, status_int: int, reason: str, mesg: str) -> None:
    """Answer a request that could not be parsed; `mesg` holds what the client sent and is not repeated."""
    body = _PAGE.format(status=status_int, reason=reason, notice=notice.html("en").decode()).encode()
    name, value = notice.HEADER
    head = (
        f"HTTP/1.1 {status_int} {reason}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n{name}: {value}\r\nX-Content-Type-Options: nosniff\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode("latin-1") + body)


# gunicorn looks this function up on its module each time it writes an error; there is no hook for it.
util.write_error = write_error


class CrisisThreadWorker(ThreadWorker):
    """gthread with the error answers above: naming this class in the configuration is what loads them."""
