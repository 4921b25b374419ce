"""The checks before publishing: `lint(document, surroundings)` gives findings. Words are judged without Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from content.document import Document
from content.lint import rules
from content.lint.findings import Finding, Level
from content.lint.readability import Readability, readability
from content.lint.reading import Reading
from content.lint.surroundings import Original, Place, Review, Surroundings

__all__ = [
    "Finding",
    "Level",
    "Original",
    "Place",
    "Readability",
    "Reading",
    "Review",
    "Rule",
    "Surroundings",
    "in_order",
    "lint",
    "readability",
    "rules_in_use",
]

_FIELDS = ("", "title", "short_title", "summary", "facts", "body")


@dataclass(frozen=True, slots=True)
class Rule:
    """A file of `rules/`: its id, its function, and what it says when it has found nothing (empty: nothing)."""

    id: str
    check: Callable[[Reading, Surroundings], Iterable[Finding]]
    satisfied: str


@cache
def rules_in_use() -> tuple[Rule, ...]:
    """All rules, by id."""
    modules = ((found.name, import_module(f"{rules.__name__}.{found.name}")) for found in iter_modules(rules.__path__))
    return tuple(Rule(name.replace("_", "-"), module.check, getattr(module, "SATISFIED", "")) for name, module in modules)


def lint(document: Document, surroundings: Surroundings | None = None, *, reading: Reading | None = None) -> list[Finding]:
    """What all rules say of a document, in order.

    A caller that has read the document already may give its `reading`.
    """
    around = surroundings or Surroundings()
    reading = reading or Reading(document)
    findings = []
    for rule in rules_in_use():
        found = [replace(finding, rule=rule.id) for finding in rule.check(reading, around)]
        if not found and rule.satisfied:
            found = [Finding(Level.PASS, rule.satisfied, rule=rule.id)]
        findings += found
    return in_order(findings)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Stop first, then Look, then Pass, each from the top of the page to its end."""
    return sorted(findings, key=lambda found: (found.level.rank, _FIELDS.index(found.field.partition(".")[0]), found.line))
