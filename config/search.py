"""Lets search find the crisis lines: content may not ask crisis for more than its plain data."""

from __future__ import annotations

from collections.abc import Iterator

from crisis import kept
from crisis.hotlines import NOTHING, Entry, Words
from crisis.needs import NEEDS


def crisis_lines() -> Iterator[tuple[Entry, Words]]:
    """Every line that the crisis page shows now, with the title of the need that it stands under."""
    titles = {need.key: need.title for need in NEEDS}
    for entry in kept.directory().entries:
        yield entry, titles.get(entry.need, NOTHING)
