"""Numbers about health and their sources."""

from __future__ import annotations

from tests.content.lint.about import found, passed, told


def test_a_share_without_a_source_in_its_paragraph_stops_unless_a_reason_is_given() -> None:
    [finding] = found("numbers", "Words [@tea2020].\n\nAbout 20% like tea.")
    assert (finding.level, finding.line, finding.excerpt, finding.may_be_justified) == ("stop", 3, "20%", True)
    assert passed("numbers", "About 20% like tea [@tea2020].") == ["Every share or count has a source beside it."]
    assert told("numbers", "Una de cada cinco.", language="es") == [("stop", 1)]


def test_a_row_a_callout_and_a_footnote_are_cited_together() -> None:
    assert told("numbers", "| a | b |\n|---|---|\n| 20% | Tea [@tea2020] |\n| 30% | Tea |") == [("stop", 4)]
    assert told("numbers", "::: stat 20%\nlike tea [@tea2020].\n:::") == []
    assert told("numbers", "::: stat 20%\nlike tea.\n:::") == [("stop", 1)]
    assert told("numbers", "::: note Tea\n20% like tea.\n\nWords [@tea2020].\n:::") == [("stop", 2)]
    assert told("numbers", "About 20% do[^1].\n\n[^1]: A note.") == []


def test_fields_cannot_cite_and_are_looked_at_except_ratings_with_their_sources() -> None:
    assert told("numbers", summary="Tea helps 20% of people.") == [("look", 0)]
    row = {"approach": "cbt", "rating": "modest_research", "does": "Tea.", "basis": "20% in 12 trials.", "sources": ["tea2020"]}
    assert told("numbers", kind="concern", facts={"evidence": [row]}) == []
    assert [f.field for f in found("numbers", kind="concern", facts={"evidence": [row | {"sources": []}]})] == ["facts.evidence-0-basis"] * 2


def test_a_count_of_studies_is_looked_at_and_a_length_of_time_is_not() -> None:
    assert told("numbers", "In 54 studies, tea was warm.") == [("look", 1)]
    assert told("numbers", "In 54 minutes, tea is cold. Often 12 to 20 sessions.") == []
