"""Pictures in an S3-compatible bucket that all machines share, with a copy of each on this one: readers never ask anyone but this site,
and go on seeing what is here when the bucket is away.

The name of a picture is never used twice, so a copy cannot be out of date; it can only be of a picture that was removed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage

SURE = 600.0  # seconds after which it is asked whether the picture of a copy is still there
REST = 5.0  # seconds for which a bucket that did not answer is not asked again: nobody waits for it meanwhile
_CONNECT, _READ = 1, 2  # seconds, each tried twice


class BucketAway(OSError):
    """The bucket does not answer, or refuses."""


class Bucket(Storage):
    """A bucket, or a folder in it. Keys are in the environment, under the names that all tools for S3 use."""

    def __init__(self, name: str, folder: str, endpoint: str | None, region: str) -> None:
        self._bucket, self._folder, self._endpoint, self._region = name, folder, endpoint, region
        self._copies = FileSystemStorage()
        self._rests_until = 0.0

    def url(self, name: str | None) -> str:
        """On this site."""
        return self._copies.url(name)

    def exists(self, name: str) -> bool:
        """Whether it is in the bucket. Raises BucketAway."""
        try:
            with self._asking():
                self._client.head_object(**self._place(name))
        except FileNotFoundError:
            return False
        return True

    def delete(self, name: str) -> None:
        """From the bucket and from here; other machines see it when they next make sure. Raises BucketAway."""
        with self._asking():
            self._client.delete_object(**self._place(name))
        self._copies.delete(name)

    def _save(self, name: str, content: File[Any]) -> str:
        body = content.read()
        with self._asking():
            self._client.put_object(**self._place(name), Body=body)
        self._keep(name, body)
        return name

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        copy = Path(self._copies.path(name))
        try:
            has_copy, is_sure = True, 0 <= time.time() - copy.stat().st_mtime < SURE
        except OSError:
            has_copy = is_sure = False
        try:
            if has_copy and not is_sure and self.exists(name):
                with suppress(OSError):
                    os.utime(copy)
            elif has_copy and not is_sure:
                self._copies.delete(name)
                raise FileNotFoundError(name)
        except BucketAway:
            pass  # what is here is better than nothing
        return self._copies.open(name) if has_copy else self._fetched(name)

    def _fetched(self, name: str) -> File[Any]:
        with self._asking():
            body: bytes = self._client.get_object(**self._place(name))["Body"].read()
        self._keep(name, body)
        return ContentFile(body, name)

    def _keep(self, name: str, body: bytes) -> None:
        """A copy here, whole or not at all; a full disk costs only the next reader's time."""
        copy = Path(self._copies.path(name))
        passing = copy.with_name(f".{copy.name}.{os.getpid()}.{time.monotonic_ns()}")
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            passing.write_bytes(body)
            passing.replace(copy)
        except OSError:
            with suppress(OSError):
                passing.unlink(missing_ok=True)

    def _place(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._folder}{name}"}

    @cached_property
    def _client(self) -> Any:
        """One for all threads."""
        config = Config(
            connect_timeout=_CONNECT,
            read_timeout=_READ,
            retries={"total_max_attempts": 2},
            max_pool_connections=20,
            s3={"addressing_style": "path" if self._endpoint else "auto"},
            # Checksums of their own are not known to every server that speaks S3.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        return botocore.session.get_session().create_client("s3", region_name=self._region, endpoint_url=self._endpoint, config=config)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """One question to the bucket. Raises BucketAway, at once while it rests; FileNotFoundError when it says that there is no such thing."""
        if time.monotonic() < self._rests_until:
            raise BucketAway("The bucket of pictures did not answer a moment ago.")
        if self._rests_until:  # one asks again, the others go on resting
            self._rests_until = time.monotonic() + REST
        try:
            yield
        except ClientError as error:
            self._rests_until = 0.0
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(str(error)) from error
            raise BucketAway(str(error)) from error
        except BotoCoreError as error:
            self._rests_until = time.monotonic() + REST
            raise BucketAway(str(error)) from error
        self._rests_until = 0.0
