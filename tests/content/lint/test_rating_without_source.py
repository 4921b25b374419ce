"""Ratings of evidence and who says so."""

from __future__ import annotations

from content.lint import Surroundings
from tests.content.lint.about import found, passed

ROW = {"approach": "cbt", "rating": "modest_research", "does": "Tea.", "basis": "Words.", "sources": ["tea2020"]}


def test_a_rating_needs_a_source_that_exists() -> None:
    rows = {"evidence": [ROW, ROW | {"sources": []}, ROW | {"sources": ["moss1999"]}]}
    findings = found("rating-without-source", kind="concern", facts=rows, around=Surroundings(sources={"tea2020"}))
    assert [(f.level.value, f.field) for f in findings] == [("stop", "facts.evidence-1-sources"), ("stop", "facts.evidence-2-sources")]
    assert passed("rating-without-source", kind="concern", facts={"evidence": [ROW]}) == ["Every rating has a source (1)."]


def test_a_page_without_ratings_hears_nothing() -> None:
    assert found("rating-without-source") == []
    assert passed("rating-without-source") == []
