"""What every process of this machine knows at once, without asking: the edition that readers see, and how database and search are."""

from __future__ import annotations

import mmap
import os
from functools import cache
from pathlib import Path
from time import monotonic_ns

_EDITION, _HEARD, _SEARCH, _WORDS = 0, 1, 2, 3
_SILENCE = 3_000_000_000  # nanoseconds without an answer after which the database counts as away; it is asked twice a second
_LATELY = 700_000_000
_DOUBT = 1_500_000_000  # three questions without an answer


class Board:
    """A few whole numbers in a mapped file. Where the disk is full or read-only, in memory that forked processes share."""

    def __init__(self, folder: Path) -> None:
        size = _WORDS * 8
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = os.open(folder / "board", os.O_RDWR | os.O_CREAT, 0o644)
            try:
                os.posix_fallocate(file, 0, size)  # a hole in a file on a full disk would end the process when it is written to
                mapped = mmap.mmap(file, size)
            finally:
                os.close(file)
        except OSError:
            mapped = mmap.mmap(-1, size)
        self.words = memoryview(mapped).cast("Q")

    @property
    def edition(self) -> int:
        """The edition of the site that is current, as content.page_store.editions makes it."""
        return self.words[_EDITION]

    @edition.setter
    def edition(self, edition: int) -> None:
        self.words[_EDITION] = edition

    @property
    def is_search_behind(self) -> bool:
        """Whether the index could not be brought in step, so that each process has to hold back what is withdrawn."""
        return bool(self.words[_SEARCH])

    @is_search_behind.setter
    def is_search_behind(self, behind: bool) -> None:
        self.words[_SEARCH] = behind

    def hear(self) -> None:
        """The database has just answered. By the clock that nobody can set, which all processes of a machine share."""
        self.words[_HEARD] = monotonic_ns()

    def is_silent(self) -> bool:
        """Whether the database has not answered for a while, or never since the machine started."""
        return not 0 <= monotonic_ns() - self.words[_HEARD] <= _SILENCE

    def is_heard_lately(self) -> bool:
        """Whether the database answered when it was last asked."""
        return 0 <= monotonic_ns() - self.words[_HEARD] <= _LATELY

    def is_doubtful(self) -> bool:
        """Whether the database has not answered several times in a row, and may be away."""
        return not 0 <= monotonic_ns() - self.words[_HEARD] <= _DOUBT


@cache
def board(folder: Path) -> Board:
    """The one of a folder in this process; made before the fork, all workers have the same."""
    return Board(folder)
