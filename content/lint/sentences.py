"""Where sentences and words begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"""[.!?…]+["»)\]']*(?=\s+["«(\[¿¡']*[^\W_a-záéíóúñü])""")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Drs|Prof|St|Jr|Sr|vs|etc|No|Nos|Fig|al|approx|p|pp|Vol|e\.g|i\.e|a\.m|p\.m|Sra?|Dra?|Ud|Uds|núm|pág)|(?<![\w-])[^\W\d_](?:\.[^\W\d_])*)$"
)
_SPACE = re.compile(r"\s*")
WORD = re.compile(r"[^\W_]+(?:['.,-]?[^\W_]+)*")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; a text without a full stop is one."""
    start = 0
    for end in _END.finditer(text):
        if text[end.start()] == "." and _SHORT.search(text, max(start, end.start() - 9), end.start()):
            continue
        yield start, end.end()
        start = _SPACE.match(text, end.end()).end()  # type: ignore[union-attr]
    if start < len(text.rstrip()):
        yield start, len(text.rstrip())


def words(text: str) -> list[str]:
    """The words of a text; `well-being`, `don't` and `5.4` are one each."""
    return WORD.findall(text)
