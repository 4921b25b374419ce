"""The crisis notice of each language (HTML, sentence, header value), built once at start, and where it goes in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from crisis.hotlines import CALL_988, LANGUAGES, TEXT_988, Words

HEADER = ("Crisis-Support", "Call or text 988")

# base.html writes this where the notice belongs, behind the skip link and the quick exit.
PLACE = b"<!--crisis-notice-->"
# How a notice that is there already begins: as markup, which words on a page cannot be.
_PRESENT = b'<aside class="crisis"'

_SHORT = Words("In crisis or distress?", "¿Está en crisis?")
_SENTENCE = Words(
    "In a suicidal crisis or mental health distress? Call or text 988. Free, any hour.",
    "¿Tiene una crisis suicida o un malestar emocional intenso? Llame o envíe un mensaje de texto al 988. Gratis, a toda hora.",
)
_REGION = Words("Crisis help", "Ayuda en una crisis")
_CALL, _TEXT = Words("Call 988", "Llamar 988"), Words("Text 988", "Texto 988")

# Where the body begins. Comments, titles, styles and scripts may hold the same characters and are stepped over. A tag ends
# at its first > outside quotes. What is not closed yet runs to the end, so that a stream is read as its whole would be.
_REST_OF_TAG = rb"""(?:=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|[^>])*+"""
_TOKENS = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|title)(?=[\s>/]).*?(?:</(?P=raw)|\Z)"
    rb"|(?P<mark></head\s*>|<(?:html|!doctype)\b" + _REST_OF_TAG + rb">)"
    rb"|<body(?=[\s>/])" + _REST_OF_TAG + rb"(?:(?P<body>>)|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# A document of another maker (the admin, for one) may begin with its own skip link.
_SKIP_LINK = re.compile(rb"\s*<a\b[^>]*\bclass=[\"']?skip[^>]*>.*?</a>", re.IGNORECASE | re.DOTALL)
_SEARCHED = 65536  # bytes of a document in which its body begins, or it has no body tag
_NEAR = 2048  # bytes behind the body tag that hold the skip link and the quick exit


def language_of(path: str) -> str:
    """The language an address is written in: the two letters of its first segment, else English."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in LANGUAGES else "en"


def sentence(language: str) -> str:
    """The notice as plain text."""
    return _SENTENCE.of(language)


def _build(language: str) -> str:
    page = "/crisis/" if language == "en" else f"/{language}/crisis/"
    return (
        f'<aside class="crisis" lang="{language}" aria-label="{escape(_REGION.of(language))}" data-crisis-notice="">'
        f'<div class="wrap crisis__in"><p class="crisis__text"><a href="{page}"><span class="short">{escape(_SHORT.of(language))}</span>'
        f'<span class="long">{escape(_SENTENCE.of(language))}</span></a></p>'
        f'<p class="crisis__acts"><a class="pill" href="{CALL_988.href}">{escape(_CALL.of(language))}</a>'
        f'<a class="pill" href="{TEXT_988.href}">{escape(_TEXT.of(language))}</a></p></div></aside>'
    )


_HTML = {language: _build(language) for language in LANGUAGES}


def html(language: str, charset: str = "utf-8") -> bytes:
    """The notice as HTML, encoded; characters that the charset lacks become character references."""
    return _HTML.get(language, _HTML["en"]).encode(charset, "xmlcharrefreplace")


def insert(document: bytes, language: str, charset: str = "utf-8") -> bytes:
    """The document with the notice in it exactly once, before everything but the skip link and the quick exit."""
    tag = _opening(document)
    begin = tag.end() if tag else 0
    if _PRESENT in document[begin : begin + _NEAR + len(_PRESENT)]:
        return document
    near = document[begin : begin + _NEAR]
    skip_link = _SKIP_LINK.match(near)
    if PLACE in near:
        at, behind = begin + near.index(PLACE), begin + near.index(PLACE) + len(PLACE)
    else:
        at = behind = begin + (skip_link.end() if skip_link else 0)
    return document[:at] + html(language, charset) + document[behind:]


def _opening(document: bytes) -> re.Match[bytes] | None:
    """The body tag; without one, the last tag before where it would be."""
    last = None
    for token in _TOKENS.finditer(document[:_SEARCHED]):
        if token["body"]:
            return token
        if token["mark"]:
            last = token
    return last


def insert_into_stream(chunks: Iterable[bytes], language: str, charset: str = "utf-8") -> Iterator[bytes]:
    """The chunks with the notice put in as soon as its place has passed by; a few kilobytes are held back until then."""
    held = b""
    waiting = iter(chunks)
    for chunk in waiting:
        held += chunk
        if _place_has_passed(held):
            break
    yield insert(held, language, charset)
    yield from waiting


def _place_has_passed(held: bytes) -> bool:
    # A body tag alone is not enough: the skip link or our own mark for the place may be in the next chunk.
    tag = _opening(held)
    begin = tag.end() if tag and tag["body"] else _SEARCHED
    return len(held) >= begin + _NEAR + len(_PRESENT)
