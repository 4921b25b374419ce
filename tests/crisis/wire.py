"""HTTP as bytes on a socket: what a client library would hide (exact lengths, doubled headers, broken requests) stays visible."""

from __future__ import annotations

import gzip
import socket
from contextlib import closing, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli


@dataclass(frozen=True)
class Answer:
    """One response: its headers in the order and number they came in, and exactly the bytes behind them."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def every(self, name: str) -> list[str]:
        """All values of a header."""
        return [value for found, value in self.headers if found.lower() == name.lower()]

    def header(self, name: str) -> str:
        """The value of a header that comes at most once; empty when it is missing."""
        values = self.every(name)
        assert len(values) < 2, f"{name} came {len(values)} times"
        return values[0] if values else ""

    @property
    def document(self) -> bytes:
        """The body, decompressed as its headers say."""
        match self.header("Content-Encoding"):
            case "br":
                plain: bytes = brotli.decompress(self.body)
                return plain
            case "gzip":
                return gzip.decompress(self.body)
            case "":
                return self.body
            case other:
                raise AssertionError(f"an encoding nobody asked for: {other}")


def send(server: str, request: bytes) -> Answer:
    """Send bytes as they are, read until the server hangs up."""
    address = urlsplit(server)
    with closing(socket.create_connection((str(address.hostname), int(address.port or 80)), timeout=20)) as wire:
        with suppress(BrokenPipeError, ConnectionResetError):  # the server may answer before it has read everything
            wire.sendall(request)
        came = b""
        while chunk := _received(wire):
            came += chunk
    return parse(came)


def _received(wire: socket.socket) -> bytes:
    try:
        return wire.recv(65536)
    except ConnectionResetError:  # as above
        return b""


def parse(came: bytes) -> Answer:
    """Status line, headers and body; a chunked body is put together."""
    head, _, body = came.partition(b"\r\n\r\n")
    status_line, *lines = head.decode("latin-1").split("\r\n")
    assert status_line.startswith("HTTP/1.1 "), f"no HTTP answer: {came[:200]!r}"
    pairs = tuple((name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines))
    if any(name.lower() == "transfer-encoding" and value.lower() == "chunked" for name, value in pairs):
        body = _unchunked(body)
    return Answer(int(status_line.split()[1]), pairs, body)


def _unchunked(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        whole, body = whole + rest[:length], rest[length + 2 :] if length else b""
    return whole


def ask(server: str, target: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """An ordinary request; `Accept_Encoding="br"` gives the header `Accept-Encoding: br`."""
    lines = {"Host": urlsplit(server).netloc, "Connection": "close"} | {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        lines |= {"Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return send(server, f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body)
