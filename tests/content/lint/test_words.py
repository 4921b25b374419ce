"""Every sentence of the word lists, through the checks themselves: what has to be found, and what has to be left alone."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from content.lint import Level, Surroundings, lint
from content.lint.wordlists import FOLDER
from tests.content.made import document

LISTS: dict[str, dict[str, Any]] = {file.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
RULES: dict[str, dict[str, Any]] = {rule["id"]: rule | {"language": told["language"]} for told in LISTS.values() for rule in told.get("rule", ())}
SENTENCES = [(name, sentence, kind) for name, rule in RULES.items() for kind in ("must_hit", "must_not") for sentence in rule[kind]]
# Every place that words can stand in.
PLACES: dict[str, dict[str, Any]] = {
    "title": {"title": "{}"},
    "summary": {"summary": "{}"},
    "fact": {"facts": {"definition": "{}"}, "kind": "term"},
    "heading": {"body": "## {}"},
    "cell": {"body": "| One | Two |\n|---|---|\n| Tea | {} |"},
    "callout": {"body": "::: note {}\nWords.\n:::"},
    "link": {"body": "[{}](/tea/)"},
    "alt": {"body": "![{}](/media/images/a.png)"},
    "term": {"body": "Words and [[tea|{}]]."},
    "caption": {"body": "{{figure: cbt-loop}} {}"},
    "defined": {"body": "Tea\n: {}"},
    "code": {"body": "```\n{}\n```"},
}


def hits(rule: dict[str, Any], **values: Any) -> list[str]:
    """The ids of the language rules that find something on a page where the rule applies."""
    path = f"concerns/{rule['scope'][0]}" if "scope" in rule else "tea"
    findings = lint(document(**values), Surroundings(language=rule["language"], path=path))
    return [finding.detail for finding in findings if finding.level is not Level.PASS]


def test_there_are_103_rules_and_each_has_sentences_for_both() -> None:
    assert len(RULES) == sum(len(told.get("rule", ())) for told in LISTS.values()) == 103
    assert [name for name, rule in RULES.items() if not (rule["must_hit"] and rule["must_not"])] == []


def test_the_lists_say_where_each_rule_comes_from_and_know_only_three_severities() -> None:
    assert {rule["source"] for rule in RULES.values()} <= set(LISTS["sources.toml"])
    assert {rule["severity"] for rule in RULES.values()} == {"error", "warn", "info"}
    assert {key for rule in RULES.values() for key in rule} <= {
        *("id", "language", "severity", "firm", "boundary", "pattern", "near", "near_chars", "allow", "scope", "not_in"),
        *("why", "suggest", "source", "must_hit", "must_not"),
    }


@pytest.mark.parametrize(("name", "sentence", "kind"), SENTENCES)
def test_a_rule_finds_what_it_must_and_leaves_alone_what_it_must(name: str, sentence: str, kind: str) -> None:
    found = hits(RULES[name], body=sentence)
    assert (name in found) == (kind == "must_hit"), found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["en-sm-commit", "en-pf-addict", "en-ab-guarantee", "es-sm-cometer", "es-pf-adicto"])
def test_words_are_judged_wherever_readers_meet_them(name: str, place: str) -> None:
    rule = RULES[name]
    sentence = rule["must_hit"][0].rstrip(".")

    def filled(value: Any) -> Any:
        return {key: filled(inner) for key, inner in value.items()} if isinstance(value, dict) else value.format(sentence)

    values = {key: value if key == "kind" else filled(value) for key, value in PLACES[place].items()}
    assert name in hits(rule, **values)


def test_capitals_line_breaks_emphasis_and_curly_signs_hide_nothing() -> None:
    for body in ("COMMITTED SUICIDE", "committed\nsuicide", "**committed** suicide", "committed [suicide](/tea/)"):
        assert "en-sm-commit" in hits(RULES["en-sm-commit"], body=body), body
    assert "en-ab-meds" not in hits(RULES["en-ab-meds"], body="Please don’t ever stop your medication alone.")


def test_addresses_citations_and_keys_are_no_words() -> None:
    for body in ("[Tea](/addicts/)", "Tea [@addicts2020].", "See https://example.org/addicts today.", "![Tea](/media/addicts.png)"):
        assert "en-pf-addict" not in hits(RULES["en-pf-addict"], body=body), body


def test_a_rule_with_a_scope_keeps_to_its_pages() -> None:
    def dose(path: str) -> bool:
        return "en-sm-dose" in [f.detail for f in lint(document(body="20 pills"), Surroundings(path=path))]

    assert [dose(path) for path in ("concerns/depression", "glossary/self-harm", "concerns/panic", "depressions")] == [True, True, False, False]


def test_a_language_without_lists_is_judged_without_them() -> None:
    assert [f.rule for f in lint(document(body="He committed suicide."), Surroundings(language="fr")) if f.level is Level.STOP] == []
