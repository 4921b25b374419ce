"""Links lead somewhere: to an address and an anchor that exist, by a way that browsers and our sanitiser follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.lint.findings import Finding, Level
from content.lint.passages import Link
from content.lint.reading import Reading
from content.lint.surroundings import Surroundings

SATISFIED = "Every link inside the site leads somewhere."
# Anchors of the page's frame and templates; those of sources and terms are made while rendering.
FRAME = frozenset({"main", "contents", "sources", "evidence", "sooner", "bring", "cautions"})
_MADE = re.compile(r"(?:source|term|fn|fnref)-?\w+")
_TEL = re.compile(r"(?:tel:\+?[\d-]+|sms:\+?\d+)(?:[?&;]body=.*)?")


def check(reading: Reading, around: Surroundings) -> Iterator[Finding]:
    """What is wrong with each link."""
    for link in reading.links:
        if message := _problem(link.href, reading, around):
            yield Finding(Level.STOP, message[0], "body", link.line, link.words or link.href, suggestion=message[1])
        elif message := _doubt(link, around):
            yield Finding(Level.LOOK, message[0], "body", link.line, link.words or link.href, suggestion=message[1])


def _problem(href: str, reading: Reading, around: Surroundings) -> tuple[str, str] | None:
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE)
    if scheme:
        known = {"https:", "http:", "mailto:"} if not href.startswith(("tel:", "sms:")) else {scheme[0]} if _TEL.fullmatch(href) else set()
        return None if scheme[0].lower() in known else (f"{href} is no address that a browser can open.", "Use https://, mailto:, tel: or sms:.")
    address, _, anchor = href.partition("#")
    address = address.partition("?")[0]
    if not address:
        return _missing(anchor, reading.anchors, "this page") if anchor else ("A link without an address.", "Write it into the round brackets.")
    if not address.startswith("/") or address.startswith("//"):
        return f"{href} does not begin at the top of the site.", f"Begin it with one slash, such as /{address.strip('/.')}/."
    if around.addresses is None:
        return None
    place = around.addresses(address)
    if place is None:
        suggestion = f"Write {address}/ with a slash at its end." if not address.endswith("/") and around.addresses(f"{address}/") else ""
        return f"Nothing is published at {address}.", suggestion or "Correct the address, or publish that page first."
    return _missing(anchor, place.anchors, address) if anchor and place.anchors is not None else None


def _missing(anchor: str, anchors: frozenset[str], where: str) -> tuple[str, str] | None:
    if anchor in anchors or anchor in FRAME or _MADE.fullmatch(anchor):
        return None
    near = ", ".join(f"#{name}" for name in sorted(anchors)[:8])
    return f"There is no heading #{anchor} on {where}.", f"It has {near}." if near else "It has no headings."


def _doubt(link: Link, around: Surroundings) -> tuple[str, str] | None:
    if link.href.startswith("http:"):
        return "A link that is not encrypted.", "Use https:// if the site has it."
    is_page = link.href.startswith("/") and not link.href.startswith(("/media/", "/static/"))
    if around.language != "en" and is_page and not link.href.startswith(f"/{around.language}/"):
        return f"{link.href} is the English page.", f"Write /{around.language}{link.href}."
    return None
