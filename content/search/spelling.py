"""Mends what a query spells unlike the site: only words that no page has, by the nearest word that one has."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tantivy import Searcher

from content.search.words import distance

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4  # letters; shorter words have too many neighbours
_FRESH = 60.0  # seconds
_BEGINNINGS = 6  # words that a beginning may stand for


@dataclass(frozen=True, slots=True)
class _Words:
    """All words of the pages in a language, by length and with the number of pages that have each, as they were at a time."""

    at: float
    by_length: dict[int, list[str]]
    pages: dict[str, int]


_kept: dict[str, _Words] = {}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all pages in a language."""

    searcher: Searcher
    language: str

    def has(self, word: str) -> bool:
        """Whether a page has it."""
        return self.searcher.doc_freq(self._field, word) > 0

    @property
    def _field(self) -> str:
        return f"plain_{self.language}"

    def _all(self) -> _Words:
        """All of them; a list that is a minute old will do, so that not every change costs the next reader time."""
        known = _kept.get(self.language)
        if known and time.monotonic() - known.at < _FRESH:
            return known
        pages = {word: count for word, count in self.searcher.terms_with_prefix(self._field, "") if len(word) >= _SHORTEST and word.isalpha()}
        by_length: dict[int, list[str]] = {}
        for word in pages:
            by_length.setdefault(len(word), []).append(word)
        _kept[self.language] = found = _Words(time.monotonic(), by_length, pages)
        return found

    def near(self, word: str) -> str:
        """The word that is meant by one that no page has; empty when none is near."""
        if len(word) < _SHORTEST:
            return ""
        every = self._all()
        found = {other for other in _one_off(word) if other in every.pages}
        if not found and len(word) > 7:
            close = (other for length in range(len(word) - 2, len(word) + 3) for other in every.by_length.get(length, ()))
            found = {other for other in close if other[0] == word[0] and distance(word, other, 2) == 2}
        nearest = sorted(found, key=lambda other: (other[0] != word[0], sorted(other) != sorted(word), -every.pages[other]))
        return next(filter(self.has, nearest), "")

    def beginning_with(self, word: str) -> list[str]:
        """Words that begin with it, those of most pages first."""
        if len(word) < 3:
            return []
        found = self.searcher.terms_with_prefix(self._field, word, limit=200)
        return [other for other, _ in sorted(found, key=lambda term: -term[1])[:_BEGINNINGS]]


def _one_off(word: str) -> Iterator[str]:
    """Everything that is one letter away."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def rejoined(found: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words, where two that no page has together are one ("mind fulness"), or one is two ("panicattack")."""
    result: list[str] = []
    at = 0
    while at < len(found):
        word, following = found[at], found[at + 1] if at + 1 < len(found) else ""
        if following and not (vocabulary.has(word) and vocabulary.has(following)) and vocabulary.has(word + following):
            result.append(word + following)
            at += 2
            continue
        result += _taken_apart(word, vocabulary) or [word]
        at += 1
    return result


def _taken_apart(word: str, vocabulary: Vocabulary) -> list[str]:
    if len(word) < 8 or not word.isalpha() or vocabulary.has(word):
        return []
    cuts = (([word[:at], word[at:]]) for at in range(4, len(word) - 3))
    return next((halves for halves in cuts if all(map(vocabulary.has, halves))), [])
