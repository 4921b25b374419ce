"""Citations have sources and can be read."""

from __future__ import annotations

from content.lint import Surroundings
from tests.content.lint.about import passed, told

AROUND = Surroundings(sources={"tea2020", "leaf2021"})


def test_an_unknown_key_stops_a_page() -> None:
    assert told("citations", "Tea is warm [@tea2020].\nLeaves are green [@leaf2021; @moss1999].", around=AROUND) == [("stop", 2)]
    assert told("citations", "| a |\n|---|\n| Tea [@moss1999] |", around=AROUND) == [("stop", 3)]
    assert passed("citations", "Tea [@tea2020] and [@leaf2021; @tea2020].", around=AROUND) == ["All sources are known (2)."]


def test_nothing_is_said_where_the_bibliography_is_unknown() -> None:
    assert told("citations", "Tea [@moss1999].") == []


def test_what_only_looks_like_a_citation_is_not_left_in_the_text() -> None:
    for broken in ("[@ tea2020]", "[@tea2020, p. 5]", "(@tea2020)", "[@tea2020"):
        assert told("citations", f"Words.\n\nTea {broken} is warm.", around=AROUND) == [("stop", 3)], broken
    assert told("citations", "Write to tea@example.org, or `[@tea 2020]`.\n\n```\n[@ x]\n```", around=AROUND)[1:] == []
