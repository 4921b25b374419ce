"""Which process of a machine does what only one needs to do."""

from __future__ import annotations

import fcntl
import os
from threading import Lock

from django.conf import settings

_held: dict[int, int] = {}  # the open file, by process
_asking = Lock()


def is_here() -> bool:
    """Whether it is this process. The lead goes with its process, however that ends, and another takes it.

    Where nothing can be written each process has it: what is done twice is better than what is not done.
    """
    with _asking:
        if os.getpid() in _held:
            return True
        try:
            file = os.open(settings.DATA_DIR / "lead", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            return True
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        _held[os.getpid()] = file
        return True
