"""Copies of finished pages on disk: plain and precompressed files that a front server can send, and what is needed to send them from here.

    pages/kept/<address>/index.json               status, headers and edition of the newest copy, and the name of its body
    pages/kept/<address>/index.<body>.html[.br|.gz]
    pages/editions/<name>/<address>/index.html[.br|.gz]    the same files, for as long as the edition is the current one
    pages/current -> editions/<name>              swapped as one: a publication empties what a front server may send
    pages/last/<address>/index.html[.br|.gz]      the newest copy, whatever its edition: for a front server when no application answers

A sheet, which has a content policy of its own, is index.sheet.html there, so that a front server can tell. The time of a file is what the answer
says in Last-Modified. It grows with each change of an address, because front servers make their ETag of the time and the size of a file.

Nothing here may fail a reader: a full or read-only disk means that no copy is kept.
"""

from __future__ import annotations

import fcntl
import json
import mmap
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.csp import build_policy
from django.utils.http import parse_http_date_safe

from content.page_store.finished import Body, Finished, digest

SUFFIXES = {"": "", "br": ".br", "gzip": ".gz"}
SHEET = ".sheet"
_PLAIN = re.compile(r"/(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?", re.ASCII)
_INDEX = "index.html"
_LONGEST = 200  # characters of an address
_LOCKS = 4096
_SMALL = 4096  # bytes below which mapping a file costs more than it shares
_SAID = {"status", "headers", "kind", "edition", "body", "encodings", "is_best", "is_for_any_query"}
_locks: dict[tuple[Path, int], int] = {}  # by folder and process: closing one handle of a file lets go of all its locks


def has_place(address: str) -> bool:
    """Whether an address can be a file of its own: plain letters, no part that begins with a dot, and not the name of another's file."""
    return len(address) <= _LONGEST and _PLAIN.fullmatch(address) is not None and not address.endswith(f"/{_INDEX}")


