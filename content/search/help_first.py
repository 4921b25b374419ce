"""Whether a query may come from someone in danger: the phrases of `crisis_words.toml`, however they are spelled. Never instead of results."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from content.search.words import distance, words

FILE = Path(__file__).resolve().parent / "crisis_words.toml"
_LONGEST = 2_000  # characters that are read
_MISSPELT_FROM = 5  # letters of a word that may be one letter wrong
_GAP = 4  # filling words between two words of a phrase
_FILLER = ""  # stands among the forms of a filling word
_BEGINNING, _END = frozenset("^"), frozenset("$")  # so that a phrase can ask for a query that is nothing else
_STRETCHED = re.compile(r"(.)\1{2,}")
_FOR_LETTERS = str.maketrans({"1": "i", "!": "i", "3": "e", "0": "o", "4": "a", "@": "a", "$": "s", "5": "s", "*": ""})
_MIXED = re.compile(r"(?<![^\W\d_])[^\W\d_]+[0-9!@$*]+[^\W\d_]+|[!@$][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other, each with its other forms; says nothing where one of `unless` stands in the query too."""

    steps: tuple[frozenset[str], ...]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class _List:
    """The list, ready to be looked up: phrases by the forms of their first word, forms by first letter and length."""

    fillers: frozenset[str]
    other_words: frozenset[str]
    by_first: dict[str, list[Phrase]]
    forms: frozenset[str]
    like: dict[tuple[str, int], list[str]]


def told() -> dict[str, Any]:
    """The list as a page can carry it: phrases with their steps between blanks, and the words that stand for something else."""
    kept = _kept()
    phrases = [{"any": group["any"], "unless": group.get("unless", [])} for group in kept["phrases"]]
    return {"fillers": kept["fillers"], "others": kept["other_words"], "phrases": phrases}


def asks_for_help(query: str) -> bool:
    """Whether a phrase of the list stands in a query."""
    read = _MIXED.sub(lambda mixed: mixed[0].translate(_FOR_LETTERS), query[:_LONGEST].lower())
    found = [_BEGINNING, *(_forms(_STRETCHED.sub(r"\1", word)) for word in words(read)), _END]
    present = frozenset(words(read))
    for at, forms in enumerate(found):
        for form in forms:
            for phrase in _list().by_first.get(form, ()):
                if present.isdisjoint(phrase.unless) and _follows(phrase.steps[1:], found, at + 1):
                    return True
    return False


def _follows(steps: Sequence[frozenset[str]], found: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the steps come next, with nothing but filling words before each."""
    if not steps:
        return True
    for word_at in range(at, min(at + _GAP + 1, len(found))):
        if not steps[0].isdisjoint(found[word_at]) and _follows(steps[1:], found, word_at + 1):
            return True
        if _FILLER not in found[word_at]:
            return False
    return False


@lru_cache(maxsize=20_000)
def _forms(word: str) -> frozenset[str]:
    """The words of the list that a word may be meant as, and whether it is a filling word."""
    told = _list()
    found = {_FILLER} if word in told.fillers else set[str]()
    found.update({word, f"={word}"} & told.forms)
    if word not in told.other_words:
        near = (form for length in range(len(word) - 1, len(word) + 2) for form in told.like.get((word[0], length), ()))
        found.update(form for form in near if distance(word, form, 1) == 1)
    return frozenset(found)


def _kept() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _list() -> _List:
    kept = _kept()
    by_first: dict[str, list[Phrase]] = {}
    forms: set[str] = set()
    for group in kept["phrases"]:
        for line in group["any"]:
            phrase = Phrase(tuple(frozenset(step.split("|")) for step in line.split()), frozenset(group.get("unless", ())))
            forms.update(*phrase.steps)
            for form in phrase.steps[0]:
                by_first.setdefault(form, []).append(phrase)
    like: dict[tuple[str, int], list[str]] = {}
    for form in forms:
        if len(form) >= _MISSPELT_FROM and form[0] != "=":
            like.setdefault((form[0], len(form)), []).append(form)
    return _List(frozenset(kept["fillers"]), frozenset(kept["other_words"]), by_first, frozenset(forms), like)
