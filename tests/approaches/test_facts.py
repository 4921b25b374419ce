"""The evidence scale and the typed rows of a concern's evidence."""

from __future__ import annotations

from typing import Any

import pytest

from approaches.facts import RATINGS, SCALE, EvidenceEntry, evidence
from approaches.forms import ApproachFacts, ConcernFacts, EvidenceRow
from content.templatetags.figures import seeds
from tests.content.made import FACTS, tree


def row(approach: str = "cbt", rating: str = "strong_research", **more: Any) -> dict[str, Any]:
    return {"approach": approach, "rating": rating, "does": "Helps.", "basis": "A review.", "sources": ["ann2020"], **more}


def test_the_scale_goes_from_a_guidelines_yes_to_its_no() -> None:
    assert [(rating.key, rating.seeds) for rating in SCALE] == [
        ("guideline_recommended", 4),
        ("strong_research", 4),
        ("guideline_option", 3),
        ("modest_research", 2),
        ("mixed_or_emerging", 1),
        ("no_clear_evidence_found", 0),
        ("not_routinely_recommended", None),
    ]
    assert list(RATINGS) == [rating.key for rating in SCALE]


def test_each_step_has_words_and_a_meaning_of_its_own() -> None:
    assert len({str(rating.words) for rating in SCALE}) == len({str(rating.meaning) for rating in SCALE}) == 7


@pytest.mark.parametrize("filled", range(5))
def test_a_rating_shows_as_many_seeds_of_four(filled: int) -> None:
    drawing = tree(seeds(filled))
    marks = [element.get("class") for element in drawing.iter() if element.get("class")]
    assert marks == ["on"] * filled + ["off"] * (4 - filled)
    assert 'aria-hidden="true"' in seeds(filled)


def test_a_rating_that_advises_against_shows_a_bar_and_no_seeds() -> None:
    assert [element.get("class") for element in tree(seeds(None)).iter() if element.get("class")] == ["on"]


def test_a_row_is_read_with_its_types() -> None:
    entry = EvidenceEntry.read(row(form="MBCT", caveat="Few studies.", sources=["a", "b"]))
    assert entry == EvidenceEntry("cbt", RATINGS["strong_research"], "Helps.", "A review.", ("a", "b"), "Few studies.", "MBCT")
    assert (entry.rank, EvidenceEntry.read(row()).form, EvidenceEntry.read(row()).caveat) == (1, "", "")


def test_rows_stand_strongest_first_then_by_approach_and_form() -> None:
    rows = [
        row("mindfulness", "mixed_or_emerging", form="MBSR"),
        row("ipt", "not_routinely_recommended"),
        row("mindfulness", "mixed_or_emerging", form="MBCT"),
        row("dbt", "guideline_option"),
        row("behavior", "mixed_or_emerging"),
        row("cbt", "guideline_recommended"),
        row("humanistic", "no_clear_evidence_found"),
    ]
    assert [(entry.approach, entry.form) for entry in evidence(rows)] == [
        ("cbt", ""),
        ("dbt", ""),
        ("behavior", ""),
        ("mindfulness", "MBCT"),
        ("mindfulness", "MBSR"),
        ("humanistic", ""),
        ("ipt", ""),
    ]
    assert evidence([]) == []


def test_each_row_of_a_concern_has_an_anchor_of_its_own() -> None:
    rows = [row("mindfulness", "mixed_or_emerging", form="MBSR"), row("cbt"), row("mindfulness", "mixed_or_emerging", form="MBCT"), row("cbt")]
    assert [entry.anchor for entry in evidence(rows)] == ["evidence-cbt", "evidence-cbt-2", "evidence-mindfulness", "evidence-mindfulness-2"]


@pytest.mark.parametrize("missing", ["approach", "rating", "does", "basis", "sources"])
def test_a_rating_without_its_reasons_is_not_taken(missing: str) -> None:
    _, wrong = EvidenceRow.check(row() | {missing: [] if missing == "sources" else ""})
    assert list(wrong) == [missing]


def test_a_rating_outside_the_scale_is_not_taken() -> None:
    assert list(EvidenceRow.check(row(rating="excellent"))[1]) == ["rating"]
    assert EvidenceRow.check(row()) == (row(), {})


def test_an_approach_tells_all_that_readers_compare() -> None:
    _, wrong = ApproachFacts.check({})
    assert set(wrong) == set(ApproachFacts.base_fields) - {"also"}
    assert ApproachFacts.check(FACTS["approach"])[1] == {}


def test_a_concern_may_have_no_evidence_but_always_says_when_to_get_help_sooner() -> None:
    assert set(ConcernFacts.check({})[1]) == {"everyday", "notice", "sooner", "questions"}
    assert ConcernFacts.check(FACTS["concern"] | {"evidence": []}) == (FACTS["concern"], {})
