"""The registry of kinds of page: how a document of each kind is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from content.facts import FactsForm

if TYPE_CHECKING:
    from content.models import Page


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind: its template, the form that is the one schema of its facts, and the pieces a page may place with `{name}`.

    `list_name` is what readers call all pages of the kind together; empty where they have no such name.

    `context` gives what the template needs for a page, published or not, and its family (PageQuerySet.family): what readers and
    previews see is made by the same function.
    Of pages with the same name, search shows the kind of the higher `rank` first.
    """

    name: str
    label: str
    template: str
    facts_form: type[FactsForm]
    slots: frozenset[str] = field(default_factory=frozenset)
    list_name: str | Promise = ""
    rank: int = 0
    context: Callable[[Page, Iterable[Page]], dict[str, Any]] = field(kw_only=True)


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called by each app for its own kinds when it is ready."""
    _KINDS[kind.name] = kind


def get(name: str) -> Kind:
    """The kind of a name. Raises KeyError for one that no app registered."""
    return _KINDS[name]


def names() -> list[str]:
    """All names, in order of registration."""
    return list(_KINDS)


def choices() -> list[tuple[str, str]]:
    """Names and labels, for forms."""
    return [(kind.name, kind.label) for kind in _KINDS.values()]
