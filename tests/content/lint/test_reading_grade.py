"""The reading level in both languages, and the sentences that make it hard."""

from __future__ import annotations

import pytest

from content.lint import Reading, readability, syllables
from tests.content.lint.about import found, passed
from tests.content.made import document

EASY = "You can talk with us. We will listen to you. It may help to make a plan. You choose what we talk about today. "
HARD = (
    "Psychodynamic psychotherapists conceptualize interpersonal difficulties as manifestations of unconscious, developmentally "
    "determined relational configurations, notwithstanding considerable heterogeneity of contemporary theoretical formulations. "
)
FACIL = "Usted puede hablar con nosotros. Le vamos a escuchar. Puede ser bueno hacer un plan. Usted decide de qué hablamos hoy. "
DIFICIL = (
    "Las configuraciones relacionales inconscientes, determinadas evolutivamente, condicionan sistemáticamente las manifestaciones "
    "psicopatológicas interpersonales, independientemente de consideraciones institucionales contemporáneas. "
)


def test_an_easy_page_hears_its_grade_and_the_aim() -> None:
    [message] = passed("reading-grade", EASY * 10)
    assert message.startswith("Reading level: grade ")
    assert message.endswith("(aim for 8 or lower).")
    assert found("reading-grade", EASY * 10) == []


def test_a_page_that_is_too_hard_stops_with_its_three_hardest_sentences_and_their_lines() -> None:
    first, *sentences = found("reading-grade", f"{EASY}\n\n{HARD * 6}\n{HARD}")
    assert (first.level, first.may_be_justified, first.line) == ("stop", True, 0)
    assert float(first.detail) > 10.5
    assert [(finding.level.value, finding.line, finding.excerpt) for finding in sentences] == [("look", 3, HARD.strip())] * 3


def test_a_few_hard_words_are_only_looked_at() -> None:
    assert [finding.level.value for finding in found("reading-grade", HARD)][:1] == ["look"]


def test_spanish_is_measured_on_the_inflesz_scale() -> None:
    assert found("reading-grade", FACIL * 10, language="es") == []
    first = found("reading-grade", DIFICIL * 10, language="es")[0]
    assert (first.level, first.source) == ("stop", "Szigriszt-Pazos, INFLESZ scale")
    assert "very hard" in first.message


def test_a_page_without_running_words_has_no_level() -> None:
    assert readability(Reading(document(summary="", body="## Tea")), "en") is None


def test_the_formula_is_the_published_one() -> None:
    found_ = readability(Reading(document(summary="", body="The cat sat on the mat. The dog ran to the table.")), "en")
    assert found_ is not None
    assert (found_.words, len(found_.sentences)) == (12, 2)
    assert found_.score == pytest.approx(0.39 * 12 / 2 + 11.8 * 13 / 12 - 15.59)


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "the times talked league it's heard friend field guide build safe sees"),
        ("en", 2, "table wanted lonely action client quiet social people trouble create idea's trying didn't fluid unique"),
        ("en", 3, "therapy feelings-day period gradual easier violence various behavior mindfulness suicide video reaction"),
        ("en", 4, "anxiety criticism cognitive-tea situation society interest-ed material 1990"),
        ("en", 5, "psychodynamic individual interpersonal"),
        ("es", 1, "bien muy ley yo que"),
        ("es", 2, "usted día país leer hoy-a guía ciudad"),
        ("es", 3, "terapia guitarra pingüino tenía cuidado línea"),
        ("es", 4, "aéreo psicólogo tratamiento emociones"),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(language: str, count: int, words: str) -> None:
    exceptions = {"idea's": 3, "cognitive-tea": 4, "situation": 4, "interest-ed": 4}
    assert {word: syllables.of(word, language) for word in words.split()} == {word: exceptions.get(word, count) for word in words.split()}


def test_abbreviations_are_spelled_and_numbers_read() -> None:
    assert [syllables.of(word, "en") for word in ("CBT", "WHO", "7", "2022", "I")] == [3, 5, 1, 4, 1]
