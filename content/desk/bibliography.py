"""The bibliography: which pages cite a source, and when two sources are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from content.document import parse
from content.models import Autosave, Page, Revision, Source

_CITED = re.compile(r"\[\s*(@[\w-]+(?:\s*;\s*@[\w-]+)*)\s*\]")
_KEY = re.compile(r"@([\w-]+)")
_BEFORE_A_DOI = re.compile(r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def bare_doi(text: str) -> str:
    """A DOI without the address or label and the spaces that people copy with it; empty for none. Raises ValueError for what is no DOI."""
    bare = "".join(text.split())
    bare = bare[_BEFORE_A_DOI.match(bare).end() :]  # type: ignore[union-attr]  # it matches nothing at all too
    if bare and not _DOI.fullmatch(bare):
        raise ValueError(text)
    return bare


def same_work(doi: str, besides: str = "") -> Source | None:
    """Another source than the one of the key `besides` with this DOI, however it was typed. Case does not tell DOIs apart."""
    wanted = doi.casefold()
    return next((source for source in Source.objects.exclude(doi="").exclude(pk=besides) if _comparable(source.doi) == wanted), None)


def _comparable(doi: str) -> str:
    try:
        return bare_doi(doi).casefold()
    except ValueError:
        return doi.casefold()


def cited() -> dict[str, list[Page]]:
    """The pages that cite each source, by its key: in words that are live, withdrawn, newest, scheduled or not saved yet. Three queries."""
    pages = {page.pk: page for page in Page.objects.only("title", "path", "language", "body", "facts", *_REVISIONS)}
    found: dict[str, dict[int, Page]] = {}
    for number, keys in _named(pages):
        for key in keys:
            found.setdefault(key, {})[number] = pages[number]
    return {key: list(citing.values()) for key, citing in found.items()}


_REVISIONS = ("latest_revision_id", "published_revision_id", "scheduled_revision_id")


def _named(pages: Mapping[int, Page]) -> Iterator[tuple[int, Iterable[str]]]:
    for page in pages.values():
        yield page.pk, _in(page.body, page.facts)
    next_ones = ((page, number) for page in pages.values() for number in (page.latest_revision_id, page.scheduled_revision_id) if number)
    to_come = {number for page, number in next_ones if number != page.published_revision_id}
    for number, text in Revision.objects.filter(pk__in=to_come).values_list("page_id", "text"):
        document = parse(text)
        yield number, _in(document.body, document.facts)
    for number, fields in Autosave.objects.filter(page__in=pages).values_list("page_id", "fields"):
        if number is not None:
            yield number, _in(str(fields.get("body", "")), {"sources": _typed_keys(fields)})


def _typed_keys(fields: Mapping[str, Any]) -> list[str]:
    """The keys in the boxes of evidence rows."""
    return [key.strip() for name, value in fields.items() if name.endswith("-sources") for key in str(value).splitlines()]


def _in(body: str, facts: Any) -> set[str]:
    """The keys that a body names as `[@key]` and facts as `sources`."""
    return {key for some in _CITED.findall(body) for key in _KEY.findall(some)} | set(_sources(facts))


def _sources(facts: Any) -> Iterator[str]:
    if isinstance(facts, Mapping):
        named = facts.get("sources")
        yield from (str(key) for key in named) if isinstance(named, list) else ()
    for part in facts.values() if isinstance(facts, Mapping) else facts if isinstance(facts, list) else ():
        yield from _sources(part)
