"""The site behind gunicorn with its own data folder, for tests that stop, freeze and start what it works with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conftest import ROOT, free_port
from tests.crisis.wire import ask

PREPARED = Path(os.environ.get("TEST_PREPARED", ""))  # as tests.postgres.prepared makes it


def data_folder(folder: Path) -> Path:
    """A folder with what a server of the prepared database keeps there: the collected static files and the secret key."""
    return Path(shutil.copytree(PREPARED / "data", folder, ignore=shutil.ignore_patterns("pages")))


@contextmanager
def serving(data: Path, **environment: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The site on a fixed name, so that copies are of the same release from one start to the next."""
    address = f"127.0.0.1:{free_port()}"
    env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", "WEB_CONCURRENCY": "2", **environment}
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py", "--bind", address, "config.wsgi"]
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while True:
            with suppress(OSError):
                ask(f"http://{address}", "/healthz")
                break
            assert process.poll() is None, (data / "server.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.1)
        yield f"http://{address}", process
    finally:
        process.terminate()
        process.wait(40)


def run_until_complete(data: Path) -> None:
    """Serve until there is a copy of every page, in its best compression."""
    with serving(data) as (server, _), ThreadPoolExecutor(4) as readers:
        sitemap = ask(server, "/sitemap.xml").document.decode()
        found = ["/robots.txt", "/feed.xml", *re.findall(r"<loc>https?://[^/<]*([^<]*/)</loc>", sitemap)]
        assert len(found) > 250
        list(readers.map(lambda address: ask(server, address), found))
        eventually(lambda: all(any((data / f"pages/current{place}").glob("index*.html.br")) for place in found if place.endswith("/")))


def eventually(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until it is true."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "It did not come true."
        time.sleep(0.1)
