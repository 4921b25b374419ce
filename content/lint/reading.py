"""A document as its readers meet it: passages of words with their lines, and the headings, links, pictures and citations among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from markdown_it.token import Token

from content.document import Document
from content.lint.passages import RUNNING, Heading, Link, Named, Passage, Picture, small_letters
from content.markdown import make_parser

_PARSER = make_parser()
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"'})
# Facts that point to things instead of saying words to a reader; and facts whose words are names.
_POINTERS = frozenset({"see", "sources", "approach", "rating"})
_CHOICES = "fits_"  # facts that begin so are choices from a list
_NAMES = frozenset({"also", "form"})
# Between passages in the text of a whole page: neither a space nor a letter, so that no rule reads across.
_GAP = "\x00."
_ADDRESS = re.compile(r"https?://[^\s,;)]*[^\s,;.)]")


class Reading:
    """A document, read once; all rules share it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.passages: list[Passage] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.citations: list[Named] = []
        self.terms: list[Named] = []
        self.bare_addresses: list[Named] = []
        for name in ("title", "short_title", "summary"):
            self._add(name, "summary" if name == "summary" else "name", getattr(document, name))
        for field, text, is_cited in _facts(document.facts):
            self._add(field, "name" if re.split(r"[.-]", field)[-1] in _NAMES else "fact", text, is_cited=is_cited)
        self.lines = document.body.split("\n")
        self.tokens = _PARSER.parse(document.body)
        _Walk(self).read()

    def _add(self, field: str, part: str, text: str, is_cited: bool = False) -> None:
        if text.strip():
            self.passages.append(Passage(field, part, text.translate(_STRAIGHT), is_cited=is_cited))

    @cached_property
    def text(self) -> str:
        """All passages as one text, for searching."""
        return _GAP.join(passage.text for passage in self.passages)

    @cached_property
    def small(self) -> str:
        """The same in small letters, character by character."""
        return small_letters(self.text)

    @cached_property
    def _offsets(self) -> list[int]:
        offsets, at = [], 0
        for passage in self.passages:
            offsets.append(at)
            at += len(passage.text) + len(_GAP)
        return offsets

    def locate(self, at: int) -> tuple[Passage, int]:
        """The passage that an offset of the whole text falls into, and the offset in it."""
        number = bisect_right(self._offsets, at) - 1
        return self.passages[number], at - self._offsets[number]

    def offset(self, passage: Passage) -> int:
        """Where a passage begins in the whole text."""
        return self._offsets[next(number for number, other in enumerate(self.passages) if other is passage)]

    def around(self, passage: Passage, start: int, end: int, reach: int) -> str:
        """A stretch of a passage with so many characters before and behind it, also of its neighbours."""
        at = self.offset(passage)
        return self.text[max(0, at + start - reach) : at + end + reach]

    @property
    def anchors(self) -> frozenset[str]:
        """The places of the body that a link may name."""
        return frozenset(heading.anchor for heading in self.headings)

    def running(self) -> Iterator[Passage]:
        """Paragraphs and list items of the body, the summary, and what a term means."""
        return (passage for passage in self.passages if passage.part in RUNNING or passage.field in {"summary", "facts.definition"})


def _facts(facts: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """The form field's name, text and whether sources stand beside it, of every text in the facts."""
    for name, value in facts.items():
        if name in _POINTERS or name.startswith(_CHOICES):
            continue
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, dict):
                rest = {key: told for key, told in item.items() if key not in _POINTERS}
                yield from ((f"facts.{name}-{number}-{key}", str(told), bool(item.get("sources"))) for key, told in rest.items())
            elif isinstance(item, str):
                yield f"facts.{name}", item, False


