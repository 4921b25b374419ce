"""The evidence scale and the typed facts that the pages of approaches and concerns carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Rating:
    """A step of the evidence scale: filled seeds of four (None: a ruled bar instead), its words and its meaning."""

    key: str
    seeds: int | None
    words: str | Promise
    meaning: str | Promise

    @property
    def supports(self) -> bool:
        """Whether it is modest support at least."""
        return self.seeds is not None and self.seeds >= 2


# Strongest first; the order in which rows of a table stand.
SCALE: tuple[Rating, ...] = (
    Rating(
        "guideline_recommended",
        4,
        _("Recommended in a guideline"),
        _("At least one named, current national guideline recommends or offers it for this concern."),
    ),
    Rating(
        "strong_research",
        4,
        _("Strong research support"),
        _(
            "Psychologists who review treatments (APA Division 12) rate it strong, or careful reviews of many studies agree. "
            "No guideline is relied on here."
        ),
    ),
    Rating(
        "guideline_option",
        3,
        _("An option in a guideline"),
        _("A named guideline suggests it, lists it as one option, or keeps it for people whom the first choice does not suit."),
    ),
    Rating("modest_research", 2, _("Modest research support"), _("Some good studies support it, or Division 12 rates it modest.")),
    Rating(
        "mixed_or_emerging",
        1,
        _("Mixed or emerging"),
        _("Few studies, results that disagree, or better results for another treatment."),
    ),
    Rating("no_clear_evidence_found", 0, _("No clear evidence found"), _("A named review or guideline looked and found no convincing support.")),
    Rating(
        "not_routinely_recommended",
        None,
        _("Not routinely recommended"),
        _("A named guideline says not to offer it as a matter of course for this concern."),
    ),
)
RATINGS = {rating.key: rating for rating in SCALE}
_RANK = {rating.key: rank for rank, rating in enumerate(SCALE)}


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """How well one approach is supported for one concern, by whom, and with what caveat. Sources are ids of Source.

    `anchor` is its place on the concern's page.
    """

    approach: str
    rating: Rating
    does: str
    basis: str
    sources: tuple[str, ...]
    caveat: str = ""
    form: str = ""
    anchor: str = ""

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> EvidenceEntry:
        """From a row of a concern's facts."""
        return cls(
            approach=row["approach"],
            rating=RATINGS[row["rating"]],
            does=row["does"],
            basis=row["basis"],
            sources=tuple(row["sources"]),
            caveat=row.get("caveat", ""),
            form=row.get("form", ""),
        )

    @property
    def rank(self) -> int:
        """Its place on the scale, strongest 0."""
        return _RANK[self.rating.key]


def evidence(rows: Iterable[Mapping[str, Any]]) -> list[EvidenceEntry]:
    """The entries of a concern, strongest first and alphabetical by approach inside a step, each with an anchor of its own."""
    entries = sorted(map(EvidenceEntry.read, rows), key=lambda entry: (entry.rank, entry.approach, entry.form))
    found: Counter[str] = Counter()
    return [replace(entry, anchor=_anchor(entry.approach, found)) for entry in entries]


def _anchor(approach: str, found: Counter[str]) -> str:
    """`evidence-cbt` for the first row of an approach, `evidence-cbt-2` for the next."""
    found[approach] += 1
    return f"evidence-{approach}" + (f"-{found[approach]}" if found[approach] > 1 else "")
