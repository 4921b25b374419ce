"""What search knows: every published page, source, crisis line and list of the site as an entry in one language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from content.models import Page, PageQuerySet, Source, address
from content.search.reading import Part, parts
from crisis.hotlines import LANGUAGES, Words
from crisis.hotlines import Entry as Line

FOLDER = Path(__file__).resolve().parent
_IN_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$")

# Gives the crisis lines that are shown now, each with the need that it stands under; set by config, which may ask crisis.
Lines = Callable[[], Iterable[tuple[Line, Words]]]
_lines: list[Lines] = []


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find. A query that is one of its `titles` or `known` names finds it first, before what has it among its other `names`.

    `said` are phrases and words that lead to it, `foreign` its known names in the other language. `place` is the same for an entry's
    two languages. `stamp` changes with it.
    """

    id: str
    stamp: str
    kind: str
    language: str
    place: str
    address: str
    title: str
    summary: str = ""
    titles: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    more: str = ""


def lines_from(lines: Lines) -> None:
    """Where the crisis lines come from."""
    _lines[:] = [lines]


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))


@cache
def recipe() -> str:
    """Changes with the lists that staff edit, and with this code: an index made by another recipe is made anew."""
    digest = sha256()
    for file in (*sorted(FOLDER.glob("*.py")), FOLDER / "names.toml", FOLDER / "words.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def known_names(place: str, language: str) -> tuple[str, ...]:
    """What people call a place, from `names.toml`."""
    return tuple(_told()["names"].get(place, {}).get(language, ()))


def pages(chosen: PageQuerySet) -> Iterator[Entry]:
    """The published ones of some pages."""
    for page in chosen.published().iterator(chunk_size=500):
        yield of_page(page)


def page_id(pk: int) -> str:
    """The id of a page's entry."""
    return f"page-{pk}"


def page_stamps() -> dict[str, str]:
    """The stamps of all published pages by id, in one query."""
    rows = Page.objects.published().values_list("pk", "path", "language", "changed_at")
    return {page_id(row[0]): _stamp(*row) for row in rows.iterator(chunk_size=5000)}


def _stamp(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()[:12]


def of_page(page: Page) -> Entry:
    """A page as an entry."""
    facts = dict(page.facts)
    also, everyday = facts.pop("also", []), facts.pop("everyday", [])
    definition = str(facts.pop("definition", ""))
    titles = [*_forms(page.title), *_forms(page.short_title)]
    return Entry(
        id=page_id(page.pk),
        stamp=_stamp(page.pk, page.path, page.language, page.changed_at),
        kind=page.kind,
        language=page.language,
        place=page.path,
        address=address(page.path, page.language),
        title=page.title,
        summary=definition or page.summary,
        titles=tuple(titles),
        known=known_names(page.path, page.language),
        names=tuple(form for name in also for form in _forms(name)),
        said=tuple(everyday),
        foreign=tuple(name for code in LANGUAGES if code != page.language for name in known_names(page.path, code)),
        parts=tuple(parts(page.body)),
        more=" ".join([page.summary if definition else "", *_texts(facts)]),
    )


def _forms(name: str) -> Iterator[str]:
    """A name, and where it has brackets at its end what stands before and in them: all three may be asked for."""
    if not name:
        return
    yield name
    if found := _IN_BRACKETS.match(name):
        yield from (part for part in found.groups() if part)


def _texts(value: object) -> Iterator[str]:
    """All texts of facts, however deep; addresses and keys are none."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def others() -> Iterator[Entry]:
    """Sources, crisis lines, and the lists that are no pages of the database."""
    for language in LANGUAGES:
        for source in Source.objects.all():
            yield _of_source(source, language)
        for give in _lines:
            for line, need in give():
                yield _of_line(line, need, language)
        for place in lists():
            if _is_there(place["place"]):
                yield _of_list(place, language)


def lists() -> list[dict[str, Any]]:
    """The lists and forms that `names.toml` tells of."""
    told: list[dict[str, Any]] = _told()["lists"]
    return told


def list_id(place: str, language: str) -> str:
    """The id of a list's entry."""
    return f"list-{place}-{language}"


def source_address(key: str, language: str) -> str:
    """Where a source and the pages that cite it are shown."""
    return address(f"sources/{key}", language)


def _of_source(source: Source, language: str) -> Entry:
    authors = [author.strip() for author in source.authors.split(",")]
    surnames = [re.sub(r"\s+[A-Z]{1,4}$", "", author) for author in authors if author not in {"et al.", "et al"}]
    return Entry(
        id=f"source-{source.key}-{language}",
        stamp=_stamp(source.authors, source.year, source.title, source.venue),
        kind="source",
        language=language,
        place=f"sources/{source.key}",
        address=source_address(source.key, language),
        title=f"{source.short}: {source.title}",
        summary=source.venue,
        titles=(source.title, source.key.replace("_", " "), *(f"{name} {source.year}" for name in surnames)),
        said=(*surnames, str(source.year or "")),
        parts=(Part("", "", source.title),),
    )


def _of_line(line: Line, need: Words, language: str) -> Entry:
    other = next(code for code in LANGUAGES if code != language)
    place = f"crisis/#line-{line.key}"
    name = line.name.of(language)
    facts = (line.note, line.languages, line.happens, line.deaf)
    return Entry(
        id=f"line-{line.key}-{language}",
        stamp=_stamp(line, need),
        kind="line",
        language=language,
        place=place,
        address=f"{address('crisis', language)}#line-{line.key}",
        title=name,
        summary=line.who.of(language),
        titles=tuple(_forms(name)),
        known=known_names(place, language),
        said=(need.of(language),),
        foreign=(line.name.of(other), *known_names(place, other)),
        more=" ".join((line.call, line.text, line.website, *(fact.of(language) for fact in facts))),
    )


def _is_there(place: str) -> bool:
    """Whether the site has a view of its own for a list (any other path belongs to the pages of the database)."""
    try:
        with override(settings.LANGUAGE_CODE):  # that address has no prefix, whoever asks
            return "path" not in resolve(f"/{place}/").kwargs
    except Resolver404:
        return False


def _of_list(told: dict[str, Any], language: str) -> Entry:
    other = next(code for code in LANGUAGES if code != language)
    return Entry(
        id=list_id(told["place"], language),
        stamp=_stamp(told),
        kind="list",
        language=language,
        place=told["place"],
        address=address(told["place"], language),
        title=told["title"][language],
        summary=told["summary"][language],
        titles=(told["title"][language],),
        known=known_names(told["place"], language),
        foreign=known_names(told["place"], other),
    )
