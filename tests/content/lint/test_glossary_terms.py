"""Glossary links have their terms."""

from __future__ import annotations

from content.lint import Surroundings
from tests.content.lint.about import told


def test_a_term_that_does_not_exist_stops_a_page_where_the_glossary_is_known() -> None:
    body = "[[Green tea]] is warm.\n\n- [[coffee|Some coffee]] is too."
    assert told("glossary-terms", body, around=Surroundings(terms={"green-tea"})) == [("stop", 3)]
    assert told("glossary-terms", body) == []
