"""Promises and absolutes, and the myths that are free to make them."""

from __future__ import annotations

from tests.content.lint.about import found, passed, told

MYTH = '::: myths\n"CBT cures everything."\n: {}\n:::'


def test_what_a_myth_says_is_left_alone_and_its_correction_is_not() -> None:
    assert told("claims", MYTH.format("It helps many people.")) == []
    assert told("claims", MYTH.format("It cures anxiety.")) == [("stop", 3)]
    assert told("claims", '::: note Tea\n"CBT cures everything."\n: Words.\n:::') == [("stop", 2)]


def test_a_promise_may_be_justified_and_dangerous_advice_may_not() -> None:
    assert [f.may_be_justified for f in found("claims", "CBT cures anxiety.")] == [True]
    assert [f.may_be_justified for f in found("claims", "You can stop your medication.")] == [False]
    assert [f.may_be_justified for f in found("claims", "Medically reviewed.")] == [False]


def test_an_allowance_reaches_as_far_as_its_sentence() -> None:
    assert told("claims", "Therapy is not a cure.") == []
    assert told("claims", "Tea is not warm. Therapy is a cure.") == [("stop", 1)]


def test_an_abbreviation_does_not_end_the_sentence() -> None:
    assert told("claims", "You may stop your medication if Dr. Tea, your prescriber, agrees.") == []


def test_a_page_without_promises_hears_so() -> None:
    assert passed("claims", "It helps many people.") == ["No promises and no absolutes."]
