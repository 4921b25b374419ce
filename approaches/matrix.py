"""Concerns and approaches seen together, computed from the published concern pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from approaches.facts import EvidenceEntry, evidence
from content.models import Page
from content.rendering import Rendered


@dataclass(frozen=True, slots=True)
class Cell:
    """One rating as a table shows it: the page across (a concern or an approach) and the numbers of its sources on this page."""

    page: Page
    entry: EvidenceEntry
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where an approach meets a concern: its ratings, one for each form that sources rate. None means "not rated here"."""

    approach: Page
    entries: tuple[EvidenceEntry, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A concern, and where it meets each approach of a table, in the table's order."""

    concern: Page
    meetings: tuple[Meeting, ...]

    @property
    def is_rated(self) -> bool:
        """Whether any of these approaches is rated for it."""
        return any(meeting.entries for meeting in self.meetings)


def grid(concerns: Iterable[Page], approaches: Sequence[Page]) -> list[Line]:
    """Every concern by every approach, both in the order given: no order here says that one approach is better."""
    lines = []
    for concern in concerns:
        entries = evidence(concern.facts.get("evidence", ()))
        meetings = (Meeting(page, tuple(entry for entry in entries if entry.approach == page.slug)) for page in approaches)
        lines.append(Line(concern, tuple(meetings)))
    return lines


def column(approach: str, concerns: Iterable[Page]) -> list[Cell]:
    """What the concern pages say of one approach, strongest first, then alphabetical by concern."""
    cells = [Cell(concern, entry) for concern in concerns for entry in evidence(concern.facts.get("evidence", ())) if entry.approach == approach]
    return sorted(cells, key=lambda cell: (cell.entry.rank, cell.page.title))


def row(concern: Page, approaches: Iterable[Page]) -> list[Cell]:
    """What a concern page says of each approach, strongest first; an approach that is not published is left out."""
    pages = {page.slug: page for page in approaches}
    return [Cell(pages[entry.approach], entry) for entry in evidence(concern.facts.get("evidence", ())) if entry.approach in pages]


def cited(cells: Iterable[Cell]) -> list[str]:
    """The keys of all sources of some cells, in order."""
    return [key for cell in cells for key in cell.entry.sources]


def numbered(cells: Iterable[Cell], rendered: Rendered) -> list[Cell]:
    """The cells with the numbers that their sources have on a rendered page."""
    return [Cell(cell.page, cell.entry, tuple(sorted(number for key in cell.entry.sources if (number := rendered.number_of(key))))) for cell in cells]
