"""What a page weighs on its way: HTML, stylesheet and script as brotli 11, and everything with fonts and icon."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

import brotli
import pytest

from tests.browser.conftest import KINDS, Read

FIRST_VIEW = 14_000  # HTML + CSS + JS: what a new connection sends before it waits for an answer
LONG_READ, LONG_READ_WORDS = 18_000, 1_000
WITH_TOOL = 16_000  # a page with a tool brings that tool's own style and script
EVERYTHING = 50_000  # the same with the two fonts and the icon; a touch icon is asked for only to keep a page on a home screen
FONTS = 30_000


@dataclass(frozen=True, slots=True)
class Weight:
    """The bytes of a page by what they are."""

    path: str
    words: int
    html: int
    style: int
    script: int
    fonts: int
    icon: int
    has_tool: bool = False

    @property
    def first_view(self) -> int:
        return self.html + self.style + self.script

    @property
    def everything(self) -> int:
        return self.first_view + self.fonts + self.icon

    @property
    def limit(self) -> int:
        return LONG_READ if self.words > LONG_READ_WORDS else WITH_TOOL if self.has_tool else FIRST_VIEW

    def __str__(self) -> str:
        parts = (self.words, self.html, self.style, self.script, self.first_view, self.limit, self.fonts, self.icon, self.everything)
        return f"{self.path:44}" + "".join(f"{part:>9,}" for part in parts)


HEAD = f"{'page':44}" + "".join(f"{name:>9}" for name in ("words", "html", "css", "js", "sum", "limit", "fonts", "icon", "all"))


@pytest.fixture(scope="session")
def sent(read: Read) -> Callable[[str], int]:
    """The length of a file as it is sent to a browser that takes brotli; text must be compressed as hard as brotli can."""
    known: dict[str, int] = {}
    anew: Read = read.__wrapped__  # type: ignore[attr-defined]

    def length(path: str) -> int:
        if path not in known:
            _, headers, body = read(path, "br")
            if headers["content-type"].startswith(("text/", "image/svg")) and len(read(path).body) > 500:
                best, until = len(brotli.compress(read(path).body, quality=11)) + 16, monotonic() + 60
                while (
                    len(body) > best and path != KINDS["not found"] and monotonic() < until
                ):  # a page that was just made is compressed well a moment later
                    sleep(0.2)
                    _, headers, body = anew(path, "br")
                assert headers["content-encoding"] == "br", path
                assert len(body) <= best or path == KINDS["not found"], path
            known[path] = len(body)
        return known[path]

    return length


def weigh(path: str, read: Read, sent: Callable[[str], int]) -> Weight:
    document = read(path).body.decode()
    links = {tuple(found) for found in re.findall(r'<link rel="([a-z]+)" href="([^"]+)"', document)}
    main = document.partition("<main")[2].partition("</main>")[0]
    return Weight(
        path=path,
        words=len(re.sub("<[^>]*>", " ", main).split()),
        html=sent(path),
        style=sum(sent(address) for rel, address in links if rel == "stylesheet"),
        script=sum(sent(address) for address in re.findall(r'<script src="([^"]+)"', document)),
        fonts=sum(sent(address) for rel, address in links if rel == "preload"),
        icon=sum(sent(address) for rel, address in links if rel == "icon"),
        has_tool=sum(rel == "stylesheet" for rel, _ in links) > 1,
    )


def test_every_page_fits_into_the_first_answer_tools_into_16_000_and_long_reads_into_18_000_bytes(
    every_page: list[str], read: Read, sent: Callable[[str], int]
) -> None:
    heavy = [weight for path in every_page if (weight := weigh(path, read, sent)).first_view > weight.limit]
    assert not heavy, "\n".join(["", HEAD, *map(str, heavy)])


def test_every_page_weighs_at_most_50_000_bytes_with_fonts_and_icon(every_page: list[str], read: Read, sent: Callable[[str], int]) -> None:
    weights = [weigh(path, read, sent) for path in every_page]
    heavy = [weight for weight in weights if weight.everything > EVERYTHING]
    assert not heavy, "\n".join(["", HEAD, *map(str, heavy)])
    assert all(weight.style and weight.script and weight.icon for weight in weights)
    assert all(0 < weight.fonts <= FONTS for weight in weights)


def test_the_fonts_of_the_stylesheet_are_the_two_that_pages_preload(read: Read) -> None:
    document = read("/").body.decode()
    stylesheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', document)
    assert stylesheet
    named = set(re.findall(r"fonts/[\w.-]+\.woff2", read(stylesheet[1]).body.decode()))
    assert named == set(re.findall(r'<link rel="preload" href="/static/(fonts/[^"]+)"', document))
    assert len(named) == 2
