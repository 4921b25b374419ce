"""The word lists of `words/`: read once, with their patterns compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from content.lint.findings import Finding, Level
from content.lint.passages import Passage, small_letters
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

FOLDER = Path(__file__).resolve().parent / "words"
_NEAR_CHARS = 120
_LEVELS = {"error": Level.STOP, "warn": Level.LOOK, "info": Level.LOOK}
_MESSAGES = {
    "error": "“{words}” has to be said another way.",
    "warn": "“{words}”: say it another way, or be sure that it is right here.",
    "info": "“{words}” is worth a second look.",
}


class Words:
    """A pattern as the lists write it, without regard to capitals; bound to `word`, it begins and ends only where a word does.

    It is searched in small letters: a pattern that begins with a plain letter is found many times faster than one that ignores case
    or looks behind itself first.
    """

    def __init__(self, pattern: str, boundary: str = "word") -> None:
        small = _LETTER.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), pattern)
        self.whole = boundary == "word"
        self._pattern = re.compile(rf"(?:{small})(?!\w)" if self.whole else small)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each hit in a text of small letters."""
        at = 0
        while hit := self._pattern.search(text, at):
            inside = self.whole and hit.start() > 0 and (text[hit.start() - 1].isalnum() or text[hit.start() - 1] == "_")
            if not inside:
                yield hit.span()
            at = hit.start() + 1 if inside or not hit[0] else hit.end()

    def search(self, text: str) -> bool:
        """Whether it stands in a text, in capitals or small letters."""
        return next(self.spans(small_letters(text)), None) is not None

    def hits(self, reading: Reading) -> Iterator[tuple[Passage, int, int]]:
        """Where it stands in a page: the passage, and start and end in it."""
        for first, last in self.spans(reading.small):
            passage, start = reading.locate(first)
            yield passage, start, start + last - first


_LETTER = re.compile(r"\\.|[^\W\d_]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WordRule:
    """One rule of a list, as its file says it. A `firm` one has no exception that a written reason could make."""

    id: str
    severity: str
    pattern: Words
    near: Words | None
    near_chars: int
    allow: tuple[Words, ...]
    scope: frozenset[str]
    firm: bool
    why: str
    suggest: str
    source: str

    def hits(self, reading: Reading, around: Surroundings) -> Iterator[tuple[Passage, int, int]]:
        """Where the rule is broken: the passage, and start and end of the words in it."""
        if self.scope and self.scope.isdisjoint(around.path.split("/")):
            return
        for passage, start, end in self.pattern.hits(reading):
            if self.near and not self.near.search(reading.around(passage, start, end, self.near_chars)):
                continue
            if not any(allowed.search(passage.sentence_at(start)) for allowed in self.allow):
                yield passage, start, end


@cache
def load(name: str, language: str = "") -> dict[str, Any]:
    """What a file of `words/` says; empty for a language without that list."""
    file = FOLDER / (f"{name}.{language}.toml" if language else f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


@cache
def rules(name: str, language: str) -> tuple[WordRule, ...]:
    """The rules of a list in a language."""
    return tuple(_rule(entry) for entry in load(name, language).get("rule", ()))


def _rule(entry: dict[str, Any]) -> WordRule:
    return WordRule(
        id=entry["id"],
        severity=entry["severity"],
        pattern=Words(entry["pattern"], entry["boundary"]),
        near=Words(entry["near"], "none") if "near" in entry else None,
        near_chars=entry.get("near_chars", _NEAR_CHARS),
        allow=tuple(Words(pattern, "none") for pattern in entry.get("allow", ())),
        scope=frozenset(entry.get("scope", ())),
        firm=entry.get("firm", False),
        why=entry["why"],
        suggest=entry["suggest"],
        source=load("sources")[entry["source"]],
    )


def check(name: str, reading: Reading, around: Surroundings, *, firm: bool = False, soften: bool = True, myths: bool = True) -> Iterable[Finding]:
    """What a list has to say.

    `firm` lists take no written reason; `soften` asks less of people who speak of themselves; without `myths` these are left alone.
    """
    for rule in rules(name, around.language):
        for passage, start, end in rule.hits(reading, around):
            if passage.is_myth and not myths:
                continue
            level, message = _LEVELS[rule.severity], _MESSAGES[rule.severity]
            if soften and level is Level.STOP and passage.is_own_speech(start):
                level, message = Level.LOOK, "“{words}” in a person's own words: keep it only with care."
            yield passage.finding(
                level,
                message.format(words=" ".join(passage.text[start:end].split())),
                start,
                end,
                why=rule.why,
                suggestion=rule.suggest,
                source=rule.source,
                detail=rule.id,
                may_be_justified=level is Level.STOP and not (firm or rule.firm),
            )
