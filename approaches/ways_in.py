"""From everyday words to concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from content.markdown import slugify
from content.models import Page


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that a person might say, and the concern that they lead to."""

    words: str
    concern: Page


def sayings(concerns: Iterable[Page]) -> list[Saying]:
    """The everyday words of all concerns, from A to Z."""
    found = (Saying(words, concern) for concern in concerns for words in concern.facts.get("everyday", ()))
    return sorted(found, key=lambda saying: (slugify(saying.words), saying.concern.title))
