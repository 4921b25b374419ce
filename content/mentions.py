"""What a document names: the sources that it cites, in its text or its facts, and the glossary's terms; pure Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from content.document import Document
from content.lint.reading import Reading

SOURCE, TERM = "source", "term"
_LONGEST = 100  # characters; nothing that exists has a longer name


def named_in(document: Document) -> set[tuple[str, str]]:
    """Kind and name of each: (`source`, its key) and (`term`, its slug), whether it exists or not, but none that is too long to exist."""
    reading = Reading(document)
    cited = {(SOURCE, citation.key) for citation in reading.citations} | {(SOURCE, key) for key in _in_facts(document.facts)}
    named = cited | {(TERM, term.key) for term in reading.terms}
    return {(kind, name) for kind, name in named if len(name) <= _LONGEST}


def _in_facts(facts: Mapping[str, Any]) -> Iterator[str]:
    """The keys that rows of facts give as their `sources`."""
    for value in facts.values():
        for row in value if isinstance(value, list) else ():
            if isinstance(row, Mapping):
                yield from map(str, row.get("sources", ()))
