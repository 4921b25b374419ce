"""One word for one idea."""

from __future__ import annotations

from tests.content.lint.about import found, told


def test_another_word_than_the_house_uses_is_looked_at() -> None:
    [finding] = found("preferred-terms", "Tea.\n\nOur patients drink it.")
    assert (finding.level, finding.line, finding.excerpt, finding.suggestion) == ("look", 3, "patients", "client")
    assert told("preferred-terms", "Sus pacientes.", language="es") == [("look", 1)]


def test_patience_is_no_patient_and_a_study_may_say_its_own_word() -> None:
    assert told("preferred-terms", "Be patient. A patient listener helps.") == []
    assert told("preferred-terms", "In one study, patients drank tea.") == []
