"""The one promise that every response must keep, whatever else it is."""

from __future__ import annotations

from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

from tests.crisis.wire import Answer

MARK = b"data-crisis-notice"


def assert_keeps_the_promise(answer: Answer, language: str = "en") -> None:
    """The header once, lengths and encodings true, the notice once in every document and before what it says."""
    assert answer.every("Crisis-Support") == ["Call or text 988"], answer.headers
    if length := answer.header("Content-Length"):
        assert int(length) == len(answer.body), f"{length} promised, {len(answer.body)} came"
    document = answer.document
    html = answer.header("Content-Type").startswith("text/html")
    wanted = 1 if html and document else 0
    assert document.count(MARK) == wanted, f"the notice came {document.count(MARK)} times instead of {wanted}"
    if html and b"<body" in document:
        _assert_is_said_in_its_language(document, language)


@lru_cache(maxsize=1000)  # the same page comes in many encodings and from several servers
def _assert_is_said_in_its_language(document: bytes, language: str) -> None:
    tree = html5lib.parse(document, transport_encoding="utf-8", namespaceHTMLElements=False)
    assert tree.get("lang") == language, f"the page says it is in {tree.get('lang')}"
    _assert_comes_first(tree.find("body"), language)


def _assert_comes_first(body: Element, language: str) -> None:
    """Before the notice stand at most the skip link and the quick exit."""
    for part in body:
        if part.get("data-crisis-notice") is not None:
            assert part.get("lang") == language, f"the notice is in {part.get('lang')}"
            return
        skips, leaves = part.get("class", "").startswith("skip"), part.find("*[@class='exit']") is not None
        assert skips or leaves, f"{part.tag} {part.attrib} stands before the notice"
    raise AssertionError("the notice is inside something else")
