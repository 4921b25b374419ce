"""Asks the application for an address in this process, as a reader of whom nothing is known."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from content.page_store.finished import Environ, Headers, StartResponse

Application = Callable[[Environ, StartResponse], Iterable[bytes]]


def ask(application: Application, address: str, **more: Any) -> tuple[str, Headers, bytes]:
    """Status, headers and body of the answer; `more` is put into the environ of the request."""
    told: list[Any] = []

    def start_response(status: str, headers: Headers, error: Any = None) -> Callable[[bytes], object]:
        told[:] = [status, headers]
        return BytesIO().write

    answer = application(_environ(address) | more, start_response)
    try:
        body = b"".join(answer)
    finally:
        with suppress(AttributeError):
            answer.close()  # type: ignore[attr-defined]
    status, headers = told
    return status, headers, body


def _environ(address: str) -> Environ:
    """A request for an address by nobody."""
    site = urlsplit(settings.SITE_URL)
    if not validate_host(site.hostname or "", settings.ALLOWED_HOSTS):
        raise ImproperlyConfigured("ALLOWED_HOSTS: has to name the host of SITE_URL.")
    environ: Environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if proof := getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        environ[proof[0]] = proof[1]
    return environ
