"""What a result shows of an entry: the heading that answers, and one line with the words of the query marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from content.search.words import fold, stem, words

_LENGTH = 170  # characters of a line
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; marked when it is a word of the query."""

    text: str
    is_marked: bool = False


def heading(found: dict[str, Any], stems: frozenset[str]) -> tuple[str, str]:
    """Anchor and words of the heading that says more of the query than the page's title does; empty for none."""
    language = found["language"]
    in_title = len(stems & _stems(found["title"], language))
    best, most = ("", ""), max(in_title, (len(stems) + 1) // 2 - 1)
    for anchor, title, _ in found["parts"]:
        if anchor and (has := len(stems & _stems(title, language))) > most:
            best, most = (anchor, title), has
    return best


def _stems(text: str, language: str) -> set[str]:
    return {stem(word, language) for word in words(text)}


def line(found: dict[str, Any], anchor: str, sought: Sequence[str]) -> tuple[Piece, ...]:
    """The summary, or the passage that has more of the words; under the heading `anchor` if one was chosen."""
    language = found["language"]
    stems = frozenset(stem(word, language) for word in sought)
    begins = re.compile("|".join(sorted({re.escape(_beginning(word, stem(word, language))) for word in sought})) or "(?!)")
    summary = found["summary"]
    in_summary = len(_marked(summary, begins, stems, language))
    texts = [text for at, _, text in found["parts"] if at == anchor] if anchor else [text for *_, text in found["parts"]]
    best, most = ("", 0 if anchor else in_summary)
    for text in texts:
        for start, end in _sentences(text, begins):
            if (has := len({at for at, *_ in _marked(text[start:end], begins, stems, language)})) > most:
                best, most = text[start:end], has
    return tuple(_pieces(_short(best or summary), begins, stems, language))


def _beginning(word: str, stemmed: str) -> str:
    """The letters that a word and its stem begin with: other forms of it begin so as well."""
    same = 0
    while same < min(len(word), len(stemmed)) and word[same] == stemmed[same]:
        same += 1
    return word[: max(same, min(2, len(word)))]


def _marked(text: str, begins: re.Pattern[str], stems: frozenset[str], language: str) -> list[tuple[str, int, int]]:
    """Stem, start and end of each word of the query in a text."""
    small = fold(text)
    if not begins.search(small):
        return []
    found = ((word[0].replace("'", "").replace("’", ""), *word.span()) for word in _WORD.finditer(small))
    return [(stemmed, start, end) for word, start, end in found if begins.match(word) and (stemmed := stem(word, language)) in stems]


def _sentences(text: str, begins: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Start and end of the sentences that may have words of the query."""
    if not begins.search(fold(text)):
        return
    start = 0
    for stop in re.finditer(r"[.?!][\"”»)]*\s+", text):
        yield start, stop.end()
        start = stop.end()
    yield start, len(text)


def _short(text: str) -> str:
    """One line: cut at the end of a word."""
    text = text.strip()
    if len(text) <= _LENGTH:
        return text
    return text[: _LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"


def _pieces(text: str, begins: re.Pattern[str], stems: frozenset[str], language: str) -> Iterator[Piece]:
    at = 0
    for _, start, end in _marked(text, begins, stems, language):
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], is_marked=True)
        at = end
    if at < len(text):
        yield Piece(text[at:])
