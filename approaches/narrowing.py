"""“Help me narrow it down”: plain questions, and which approaches fit an answer by the facts of their pages. No score, no best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approaches.facts import EvidenceEntry
from approaches.matrix import grid
from content.models import Page


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: the trait that an approach needs to fit it, what the reader chooses, and what the result calls it."""

    trait: str
    words: str | Promise
    result: str | Promise


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `fact` is the fact of an approach that says in words why it fits, `side` the one that says which answer it fits."""

    name: str
    words: str | Promise
    fact: str
    options: tuple[Option, ...]

    @property
    def side(self) -> str:
        """The name of that fact, whose value is a trait or BOTH."""
        return f"fits_{self.name}"


QUESTIONS: tuple[Question, ...] = (
    Question(
        "aim",
        _("Would you rather learn skills, or understand yourself better?"),
        "works_on",
        (
            Option("skills", _("Learn skills"), _("You would like to learn skills")),
            Option("insight", _("Understand myself better"), _("You would like to understand yourself better")),
        ),
    ),
    Question(
        "structure",
        _("Do you like a clear structure, or an open talk?"),
        "structure",
        (
            Option("structured", _("A clear structure"), _("You like a clear structure")),
            Option("open", _("An open talk"), _("You like an open talk")),
        ),
    ),
    Question(
        "between",
        _("Would you like to practice between sessions?"),
        "between",
        (
            Option("practice", _("Yes, practice helps me"), _("You would like to practice between sessions")),
            Option("no-practice", _("I would rather have no set tasks"), _("You would rather have no set tasks")),
        ),
    ),
    Question(
        "company",
        _("Alone with a therapist, or in a group?"),
        "format",
        (
            Option("alone", _("Alone with a therapist"), _("You would like to meet a therapist alone")),
            Option("group", _("In a group"), _("You would like a group")),
        ),
    ),
)
CONCERN = "concern"
BOTH = "both"  # an approach that fits either answer


@dataclass(frozen=True, slots=True)
class Fit:
    """An approach that fits an answer, and why: a fact of its page, or its ratings for the concern."""

    approach: Page
    why: str = ""
    entries: tuple[EvidenceEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What fits one answer, in alphabetical order. `concern` for the answer to what the reader would like to work on."""

    answer: str | Promise
    fits: tuple[Fit, ...]
    concern: Page | None = None


def results(answers: Mapping[str, str], approaches: Sequence[Page], concerns: Iterable[Page]) -> list[Result]:
    """One result for each answer that is one; anything else counts as left open."""
    in_order = sorted(approaches, key=lambda page: page.name.casefold())
    chosen = next((page for page in concerns if page.slug == answers.get(CONCERN)), None)
    found = [_supported(chosen, in_order)] if chosen else []
    for question in QUESTIONS:
        option = next((option for option in question.options if option.trait == answers.get(question.name)), None)
        if option:
            fits = (Fit(page, page.facts.get(question.fact, "")) for page in in_order if page.facts.get(question.side) in (option.trait, BOTH))
            found.append(Result(option.result, tuple(fits)))
    return found


def _supported(concern: Page, approaches: Sequence[Page]) -> Result:
    """The approaches with modest support or more for a concern."""
    (line,) = grid([concern], approaches)
    rated = ((meeting, tuple(entry for entry in meeting.entries if entry.rating.supports)) for meeting in line.meetings)
    return Result(concern.title, tuple(Fit(meeting.approach, entries=entries) for meeting, entries in rated if entries), concern)


def fitting_all(found: Sequence[Result]) -> list[Page]:
    """The approaches that fit every answer, in alphabetical order."""
    if not found:
        return []
    others = [{fit.approach.pk for fit in result.fits} for result in found[1:]]
    return [fit.approach for fit in found[0].fits if all(fit.approach.pk in fits for fits in others)]
