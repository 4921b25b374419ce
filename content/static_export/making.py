"""Makes the files of one address: asks the application in this process, compresses what it says, and reads where that leads."""

from __future__ import annotations

import gzip
import logging
from dataclasses import dataclass, field
from http import HTTPStatus

import brotli
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.template.loader import render_to_string
from django.utils import translation

from content.addresses import place
from content.page_store.asking import Application, ask
from content.page_store.finished import Headers, digest, unindented
from content.page_store.shelf import SUFFIXES, has_place
from content.static_export import needs
from content.static_export.reading import Read, inside, read

# What a host of files shows for an address that is not there; the application is asked for one that cannot be.
NOT_FOUND = {"/404.html": "/404/", "/es/404.html": "/es/404/"}
_OF_A_BODY = {"content-length", "content-type", "content-encoding", "etag", "vary", "last-modified", "date", "location"}
_TEXT = ("text/", "application/", "image/svg+xml")
_WORTH_COMPRESSING = 1400  # bytes; less fits into one packet as it is
_FOR_MACHINES = 200_000  # bytes; so long a list is compressed quickly, it is made again after every publication


@dataclass(frozen=True, slots=True)
class Wanted:
    """How files are made: how hard brotli works, and whether the search page carries a list to look in."""

    brotli: int = 11
    search: bool = False


@dataclass(slots=True)
class Made:
    """What became of an address. `files` by their ending; none where the page is as it was. `location` is where a redirect leads."""

    address: str
    status: int = 0
    kind: str = ""
    headers: Headers = field(default_factory=list)
    digest: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    read: Read = field(default_factory=Read)
    location: str = ""
    needs: frozenset[str] = frozenset()


class Maker:
    """Makes addresses one after the other in this process."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.application: Application = get_wsgi_application()
        logging.getLogger("django.request").setLevel(logging.ERROR)  # the export itself says what is not there
        if not connection.settings_dict["OPTIONS"].get("pool"):
            connection.settings_dict["CONN_MAX_AGE"] = None  # else each address would connect anew

    def make(self, address: str, known: str = "") -> Made:
        """Make an address; `known` is the digest of what it was, whose files are there already."""
        if not has_place(address):
            return Made(address, HTTPStatus.NOT_FOUND)
        with needs.recorded() as asked:
            line, headers, body = ask(self.application, NOT_FOUND.get(address, address), static_export=self.wanted)
        made = Made(address, int(line[:3]), needs=needs.of_file(address) or frozenset(asked))
        if address in NOT_FOUND and made.status == HTTPStatus.NOT_FOUND:
            made.status = int(HTTPStatus.OK)
        about = {name.lower(): value for name, value in headers}
        made.kind = about.get("content-type", "")
        made.headers = [header for header in headers if header[0].lower() not in _OF_A_BODY]
        if 300 <= made.status < 400:
            made.location = about["location"].removeprefix(settings.SITE_URL)
            made.kind, body = _leading_on(address, made.location)
            made.read = Read(inside(address, [made.location]))
        if (body and made.status < 400) or (made.status == HTTPStatus.GONE and address.endswith("/")):
            self._fill(made, body, known)
        return made

    def _fill(self, made: Made, body: bytes, known: str) -> None:
        body = unindented(body) if made.kind.startswith("text/html") else body
        made.read = read(made.kind, made.address, body)
        made.digest = digest(body)
        if made.digest == known:
            return
        made.files[""] = body
        if len(body) >= _WORTH_COMPRESSING and made.kind.startswith(_TEXT):
            quality = self.wanted.brotli if len(body) < _FOR_MACHINES else 5
            packed = {"gzip": gzip.compress(body, 9, mtime=0), "br": brotli.compress(body, quality=quality)}
            made.files |= {SUFFIXES[name]: one for name, one in packed.items() if len(one) < len(body)}


def _leading_on(address: str, to: str) -> tuple[str, bytes]:
    """For hosts that know no redirects: a page that leads on by itself, where the address can be a page."""
    if not address.endswith("/"):
        return "", b""
    language, _ = place(address)
    with translation.override(language):
        return "text/html; charset=utf-8", render_to_string("content/moved.html", {"language": language, "to": to}).encode()


def file_of(address: str) -> str:
    """The file of an address: /approaches/cbt/ is approaches/cbt/index.html."""
    return (f"{address}index.html" if address.endswith("/") else address).removeprefix("/")
