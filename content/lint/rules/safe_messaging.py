"""Safe messaging on suicide and self-harm: the word list, without exceptions."""

from __future__ import annotations

from collections.abc import Iterable

from content.lint import wordlists
from content.lint.findings import Finding
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "Nothing here speaks of suicide or self-harm in a harmful way, as far as words can tell."


def check(reading: Reading, around: Surroundings) -> Iterable[Finding]:
    """What the list says."""
    return wordlists.check("safe-messaging", reading, around, firm=True, soften=False)
