"""What search knows as one list that a page can carry: for a copy of the site without a server, where the reader's own browser looks in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils.translation import gettext, override

from content.models import Page
from content.search import entries, help_first, label
from content.search.entries import Entry
from content.search.finding import ranks
from content.search.words import listed, words


def carried(language: str) -> dict[str, Any]:
    """Every entry of a language with what is there in another language only; `words` has the numbers of the entries that say a word."""
    found = sorted(_for(language), key=lambda entry: (entry.language != language, -ranks().get(entry.kind, 0), entry.address))
    said: dict[str, list[int]] = {}
    for number, entry in enumerate(found):
        for word in sorted(_said(entry) - listed("empty")):
            said.setdefault(word, []).append(number)
    with override(language):
        told = [[entry.address, entry.language, entry.title, entry.summary, _label(entry, language), _names(entry, language)] for entry in found]
    return {"entries": told, "words": said, "empty": sorted(listed("empty")), "crisis": help_first.told()}


def _for(language: str) -> list[Entry]:
    every = list(chain(entries.pages(Page.objects.all()), entries.others()))
    own = {entry.place for entry in every if entry.language == language}
    return [entry for entry in every if entry.language == language or entry.place not in own]


def _said(entry: Entry) -> set[str]:
    texts = [entry.summary, entry.more, *(text for part in entry.parts for text in (part.heading, part.text))]
    return {word for text in texts for word in words(text) if len(word) > 1}


def _label(entry: Entry, language: str) -> str:
    if entry.language == language:
        return label(entry.kind)
    return f"{label(entry.kind)} · {gettext('in English') if entry.language == 'en' else gettext('in Spanish')}"


def _names(entry: Entry, language: str) -> list[str]:
    names: Iterable[str] = (entry.title, *entry.titles, *entry.known, *entry.names, *entry.said)
    if entry.language != language:
        names = (*names, *entry.foreign)
    return list(dict.fromkeys(" ".join(words(name)) for name in names))
