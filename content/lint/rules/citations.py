"""Every citation can be read and has its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

_BROKEN = re.compile(r"\[\s*@[^\]\n]{0,80}\]?|\(@[\w-]+\)")


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Keys that are unknown, and citations that are not written as one."""
    unknown = False
    for cited in reading.citations:
        if around.sources is not None and cited.key not in around.sources:
            unknown = True
            yield Finding(
                Level.STOP,
                f"No source has the key {cited.key}.",
                "body",
                cited.line,
                f"[@{cited.key}]",
                suggestion="Correct the key, or add the source to the bibliography first.",
            )
    for passage in reading.passages:
        for found in _BROKEN.finditer(passage.text) if "@" in passage.text and passage.part != "code" else ():
            suggestion = "Write [@key] or [@key; @other], with letters, digits, - and _ only."
            yield passage.finding(Level.STOP, f"{found[0]} is not read as a citation.", *found.span(), suggestion=suggestion)
    if reading.citations and not unknown and around.sources is not None:
        count = len({cited.key for cited in reading.citations})
        yield Finding(Level.PASS, f"All sources are known ({count}).")
