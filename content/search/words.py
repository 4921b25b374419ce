"""Words as search sees them: small letters without accents, stems, what a query is about, and how far two spellings are apart."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

STEMMERS = {"en": "english", "es": "spanish"}
MOST_WORDS = 24  # of a query; what comes after them is not looked for
LONGEST_WORD = 40
LONGEST_QUERY = 600  # characters that are read at all

_FILE = Path(__file__).resolve().parent / "words.toml"
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = str.maketrans("", "", "'’‘ʼ`´")
# Joined by stops or by spaces, letters mean one word: "O.C.D." and "s u i c i d e".
_SPELLED = re.compile(r"(?<![^\W_])(?:[a-z][. ]){2,}[a-z](?![^\W_])")


@cache
def _folded(letter: str) -> str:
    small = letter.lower()
    plain = unicodedata.normalize("NFKD", small)[:1]
    return plain if len(small) == 1 and plain.isascii() else small[:1]


def fold(text: str) -> str:
    """Small letters without accents; every character stays in its place."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def plain(text: str) -> str:
    """Folded, `can't` as one word; no place is kept."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    return fold(unicodedata.normalize("NFC", text).translate(_APOSTROPHE))


def words(text: str) -> list[str]:
    """The words of a text in order; long ones are left out, letters that are spelled out are put together."""
    said = plain(text)
    if _SPELLED.search(said):
        said = _SPELLED.sub(lambda found: re.sub(r"[. ]", "", found[0]), said)
    return [word for word in _WORD.findall(said) if len(word) <= LONGEST_WORD]


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `words.toml`: `empty`, `vague` or `joining`."""
    return frozenset(str(_lists()[name]).split())


@cache
def analyzer(language: str) -> TextAnalyzer:
    """What the engine does with a text in a language: words, then stems; without a language words alone."""
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    if language:
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.build()


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The stem of a word of small letters without accents."""
    return next(iter(analyzer(language).analyze(word)), word)


def telling(found: Iterable[str]) -> list[str]:
    """The words that say what a query is about, each once; all of them when none does."""
    forms = _lists()["forms"]
    every = list(dict.fromkeys(forms.get(word, word) for word in found))
    return [word for word in every if word not in listed("empty")] or every


def firm(found: Sequence[str]) -> list[str]:
    """Of telling words those that say it alone: not "help", "people", "think"."""
    return [word for word in found if word not in listed("vague")]


@cache
def _same(language: str) -> dict[str, tuple[str, ...]]:
    """The stems of words that mean nearly the same, by each of them."""
    groups = _lists()["same"][language]
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        stemmed = tuple(dict.fromkeys(stem(word, language) for word in group))
        for one in stemmed:
            found.setdefault(one, stemmed)
    return found


def alike(stemmed: str, language: str) -> tuple[str, ...]:
    """Stems that mean nearly the same as one, without itself."""
    return tuple(other for other in _same(language).get(stemmed, ()) if other != stemmed)


def stems(found: Iterable[str], language: str) -> str:
    """What makes two names the same: their stems in any order, one for all that mean nearly the same."""
    same = _same(language)
    return " ".join(sorted({same.get(one, (one,))[0] for one in (stem(word, language) for word in found)}))


def key(name: str, language: str) -> str:
    """A name as it is looked up; vague words count in it only where no two others are left."""
    found = telling(words(name))
    sure = firm(found)
    return stems(sure if len(sure) > 1 or not found else found, language)


def distance(one: str, other: str, most: int) -> int:
    """How many letters are missing, added, wrong or changed places; `most + 1` when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, row = row, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = last
    return row[-1]
