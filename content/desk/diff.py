"""What changed between two documents, word by word, for people to read; pure Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile
from typing import Any, Literal

from content.desk.alignment import Aligner, Block, Range, gaps, lines_of
from content.document import Document

FIELDS = ("kind", "title", "short_title", "summary", "written_on", "tint", "mark", "position")

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[^\w\s]")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_EMPTY_LINE = re.compile(r"(?<=\n\n)(?!\n)")
# Pieces of one passage: a whole page has some 2,000 words.
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that stayed, came or went, with the spaces and line breaks in it."""

    kind: Literal["same", "added", "removed"]
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One place that changed: `same` and `removed` pieces together are what it said, `same` and `added` what it says.

    `field` is "title", "facts.length", "body". `line` counts from 1: in the new body, or the item of a list; 0 elsewhere.
    In the body, `under` is the nearest heading above and `before` the unchanged line above, when there is one that is no heading.
    """

    field: str
    label: str
    pieces: tuple[Piece, ...]
    line: int = 0
    under: str = ""
    before: str = ""

    @property
    def only_spacing(self) -> bool:
        """Whether nothing but spaces and line breaks came or went, which a reader of the words would not see."""
        return all(piece.kind == "same" or piece.words.isspace() for piece in self.pieces)


def difference(old: Document, new: Document) -> tuple[Passage, ...]:
    """The places that changed: fields, facts, then the body from top to bottom. Empty when nothing changed.

    A paragraph that moved is one that went and one that came. Bounded: 200,000 characters of any kind take less than a second.
    """
    aligner = Aligner()
    pairs = [(key, getattr(old, key), getattr(new, key)) for key in FIELDS]
    pairs += [(f"facts.{name}", old.facts.get(name, []), new.facts.get(name, [])) for name in {**new.facts, **old.facts}]
    fields = chain.from_iterable(_field(key, was, now, aligner) for key, was, now in pairs)
    return (*fields, *_body(lines_of(old.body), lines_of(new.body), aligner))


def counts(passages: Iterable[Passage]) -> tuple[int, int]:
    """How many words came, and how many went."""
    sums = {"same": 0, "added": 0, "removed": 0}
    for piece in chain.from_iterable(passage.pieces for passage in passages):
        sums[piece.kind] += len(_WORD.findall(piece.words)) if piece.kind != "same" else 0
    return sums["added"], sums["removed"]


def label(field: str) -> str:
    """A field's name for people, made from its key: "Written on", "Facts: Think twice", "Body"."""
    where, _, name = field.rpartition(".")
    words = name.replace("_", " ")
    words = words[:1].upper() + words[1:]
    return f"{where.capitalize()}: {words}" if where else words


