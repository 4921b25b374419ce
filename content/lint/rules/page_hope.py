"""A page on suicide or self-harm says that help works, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from content.lint import subjects, wordlists
from content.lint.findings import Finding, Level
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """Whether such words stand anywhere on it; quiet on other pages."""
    if not subjects.is_about("suicide", reading, around.path, around.language):
        return
    source = wordlists.load("sources")["ros"]
    missing = [name for name in ("hope", "next_step") if next(subjects.found("suicide", name, reading, around.language), None) is None]
    if "hope" in missing:
        suggestion = "Say that help works for many people and that recovery is possible."
        yield Finding(Level.LOOK, "Nothing here says that things can get better.", suggestion=suggestion, source=source)
    if "next_step" in missing:
        yield Finding(Level.LOOK, "Nothing here says what to do next.", suggestion="Name one first step and 988.", source=source)
    if not missing:
        yield Finding(Level.PASS, "The page has words of hope and a next step.", source=source)