class _Walk:
    """Goes through the tokens of a body and fills a reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        # The callouts that are open: their kind, and how many passages stood before them.
        self.callouts: list[tuple[str, int]] = []

    def read(self) -> None:
        tokens = self.reading.tokens
        passages = self.reading.passages
        for at, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self._inline(token, tokens[at - 1], tokens[max(at - 2, 0)])
            elif kind.startswith("container_"):
                self._callout(token)
            elif kind == "tr_open":
                row = len(passages)
            elif kind == "tr_close":
                self._cite_together(row)
            elif kind in {"fence", "code_block"}:
                first = (token.map or [0])[0] + (2 if kind == "fence" else 1)
                passages.append(Passage("body", "code", token.content, _starts_of(token.content, first)))

    def _callout(self, token: Token) -> None:
        """Its title is cited when a passage inside it is."""
        kind = token.type.removeprefix("container_").removesuffix("_open").removesuffix("_close")
        passages = self.reading.passages
        if token.nesting == 1:
            self.callouts.append((kind, len(passages)))
            if title := token.info.strip().removeprefix(kind).strip():
                passages.append(Passage("body", "callout", title.translate(_STRAIGHT), ((0, _line(token)),)))
            return
        _, first = self.callouts.pop()
        if first < len(passages) and passages[first].part == "callout" and any(passage.is_cited for passage in passages[first:]):
            passages[first] = _cited(passages[first])

    def _cite_together(self, first: int) -> None:
        """The cells of a row are cited when one of them is."""
        passages = self.reading.passages
        if any(passage.is_cited for passage in passages[first:]):
            passages[first:] = [_cited(passage) for passage in passages[first:]]

    def _inline(self, token: Token, before: Token, outside: Token) -> None:
        part = _PARTS.get(before.type, "item" if outside.type == "list_item_open" else "prose")
        text, starts, linked, is_cited = self._words(token)
        if part == "heading":
            named = outside if before.type == "summary_open" else before
            level = 3 if before.type == "summary_open" else int(before.tag[1:])
            self.reading.headings.append(Heading(level, text.strip(), str(named.attrGet("id") or ""), starts[0][1]))
        if text.strip():
            is_myth = part == "defined" and any(kind == "myths" for kind, _ in self.callouts)
            self.reading.passages.append(Passage("body", part, text, starts, linked, is_cited, is_myth))

    def _words(self, token: Token) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...], bool]:
        """The text of an inline token, where its lines begin, where its links stand, and whether it is cited."""
        reading, line = self.reading, _line(token)
        said: list[str] = []
        length = 0
        starts = [(0, line)]
        linked: list[tuple[int, int]] = []
        opened: list[tuple[str, int, int, int]] = []
        is_cited = False
        for child in token.children or ():
            kind, told = child.type, ""
            if kind in {"text", "code_inline"}:
                told = child.content
                if kind == "text" and not opened:
                    reading.bare_addresses += [Named(found[0], line) for found in _ADDRESS.finditer(told)]
            elif kind in {"softbreak", "hardbreak"}:
                told, line = " ", line + 1
                starts.append((length + 1, line))
            elif kind == "term":
                told = child.content + str(child.meta["tail"])
                linked.append((length, length + len(child.content)))
                reading.terms.append(Named(child.meta["keys"][0], line))
            elif kind in {"citation", "footnote_ref"}:
                is_cited = True
                reading.citations += [Named(key, line) for key in child.meta.get("keys", ())]
            elif kind == "link_open":
                opened.append((str(child.attrGet("href") or ""), len(said), length, line))
            elif kind == "link_close" and opened:
                href, first, start, at = opened.pop()
                linked.append((start, length))
                reading.links.append(Link(href, "".join(said[first:]).strip(), at))
            elif kind == "image":
                told = self._picture(child, line, bool(opened))
            said.append(told)
            length += len(told)
        text = _ADDRESS.sub(lambda found: " " * len(found[0]), "".join(said).translate(_STRAIGHT))
        return text, tuple(starts), tuple(linked), is_cited

    def _picture(self, token: Token, line: int, in_link: bool) -> str:
        """Its words, if a link around it needs them."""
        alt = "".join(child.content for child in token.children or ()).translate(_STRAIGHT)
        title = str(token.attrGet("title") or "")
        self.reading.pictures.append(Picture(str(token.attrGet("src") or ""), alt.strip(), title, line))
        if alt.strip():
            self.reading.passages.append(Passage("body", "alt", alt, ((0, line),)))
        return alt if in_link else ""


_PARTS = {
    "heading_open": "heading",
    "summary_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "dt_open": "defined",
    "figcaption_open": "caption",
}


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _starts_of(text: str, first: int) -> tuple[tuple[int, int], ...]:
    starts, at = [], 0
    for number, line in enumerate(text.split("\n")):
        starts.append((at, first + number))
        at += len(line) + 1
    return tuple(starts)


def _cited(passage: Passage) -> Passage:
    return Passage(passage.field, passage.part, passage.text, passage.starts, passage.linked, is_cited=True, is_myth=passage.is_myth)
