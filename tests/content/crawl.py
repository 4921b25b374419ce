"""Every address of the sitemap, asked once a session and read as a browser builds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag
from xml.etree.ElementTree import Element, fromstring

from django.conf import settings
from django.test import Client

from tests.content.made import tree, words

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass
class Visit:
    """One public page: its address, its HTML and what is in it."""

    address: str
    status: int
    html: str

    @cached_property
    def root(self) -> Element:
        return tree(self.html)

    @property
    def title(self) -> str:
        return words(self.root.find("head/title"))

    @property
    def language(self) -> str:
        return self.root.get("lang", "")

    def meta(self, name: str) -> list[str]:
        """The contents of all meta elements of a name or property."""
        return [meta.get("content", "") for meta in self.root.findall("head/meta") if name in (meta.get("name"), meta.get("property"))]

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Address and fragment of each link that stays on the site."""
        found = (link.get("href", "") for link in self.root.iter("a"))
        return [(address or self.address, fragment) for address, fragment in map(urldefrag, found) if re.match(r"/(?!/)|#", address + "#" + fragment)]

    @cached_property
    def anchors(self) -> list[str]:
        """All ids, in order."""
        return [name for element in self.root.iter() if (name := element.get("id"))]


def sitemap() -> dict[str, str]:
    """The dates (empty for none) of all addresses of the sitemap, without the host."""
    root = fromstring(Client().get("/sitemap.xml").content)  # noqa: S314 (our own)
    return {
        (url.findtext(f"{SITEMAP}loc") or "").removeprefix(settings.SITE_URL): url.findtext(f"{SITEMAP}lastmod") or ""
        for url in root.iter(f"{SITEMAP}url")
    }


def visit(address: str) -> Visit:
    """The page at an address."""
    response = Client().get(address)
    return Visit(address, response.status_code, response.content.decode())
