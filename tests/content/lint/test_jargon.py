"""Words of the trade and their plain words."""

from __future__ import annotations

from tests.content.lint.about import found, passed, told


def test_a_word_that_stands_alone_is_looked_at_where_it_stands_first() -> None:
    [finding] = found("jargon", "Words.\n\nSome have anhedonia.\n\nAnhedonia is common.")
    assert (finding.level, finding.line, finding.excerpt, finding.suggestion) == ("look", 3, "anhedonia", "Plain words: not enjoying things anymore.")


def test_a_glossary_link_a_link_or_plain_words_explain_it() -> None:
    for body in (
        "Some have [[anhedonia]].",
        "Some have [[grief|anhedonia]].",
        "Read about [anhedonia](/tea/).",
        "Some have anhedonia: they are not enjoying things anymore.",
        "Anhedonia means that nothing is fun.",
    ):
        assert told("jargon", body) == [], body


def test_a_word_that_has_a_plainer_one_is_not_saved_by_it() -> None:
    assert told("jargon", "We do this in order to use tea. That is called a use.") == [("look", 1)]


def test_a_glossary_page_may_use_its_own_word_and_names_are_names() -> None:
    assert told("jargon", "Anhedonia comes and goes.", kind="term", title="Anhedonia") == []
    assert told("jargon", "## Anhedonia\n\nWords.", title="Anhedonia") == []
    assert told("jargon", "Dialectical behavior therapy teaches skills.") == []


def test_spanish_has_its_own_list() -> None:
    assert told("jargon", "La alianza terapéutica.", language="es") == [("look", 1)]
    assert passed("jargon", "The tea.") == ["Words of the trade are explained where they first stand."]
