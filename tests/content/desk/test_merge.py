"""Two people's changes to one page are put together, and nothing that either of them wrote is lost."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.desk.diff import text_of
from content.desk.merge import Conflict, Merge, merge
from content.document import Document, parse

BASE = Document("approach", "A title", "A summary", date(2026, 11, 24), body="One.\n\nTwo.\n\nThree.")
ROW = {"approach": "cbt", "rating": "guideline_recommended"}

LINE = st.sampled_from(["", "", "a", "b", "c", "d", "- i", "| x |"])
BODY = st.lists(LINE, max_size=10).map(lambda lines: "\n".join(lines).strip("\n"))
FACT = st.sampled_from(["A", "B", True, False]) | st.lists(st.sampled_from(["A", "B", "C", "D"]), min_size=1, max_size=5)
FACTS = st.dictionaries(st.sampled_from(["length", "notice", "also"]), FACT | st.lists(st.sampled_from([ROW, ROW | {"rating": "x"}]), min_size=1))
DOCUMENT = st.builds(
    Document,
    st.just("approach"),
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from(["S", "T"]),
    st.sampled_from([date(2026, 11, 24), date(2027, 1, 2)]),
    position=st.integers(0, 2),
    facts=FACTS,
    body=BODY,
)
HYPOTHESIS = settings(max_examples=200, deadline=None, database=None)


def merged(base: Document | str, mine: Document | str, theirs: Document | str, **choices: str) -> Merge:
    """The merge of documents, or of bodies; `body_1="mine"` is the choice for body-1."""
    was, my, their = (replace(BASE, body=one) if isinstance(one, str) else one for one in (base, mine, theirs))
    return merge(was, my, their, {key.replace("_", "-"): choice for key, choice in choices.items()})


def body_of(result: Merge) -> str:
    assert result.document is not None
    return result.document.body


def lines(document: Document) -> list[str]:
    """Each field, fact and line of a document: what must not get lost."""
    facts = [text_of(item) for value in document.facts.values() for item in (value if isinstance(value, list) else [value])]
    return [line for line in (document.title, document.summary, str(document.written_on), *facts, *document.body.split("\n")) if line]


def all_chosen(base: Document, mine: Document, theirs: Document, choice: str) -> Document:
    conflicts = merge(base, mine, theirs).conflicts
    document = merge(base, mine, theirs, {one.key: choice if one.both or choice != "both" else "mine" for one in conflicts}).document
    assert document is not None
    return document


def test_changes_that_do_not_touch_are_both_taken() -> None:
    result = merged(
        replace(BASE, facts={"length": "12", "rhythm": "weekly"}),
        replace(BASE, title="Mine", facts={"length": "20", "rhythm": "weekly"}, body="One, mine.\n\nTwo.\n\nThree."),
        replace(BASE, summary="Theirs", facts={"length": "12", "rhythm": "daily"}, body="One.\n\nTwo, theirs.\n\nThree.\n\nFour."),
    )
    body = "One, mine.\n\nTwo, theirs.\n\nThree.\n\nFour."
    assert result.document == replace(BASE, title="Mine", summary="Theirs", facts={"length": "20", "rhythm": "daily"}, body=body)
    assert (result.conflicts, result.waiting) == ((), ())
    assert result.mine_only == ("title", "facts.length", "body")
    assert result.theirs_only == ("summary", "facts.rhythm", "body")


def test_what_both_changed_alike_is_taken_once_without_a_word() -> None:
    same = replace(BASE, title="New", facts={"also": ["A"]}, body="One.\n\n2.\n\nThree.")
    result = merged(BASE, same, replace(same, body=same.body + "\n\nFour."))
    assert (result.document, result.conflicts) == (replace(same, body=same.body + "\n\nFour."), ())


def test_a_field_that_both_changed_waits_for_a_choice() -> None:
    sides = (BASE, replace(BASE, title="Mine"), replace(BASE, title="Theirs"))
    conflict = Conflict("title", "Title", "A title", "Mine", "Theirs")
    assert merge(*sides) == Merge(None, (conflict,), ("title",), (), ())
    assert merge(*sides, {"title": "theirs"}) == Merge(sides[2], (conflict,), (), (), ())
    assert merge(*sides, {"title": "mine"}).document == sides[1]


@pytest.mark.parametrize("choices", [{"title": "both"}, {"title": ""}, {"title": "ours"}, {"titel": "mine"}])
def test_a_choice_that_is_not_offered_decides_nothing(choices: dict[str, str]) -> None:
    assert merge(BASE, replace(BASE, title="Mine"), replace(BASE, title="Theirs"), choices).waiting == ("title",)


def test_a_paragraph_that_both_changed_waits_for_a_choice() -> None:
    sides = ("One.\n\nTwo.\n\nThree.", "One!\n\nTwo, mine.\n\nThree.", "One.\n\nTwo, theirs.\n\nThree.")
    result = merged(*sides)
    assert result.conflicts == (Conflict("body-1", "Body", "Two.", "Two, mine.", "Two, theirs.", line=3, both=True),)
    assert (result.document, result.waiting) == (None, ("body-1",))
    assert body_of(merged(*sides, body_1="mine")) == "One!\n\nTwo, mine.\n\nThree."
    assert body_of(merged(*sides, body_1="theirs")) == "One!\n\nTwo, theirs.\n\nThree."
    assert body_of(merged(*sides, body_1="both")) == "One!\n\nTwo, mine.\n\nTwo, theirs.\n\nThree."


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("- a\n- b", "- a\n- b\n- mine", "- a\n- b\n- theirs", "- a\n- b\n- mine\n- theirs"),
        ("| a |", "| a |\n| m |", "| a |\n| t |", "| a |\n| m |\n| t |"),
        ("a\n\nz", "a\n\nm\n\nz", "a\n\nt\n\nz", "a\n\nm\n\nt\n\nz"),
        ("", "mine", "theirs", "mine\n\ntheirs"),
        ("a\n\nb", "a", "a\n\nB", "a\n\nB"),
    ],
)
def test_both_keeps_lists_together_and_paragraphs_apart(base: str, mine: str, theirs: str, both: str) -> None:
    assert body_of(merged(base, mine, theirs, body_1="both")) == both


def test_changes_without_an_unchanged_line_between_them_touch() -> None:
    assert [one.mine for one in merged("a\nb\nc", "A\nb\nc", "a\nB\nc").conflicts] == ["A\nb"]
    assert merged("a\nb\nc", "A\nb\nc", "a\nb\nC").conflicts == ()


def test_a_paragraph_that_one_deleted_and_the_other_changed_waits() -> None:
    (conflict,) = merged("a\n\nb\n\nc", "a\n\nc", "a\n\nB\n\nc").conflicts
    assert ("b" in conflict.base, "B" in conflict.theirs, conflict.mine.strip()) == (True, True, "")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ({"also": ["A", "B", "C"]}, {"also": ["A", "B", "C", "M"]}, {"also": ["T", "A", "B", "C"]}, {"also": ["T", "A", "B", "C", "M"]}),
        ({"also": ["A", "B", "C"]}, {"also": ["B", "C"]}, {"also": ["A", "B", "T"]}, {"also": ["B", "T"]}),
        ({"also": ["A"], "see": ["x"]}, {"also": ["A"]}, {"also": ["A", "B"], "see": ["x"]}, {"also": ["A", "B"]}),
        ({"rows": [ROW, {"a": "b"}]}, {"rows": [ROW, {"a": "b"}, {"c": "d"}]}, {"rows": [{"a": "b"}]}, {"rows": [{"a": "b"}, {"c": "d"}]}),
        ({}, {"contents": True}, {"length": "12"}, {"length": "12", "contents": True}),
        ({"contents": 1}, {"contents": True}, {"contents": 1}, {"contents": True}),
    ],
)
def test_facts_are_put_together_one_by_one_and_lists_by_item(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], expected: dict[str, Any]
) -> None:
    result = merged(replace(BASE, facts=base), replace(BASE, facts=mine), replace(BASE, facts=theirs))
    assert result.conflicts == ()
    assert result.document
    assert repr(result.document.facts) == repr(expected)


def test_facts_that_both_changed_wait_each_by_its_own_key() -> None:
    sides = (
        replace(BASE, facts={"length": "12", "notice": ["a", "b", "c", "d"], "also": "x", "see": ["x"]}),
        replace(BASE, facts={"length": "20", "notice": ["m", "b", "c", "m2"], "also": ["m"]}),
        replace(BASE, facts={"length": "30", "notice": ["t", "b", "c", "t2"], "also": "t", "see": ["y"]}),
    )
    result = merge(*sides)
    assert [(one.key, one.label, one.base, one.mine, one.theirs, one.line, one.both) for one in result.conflicts] == [
        ("facts.length", "Facts: Length", "12", "20", "30", 0, False),
        ("facts.notice-1", "Facts: Notice", "a", "m", "t", 1, True),
        ("facts.notice-2", "Facts: Notice", "d", "m2", "t2", 4, True),
        ("facts.also", "Facts: Also", "x", "m", "t", 0, False),
        ("facts.see-1", "Facts: See", "x", "", "y", 1, True),
    ]
    choices = {"facts.length": "theirs", "facts.notice-1": "both", "facts.notice-2": "mine", "facts.also": "mine", "facts.see-1": "mine"}
    assert merge(*sides, choices).document == replace(BASE, facts={"length": "30", "notice": ["m", "t", "b", "c", "m2"], "also": ["m"]})


@HYPOTHESIS
@given(DOCUMENT, DOCUMENT)
def test_what_one_side_alone_changed_is_the_result_to_the_letter(base: Document, changed: Document) -> None:
    for sides in ((changed, base), (base, changed), (changed, changed)):
        result = merge(base, *sides)
        assert result.conflicts == ()
        assert result.document == changed
        assert result.document.render() == changed.render()


@HYPOTHESIS
@given(DOCUMENT, DOCUMENT, DOCUMENT)
def test_every_line_that_somebody_added_is_in_the_result_or_in_a_conflict(base: Document, mine: Document, theirs: Document) -> None:
    texts = [text for one in merge(base, mine, theirs).conflicts for text in (one.mine, one.theirs)]
    kept = {line for text in texts for row in text.split("\n") for line in (row, *row.split(", "))} | {*lines(all_chosen(base, mine, theirs, "mine"))}
    assert kept >= {*lines(mine), *lines(theirs)} - {*lines(base)}


@HYPOTHESIS
@given(DOCUMENT, DOCUMENT, DOCUMENT)
def test_a_choice_puts_that_sides_text_in_and_the_document_can_be_read(base: Document, mine: Document, theirs: Document) -> None:
    conflicts = merge(base, mine, theirs).conflicts
    for choice in ("mine", "theirs", "both"):
        document = all_chosen(base, mine, theirs, choice)
        assert parse(document.render()) == document
        for one in conflicts:
            if one.both and one.key.startswith("body"):
                wanted = {"mine": [one.mine], "theirs": [one.theirs], "both": [one.mine, one.theirs]}[choice]
                assert all(text.strip("\n") in document.body for text in wanted)
            elif choice != "both" and "." not in one.key:
                assert getattr(document, one.key) == getattr(mine if choice == "mine" else theirs, one.key)


@HYPOTHESIS
@given(DOCUMENT, DOCUMENT, DOCUMENT)
def test_conflicts_are_the_same_whatever_is_chosen_and_mirrored_from_the_other_side(base: Document, mine: Document, theirs: Document) -> None:
    conflicts = merge(base, mine, theirs).conflicts
    assert len({one.key for one in conflicts}) == len(conflicts)
    assert merge(base, mine, theirs, {one.key: "theirs" for one in conflicts[::2]}).conflicts == conflicts
    mirrored = merge(base, theirs, mine).conflicts
    assert {(one.key, one.mine, one.theirs) for one in mirrored} == {(one.key, one.theirs, one.mine) for one in conflicts}


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("\n".join(f"a{n}" for n in range(30_000)), "\n".join(f"b{n}" for n in range(30_000)), "\n".join(f"c{n}" for n in range(30_000))),
        ("a\n" * 100_000, "a\nb\n" * 50_000, "b\na\n" * 50_000),
        ("same\n" * 10_000, "same\n" * 9_000 + "mine", "theirs\n" + "same\n" * 9_500),
        (" \n" * 100_000, "\t\n" * 100_000, "x"),
    ],
    ids=["all lines", "two lines", "equal lines", "only spaces"],
)
def test_hostile_texts_are_merged_in_time_and_nothing_of_them_is_lost(base: str, mine: str, theirs: str) -> None:
    start = time.process_time()
    result = merged(base, mine, theirs)
    assert time.process_time() - start < 3
    texts = [text for one in result.conflicts for text in (one.mine, one.theirs)] + ([result.document.body] if result.document else [])
    kept = {line for text in texts for line in text.split("\n")}
    assert kept >= {*mine.strip("\n").split("\n"), *theirs.strip("\n").split("\n")} - set(base.split("\n"))
