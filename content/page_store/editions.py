"""Editions of the site: a number in the database that each publication raises, with the day, because a review is overdue from a day on.

A copy of a page is fresh as long as its edition is the current one. What is told to a machine reaches all its processes at once
(content.page_store.board); other machines hear it from the database within half a second (content.page_store.pulse).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from content.models import Publication
from content.page_store.board import board
from content.page_store.shelf import Shelf

_DAY_BITS = 20
_CODE = ("*.py", "*.html", "*.mo", "*.toml", "*.yaml", "*.svg")
_SAID = (
    "SITE_URL",
    "PRACTICE_NAME",
    "PRACTICE_SHORT_NAME",
    "QUICK_EXIT_URL",
    "STATIC_URL",
    "SECURE_CSP",
    "SHEET_CSP",
    "PUBLIC_CACHE_CONTROL",
    "MIDDLEWARE",
    "DEBUG",
)


def advance(*gone: str) -> None:
    """Make a new edition, inside the transaction of a change that readers will see; copies of the addresses `gone` are forgotten at once.

    Costs the same however many pages there are: each is made again when it is next asked for.
    """
    counter = Publication.objects.filter(pk=1)
    if not counter.update(number=F("number") + 1):
        Publication.objects.bulk_create([Publication(pk=1, number=0)], ignore_conflicts=True)  # someone else's first may come at once
        counter.update(number=F("number") + 1)
    number = current_number()
    transaction.on_commit(lambda: tell(number, gone), robust=True)


def current_number() -> int:
    """The database's counter of publications."""
    return Publication.objects.values_list("number", flat=True).filter(pk=1).first() or 0


def tell(number: int, gone: Iterable[str] = ()) -> None:
    """Let all processes of this machine know. The edition comes first: whoever made a page meanwhile sees that it is old, and drops it."""
    edition = number << _DAY_BITS | timezone.localdate().toordinal()
    here, shelf = board(folder()), Shelf(folder())
    is_new = here.edition != edition
    if is_new:
        shelf.prepare(name(edition))
        here.edition = edition
    shelf.forget(gone)
    if is_new or not shelf.is_open(name(edition)):
        shelf.open(name(edition))


def is_told(number: int) -> bool:
    """Whether this machine shows the edition of a publication and of today, on disk too."""
    edition = number << _DAY_BITS | timezone.localdate().toordinal()
    return board(folder()).edition == edition and Shelf(folder()).is_open(name(edition))


def name(edition: int) -> str:
    """What an edition is called on disk: publication, day, and the release of the code that made its pages."""
    return f"{edition >> _DAY_BITS}-{edition & ((1 << _DAY_BITS) - 1)}-{release()}"


def is_of_this_release(name: str) -> bool:
    """Whether an edition of that name was made by this code, with its stylesheet and its settings."""
    return name.endswith(f"-{release()}")


def folder() -> Path:
    """Where the copies of pages lie."""
    return Path(settings.DATA_DIR) / "pages"


@cache
def release() -> str:
    """Twelve letters that change with the code, the templates, the collected static files and the settings that pages show."""
    found = hashlib.sha256(repr([getattr(settings, named, None) for named in _SAID]).encode())
    for path in _files():
        found.update(f"\0{path.name}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _files() -> Iterator[Path]:
    for part in ("approaches", "config", "content", "crisis", "templates"):
        for pattern in _CODE:
            yield from sorted((settings.BASE_DIR / part).rglob(pattern))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        yield manifest
