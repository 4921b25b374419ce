"""Short ways to ask the checks about one text."""

from __future__ import annotations

from typing import Any

from content.lint import Finding, Level, Surroundings, lint
from tests.content.made import document


def found(
    rule: str, body: str = "Words.", *, around: Surroundings | None = None, language: str = "en", path: str = "", **values: Any
) -> list[Finding]:
    """What a rule finds wrong with a body, or with other values of a document."""
    surroundings = around or Surroundings(language=language, path=path)
    every = lint(document(body=body, **values), surroundings)
    return [finding for finding in every if finding.rule == rule and finding.level is not Level.PASS]


def told(rule: str, body: str = "Words.", **values: Any) -> list[tuple[str, int]]:
    """The level and line of each."""
    return [(finding.level.value, finding.line) for finding in found(rule, body, **values)]


def passed(rule: str, body: str = "Words.", *, around: Surroundings | None = None, **values: Any) -> list[str]:
    """The sentences in which a rule says that all is well."""
    every = lint(document(body=body, **values), around or Surroundings())
    return [finding.message for finding in every if finding.rule == rule and finding.level is Level.PASS]
