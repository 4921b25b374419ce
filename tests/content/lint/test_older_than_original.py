"""Whether a translation is behind its original."""

from __future__ import annotations

from datetime import date

from content.lint import Original, Surroundings
from tests.content.lint.about import found, passed


def test_a_translation_behind_the_english_page_is_looked_at() -> None:
    [finding] = found("older-than-original", around=Surroundings(language="es", original=Original(date(2026, 11, 3), 2)))
    assert (finding.level, finding.message) == ("look", "The English page is 2 edits ahead, the last of November 3, 2026.")


def test_one_that_is_not_behind_hears_so_and_a_page_without_an_original_nothing() -> None:
    around = Surroundings(language="es", original=Original(date(2026, 11, 3)))
    assert passed("older-than-original", around=around) == ["The translation is as new as the English page."]
    assert passed("older-than-original") == []
