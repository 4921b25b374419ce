"""An answer that the store hands on and does not keep."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass

import brotli

from content.page_store.finished import WORTH_COMPRESSING, Environ, Headers, StartResponse, accepted


@dataclass(slots=True)
class Other:
    """An answer that is not kept: of a page that is not there, not public, or could not be made."""

    status: str
    headers: Headers
    body: bytes

    def answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """As it was said, compressed quickly where it is text and the browser reads that."""
        headers, body = self.headers, self.body
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", "")) if kind.startswith("text/") and len(body) >= WORTH_COMPRESSING else ""
        if encoding:
            body = brotli.compress(body, quality=5) if encoding == "br" else gzip.compress(body, 5, mtime=0)
            headers = [header for header in headers if header[0].lower() not in {"content-length", "etag", "vary"}]
            headers += [("Content-Encoding", encoding), ("Content-Length", str(len(body))), ("Vary", "Accept-Encoding")]
        start_response(self.status, headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)
