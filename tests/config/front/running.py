"""Debian's nginx and Caddy on free ports of the loopback, with the configuration that the site makes for them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, free_port
from tests.crisis.wire import Answer, ask

SERVERS = ("nginx", "caddy")
# They name the server and the moment, or how a body travels. An ETag says only whether a copy is still right.
OF_THE_WIRE = {"server", "date", "connection", "transfer-encoding", "content-length", "etag", "accept-ranges"}


@dataclass(frozen=True)
class Front:
    """A running front server."""

    url: str
    state: Path

    @property
    def log(self) -> str:
        return (self.state / "access.log").read_text()


def configuration(server: str, data: Path, *words: str, **environment: str) -> str:
    """What `manage.py front_config` prints."""
    env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    done = subprocess.run([sys.executable, "manage.py", "front_config", server, *words], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def in_front(server: str, data: Path, *nodes: str, change: Callable[[str], str] = str, **environment: str) -> Iterator[Front]:
    """nginx or Caddy before some addresses of gunicorn; `change` may add to its configuration."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="front-") as folder:
        state = Path(folder)
        words = [f"--listen=127.0.0.1:{port}", f"--state={state}", "--user=root", *(f"--node={node.removeprefix('http://')}" for node in nodes)]
        file = state / "configuration"
        file.write_text(change(configuration(server, data, *words, **environment)))
        command = {
            "nginx": ["nginx", "-c", str(file), "-g", "daemon off;"],
            "caddy": ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)],
        }[server]
        with (state / "output").open("wb") as output:
            process = subprocess.Popen(command, env={**os.environ, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder}, stdout=output, stderr=output)
        try:
            until = time.monotonic() + 20
            while True:
                with suppress(OSError, AssertionError):
                    ask(f"http://127.0.0.1:{port}", "/healthz")
                    break
                assert process.poll() is None, (state / "output").read_text()
                assert time.monotonic() < until, (state / "output").read_text()
                time.sleep(0.05)
            yield Front(f"http://127.0.0.1:{port}", state)
        finally:
            process.terminate()
            process.wait(20)


def said(answer: Answer) -> list[tuple[str, str]]:
    """The headers that a reader's browser acts on. That a file can be asked for in parts is of no use for what fits into a few packets."""
    return sorted((name.lower(), value) for name, value in answer.headers if name.lower() not in OF_THE_WIRE)


def is_from_disk(answer: Answer) -> bool:
    """A front server's ETag is the time and size of a file; the application's is a longer one, or is weak."""
    return re.fullmatch(r'"[0-9a-z-]{4,20}"', answer.header("ETag")) is not None
