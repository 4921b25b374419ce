"""What a page asked the database is what it depends on: which rows each query could give, and which addresses a changed row can change.

A query is known by its keys, such as `content_page.path=therapy` or, where it asks for more, `content_page`. A row gives keys too, of what
it says now and of what it said before. An address has to be made again when it asked by a key that a changed row gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import CharField, Model
from django.db.models.functions import Cast

from content.models import Image, Mention, Page, Redirect, Source

ANYTHING = "anything"  # the key of an address that asked nothing, here: what it shows may be held in memory

# The columns by which a query can be narrow, the narrowest first.
_COLUMNS = {"content_page": ("path", "mentions", "kind"), "content_source": ("key",), "content_redirect": ("path",), "content_image": ("file",)}
PAGES = Page._meta.db_table
_MENTIONS = Mention._meta.db_table  # rows of it change with their page alone
_TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
_TELLING = re.compile(r'%s|"(\w+)"\."(\w+)" (?:=|IN) (%s|\(%s(?:, %s)*\))')
_CONDITION = r'"\w+"\."\w+" (?:=|IN) (?:%s|\(%s(?:, %s)*\))'
_EITHER = re.compile(rf"\({_CONDITION}(?: OR {_CONDITION})+\)")
_BRANCHED = re.compile(r"\b(?:OR|NOT|UNION|EXISTS|LEFT)\b|\(SELECT ")

Condition = tuple[str, str, int, int]  # table, column, and which parameters say the values
Plan = tuple[frozenset[str], tuple[tuple[Condition, ...], ...]]


@contextmanager
def recorded() -> Iterator[set[str]]:
    """The keys of all queries that are made meanwhile."""
    found: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Sequence[Any] | None, many: bool, context: dict[str, Any]) -> Any:
        found.update(keys_of(sql, params or ()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
    if not found:
        found.add(ANYTHING)


def of_file(address: str) -> frozenset[str]:
    """The keys of a picture; of static files one that no row gives, because changed ones make every page anew."""
    if address.startswith(settings.MEDIA_URL):
        return frozenset({f"{Image._meta.db_table}.file={address.removeprefix(settings.MEDIA_URL)}"})
    return frozenset({settings.STATIC_URL}) if address.startswith(settings.STATIC_URL) else frozenset()


def keys_of(sql: str, params: Sequence[Any]) -> Iterator[str]:
    """The keys of one query; those of whole tables unless it is plainly a narrow one."""
    tables, narrowings = _plan(sql)
    for table in tables:
        if table not in _COLUMNS:  # its rows are not compared; every publication may have changed them
            yield ANYTHING
            continue
        ranks = {column: rank for rank, column in enumerate(_COLUMNS[table])}
        fitting = [either for either in narrowings if all(each[0] == table and each[1] in ranks for each in either)]
        if not fitting:
            yield table
            continue
        for _, column, at, count in min(fitting, key=lambda either: max(ranks[each[1]] for each in either)):
            yield from (f"{table}.{column}={value}" for value in params[at : at + count])


@lru_cache(maxsize=1000)
def _plan(sql: str) -> Plan:
    """The tables of a query, and what narrows it: conditions that hold for every row, each with the others of which one must hold."""
    tables = frozenset(PAGES if table == _MENTIONS else table for table in _TABLE.findall(sql))
    if _BRANCHED.search(_EITHER.sub("", sql)):
        return tables, ()
    spans = [either.span() for either in _EITHER.finditer(sql)]
    narrowings: dict[int, list[Condition]] = {}
    at = 0
    for found in _TELLING.finditer(sql):
        count = found[0].count("%s")
        if found[1]:
            table, column = (PAGES, "mentions") if (found[1], found[2]) == (_MENTIONS, "name") else (found[1], found[2])
            group = next((start for start, end in spans if start <= found.start() < end), found.start())
            narrowings.setdefault(group, []).append((table, column, at, count))
        at += count
    return tables, tuple(map(tuple, narrowings.values()))


Row = tuple[str, str, tuple[str, ...]]  # its id, what it says, and its keys without those that take another query


def rows() -> Iterator[tuple[str, Iterator[Row]]]:
    """All that pages can show, by table. One query a table; of pages only what changes whenever something else of them does."""
    yield PAGES, _pages()
    yield Source._meta.db_table, _whole(Source, lambda source: [source.pk])
    yield Redirect._meta.db_table, _whole(Redirect, lambda redirect: [redirect.path])
    yield Image._meta.db_table, _whole(Image, lambda image: image.names)


def _pages() -> Iterator[Row]:
    told = ("pk", "path", "language", "kind", "published_revision_id", "review_due_on")
    live = Page.objects.published().order_by().annotate(changed=Cast("changed_at", CharField()))
    for row in live.values_list(*told, "changed").iterator(chunk_size=5000):
        yield str(row[0]), repr(row), (f"{PAGES}.path={row[1]}", f"{PAGES}.kind={row[3]}")


def _whole[Kind: Model](model: type[Kind], names: Callable[[Kind], Sequence[str]]) -> Iterator[Row]:
    table = model._meta.db_table
    for row in model._default_manager.order_by("pk").iterator():
        values = [getattr(row, field.attname) for field in model._meta.concrete_fields]
        yield str(row.pk), repr(values), tuple(f"{table}.{_COLUMNS[table][0]}={name}" for name in names(row))


def mentions(pages: Iterable[str]) -> dict[str, list[str]]:
    """The keys of what some pages name, sources and terms, by the id of the page."""
    found: dict[str, list[str]] = {}
    for page, name in Mention.objects.filter(page__in=list(map(int, pages))).values_list("page_id", "name"):
        found.setdefault(str(page), []).append(f"{PAGES}.mentions={name}")
    return found


def overdue(since: date, today: date) -> list[str]:
    """The keys of pages whose review was due on a day from `since` on, and is overdue today: they say so without being changed."""
    due = Page.objects.published().filter(review_due_on__gte=since, review_due_on__lt=today)
    return [f"{PAGES}.path={path}" for path in due.values_list("path", flat=True)]
