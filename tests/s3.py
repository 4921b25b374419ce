"""A server that speaks S3, for tests: moto's own, in a process that can be stopped and frozen, on a free port of the loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import botocore.session

from tests.conftest import free_port
from tests.crisis.wire import ask

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "hush"}


@dataclass
class Server:
    """A running server. `address` is what MEDIA_STORAGE has to be for one of its buckets."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def address(self, bucket: str) -> str:
        return f"s3://{bucket}?endpoint={self.endpoint}&region=us-east-1"

    def client(self) -> Any:
        keys = {"aws_access_key_id": "key", "aws_secret_access_key": "hush"}
        return botocore.session.get_session().create_client("s3", region_name="us-east-1", endpoint_url=self.endpoint, **keys)

    def names(self, bucket: str) -> set[str]:
        return {kept["Key"] for kept in self.client().list_objects_v2(Bucket=bucket).get("Contents", ())}

    def freeze(self) -> None:
        """It goes on accepting, as the kernel does that for it, and never answers."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)


@contextmanager
def running() -> Iterator[Server]:
    """Start one, and end it."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = Server(port, process)
    try:
        until = time.monotonic() + 60
        while True:
            with suppress(OSError):
                ask(server.endpoint, "/")
                break
            assert process.poll() is None, "The server did not start."
            assert time.monotonic() < until
            time.sleep(0.1)
        yield server
    finally:
        process.kill()
        process.wait(10)
