"""Callouts are of a kind that exists, and closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings
from content.markdown import DIRECTIVE_KINDS

_COLONS = re.compile(r"\s*(:::+)\s*([\w-]*)")


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Lines of colons that stayed text, and callouts that run to the end of the page."""
    for passage in reading.passages:
        if passage.field != "body" or passage.part == "code" or ":::" not in passage.text:
            continue
        for start, line in passage.starts:
            if found := _COLONS.match(passage.text, start):
                kinds = ", ".join(DIRECTIVE_KINDS)
                known = found[2] in DIRECTIVE_KINDS
                told = f"There is no callout “{found[2]}”." if found[2] and not known else "A line of colons that opens or closes nothing."
                yield Finding(
                    Level.STOP, told, "body", line, found[0].strip(), suggestion=f"Write ::: and one of {kinds}, and a line ::: at the end."
                )
    for token in reading.tokens:
        if token.type.startswith("container_") and token.nesting == 1 and token.map:
            last = reading.lines[token.map[1]] if token.map[1] < len(reading.lines) else ""
            if not last.strip(" >").startswith(":::"):
                told = f"The callout “{token.info.strip()}” is never closed."
                suggestion = "Write a line ::: where it ends."
                yield Finding(Level.STOP, told, "body", token.map[0] + 1, f"::: {token.info.strip()}", suggestion=suggestion)
