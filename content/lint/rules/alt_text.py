"""Pictures have words for people who cannot see them, or are decoration; and they exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.passages import Picture
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

LONG = 150
_DECORATION = frozenset({"decorative", "decoration", "decorativa", "decorativo"})
_NO_WORDS = re.compile(r"(?:\S+\.(?:png|jpe?g|webp|gif|svg)|img[-_ ]?\d+|image|picture|photo|imagen|foto)", re.IGNORECASE)
_NEEDLESS = re.compile(r"(?:an? )?(?:image|picture|photo|graphic) of |(?:una? )?(?:imagen|foto|fotografía) de ", re.IGNORECASE)


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """What is wrong with each picture."""
    for picture in reading.pictures:
        exists = around.pictures is None or not picture.src.startswith("/media/") or picture.src in around.pictures
        if not exists:
            yield _finding(Level.STOP, picture, f"The picture {picture.src} is not in the library.", "Upload it, or choose another.")
        if not picture.alt:
            if not _is_decoration(picture, around):
                suggestion = 'Say what it shows: ![words](…). If it only decorates: ![](… "decorative").'
                yield _finding(Level.STOP, picture, "A picture without words for people who cannot see it.", suggestion)
        elif _NO_WORDS.fullmatch(picture.alt):
            yield _finding(Level.STOP, picture, f"“{picture.alt}” does not say what the picture shows.", "Say what a reader should take from it.")
        elif _NEEDLESS.match(picture.alt):
            yield _finding(Level.LOOK, picture, "A screen reader says already that it is a picture.", "Begin with what it shows.")
        elif len(picture.alt) > LONG:
            yield _finding(Level.LOOK, picture, f"The picture's words are longer than {LONG} characters.", "Say the rest in the text beside it.")
    if reading.pictures and all(picture.alt for picture in reading.pictures):
        yield Finding(Level.PASS, "Every picture has its words.")


def _is_decoration(picture: Picture, around: Surroundings) -> bool:
    return picture.title.casefold() in _DECORATION or bool(around.pictures and around.pictures.get(picture.src))


def _finding(level: Level, picture: Picture, message: str, suggestion: str) -> Finding:
    return Finding(level, message, "body", picture.line, picture.alt or picture.src, suggestion=suggestion, source="WCAG 2.2, 1.1.1")
