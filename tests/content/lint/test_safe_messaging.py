"""Safe messaging: what harms stops a page, and no reason lets it pass."""

from __future__ import annotations

from tests.content.lint.about import found, passed, told


def test_it_stops_a_page_and_takes_no_reason() -> None:
    [finding] = found("safe-messaging", "Tea.\n\nHe committed\nsuicide.")
    assert (finding.level.label, finding.field, finding.line, finding.excerpt) == ("Stop", "body", 3, "committed suicide")
    assert (finding.detail, finding.suggestion, finding.may_be_justified) == ("en-sm-commit", "died by suicide", False)
    assert finding.source.startswith("Reporting on Suicide")
    assert finding.why


def test_it_is_as_strict_with_what_a_person_says_and_what_a_myth_says() -> None:
    assert told("safe-messaging", '"My brother committed suicide," I said.') == [("stop", 1)]
    assert told("safe-messaging", '::: myths\n"Self-harm is attention-seeking."\n: It is a way of coping.\n:::') == [("stop", 2)]


def test_a_warning_asks_for_a_second_look() -> None:
    assert told("safe-messaging", "He left a suicide note.") == [("look", 1)]


def test_nearness_reaches_over_paragraphs_but_not_further_than_it_says() -> None:
    assert told("safe-messaging", "Think of his suicide.\n\nHe is at peace.") == [("stop", 3)]
    assert told("safe-messaging", f"Think of his suicide.\n\n{'Tea is warm. ' * 20}\n\nHe is at peace.") == []


def test_no_words_are_read_across_two_paragraphs() -> None:
    assert told("safe-messaging", "A word that they commit\n\nSuicide can be prevented.") == []


def test_a_page_that_keeps_to_it_hears_so() -> None:
    assert passed("safe-messaging", "He died by suicide.") == [
        "Nothing here speaks of suicide or self-harm in a harmful way, as far as words can tell."
    ]
