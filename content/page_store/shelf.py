"""Copies of finished pages on disk: plain and precompressed files that a front server can send, and what is needed to send them from here.

    pages/kept/<address>/index.json               status, headers and edition of the newest copy, and the name of its body
    pages/kept/<address>/index.<body>.html[.br|.gz]
    pages/editions/<name>/<address>/index.html[.br|.gz]    the same files, for as long as the edition is the current one
    pages/current -> editions/<name>              swapped as one: a publication empties what a front server may send

Nothing here may fail a reader: a full or read-only disk means that no copy is kept.
"""

from __future__ import annotations

import fcntl
import json
import mmap
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from content.page_store.finished import Body, Finished, digest

SUFFIXES = {"": "", "br": ".br", "gzip": ".gz"}
_PLAIN = re.compile(r"/(?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?", re.ASCII)
_LONGEST = 200  # characters of an address
_LOCKS = 4096
_SMALL = 4096  # bytes below which mapping a file costs more than it shares
_SAID = {"status", "headers", "kind", "edition", "body", "encodings", "is_best"}
_locks: dict[tuple[Path, int], int] = {}  # by folder and process: closing one handle of a file lets go of all its locks


def has_place(address: str) -> bool:
    """Whether an address can be a file: plain letters, no part that begins with a dot."""
    return len(address) <= _LONGEST and _PLAIN.fullmatch(address) is not None


class Shelf:
    """The copies in a folder, which need not exist. Any number of processes use it at the same time."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept, self.editions, self.current = folder, folder / "kept", folder / "editions", folder / "current"

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
                page = Finished(about["status"], headers, about["kind"], bodies, is_best=about["is_best"], etag=f'"{about["body"]}"')
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
            for encoding, body in page.bodies.items():
                file = self._body(address, name, SUFFIXES[encoding])
                if not file.exists() or file.stat().st_size != len(body):
                    _write(file, body)
            about = {
                "status": page.status,
                "headers": page.said,
                "kind": page.kind,
                "edition": edition,
                "body": name,
                "encodings": list(page.bodies),
                "is_best": page.is_best,
            }
            _write(self._json(address), json.dumps(about).encode())
            if page.status.startswith("200"):
                self._show(address, name, page.bodies, edition)
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
                for edition in self._all():
                    for suffix in SUFFIXES.values():
                        edition.joinpath(_file(address) + suffix).unlink(missing_ok=True)

    def is_open(self, edition: str) -> bool:
        """Whether this edition is the one that a front server sends from."""
        try:
            return self.current.readlink().name == edition
        except OSError:
            return False

    def open(self, edition: str) -> None:
        """Make an edition the current one: one rename. Those before it are deleted."""
        with suppress(OSError):
            self.editions.joinpath(edition).mkdir(parents=True, exist_ok=True)
            link = self.folder / f".current.{os.getpid()}"
            link.unlink(missing_ok=True)
            link.symlink_to(Path("editions") / edition)
            link.replace(self.current)

    def clear(self) -> None:
        """Delete editions that are not current any more."""
        with suppress(OSError):
            current = self.current.readlink().name
            for edition in self._all():
                if edition.name != current:
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

    def _show(self, address: str, name: str, encodings: Iterable[str], edition: str) -> None:
        """Put the files into the edition, if that is still there."""
        root = self.editions / edition
        if not root.exists():
            return
        for encoding in sorted(encodings, reverse=True):  # the plain file last: a front server looks for it first
            target = root / (_file(address) + SUFFIXES[encoding])
            target.parent.mkdir(parents=True, exist_ok=True)
            passing = target.with_name(f".{target.name}.{os.getpid()}")
            passing.unlink(missing_ok=True)
            os.link(self._body(address, name, SUFFIXES[encoding]), passing)
            passing.replace(target)
            passing.unlink(missing_ok=True)  # two names of one file: the rename did nothing

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
    return (f"{address}index.html" if address.endswith("/") else address).removeprefix("/")


def _write(file: Path, body: Body) -> None:
    """Whole or not at all."""
    passing = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        passing.write_bytes(body)
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
