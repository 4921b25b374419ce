"""What a result shows of an entry: the heading that answers, and one line with the words of the query marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from content.search.words import fold, stem

_LENGTH = 170  # characters of a line
_STOP = re.compile(r"[.?!][\"”»)]*\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; marked when it is a word of the query."""

    text: str
    is_marked: bool = False


class Look:
    """Sees the words of a query in texts of a language, in all their forms."""

    def __init__(self, sought: Sequence[str], language: str) -> None:
        self.language = language
        self.stems = frozenset(stem(word, language) for word in sought)
        beginnings = sorted({re.escape(_beginning(word, stem(word, language))) for word in sought}) or ["(?!)"]
        self._begins = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(beginnings)})[a-z0-9]*(?:['’][a-z]+)?")

    def marked(self, text: str) -> list[tuple[str, int, int]]:
        """Stem, start and end of each word of the query."""
        found = ((word[0].replace("'", "").replace("’", ""), *word.span()) for word in self._begins.finditer(fold(text)))
        return [(stemmed, start, end) for word, start, end in found if (stemmed := stem(word, self.language)) in self.stems]

    def count(self, text: str) -> int:
        """How many of the query's words stand there."""
        return len({stemmed for stemmed, *_ in self.marked(text)})

    def pieces(self, text: str) -> Iterator[Piece]:
        """The text with them marked."""
        at = 0
        for _, start, end in self.marked(text):
            if start > at:
                yield Piece(text[at:start])
            yield Piece(text[start:end], is_marked=True)
            at = end
        if at < len(text):
            yield Piece(text[at:])


def _beginning(word: str, stemmed: str) -> str:
    """The letters that a word and its stem begin with: other forms of it begin so as well."""
    same = 0
    while same < min(len(word), len(stemmed)) and word[same] == stemmed[same]:
        same += 1
    return word[: max(same, min(2, len(word)))]


def heading(found: dict[str, Any], look: Look) -> tuple[str, str]:
    """Anchor and words of the heading that says more of the query than the page's title does; empty for none."""
    best, most = ("", ""), max(look.count(found["title"]), (len(look.stems) + 1) // 2 - 1)
    for anchor, title, _ in found["parts"]:
        if anchor and (has := look.count(title)) > most:
            best, most = (anchor, title), has
    return best


def line(found: dict[str, Any], anchor: str, look: Look) -> tuple[Piece, ...]:
    """The summary, or the sentence that has more of the words; under the heading `anchor` if one was chosen."""
    best, most = found["summary"], 0 if anchor else look.count(found["summary"])
    for at, _, text in found["parts"]:
        if anchor and at != anchor:
            continue
        if most == len(look.stems):
            break
        for start, words in _by_sentence(look.marked(text), text):
            if len(words) > most:
                best, most = _sentence(text, start), len(words)
    return tuple(look.pieces(_short(best)))


def _by_sentence(marked: list[tuple[str, int, int]], text: str) -> Iterator[tuple[int, set[str]]]:
    """Where each sentence with words of the query has the first of them, and which it has."""
    words: set[str] = set()
    first = last = -1
    for stemmed, start, end in marked:
        if words and _STOP.search(text, last, start):
            yield first, words
            words = set()
        first, last = (start if not words else first), end
        words.add(stemmed)
    if words:
        yield first, words


def _sentence(text: str, at: int) -> str:
    """The sentence around an offset."""
    start = 0
    for stop in _STOP.finditer(text, max(0, at - 600), at):
        start = stop.end()
    end = _STOP.search(text, at)
    return text[start : end.end() if end else None]


def _short(text: str) -> str:
    """One line: cut at the end of a word."""
    text = text.strip()
    if len(text) <= _LENGTH:
        return text
    return text[: _LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"
