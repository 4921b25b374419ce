"""Whether a statement is waited for: for ever while the database lives, and no longer when it is known to be away."""

from __future__ import annotations

from collections.abc import Callable

_is_away: list[Callable[[], bool]] = []


def give_up_when(is_away: Callable[[], bool]) -> None:
    """From now on statements of this process are given up when this says that the database is away."""
    _is_away[:] = [is_away]


def is_over() -> bool:
    """Whether there is no more waiting. A process that does not hear the database, such as a command, waits on."""
    return any(is_away() for is_away in _is_away)
