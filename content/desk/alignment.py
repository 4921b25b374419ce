"""What two sequences have in common, in order: unique items first, and no more work than a request can wait for; pure Python."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

# The most comparisons for one aligner, in the worst case about half a second.
STEPS = 4_000_000
# Unique items between unique items, so deep: real texts need three, a hostile one would go on.
_DEPTH = 8


class Block(NamedTuple):
    """A run of `size` items that is the same from `old` on in one sequence and from `new` on in the other."""

    old: int
    new: int
    size: int


class Range(NamedTuple):
    """From item `old` up to `old_end` in one sequence, and the same in the other."""

    old: int
    old_end: int
    new: int
    new_end: int


def lines_of(body: str) -> list[str]:
    """The lines of a body as a document keeps it: our line endings, no empty lines around it; none for an empty body."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return text.split("\n") if text else []


def gaps(blocks: Iterable[Block], old: int, new: int) -> Iterator[Range]:
    """What lies before, between and behind the blocks of sequences `old` and `new` items long, without the empty ranges."""
    at_old = at_new = 0
    for block in (*blocks, Block(old, new, 0)):
        if block.old > at_old or block.new > at_new:
            yield Range(at_old, block.old, at_new, block.new)
        at_old, at_new = block.old + block.size, block.new + block.size


class Aligner:
    """Aligns as many sequences as asked with `steps` comparisons for all of them; when these are spent, changed ranges stay whole.

    The same sequences in the same order always give the same blocks: the steps are counted, not timed.
    """

    def __init__(self, steps: int = STEPS) -> None:
        self._steps = steps

    def align(self, old: Sequence[str], new: Sequence[str]) -> list[Block]:
        """The blocks that stay the same, in order, none touching the next on both sides."""
        found: list[Block] = []
        self._within(old, new, Range(0, len(old), 0, len(new)), found, _DEPTH)
        joined: list[Block] = []
        for block in found:
            last = joined[-1] if joined else Block(0, 0, 0)
            if joined and (last.old + last.size, last.new + last.size) == (block.old, block.new):
                joined[-1] = Block(last.old, last.new, last.size + block.size)
            else:
                joined.append(block)
        return joined

    def align_lines(self, old: Sequence[str], new: Sequence[str]) -> list[Block]:
        """As `align`, for Markdown: where paragraphs came or went, empty lines alone do not say which of the others belong together."""
        kept: list[Block] = []
        loose: list[Block] = []
        at_old = at_new = 0
        for block in (*self.align(old, new), Block(len(old), len(new), 0)):
            if block.size and not any(line.strip() for line in old[block.old : block.old + block.size]):
                loose.append(block)
                continue
            if loose and _paragraphs(old[at_old : block.old]) == _paragraphs(new[at_new : block.new]):
                kept += loose
            loose = []
            kept.append(block)
            at_old, at_new = block.old + block.size, block.new + block.size
        return kept[:-1]

    def _within(self, old: Sequence[str], new: Sequence[str], span: Range, found: list[Block], depth: int) -> None:
        """Add the blocks of a span: its equal beginning, what unique items hold together, its equal end."""
        size = _run(old, new, span)
        if size:
            found.append(Block(span.old, span.new, size))
        at_old, end_old, at_new, end_new = span.old + size, span.old_end, span.new + size, span.new_end
        while at_old < end_old and at_new < end_new and old[end_old - 1] == new[end_new - 1]:
            end_old, end_new = end_old - 1, end_new - 1
        if at_old < end_old and at_new < end_new:
            self._changed(old, new, Range(at_old, end_old, at_new, end_new), found, depth)
        if end_old < span.old_end:
            found.append(Block(end_old, end_new, span.old_end - end_old))

    def _changed(self, old: Sequence[str], new: Sequence[str], span: Range, found: list[Block], depth: int) -> None:
        """Add the blocks of a span that begins and ends differently."""
        at_old, end_old, at_new, end_new = span
        anchors = _anchors(old, new, span) if depth else []
        for anchor_old, anchor_new in anchors:
            if anchor_old >= at_old and anchor_new >= at_new:
                self._within(old, new, Range(at_old, anchor_old, at_new, anchor_new), found, depth - 1)
                size = _run(old, new, Range(anchor_old, end_old, anchor_new, end_new))
                found.append(Block(anchor_old, anchor_new, size))
                at_old, at_new = anchor_old + size, anchor_new + size
        if anchors:
            self._within(old, new, Range(at_old, end_old, at_new, end_new), found, depth - 1)
        else:
            self._exactly(old, new, span, found)

    def _exactly(self, old: Sequence[str], new: Sequence[str], span: Range, found: list[Block]) -> None:
        """Add what difflib finds, unless that could take more steps than are left: it is cubic for texts of few different items."""
        a, b = old[span.old : span.old_end], new[span.new : span.new_end]
        if len(a) == len(b) == 1:
            return
        in_a, in_b = Counter(a), Counter(b)
        pairs = sum(count * in_b[item] for item, count in in_a.items() if item in in_b)
        matches = sum(min(count, in_b[item]) for item, count in in_a.items() if item in in_b)
        cost = (pairs + len(a)) * (matches + 1)
        if pairs and cost <= self._steps:
            self._steps -= cost
            blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()[:-1]
            found += [Block(block.a + span.old, block.b + span.new, block.size) for block in blocks]


def _paragraphs(lines: Sequence[str]) -> int:
    """How many runs of lines that are not empty."""
    full = [bool(line.strip()) for line in ("", *lines)]
    return sum(line and not above for above, line in pairwise(full))


def _run(old: Sequence[str], new: Sequence[str], span: Range) -> int:
    """How many items the span begins with that are the same on both sides."""
    most, size = min(span.old_end - span.old, span.new_end - span.new), 0
    while size < most and old[span.old + size] == new[span.new + size]:
        size += 1
    return size


def _anchors(old: Sequence[str], new: Sequence[str], span: Range) -> list[tuple[int, int]]:
    """Where items stand that each side has just once, the longest row of them that is in order on both sides."""
    in_old, in_new = Counter(old[span.old : span.old_end]), Counter(new[span.new : span.new_end])
    place = {item: at for at, item in enumerate(new[span.new : span.new_end], span.new) if in_new[item] == 1}
    both = [(at, place[item]) for at, item in enumerate(old[span.old : span.old_end], span.old) if item in place and in_old[item] == 1]
    return _in_order(both)


def _in_order(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers rise, as in sorting cards by patience."""
    tops: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for number, (_, at) in enumerate(places):
        pile = bisect_left(tops, at)
        before.append(holders[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [at]
        holders[pile : pile + 1] = [number]
    chain = []
    number = holders[-1] if holders else -1
    while number >= 0:
        chain.append(places[number])
        number = before[number]
    return chain[::-1]
