"""Two people's changes to one document put together; what touches is a conflict that a person decides; pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from content.desk.alignment import Aligner, lines_of
from content.desk.diff import FIELDS, identity, label, text_of
from content.document import Document

Choice = Literal["mine", "theirs", "both"]

_ABSENT = object()
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both changed, differently.

    `key` is "title", "facts.length", and with a number for a part of a list or of the body: "facts.notice-1", "body-3".
    `line` counts from 1: in mine's body, or the item of mine's list; 0 elsewhere. `both` says whether both may be kept.
    """

    key: str
    label: str
    base: str
    mine: str
    theirs: str
    line: int = 0
    both: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged document, or none while a conflict waits; every conflict, also those that a choice decided.

    `mine_only` and `theirs_only` are the fields with a change that only that side made. `waiting` are the keys without a choice.
    """

    document: Document | None
    conflicts: tuple[Conflict, ...]
    waiting: tuple[str, ...]
    mine_only: tuple[str, ...]
    theirs_only: tuple[str, ...]


def merge(base: Document, mine: Document, theirs: Document, choices: Mapping[str, str] | None = None) -> Merge:
    """Take what one side changed, or both alike; decide the rest by `choices`, a Choice by key of the conflict.

    The conflicts and their keys depend on the documents alone. A choice that a conflict does not offer decides nothing.
    Bounded: for bodies too far apart to compare in less than a second, all that differs is one conflict.
    """
    desk = _Desk(choices or {})
    values = {key: desk.value(key, *(getattr(document, key) for document in (base, mine, theirs))) for key in FIELDS}
    names = _names(list(base.facts), list(mine.facts), list(theirs.facts))
    facts = {name: desk.value(f"facts.{name}", *(document.facts.get(name, _ABSENT) for document in (base, mine, theirs))) for name in names}
    values["facts"] = {name: value for name, value in facts.items() if value is not _ABSENT}
    body = desk.value("body", *(lines_of(document.body) for document in (base, mine, theirs)))
    values["body"] = "" if body is _ABSENT else "\n".join(body).strip("\n")
    document = None if desk.waiting else replace(mine, **values, lines={})
    return Merge(document, tuple(desk.conflicts), tuple(desk.waiting), tuple(desk.mine_only), tuple(desk.theirs_only))


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What lies between two unchanged items, or one unchanged item; `at` is where mine begins."""

    base: list[Any]
    mine: list[Any]
    theirs: list[Any]
    at: int


class _Desk:
    """Where values are put together; keeps the conflicts in the order in which they were found."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self._choices = choices
        # One a side, so that nothing depends on which is aligned first.
        self._aligners = Aligner(), Aligner()
        self.conflicts: list[Conflict] = []
        self.waiting: list[str] = []
        # As dicts: in order, and each once.
        self.mine_only: dict[str, None] = {}
        self.theirs_only: dict[str, None] = {}

    def value(self, key: str, base: Any, mine: Any, theirs: Any) -> Any:
        """A field or fact; lists that both sides changed are put together by their items."""
        taken = self._taken(key, base, mine, theirs)
        if taken is not None:
            return taken[0]
        lists = [[] if value is _ABSENT else value for value in (base, mine, theirs)]
        if all(isinstance(value, list) for value in lists):
            return self.items(key, *lists) or _ABSENT
        choice = self._choice(Conflict(key, label(key), _text(base), _text(mine), _text(theirs)))
        return theirs if choice == "theirs" else mine

    def items(self, key: str, base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
        """The items of a list, or the lines of a body."""
        merged: list[Any] = []
        found = 0
        for chunk in _chunks(base, mine, theirs, self._aligners):
            taken = self._taken(key, chunk.base, chunk.mine, chunk.theirs)
            if taken is None:
                found += 1
                merged += self._decided(key, found, chunk)
            else:
                merged += taken[0]
        return merged

    def _taken(self, key: str, base: Any, mine: Any, theirs: Any) -> tuple[Any] | None:
        """What both or only one side made of it; none when both changed it differently."""
        was, my, their = identity(base), identity(mine), identity(theirs)
        if my == their:
            return (mine,)
        if my == was:
            self.theirs_only[key] = None
            return (theirs,)
        if their == was:
            self.mine_only[key] = None
            return (mine,)
        return None

    def _decided(self, key: str, number: int, chunk: _Chunk) -> list[Any]:
        """A chunk that both changed, as chosen; mine's while it waits."""
        base, mine, theirs = ("\n".join(text_of(item) for item in items) for items in (chunk.base, chunk.mine, chunk.theirs))
        choice = self._choice(Conflict(f"{key}-{number}", label(key), base, mine, theirs, chunk.at + 1, both=True))
        if choice == "both":
            return _both(chunk.mine, chunk.theirs, paragraphs=key == "body")
        return chunk.theirs if choice == "theirs" else chunk.mine

    def _choice(self, conflict: Conflict) -> str:
        """Note a conflict and give the choice for it; empty, and noted as waiting, without one that it offers."""
        self.conflicts.append(conflict)
        choice = self._choices.get(conflict.key, "")
        if choice in ("mine", "theirs") or (choice == "both" and conflict.both):
            return choice
        self.waiting.append(conflict.key)
        return ""


def _chunks(base: list[Any], mine: list[Any], theirs: list[Any], aligners: tuple[Aligner, Aligner]) -> Iterator[_Chunk]:
    """The three lists cut at the items that neither side changed, as diff3 does: changes that touch are in one chunk."""
    in_mine, in_theirs = (_places(base, side, aligner) for side, aligner in zip((mine, theirs), aligners, strict=True))
    at = at_mine = at_theirs = 0
    for here in range(len(base)):
        if here in in_mine and here in in_theirs:
            place, other = in_mine[here], in_theirs[here]
            yield _Chunk(base[at:here], mine[at_mine:place], theirs[at_theirs:other], at_mine)
            yield _Chunk(base[here : here + 1], mine[place : place + 1], theirs[other : other + 1], place)
            at, at_mine, at_theirs = here + 1, place + 1, other + 1
    yield _Chunk(base[at:], mine[at_mine:], theirs[at_theirs:], at_mine)


def _places(base: list[Any], side: list[Any], aligner: Aligner) -> dict[int, int]:
    """Where the items of base that a side kept stand in it."""
    blocks = aligner.align_lines([identity(item) for item in base], [identity(item) for item in side])
    return {block.old + more: block.new + more for block in blocks for more in range(block.size)}


def _text(value: Any) -> str:
    return "" if value is _ABSENT else text_of(value)


def _both(mine: list[Any], theirs: list[Any], *, paragraphs: bool) -> list[Any]:
    """Mine, then theirs; an empty line keeps two paragraphs apart, but not two items of one list or rows of one table."""
    if not paragraphs or not mine or not theirs or not mine[-1].strip() or not theirs[0].strip():
        return mine + theirs
    ends = (mine[-1], theirs[0])
    together = all(_ITEM.match(line) for line in ends) or all(line.lstrip().startswith("|") for line in ends)
    return mine + ([] if together else [""]) + theirs


def _names(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The names of all facts, in mine's order if mine changed it, else in theirs; those of the other side behind their neighbour."""
    first, second = (theirs, mine) if mine == base else (mine, theirs)
    names = list(first)
    for number, name in enumerate(second):
        if name not in names:
            names.insert(names.index(second[number - 1]) + 1 if number else 0, name)
    return names
