"""One finished answer of a public page, ready in every form that a reader's browser may ask for."""

from __future__ import annotations

import hashlib
import mmap
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.utils.http import http_date, parse_http_date_safe

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]
Body = bytes | mmap.mmap

_OF_A_BODY = {"content-length", "content-type", "content-encoding"}
_OURS = _OF_A_BODY | {"etag", "vary", "no-vary-search"}
_INDENTATION = re.compile(rb"\n\s+")
_VARIES = ("Vary", "Accept-Encoding")
WORTH_COMPRESSING = 500  # bytes
_AT_HAND = 1_048_576  # bytes
_chosen: dict[str, str] = {}  # browsers send few different lines
_shared: dict[tuple[str, str], tuple[str, str]] = {}  # and pages say much the same


@dataclass(slots=True)
class Finished:
    """Status, headers without those of a body, and the body plain and compressed. `edition` is the one it was made for; 0 is an old one.

    `is_for_any_query` says that the answer is the same whatever the query: the view said so to the store, which tells nobody else.
    `is_best` is false while it is compressed quickly. Bodies are bytes, or files that are mapped, so that all processes hold one copy together.
    """

    status: str
    said: Headers
    kind: str
    bodies: dict[str, Body]
    edition: int = 0
    is_best: bool = True
    asked: bool = True
    etag: str = ""
    modified: int | None = None
    is_for_any_query: bool = False
    headers: Headers = field(default_factory=list)
    _sent: dict[str, tuple[Headers, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said = [_shared.setdefault(header, header) if len(_shared) < 500 else header for header in self.said]
        self.etag = self.etag or f'"{digest(self.bodies[""])}"'
        told = dict(self.said).get("Last-Modified")
        self.modified = parse_http_date_safe(told) if told else None
        self.get_ready()

    def date(self, modified: int) -> None:
        """Say since when these bytes are at the address: the words may be older than the template around them."""
        self.said = [header for header in self.said if header[0] != "Last-Modified"] + [("Last-Modified", http_date(modified))]
        self.modified = modified
        self.get_ready()

    def get_ready(self) -> None:
        """Write down what is said with every body, and forget what was sent of others."""
        is_text = "br" in self.bodies or "gzip" in self.bodies
        self.headers = [*self.said, ("ETag", f"W/{self.etag}"), *([_VARIES] if is_text else [])]
        self._sent = {}

    def _sends(self, wanted: str) -> tuple[Headers, bytes]:
        """The smallest body that the browser can read, and its headers; kept at hand when it is first asked for."""
        encoding = next(name for name in (wanted, "gzip" if wanted else "", "") if name in self.bodies)
        body = self.bodies[encoding][:]
        about = [("Content-Type", self.kind), ("Content-Length", str(len(body)))]
        sent = ([*self.headers, *about, *([("Content-Encoding", encoding)] if encoding else [])], body)
        _at_hand.take(self._sent, wanted, sent)
        return sent

    @property
    def size(self) -> int:
        """Bytes of all bodies."""
        return sum(map(len, self.bodies.values()))

    def answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer GET or HEAD: the page in the encoding that was asked for, or that the reader's copy is still right."""
        self.asked = True
        if self._is_known(environ):
            start_response("304 Not Modified", self.headers)
            return ()
        line = environ.get("HTTP_ACCEPT_ENCODING", "")
        wanted = _chosen[line] if line in _chosen else _choose(line)
        headers, body = self._sent.get(wanted) or self._sends(wanted)
        start_response(self.status, headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)

    def _is_known(self, environ: Environ) -> bool:
        if not self.status.startswith("200"):
            return False
        if (tags := environ.get("HTTP_IF_NONE_MATCH")) is not None:
            return self.etag in tags or tags.strip() == "*"
        if (told := environ.get("HTTP_IF_MODIFIED_SINCE")) is None or self.modified is None:
            return False
        since = parse_http_date_safe(told)
        return since is not None and self.modified <= since


class _AtHand:
    """Bodies that were sent lately, as bytes of this process: reading a mapped file anew costs more than all else on the way of a page."""

    def __init__(self) -> None:
        self.lock, self.size = Lock(), 0
        self.kept: deque[tuple[dict[str, tuple[Headers, bytes]], str, int]] = deque()

    def take(self, of: dict[str, tuple[Headers, bytes]], name: str, sent: tuple[Headers, bytes]) -> None:
        """Keep what is sent, and let go of what was taken first when it is too much."""
        with self.lock:
            of[name] = sent
            self.kept.append((of, name, len(sent[1])))
            self.size += len(sent[1])
            while self.size > _AT_HAND:
                gone, its_name, size = self.kept.popleft()
                gone.pop(its_name, None)
                self.size -= size


_at_hand = _AtHand()


def finished(status: str, headers: Sequence[tuple[str, str]], body: bytes, edition: int) -> Finished:
    """What the application said, as it is kept; not compressed yet."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    body = unindented(body) if kind.startswith("text/html") else body
    rest = [(name, value) for name, value in headers if name.lower() not in _OURS]
    reads_no_query = any(name.lower() == "no-vary-search" and value == "params" for name, value in headers)
    return Finished(status, rest, kind, {"": body}, edition, is_for_any_query=reads_no_query)


def unindented(body: bytes) -> bytes:
    """HTML without the indentation of its templates, a twenty-fifth of what travels; as it is where space may be part of the words."""
    return body if b"<pre" in body or b"<textarea" in body else _INDENTATION.sub(b"\n", body)


def digest(body: Body) -> str:
    """The name of a body: 16 letters, the same for the same bytes."""
    return hashlib.blake2b(body, digest_size=8).hexdigest()


def accepted(line: str) -> str:
    """The encoding to send for an Accept-Encoding line: br before gzip before none; one that is refused with q=0 is not sent."""
    found = set()
    for item in line.split(","):
        name, _, weight = item.strip().lower().partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            found.add(name.strip())
    return next((name for name in ("br", "gzip") if name in found), "")


def _choose(line: str) -> str:
    encoding = accepted(line)
    if len(_chosen) < 500:
        _chosen[line] = encoding
    return encoding
