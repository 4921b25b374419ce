"""A page is a document: text in, the same text out, and errors that say where and what was expected."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.document import Document, DocumentError, parse
from content.folders import SHIPPED, checked

FILES = sorted(SHIPPED.glob("*/**/*.md"))
GOOD = "---\nkind: page\ntitle: A title\nsummary: A summary\nwritten_on: 2026-11-24\n---\n\nWords.\n"

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("a -:#'\"\n\r\t\x85\u2028\ufeff\x00[]{}&*!|>%@`\\é", max_size=20)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.builds(
    Document,
    kind=TEXT.filter(bool),
    title=TEXT.filter(bool),
    summary=TEXT.filter(bool),
    written_on=st.dates(),
    short_title=TEXT,
    tint=TEXT,
    mark=TEXT,
    position=st.integers(),
    facts=st.dictionaries(TEXT, PLAIN, max_size=3),
    body=TEXT.map(lambda body: body.replace("\r", "\n").strip("\n")),
)


def front(*lines: str) -> str:
    """A document whose front matter has these lines behind the four that every page needs."""
    return GOOD.replace("---\n\nWords", "\n".join([*lines, "---\n\nWords"]))


def test_all_152_pages_are_shipped_in_english() -> None:
    assert len([file for file in FILES if file.is_relative_to(SHIPPED / "en")]) == 152


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(SHIPPED).with_suffix("").as_posix())
def test_a_shipped_page_goes_through_byte_for_byte(file: Any) -> None:
    text = file.read_bytes().decode()
    assert checked(parse(text)).render() == text


@settings(max_examples=150, deadline=None, database=None)
@given(DOCUMENTS)
def test_any_document_comes_back_as_it_was(document: Document) -> None:
    text = document.render()
    assert parse(text) == document
    assert parse(text).render() == text


@settings(max_examples=150, deadline=None, database=None)
@given(TEXT | TEXT.map(lambda text: f"---\n{text}\n---\n") | TEXT.map(lambda text: front(f"facts: {text}")))
def test_any_text_is_a_document_or_says_why_not(text: str) -> None:
    try:
        read = parse(text, "a.md")
    except DocumentError as error:
        assert str(error).startswith(f"a.md, line {error.line}: ")  # noqa: PT017 (most texts raise, some do not)
    else:
        assert read.title


def test_what_equals_its_default_is_not_written() -> None:
    assert parse(GOOD).render() == GOOD
    assert parse(front("tint: sand", "position: 0", "facts: {}")).render() == GOOD


def test_what_differs_from_its_default_is_written_even_when_empty() -> None:
    assert "tint: ''\n" in Document("page", "T", "S", date(2026, 11, 24), tint="").render()


def test_line_endings_and_byte_order_marks_of_other_systems_are_taken_as_ours() -> None:
    assert parse("\ufeff" + GOOD.replace("\n", "\r\n")) == parse(GOOD.replace("\n", "\r")) == parse(GOOD)


def test_dashes_in_the_words_do_not_end_the_front_matter() -> None:
    assert parse(GOOD + "\nAbove\n\n---\n\nBelow\n").body == "Words.\n\nAbove\n\n---\n\nBelow"


def test_it_knows_the_line_of_each_key_and_fact() -> None:
    lines = parse(front("facts:", "  one: 1", "  two:", "    - 2")).lines
    assert {name: lines[name] for name in ("kind", "written_on", "facts", "facts.one", "facts.two")} == {
        "kind": 2,
        "written_on": 5,
        "facts": 6,
        "facts.one": 7,
        "facts.two": 8,
    }


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("Only words.\n", 1, "expected front matter between two lines of three dashes"),
        ("\n" + GOOD, 1, "the first at the very top"),
        (GOOD.replace("---\n\nWords", "\nWords"), 1, "expected front matter between two lines of three dashes"),
        ("---\n- a\n- b\n---\n", 2, "expected `name: value` lines"),
        (front("facts: [open"), 7, "expected YAML"),
        (front("mark: a: b"), 6, "expected YAML (mapping values are not allowed here)"),
        (front("subtitle: no"), 6, "unknown key 'subtitle': expected one of kind, title, short_title"),
        (front("body: no"), 6, "unknown key 'body'"),
        (front("title: Another"), 6, "'title' stands here for the second time"),
        (front("facts:", "  one: 1", "  one: 2"), 8, "'one' stands here for the second time"),
        (front("position: first"), 6, "'position': expected a whole number"),
        (front("position: yes"), 6, "'position': expected a whole number"),
        (front("short_title: 988"), 6, "'short_title': expected text (put quotes around it"),
        (front("facts: some"), 6, "'facts': expected a mapping of facts"),
        (GOOD.replace("title: A title\n", ""), 1, "expected a value for 'title'"),
        (GOOD.replace("title: A title\n", "title:\n"), 3, "expected a value for 'title'"),
        (GOOD.replace("2026-11-24", "'2026-11-24'"), 5, "'written_on': expected a date such as 2026-11-24"),
        (GOOD.replace("2026-11-24", "2026-11-24 10:00:00"), 5, "'written_on': expected a date"),
        (GOOD.replace("2026-11-24", "2026-13-24"), 5, "expected YAML (month must be in 1..12)"),
        (front("facts: " + "[" * 500), 1, "expected YAML (text that cannot be read)"),
        (front("mark: !!python/object/apply:os.getcwd []"), 6, "could not determine a constructor"),
    ],
)
def test_an_error_names_the_file_the_line_and_what_was_expected(text: str, line: int, expected: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(text, "en/about.md")
    assert str(caught.value).startswith(f"en/about.md, line {line}: ")
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        (GOOD.replace("kind: page", "kind: poem"), 2, "'kind': expected one of page, term, practice, approach, concern"),
        (front("facts:", "  contents: true", "  content: true"), 8, "facts, content: Unknown fact: expected one of contents."),
        (GOOD.replace("kind: page", "kind: term"), 2, "facts, definition: This field is required."),
        (front("facts:", "  definition: 12").replace("kind: page", "kind: term"), 7, "facts, definition: Expected text (put quotes around it)."),
        (front("facts:", "  definition: A", "  also: {a: 1}").replace("kind: page", "kind: term"), 8, "facts, also: Please give a list"),
        (
            front("facts:", f"  definition: {'long ' * 50}").replace("kind: page", "kind: term"),
            7,
            "facts, definition: Ensure this value has at most 220",
        ),
        (GOOD.replace("A title", "T" * 121), 3, "'title': expected 120 characters or fewer"),
        (GOOD.replace("A summary", "S" * 201), 4, "'summary': expected 200 characters or fewer"),
        (front(f"short_title: {'T' * 61}"), 6, "'short_title': expected 60 characters or fewer"),
        (front(f"mark: {'m' * 21}"), 6, "'mark': expected 20 characters or fewer"),
        (front("position: -1"), 6, "'position': expected a number from 0 to 32767"),
    ],
)
def test_facts_that_the_kind_does_not_take_are_named_with_their_line(text: str, line: int, expected: str) -> None:
    with pytest.raises(DocumentError) as caught:
        checked(parse(text), "en/about.md")
    assert str(caught.value).startswith(f"en/about.md, line {line}: ")
    assert expected in str(caught.value)


def test_a_wrong_row_of_evidence_names_the_row_and_the_fact() -> None:
    rows = ["facts:", *(f"  {name}: [some]" for name in ("everyday", "notice", "sooner", "questions")), "  evidence:"]
    row = "    - {approach: cbt, rating: excellent, does: Helps., basis: A study., sources: []}"
    with pytest.raises(DocumentError) as caught:
        checked(parse(front(*rows, row).replace("kind: page", "kind: concern")), "en/concerns/sleep.md")
    assert str(caught.value).startswith("en/concerns/sleep.md, line 11: facts, evidence: Row 1, rating: ")
    assert "Row 1, sources: This field is required." in str(caught.value)


def test_empty_facts_are_left_out_and_the_rest_stand_in_the_forms_order() -> None:
    text = front("facts:", "  see: [/crisis/]", "  also: []", "  definition: ' A word. '").replace("kind: page", "kind: term")
    assert list(checked(parse(text)).facts.items()) == [("definition", "A word."), ("see", ["/crisis/"])]