class Shelf:
    """The copies in a folder, which need not exist. Any number of processes use it at the same time."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept, self.editions, self.current = folder, folder / "kept", folder / "editions", folder / "current"
        self.last = folder / "last"

    def get(self, address: str) -> tuple[Finished, str] | None:
        """The newest copy of an address and the name of the edition it was made for."""
        for _ in range(3):  # the body may be replaced between two steps
            about = self._about(address)
            if about is None:
                return None
            with suppress(OSError):
                bodies = {
                    encoding: _mapped(self._body(address, about["body"], suffix))
                    for encoding, suffix in SUFFIXES.items()
                    if encoding in about["encodings"]
                }
                headers = [(str(name), str(value)) for name, value in about["headers"]]
                page = Finished(
                    about["status"],
                    headers,
                    about["kind"],
                    bodies,
                    is_best=about["is_best"],
                    is_for_any_query=about["is_for_any_query"],
                    etag=f'"{about["body"]}"',
                )
                return page, about["edition"]
        return None

    def has(self, address: str) -> bool:
        """Whether there is a copy."""
        return self._json(address).exists()

    def edition(self, address: str) -> str:
        """The name of the edition that the newest copy was made for; empty without a copy."""
        return str((self._about(address) or {}).get("edition", ""))

    def put(self, address: str, page: Finished, edition: str) -> bool:
        """Keep a copy for an edition; false when the disk would not have it."""
        name = page.etag.strip('"')
        try:
            self._json(address).parent.mkdir(parents=True, exist_ok=True)
            modified = self._modified(address, name)
            for encoding, body in page.bodies.items():
                file = self._body(address, name, SUFFIXES[encoding])
                if not _is_there(file, len(body), modified):
                    _write(file, body, modified)
            if page.status.startswith("200"):
                page.date(modified)
            about = {
                "status": page.status,
                "headers": page.said,
                "kind": page.kind,
                "edition": edition,
                "body": name,
                "encodings": list(page.bodies),
                "is_best": page.is_best,
                "is_for_any_query": page.is_for_any_query,
            }
            _write(self._json(address), json.dumps(about).encode())
            self._show(address, name, page, edition)
            self._sweep(address, name)
        except OSError:
            return False
        return True

    def forget(self, addresses: Iterable[str]) -> None:
        """Drop every copy of some addresses."""
        for address in filter(has_place, addresses):
            if not self.has(address):
                continue
            with suppress(OSError):
                self._json(address).unlink()
                self._sweep(address, "")
                for root in (*self._all(), self.last):
                    self._hide(root, address)

    def is_open(self, edition: str) -> bool:
        """Whether this edition is the one that a front server sends from."""
        try:
            return self.current.readlink().name == edition
        except OSError:
            return False

    def prepare(self, edition: str) -> None:
        """Make the place of an edition, for pages that are made before it is the current one here."""
        with suppress(OSError):
            self.editions.joinpath(edition).mkdir(parents=True, exist_ok=True)

    def open(self, edition: str) -> None:
        """Make an edition the current one: one rename. Those before it are deleted."""
        self.prepare(edition)
        with suppress(OSError):
            link = self.folder / f".current.{os.getpid()}"
            link.unlink(missing_ok=True)
            link.symlink_to(Path("editions") / edition)
            link.replace(self.current)

    def clear(self, coming: str = "") -> None:
        """Delete editions that are not current any more; the one that is `coming` may be prepared already."""
        with suppress(OSError):
            current = self.current.readlink().name
            for edition in self._all():
                if edition.name not in {current, coming}:
                    shutil.rmtree(edition, ignore_errors=True)

    @contextmanager
    def alone(self, address: str) -> Iterator[bool]:
        """Whether this process is the one that makes an address now. The lock goes with the process, however it ends."""
        place = int(digest(address.encode()), 16) % _LOCKS
        try:
            file = self._lock_file()
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except BlockingIOError:
            yield False
            return
        except OSError:  # nowhere to hold a lock: everyone for themselves
            yield True
            return
        try:
            yield True
        finally:
            with suppress(OSError):
                fcntl.lockf(file, fcntl.LOCK_UN, 1, place)

    def _lock_file(self) -> int:
        key = (self.folder, os.getpid())
        if key not in _locks:
            self.folder.mkdir(parents=True, exist_ok=True)
            _locks[key] = os.open(self.folder / "locks", os.O_RDWR | os.O_CREAT, 0o644)
        return _locks[key]

    def _about(self, address: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads(self._json(address).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) and found.keys() >= _SAID else None

    def _modified(self, address: str, name: str) -> int:
        """Since when an address has this body, in seconds: later than what it had before, even if the clock says otherwise."""
        before = self._about(address)
        told = parse_http_date_safe(dict(before["headers"]).get("Last-Modified", "")) if before else None
        if before and told and before["body"] == name:
            return told
        return max(int(time.time()), (told or 0) + 1)

    def _show(self, address: str, name: str, page: Finished, edition: str) -> None:
        """Put the files where a front server finds them: into the edition, if that is still there, and into what it has for the worst case."""
        shown = _shown(address, page)
        for root in (self.editions / edition, self.last):
            if root is not self.last and not root.exists():
                continue
            files = {root / (shown + SUFFIXES[encoding]): self._body(address, name, SUFFIXES[encoding]) for encoding in page.bodies} if shown else {}
            self._hide(root, address, but=files)
            for target in sorted(files, reverse=True):  # the plain file last: a front server looks for it first
                target.parent.mkdir(parents=True, exist_ok=True)
                passing = target.with_name(f".{target.name}.{os.getpid()}")
                passing.unlink(missing_ok=True)
                os.link(files[target], passing)
                passing.replace(target)
                passing.unlink(missing_ok=True)  # two names of one file: the rename did nothing

    def _hide(self, root: Path, address: str, but: Iterable[Path] = ()) -> None:
        """Take the files of an address away from a front server."""
        for name in (_file(address), _sheet(address)):
            for suffix in SUFFIXES.values():
                if (file := root / (name + suffix)) not in but:
                    file.unlink(missing_ok=True)

    def _sweep(self, address: str, but: str) -> None:
        """Delete the bodies of an address that no copy names any more."""
        place = self._json(address)
        stem = place.name.removesuffix(".json")
        with suppress(OSError):
            for file in place.parent.iterdir():
                if re.fullmatch(rf"{re.escape(stem)}\.[0-9a-f]{{16}}\.body(?:\.br|\.gz)?", file.name) and not file.name.startswith(
                    f"{stem}.{but or '-'}."
                ):
                    file.unlink(missing_ok=True)

    def _all(self) -> list[Path]:
        try:
            return list(self.editions.iterdir())
        except OSError:
            return []

    def _json(self, address: str) -> Path:
        return self.kept / f"{_file(address)}.json"

    def _body(self, address: str, name: str, suffix: str) -> Path:
        return self.kept / f"{_file(address)}.{name}.body{suffix}"


def _file(address: str) -> str:
    """The file of an address: /approaches/cbt/ is approaches/cbt/index.html."""
    return (f"{address}{_INDEX}" if address.endswith("/") else address).removeprefix("/")


def _sheet(address: str) -> str:
    """The file of an address that is a sheet: /practice/stop/ is practice/stop/index.sheet.html."""
    place, dot, ending = _file(address).rpartition(".")
    return f"{place}{SHEET}{dot}{ending}"


def _shown(address: str, page: Finished) -> str:
    """The name under which a front server finds a page, which says its headers; empty when no name does."""
    policy = dict(page.said).get("Content-Security-Policy", "")
    if not page.status.startswith("200"):
        return ""
    if policy == build_policy(settings.SHEET_CSP):
        return _sheet(address)
    return _file(address) if policy in {"", build_policy(settings.SECURE_CSP)} else ""


def _is_there(file: Path, size: int, modified: int) -> bool:
    try:
        found = file.stat()
    except OSError:
        return False
    return (found.st_size, int(found.st_mtime)) == (size, modified)


def _write(file: Path, body: Body, modified: int | None = None) -> None:
    """Whole or not at all."""
    passing = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        passing.write_bytes(body)
        if modified is not None:
            os.utime(passing, (modified, modified))
        passing.replace(file)
    except OSError:
        passing.unlink(missing_ok=True)
        raise


def _mapped(file: Path) -> Body:
    """A file without a copy in this process; small ones are read."""
    with file.open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        if size < _SMALL:
            return opened.read()
        return mmap.mmap(opened.fileno(), size, access=mmap.ACCESS_READ, trackfd=False)
