"""A PostgreSQL of the tests' own: on a free port of the loopback, in a folder that is thrown away, never run by root."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.commands import manage

_HURRIED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "max_connections=100")
PREPARED = "prepared"  # the database that holds the shipped pages
_WORDS = "PostgreSQL is not installed: install your system's package postgresql (Debian: apt-get install postgresql)."


def program(name: str) -> str | None:
    """Where a program of the server is; Debian keeps them apart from the path, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(found[-1]) if found else shutil.which(name)


@dataclass(frozen=True)
class Server:
    """A running server. `address` is what DATABASE_URL has to be for a database of a name."""

    folder: Path
    port: int

    def address(self, name: str = PREPARED) -> str:
        return f"postgres://site@127.0.0.1:{self.port}/{name}"

    def make(self, name: str) -> str:
        """A new, empty database; gives its address."""
        _as_nobody("createdb", "--host", "127.0.0.1", "--port", str(self.port), "--username", "site", name)
        return self.address(name)

    def freeze(self) -> None:
        """It goes on accepting, as the kernel does that for it, and never answers."""
        for process in self._processes():
            os.kill(process, signal.SIGSTOP)

    def thaw(self) -> None:
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)

    def start(self) -> None:
        said = " ".join(f"-c {word}" for word in (*_HURRIED, "listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={self.port}"))
        _as_nobody("pg_ctl", "start", "--wait", "--silent", "--pgdata", str(self.folder), "--log", str(self.folder / "log"), "--options", said)

    def stop(self) -> None:
        _as_nobody("pg_ctl", "stop", "--wait", "--silent", "--pgdata", str(self.folder), "--mode", "fast")

    def _processes(self) -> list[int]:
        first = (self.folder / "postmaster.pid").read_text().split()[0]
        return [int(first), *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]


@contextmanager
def prepared() -> Iterator[Path]:
    """A folder with a server that is not running and holds the shipped pages (`server`), and with the data folder of its site (`data`)."""
    folder = Path(tempfile.mkdtemp(prefix="site-prepared-"))
    try:
        with running() as server:
            address = server.make(PREPARED)
            for command in (("migrate",), ("import_content",), ("collectstatic", "--no-input")):
                manage(folder / "data", *command, "--verbosity", "0", DATABASE_URL=address)
            server.stop()
            shutil.copytree(server.folder, folder / "server")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(like: Path | None = None) -> Iterator[Server]:
    """Start one, empty or like a prepared one, and stop it at the end however it was left."""
    if not program("initdb"):
        raise FileNotFoundError(_WORDS)
    folder = Path(tempfile.mkdtemp(prefix="site-postgresql-"))
    data = folder / "data"
    try:
        if like:
            shutil.copytree(like / "server", data)
        _give_away(folder)
        if not like:
            _as_nobody("initdb", "--pgdata", str(data), "--username", "site", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            server = Server(data, probe.getsockname()[1])
        server.start()
        try:
            yield server
        finally:
            if (data / "postmaster.pid").exists():
                server.thaw()
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _nobody() -> pwd.struct_passwd:
    """The server refuses to be run by root; Debian's package made a user for it."""
    with suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def _give_away(folder: Path) -> None:
    """Make it the server's own, with all that is in it."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _nobody().pw_uid, _nobody().pw_gid)


def _as_nobody(name: str, *words: str) -> None:
    other = {"user": _nobody().pw_uid, "group": _nobody().pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    command = [program(name) or name, *words]
    env = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(
        command, cwd="/", env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, **other
    )
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr}")
