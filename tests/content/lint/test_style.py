"""The house's way of speaking."""

from __future__ import annotations

from tests.content.lint.about import told


def test_spanish_pages_say_usted_and_english_ones_are_left_alone() -> None:
    assert told("style", "Usted puede.\nSi quieres, llama al 988.", language="es") == [("look", 2), ("look", 2)]
    assert told("style", "Tú puedes.", language="en") == []
