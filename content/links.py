"""The links in what readers see: which of them nothing answers at, and which lead to other sites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings

from content.addresses import FILES, Addresses, place
from content.models import Page, Source

# Code shows an address and links nowhere. Then the ways of Markdown to link: in brackets, at the foot, bare between angle brackets.
_CODE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)|(`+).+?\2", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(\s*<?([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)|<(https?://[^\s<>]+)>", re.MULTILINE)
_IN_FACTS = re.compile(r"(?:/|https?://)\S*")


@dataclass(slots=True)
class Links:
    """The links of all published pages: by page those that nothing answers at, and by address of another site who leads there."""

    broken: list[tuple[Page, list[str]]] = field(default_factory=list)
    leaving: dict[str, list[Page | Source | str]] = field(default_factory=dict)


_OTHERS: list[Callable[[], Iterable[tuple[str, str]]]] = []


def also(give: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """Read from now on what `give` gives too: addresses of other sites, each with the name of what leads there. For apps over this one."""
    _OTHERS.append(give)


def read() -> Links:
    """Read them all, with those of the sources and of other apps. Four queries of its own, and no request to any site."""
    found = Links()
    pages = list(Page.objects.published().only("title", "path", "language", "body", "facts"))
    there = Addresses.now()
    for page in pages:
        own = f"{settings.SITE_URL}{page.get_absolute_url()}"
        wholes = dict.fromkeys(urljoin(own, link) for link in _of(page) if _is_for_a_browser(own, link))
        inside = [whole.removeprefix(settings.SITE_URL) or "/" for whole in wholes if _is_ours(whole)]
        broken = [link for link in inside if not _answers(link, there)]
        if broken:
            found.broken.append((page, broken))
        for whole in wholes:
            if not _is_ours(whole):
                _leave(found, whole, page)
    for source in Source.objects.all():
        for link in dict.fromkeys(filter(None, (source.link, source.url))):
            _leave(found, link, source)
    for give in _OTHERS:
        for link, who in give():
            _leave(found, link, who)
    return found


def _leave(found: Links, link: str, who: Page | Source | str) -> None:
    users = found.leaving.setdefault(link.partition("#")[0], [])
    if who not in users:
        users.append(who)


def _of(page: Page) -> Iterator[str]:
    """The addresses that a page's body and facts link to."""
    for groups in _LINK.findall(_CODE.sub("", page.body)):
        yield from filter(None, groups)
    yield from (text for text in _texts(page.facts) if _IN_FACTS.fullmatch(text))


def _texts(facts: Any) -> Iterator[str]:
    if isinstance(facts, str):
        yield facts
    for part in facts.values() if isinstance(facts, dict) else facts if isinstance(facts, list) else ():
        yield from _texts(part)


def _is_for_a_browser(own: str, link: str) -> bool:
    try:
        whole = urlsplit(urljoin(own, link))
    except ValueError:
        return False
    return whole.scheme in {"http", "https"} and not link.startswith("#")


def _is_ours(whole: str) -> bool:
    return whole == settings.SITE_URL or whole.startswith((f"{settings.SITE_URL}/", f"{settings.SITE_URL}?", f"{settings.SITE_URL}#"))


def _answers(link: str, there: Addresses) -> bool:
    path = unquote(urlsplit(link).path)
    return path.startswith(FILES) or there.answers(*place(path))
