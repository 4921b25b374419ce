"""Reads what is exported: where it leads inside the site, which places in it can be led to, and whether it carries 988."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urldefrag, urljoin

from django.conf import settings

from content.page_store.shelf import has_place
from crisis.hotlines import CALL_988, TEXT_988

_TAG = re.compile(r"""<([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_LEADS = re.compile(r'(?<![\w-])(?:href|src|action|poster)="([^"]*)"')
_CHOICES = re.compile(r'(?<![\w-])srcset="([^"]*)"')
_ID = re.compile(r'(?<![\w-])id="([^"]+)"')
_FORM = re.compile(r"""<form\b(?=[^>]*\s(?:action|method)=)""")
_IN_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)""")
_IN_SITEMAPS = re.compile(r"<loc>([^<]+)</loc>")
_IN_FEEDS = re.compile(r'<link href="([^"]+)"')

Link = tuple[str, str]  # address on this site, with its query if it has one, and fragment


@dataclass(slots=True)
class Read:
    """What a file says of itself; `troubles` in words."""

    links: frozenset[Link] = frozenset()
    ids: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


def read(kind: str, address: str, body: bytes) -> Read:
    """Read a file by its media type."""
    match kind.partition(";")[0]:
        case "text/html":
            return _page(address, body.decode())
        case "text/css":
            return Read(inside(address, _IN_STYLES.findall(body.decode())))
        case "application/xml":
            return Read(inside(address, _IN_SITEMAPS.findall(body.decode())))
        case "application/atom+xml":
            return Read(inside(address, _IN_FEEDS.findall(body.decode())))
        case "application/json":  # what search looks in
            return Read(inside(address, [entry[0] for entry in json.loads(body)["entries"]]))
    return Read()


def _page(address: str, html: str) -> Read:
    leads: list[str] = []
    ids: list[str] = []
    for _, attributes in _TAG.findall(html):
        if attributes:
            leads += _LEADS.findall(attributes)
            ids += _ID.findall(attributes)
            for choices in _CHOICES.findall(attributes):
                leads += [choice.split()[0] for choice in choices.split(",")]
    troubles = []
    if not {CALL_988.href, TEXT_988.href} <= set(leads):
        troubles.append("does not say how to call and text 988")
    if _FORM.search(html):
        troubles.append("has a form that asks a server")
    links = inside(address, leads)
    here = {fragment for to, fragment in links if to == address}
    troubles += [f"links to #{fragment}, and has no such place" for fragment in sorted(here.difference(ids, ("",)))]
    return Read(frozenset(link for link in links if link[0] != address), tuple(ids), tuple(troubles))


def inside(address: str, leads: list[str]) -> frozenset[Link]:
    """Those of some addresses that stay on this site, as a page at an address would be read to say them."""
    found = (_absolute(lead) if lead[:1] == "/" or ":" in lead else _resolved(address, lead) for lead in set(leads))
    return frozenset(link for link in found if link)


@lru_cache(maxsize=4096)
def _absolute(lead: str) -> Link | None:
    return _resolved("/", lead)


def _resolved(address: str, lead: str) -> Link | None:
    """The link as this site would be asked for it; None for another site, and for what is no address of the web."""
    if has_place(plain := lead.removeprefix(settings.SITE_URL)):  # most are, and long lists have nothing else
        return plain, ""
    whole, fragment = urldefrag(urljoin(f"{settings.SITE_URL}{address}", unescape(lead)))
    if whole != settings.SITE_URL and not whole.startswith((f"{settings.SITE_URL}/", f"{settings.SITE_URL}?")):
        return None
    return unquote(whole.removeprefix(settings.SITE_URL)) or "/", unquote(fragment)
