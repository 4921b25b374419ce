"""What the checks say: a finding and its level."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`stop` blocks publishing, `look` asks for a second look, `pass` says what is in order."""

    STOP = "stop"
    LOOK = "look"
    PASS = "pass"  # noqa: S105

    @property
    def label(self) -> str:
        """The word that staff read."""
        return self.value.capitalize()

    @property
    def rank(self) -> int:
        """Its place in a list, the gravest 0."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule has to say about a document.

    `rule` is the rule's id, filled in by `lint`. `field` is `title`, `short_title`, `summary`, `body`, `facts.<name of the form field>`
    (`facts.tile`, `facts.evidence-0-basis`) or empty for the whole page; `line` counts from 1 inside the body and is 0 elsewhere.
    `excerpt` holds the words it is about, `source` where the rule comes from, `detail` the id of a language rule or a figure.
    A Stop that `may_be_justified` can be overridden with a written reason.
    """

    level: Level
    message: str
    field: str = ""
    line: int = 0
    excerpt: str = ""
    why: str = ""
    suggestion: str = ""
    source: str = ""
    detail: str = ""
    may_be_justified: bool = False
    rule: str = ""

    @property
    def input(self) -> str:
        """The name of the form field that it is about: `facts-tile` for `facts.tile`."""
        return self.field.replace(".", "-", 1)