def text_of(value: Any) -> str:
    """A fact in words: yes or no, a list with commas, a row as "approach: cbt; rating: good"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{str(name).replace('_', ' ')}: {text_of(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(text_of(item) for item in value)
    return "" if value is None else str(value)


def identity(value: Any) -> str:
    """A text that two values share only if they are the same: 1, True and "1" are three."""
    return value if type(value) is str else f"\0{value!r}"


def pieces(old: str, new: str, aligner: Aligner | None = None) -> tuple[Piece, ...]:
    """Two texts word by word. Chance matches of a word or two inside a rewritten sentence are left out, as they help nobody."""
    was, now = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
    blocks = (aligner or Aligner()).align([token[0] for token in was], [token[0] for token in now])
    row = _Row()
    at = Range(0, 0, 0, 0)
    for same in _same(old, new, was, now, _without_islands(blocks, len(was), len(now))):
        row.change(old[at.old_end : same.old], new[at.new_end : same.new])
        row.add("same", old[same.old : same.old_end])
        at = same
        if row.is_long():
            break
    row.change(old[at.old_end :], new[at.new_end :])
    return row.pieces()


class _Row:
    """Pieces as they are found, neighbours of one kind joined."""

    def __init__(self) -> None:
        self._texts: list[tuple[Literal["same", "added", "removed"], list[str]]] = []

    def add(self, kind: Literal["same", "added", "removed"], words: str) -> None:
        if words and self._texts and self._texts[-1][0] == kind:
            self._texts[-1][1].append(words)
        elif words:
            self._texts.append((kind, [words]))

    def change(self, old: str, new: str) -> None:
        """What lies between words that stayed; the spaces that both begin and end with stayed as well."""
        head = _spaces(old, new)
        old, new = old[len(head) :], new[len(head) :]
        tail = _spaces(old[::-1], new[::-1])[::-1]
        self.add("same", head)
        self.add("removed", old[: len(old) - len(tail)])
        self.add("added", new[: len(new) - len(tail)])
        self.add("same", tail)

    def is_long(self) -> bool:
        """Whether nobody would read on; the rest may then be one change."""
        return len(self._texts) > _MOST

    def pieces(self) -> tuple[Piece, ...]:
        return tuple(Piece(kind, "".join(texts)) for kind, texts in self._texts)


def _spaces(old: str, new: str) -> str:
    """The spaces and line breaks that both texts begin with."""
    return "".join(one for one, _ in takewhile(lambda both: both[0] == both[1] and both[0].isspace(), zip(old, new, strict=False)))


def _same(old: str, new: str, was: list[re.Match[str]], now: list[re.Match[str]], blocks: Iterable[Block]) -> Iterator[Range]:
    """Where the texts are the same to the letter; blocks of words with other spaces between them are taken word by word."""
    for block in blocks:
        last_old, last_new = block.old + block.size - 1, block.new + block.size - 1
        span = Range(was[block.old].start(), was[last_old].end(), now[block.new].start(), now[last_new].end())
        if old[span.old : span.old_end] == new[span.new : span.new_end]:
            yield span
        else:
            for number in range(block.size):
                yield Range(*was[block.old + number].span(), *now[block.new + number].span())


def _without_islands(blocks: list[Block], old: int, new: int) -> Iterator[Block]:
    """The blocks without those of one or two words between longer changes on both sides."""
    at_old = at_new = 0
    for block, after in pairwise([*blocks, Block(old, new, 0)]):
        above = max(block.old - at_old, block.new - at_new)
        below = max(after.old - block.old, after.new - block.new) - block.size
        if block.size > 2 or min(above, below) <= block.size:
            yield block
            at_old, at_new = block.old + block.size, block.new + block.size


def _field(key: str, old: Any, new: Any, aligner: Aligner) -> Iterator[Passage]:
    """The passages of a field or fact; a list is compared item by item."""
    if identity(old) == identity(new):
        return
    whole = not any(value and isinstance(value, list) for value in (old, new))
    was, now = (value if isinstance(value, list) else [value] for value in (old, new))
    blocks = aligner.align([identity(item) for item in was], [identity(item) for item in now])
    for gap in gaps(blocks, len(was), len(now)):
        gone, come = ([text_of(item) for item in items] for items in (was[gap.old : gap.old_end], now[gap.new : gap.new_end]))
        rows = [([one], [other]) for one, other in zip(gone, come, strict=True)] if len(gone) == len(come) else [(gone, come)]
        for number, (one, other) in enumerate(rows, gap.new + 1):
            yield Passage(key, label(key), _changed(one, other, aligner), 0 if whole else number)


def _body(old: list[str], new: list[str], aligner: Aligner) -> Iterator[Passage]:
    """The passages of the body, one a paragraph as far as the words tell which is which."""
    above_old, above_new = _headings(old), _headings(new)
    for gap in gaps(aligner.align_lines(old, new), len(old), len(new)):
        under = above_new[gap.new] if gap.new < gap.new_end else above_old[gap.old]
        before = next((line for line in new[max(gap.new - 2, 0) : gap.new][::-1] if line.strip()), "")
        before = "" if _HEADING.match(before) else before
        line = gap.new
        for paragraph in _paragraphs(_changed(old[gap.old : gap.old_end], new[gap.new : gap.new_end], aligner)):
            if any(piece.kind != "same" for piece in paragraph):
                first = line == gap.new
                yield Passage(
                    "body", "Body", paragraph, min(line + 1, len(above_new) - 1), under if first else above_new[line], before if first else ""
                )
            line += sum(piece.words.count("\n") for piece in paragraph if piece.kind != "removed")


def _paragraphs(row: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """The pieces up to and with each empty line that stayed."""
    paragraph: list[Piece] = []
    for piece in row:
        *ended, rest = _EMPTY_LINE.split(piece.words) if piece.kind == "same" else [piece.words]
        for words in ended:
            yield (*paragraph, Piece("same", words))
            paragraph = []
        if rest:
            paragraph.append(Piece(piece.kind, rest))
    if paragraph:
        yield tuple(paragraph)


def _changed(old: Sequence[str], new: Sequence[str], aligner: Aligner) -> tuple[Piece, ...]:
    """Changed lines or items; those whose words alone tell no difference (an empty line) are shown whole."""
    was, now = "\n".join(old), "\n".join(new)
    if was != now:
        return pieces(was, now, aligner)
    return (*(Piece("removed", was or "\n") for _ in old[:1]), *(Piece("added", now or "\n") for _ in new[:1]))


def _headings(lines: list[str]) -> list[str]:
    """For each line, and for the end, the heading above it; empty above the first. What looks like one in a code block is none."""
    above, heading, in_code = [], "", False
    for line in lines:
        above.append(heading)
        in_code ^= bool(_FENCE.match(line))
        if not in_code and _HEADING.match(line):
            heading = line.strip(" \t#")
    return [*above, heading]
