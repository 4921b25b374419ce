"""No ways and means."""

from __future__ import annotations

from tests.content.lint.about import told


def test_a_means_on_a_page_that_speaks_of_suicide_is_looked_at() -> None:
    assert told("page-no-method", "Some think about suicide.\n\nThere was a bridge.") == [("look", 3)]
    assert told("page-no-method", "Hay suicidio.\n\nHabía un puente.", language="es") == [("look", 3)]


def test_what_keeps_people_safe_and_other_pages_are_left_alone() -> None:
    assert told("page-no-method", "Suicide. With an overdose, call 911. Lock pills away.") == []
    assert told("page-no-method", "There was a bridge.") == []
