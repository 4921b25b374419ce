"""The light reader agrees with the renderer."""

from __future__ import annotations

import re

from content.folders import SHIPPED, read_folder
from content.markdown import make_parser
from content.search.reading import parts


def test_every_heading_of_the_shipped_pages_has_the_anchor_of_its_page() -> None:
    parser = make_parser()
    documents, _ = read_folder(SHIPPED)
    for name, document in documents.items():
        tokens = parser.parse(document.body)
        anchors = [token.attrs["id"] for token in tokens if token.type in {"heading_open", "details_open"} and token.attrs.get("id")]
        assert [part.anchor for part in parts(document.body) if part.anchor] == anchors, name


def test_no_sign_of_markdown_is_left_in_the_words() -> None:
    documents, _ = read_folder(SHIPPED)
    for name, document in documents.items():
        text = " ".join(f"{part.heading} {part.text}" for part in parts(document.body))
        assert not re.search(r"[\[\]{}*_|#`]|:::", text), name


def test_words_of_all_kinds_of_blocks() -> None:
    body = "\n\n".join(
        (
            "Before [@a; @b] it.",
            "## A **bold** heading {mark: overlap}",
            "::: note Title\n- One [[exposure|step]]\n- [two](/crisis/)\n:::",
            "Term\n: meaning",
            "{figure: x} Caption",
            "{fit}",
        )
    )
    first, second = parts(body)
    assert (first.anchor, first.text) == ("", "Before it.")
    assert (second.anchor, second.heading) == ("a-bold-heading", "A bold heading")
    assert second.text == "Title One step two Term meaning Caption"
