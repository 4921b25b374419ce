"""A library of any size for measurements: pages of some 200 words, with words as rare and as common as those of a real text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from random import Random

from content.models import Page, Status

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "in", "o", "ur")]
LENGTH = 200  # words a page


def vocabulary(size: int, random: Random) -> list[str]:
    """Words that can be told apart by a letter or more."""
    found: dict[str, None] = {}
    while len(found) < size:
        found["".join(random.choices(_SYLLABLES, k=random.randint(2, 4)))] = None
    return list(found)


class Writer:
    """Writes texts in which the second word is half as frequent as the first, the third a third, and so on (Zipf)."""

    def __init__(self, pages: int, seed: int = 4) -> None:
        self.random = Random(seed)
        self.words = vocabulary(2_000 + round(60 * pages**0.6), self.random)  # the words of a library grow slower than it (Heaps)
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def text(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self._weights, k=count))

    def pages(self, count: int) -> Iterator[Page]:
        now = datetime(2026, 11, 24, tzinfo=UTC)
        for number in range(count):
            body = "\n\n".join(f"## {self.text(4)}\n\n{self.text(LENGTH // 4)}." for _ in range(4))
            yield Page(
                path=f"made/{number}",
                kind="page",
                status=Status.PUBLISHED,
                title=self.text(4).capitalize(),
                summary=f"{self.text(15)}.",
                body=body,
                published_at=now,
                changed_at=now,
            )

    def queries(self, count: int) -> Iterator[str]:
        """One to five words, every third with a letter out of place."""
        for number in range(count):
            words = self.text(1 + number % 5).split()
            if number % 3 == 0:
                longest = max(range(len(words)), key=lambda at: len(words[at]))
                word = words[longest]
                words[longest] = word[0] + word[2:3] + word[1:2] + word[3:]
            yield " ".join(words)
