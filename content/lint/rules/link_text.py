"""The words of a link say where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint import wordlists
from content.lint.findings import Finding, Level
from content.lint.passages import Link
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "Links say where they lead."
_WHY = "People who hear a page often jump from link to link, without the words around them."
_IS_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+\.\w{2,}/\S*")


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Empty, vague and bare links, and the same words to two addresses."""
    vague = frozenset(wordlists.load("link-text", around.language).get("vague", ()))
    leads_to: dict[str, str] = {}
    for link in reading.links:
        said = link.words.casefold().strip(" .:…→>»")
        if not said:
            yield _finding(Level.STOP, link, f"A link to {link.href} without words.", "Write between the brackets where it leads.")
        elif said in vague:
            yield _finding(Level.LOOK, link, f"“{link.words}” does not say where the link leads.", "Name the page or what happens there.")
        elif _IS_ADDRESS.fullmatch(said):
            yield _finding(Level.LOOK, link, "An address as the words of a link.", "Name the page; addresses are read out letter by letter.")
        elif leads_to.setdefault(said, link.href) != link.href:
            message = f"“{link.words}” leads to {leads_to[said]} in one place and to {link.href} in another."
            yield _finding(Level.LOOK, link, message, "Give them different words.")
    for bare in reading.bare_addresses:
        suggestion = "Write it as a link with words: [words](address)."
        yield Finding(Level.LOOK, "An address among the words, which nobody can follow.", "body", bare.line, bare.key, _WHY, suggestion)


def _finding(level: Level, link: Link, message: str, suggestion: str) -> Finding:
    return Finding(level, message, "body", link.line, link.words or link.href, _WHY, suggestion, source="WCAG 2.2, 2.4.4")
