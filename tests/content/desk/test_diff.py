"""What changed is shown in words, whole and exact, and soon enough whatever the texts are."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.desk.alignment import Aligner
from content.desk.diff import Passage, counts, difference, label, pieces
from content.document import Document

PLAIN = Document("approach", "A title", "A summary", date(2026, 11, 24), body="Words.")

WORDS = st.text("ab#.- \n", max_size=30)
LINES = st.lists(st.sampled_from(["", "", "a", "b", "c d", "## h", "- i", "é  f."]), max_size=12).map("\n".join)
ROW = {"approach": "cbt", "rating": "guideline_recommended", "sources": ["a2020", "b2021"]}


def told(old: Document | str, new: Document | str) -> str:
    """The passages on one line each: field and line, then the words, [-those that went-] and {+those that came+}."""
    old, new = (replace(PLAIN, body=one) if isinstance(one, str) else one for one in (old, new))
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "\n".join(
        f"{passage.field} {passage.line}: " + "".join(signs[piece.kind].format(piece.words) for piece in passage.pieces).replace("\n", "¶")
        for passage in difference(old, new)
    )


def sides(passage: Passage) -> tuple[str, str]:
    """What a passage says it was, and what it says it is."""
    return tuple("".join(piece.words for piece in passage.pieces if piece.kind in ("same", kind)) for kind in ("removed", "added"))  # type: ignore[return-value]


def test_nothing_changed_is_no_passage() -> None:
    assert difference(PLAIN, replace(PLAIN)) == ()
    assert counts(()) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It helps many people.", "It helps most people.", "body 1: It helps [-many-]{+most+} people."),
        ("It helps.", "It helps today.", "body 1: It helps{+ today+}."),
        ("It helps.", "Often, it helps.", "body 1: [-It-]{+Often, it+} helps."),
        ("the cat sat", "cat sat", "body 1: [-the -]cat sat"),
        ("panic. Then", "panic, then", "body 1: panic[-. Then-]{+, then+}"),
        ("don't wait", "do not wait", "body 1: [-don't-]{+do not+} wait"),
        ("It is **hard**.", "It is *hard*.", "body 1: It is *[-*-]hard[-*-]*."),
        ("One. Two.", "One.\n\nTwo.", "body 1: One.[- -]{+¶¶+}Two."),
        ("A\n\nB", "A\n\n\nB", "body 3: {+¶+}"),
        ("A\n\nB\n\nC", "A\n\nC", "body 3: [-B¶-]"),
        ("A\n\nB\n\nC", "C\n\nA\n\nB", "body 1: {+C¶+}\nbody 5: [-¶C-]"),
        ("A b\n\nsame\n\nC d", "A x\n\nsame\n\nC y", "body 1: A [-b-]{+x+}\nbody 5: C [-d-]{+y+}"),
        (
            "It is a fear.\n\nIt can pass.",
            "It was a fear.\n\nNew words!\n\nIt may pass.",
            "body 1: It [-is-]{+was+} a fear.¶¶\nbody 3: {+New words!¶¶+}It [-can-]{+may+} pass.",
        ),
        ("", "Words.", "body 1: {+Words.+}"),
        ("Words.", "", "body 0: [-Words.-]"),
        ("a   b", "a b", "body 1: a [-  -]b"),
        ("a  \nb", "a\nb", "body 1: a[-  -]"),
        ("Año nuevo, ¿qué tal?", "Año viejo, ¿qué tal?", "body 1: Año [-nuevo-]{+viejo+}, ¿qué tal?"),
    ],
)
def test_the_body_is_told_word_by_word(old: str, new: str, expected: str) -> None:
    assert told(old, new) == expected


def test_a_rewritten_sentence_is_not_cut_to_pieces_by_its_small_words() -> None:
    assert told("Fear comes in a wave and the wave goes.", "Worry is like rain: it can, in a while, stop again.") == (
        "body 1: [-Fear comes in a wave and the wave goes-]{+Worry is like rain: it can, in a while, stop again+}."
    )


def test_line_endings_and_empty_lines_around_the_body_are_no_change() -> None:
    assert told("a\nb", "\r\na\r\nb\n\n") == ""
    assert told("a\nb", "a\rb") == ""


def test_a_passage_of_the_body_knows_its_heading_and_the_unchanged_line_above() -> None:
    body = "Top.\n\n## First\n\nOne.\n\nTwo.\n\n```\n# no heading\n```\n\nThree.\n\n## Second ##\n\nFour."
    new = body.replace("Two.", "Two!").replace("Three.", "3.").replace("Four.", "4.").replace("Top", "Up")
    assert [(found.under, found.before, found.line) for found in difference(replace(PLAIN, body=body), replace(PLAIN, body=new))] == [
        ("", "", 1),
        ("First", "One.", 7),
        ("First", "```", 13),
        ("Second", "", 17),
    ]


def test_a_paragraph_that_went_stood_under_the_heading_that_went_with_it() -> None:
    (found,) = difference(replace(PLAIN, body="# A\n\nx\n\n# B\n\ny\n\nz"), replace(PLAIN, body="# A\n\nx\n\n# B\n\nz"))
    assert (found.under, found.before) == ("B", "")


def test_every_field_is_told_with_a_name_for_people() -> None:
    new = Document("concern", "T", "S", date(2027, 1, 2), "Short", "sky", "cbt", 7)
    assert [(found.label, sides(found), found.line) for found in difference(replace(PLAIN, body=""), new)] == [
        ("Kind", ("approach", "concern"), 0),
        ("Title", ("A title", "T"), 0),
        ("Short title", ("", "Short"), 0),
        ("Summary", ("A summary", "S"), 0),
        ("Written on", ("2026-11-24", "2027-01-02"), 0),
        ("Tint", ("sand", "sky"), 0),
        ("Mark", ("", "cbt"), 0),
        ("Position", ("0", "7"), 0),
    ]
    assert label("facts.think_twice") == "Facts: Think twice"
    assert label("body") == "Body"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"length": "12 weeks"}, {"length": "20 weeks"}, "facts.length 0: [-12-]{+20+} weeks"),
        ({"contents": True}, {}, "facts.contents 0: [-yes-]"),
        ({"contents": False}, {"contents": True}, "facts.contents 0: [-no-]{+yes+}"),
        ({"contents": True}, {"contents": "yes"}, "facts.contents 0: [-yes-]{+yes+}"),
        ({}, {"also": ["A"]}, "facts.also 1: {+A+}"),
        ({"also": ["A", "B c", "D"]}, {"also": ["A", "B x", "D", "E"]}, "facts.also 2: B [-c-]{+x+}\nfacts.also 4: {+E+}"),
        ({"also": ["A b", "C d"]}, {"also": ["A x", "C y"]}, "facts.also 1: A [-b-]{+x+}\nfacts.also 2: C [-d-]{+y+}"),
        ({"also": ["A", "B"]}, {"also": ["A\nB"]}, "facts.also 1: [-A¶B-]{+A¶B+}"),
        (
            {"evidence": [ROW, ROW | {"approach": "dbt"}]},
            {"evidence": [ROW, ROW | {"approach": "dbt", "rating": "modest_research"}]},
            "facts.evidence 2: approach: dbt; rating: [-guideline_recommended-]{+modest_research+}; sources: a2020, b2021",
        ),
        ({"evidence": [ROW]}, {}, "facts.evidence 1: [-approach: cbt; rating: guideline_recommended; sources: a2020, b2021-]"),
    ],
)
def test_facts_are_told_item_by_item(old: dict[str, Any], new: dict[str, Any], expected: str) -> None:
    assert told(replace(PLAIN, facts=old), replace(PLAIN, facts=new)) == expected


def test_only_words_are_counted() -> None:
    assert counts(difference(PLAIN, replace(PLAIN, title="A new, short title", body="Words. – Don't!"))) == (3, 0)
    assert counts(difference(replace(PLAIN, body="one two"), replace(PLAIN, body="three"))) == (1, 2)


def test_a_change_of_spaces_alone_says_so() -> None:
    assert [found.only_spacing for found in difference(replace(PLAIN, body="One. Two.\n\nx"), replace(PLAIN, body="One.\n\nTwo.\n\ny"))] == [
        True,
        False,
    ]


@settings(max_examples=300, deadline=None, database=None)
@given(WORDS, WORDS)
def test_the_pieces_are_both_texts_to_the_letter(old: str, new: str) -> None:
    assert sides(Passage("", "", pieces(old, new))) == (old, new)
    assert all(one.words for one in pieces(old, new))


@settings(max_examples=300, deadline=None, database=None)
@given(LINES, LINES)
def test_the_passages_and_the_unchanged_lines_are_the_new_body(old: str, new: str) -> None:
    """And there are none just when the bodies are the same."""
    passages = difference(replace(PLAIN, body=old), replace(PLAIN, body=new))
    assert bool(passages) == (old.strip("\n") != new.strip("\n"))
    came = [words for found in passages if (words := sides(found)[1].strip("\n"))]
    at = 0
    for words in came:
        at = new.index(words, at) + len(words)


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")), st.sampled_from([0, 50, 10_000]))
def test_blocks_are_the_same_on_both_sides_and_in_order_however_few_steps_there_are(old: list[str], new: list[str], steps: int) -> None:
    at_old = at_new = 0
    for block in Aligner(steps).align(old, new):
        assert block.size > 0
        assert block.old >= at_old
        assert block.new >= at_new
        assert old[block.old : block.old + block.size] == new[block.new : block.new + block.size]
        at_old, at_new = block.old + block.size, block.new + block.size


def _many(size: int, *choices: str, seed: int) -> str:
    return "".join(random.Random(seed).choices(choices, k=size))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n".join(f"a{n}" for n in range(34_000)), "\n".join(f"b{n}" for n in range(34_000))),
        ("\n".join(f"a{n}" for n in range(30_000)), "\n".join(f"a{n}" if n % 2 else f"b{n}" for n in range(30_000))),
        (_many(100_000, "a\n", "b\n", seed=1), _many(100_000, "a\n", "b\n", seed=2)),
        (_many(100_000, "a ", "b ", seed=1), _many(100_000, "a ", "b ", seed=2)),
        (_many(50_000, "the ", "cat ", "a\n", seed=1), _many(50_000, "the ", "cat ", "a\n", seed=2)),
        ("a " * 100_000, "a\n" * 100_000),
        ("# " + " #" * 99_000 + "x\n\nq", "# " + " #" * 99_000 + "x\n\nz"),
        (" " * 200_000, " \t" * 100_000),
        ("." * 200_000, ".,:;" * 50_000),
        ("same\n" * 10_000, "same\n" * 9_000 + "other\n" + "same\n" * 9),
        ("x" * 200_000, "y" * 200_000),
    ],
    ids=[
        "all lines",
        "every other line",
        "two lines",
        "two words",
        "three words",
        "spaces",
        "hashes",
        "only spaces",
        "dots",
        "equal lines",
        "one word",
    ],
)
def test_hostile_texts_are_told_in_time(old: str, new: str) -> None:
    """Each in less than a second alone; this asks for less than three, as the machine may be busy."""
    start = time.process_time()
    assert difference(replace(PLAIN, body=old), replace(PLAIN, body=new))
    assert time.process_time() - start < 3
