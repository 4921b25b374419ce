"""The folders of an export: the one that is handed out, and beside it the next one, which takes its place whole.

    site/                 what is handed out; its marker says that it is ours, and which run made it
    .site.export/next/    the tree before, brought up to date and then exchanged for it
    .site.export/state.sqlite, lock

The two trees share the files that are the same, so that a run costs what has changed. No file is ever changed in place.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from content.page_store.shelf import SUFFIXES

MARKER = ".exported.json"
_FORMAT = 1
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class Refused(Exception):
    """The folder cannot be exported to; says why in a sentence."""


class Folders:
    """The trees of one export."""

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        if not self.target.name or self.target == Path.cwd() or self.target in Path.cwd().parents:
            raise Refused(f"{self.target} cannot be replaced by a site. Please name a folder of its own.")
        self.work = self.target.parent / f".{self.target.name}.export"
        self.next, self.aside, self.state = self.work / "next", self.work / "aside", self.work / "state.sqlite"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """As the only run at this folder; the lock goes with the process, however it ends. Raises Refused."""
        self.work.mkdir(parents=True, exist_ok=True)
        with (self.work / "lock").open("w") as lock:
            os.register_at_fork(after_in_child=lock.close)  # else it would stay with processes that outlive this one for a moment
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refused(f"Another export to {self.target} is running. Please wait for its end.") from None
            yield

    def check(self) -> None:
        """Finish an exchange that was cut off. Raises Refused for a folder that is not ours to replace."""
        if not self.target.exists() and self.aside.exists():  # only where trees are exchanged by two renames
            self.aside.rename(self.target)
        if self.target.exists() and not self.target.is_dir():
            raise Refused(f"{self.target} is no folder.")
        if os.path.ismount(self.target):
            raise Refused(f"{self.target} is a mounted disk, which cannot be exchanged as a whole. Please name a folder on it.")
        if self.target.exists() and any(self.target.iterdir()) and not self.run_of(self.target):
            raise Refused(f"{self.target} is not empty, and no export made it. Please name an empty or a new folder.")

    def run_of(self, tree: Path) -> str:
        """The run that a tree is of; empty for one that is not whole or not ours."""
        try:
            said = json.loads((tree / MARKER).read_bytes())
        except (OSError, ValueError):
            return ""
        return str(said["run"]) if isinstance(said, dict) and said.get("format") == _FORMAT and "run" in said else ""

    def begin_anew(self) -> None:
        """An empty tree, and nothing known."""
        shutil.rmtree(self.next, ignore_errors=True)
        self.next.mkdir(parents=True)
        for file in self.work.glob(f"{self.state.name}*"):
            file.unlink()

    def begin(self, run: str, before: str, changed: Iterable[str]) -> None:
        """Make the next tree what the one that is handed out is, the `run`.

        Where it still is the one `before`, by the files that the run changed; else file by file.
        """
        known = self.run_of(self.next)
        if not known or known not in {run, before}:
            self.double()
        (self.next / MARKER).unlink(missing_ok=True)  # from here on it is not whole
        if known and known == before:
            for file in changed:
                self._take_over(file)

    def double(self) -> None:
        """Make the next tree anew from the one that is handed out."""
        shutil.rmtree(self.next, ignore_errors=True)
        shutil.copytree(self.target, self.next, copy_function=_linked)

    def drop(self) -> None:
        """Give the room of a tree back that was not finished; what is handed out stays."""
        if not self.target.exists() and self.aside.exists():
            self.aside.rename(self.target)
        shutil.rmtree(self.next, ignore_errors=True)

    def _take_over(self, file: str) -> None:
        source, copy = self.target / file, self.next / file
        copy.unlink(missing_ok=True)
        if source.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            _linked(source, copy)

    def write(self, file: str, body: bytes) -> None:
        """A file of the next tree; the other tree keeps what it has."""
        path = self.next / file
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            path.unlink()
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        with os.fdopen(descriptor, "wb", buffering=0) as opened:
            rest = memoryview(body)
            while rest:
                rest = rest[opened.write(rest) :]

    def keep(self, name: str, files: dict[str, bytes]) -> Iterator[str]:
        """The files of an address by their endings, and no others of it; gives the names of all that it may have had."""
        for suffix in SUFFIXES.values():
            if suffix in files:
                self.write(name + suffix, files[suffix])
            else:
                self.delete(name + suffix)
            yield name + suffix

    def read(self, file: str) -> bytes | None:
        """A file of the next tree."""
        try:
            return (self.next / file).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, file: str) -> None:
        """Delete a file of the next tree, and the folders that are empty without it."""
        path = self.next / file
        path.unlink(missing_ok=True)
        with suppress(OSError):
            for folder in path.relative_to(self.next).parents:
                if folder.parts:
                    (self.next / folder).rmdir()

    def finish(self, run: str) -> None:
        """The next tree is whole."""
        self.write(MARKER, json.dumps({"format": _FORMAT, "run": run}).encode())

    def swap(self) -> None:
        """Hand the next tree out. One step: readers find the old tree or the new one."""
        if not self.target.exists() or not any(self.target.iterdir()):
            self.next.rename(self.target)
        elif not _exchanged(self.next, self.target):
            shutil.rmtree(self.aside, ignore_errors=True)
            self.target.rename(self.aside)
            self.next.rename(self.target)
            self.aside.rename(self.next)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; false where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL, errno.EXDEV}:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _linked(source: str | Path, copy: str | Path) -> str:
    """One file in both trees; a copy where the disk knows no links."""
    try:
        os.link(source, copy)
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK, errno.EXDEV}:
            raise
        shutil.copyfile(source, copy)
    return str(copy)
