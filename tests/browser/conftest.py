"""What the browser tests share: the addresses of the served site, in shares for parallel runs, and its documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.conftest import SITE

SHARES = 4
PASSWORD = "correct horse battery"
# One address for each template and each thing that stands on some pages only.
KINDS = {
    "home": "/",
    "approach list": "/approaches/",
    "approach": "/approaches/cbt/",
    "concern list": "/concerns/",
    "concern": "/concerns/depression/",
    "long read": "/alliance/",
    "page": "/alliance/first-session/",
    "practice list": "/practice/",
    "practice": "/practice/mindfulness/",
    "circles": "/practice/calm-minute/",
    "guided": "/practice/body-scan/",
    "sheet": "/practice/thought-record/",
    "glossary": "/glossary/",
    "term": "/glossary/empathy/",
    "evidence": "/evidence/",
    "evidence of an approach": "/evidence/cbt/",
    "evidence for a concern": "/evidence/concern/depression/",
    "compare": "/compare/",
    "two compared": "/compare/cbt/dbt/",
    "three compared": "/compare/cbt/ipt/dbt/",
    "narrow": "/compare/narrow/",
    "sources": "/sources/",
    "source": "/sources/fluckiger2018/",
    "crisis": "/crisis/",
    "safety plan": "/crisis/safety-plan/",
    "Spanish home": "/es/",
    "not translated": "/es/alliance/",
    "thanks": "/clear/alliance/",
    "handouts": "/handouts/",
    "not found": "/nope/",
}

UNMAPPED = [KINDS[kind] for kind in ("three compared", "not found", "not translated", "thanks", "handouts")]
ALIKE = ("/glossary/", "/sources/", "/compare/", "/evidence/", "/concerns/")
# What a browser notes of a refusal that we want, and of a font that a frame asked for early.
EXPECTED = re.compile(r"status of 40[03]|Blocked opening '.*' in a new window|was preloaded")

Open = Callable[..., Page]


class Answer(NamedTuple):
    """What the server sends: the status, the headers in lower case, and the body as it travelled."""

    status: int
    headers: dict[str, str]
    body: bytes


Read = Callable[..., Answer]


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], server: str) -> dict[str, Any]:
    """Pages are opened by their path."""
    return {**browser_context_args, "base_url": server}


@pytest.fixture
def open_page(new_context: Callable[..., Any]) -> Open:
    """Opens a path in a context of its own; the words are Playwright's. Nothing moves unless asked, so that colours are final at once."""

    def open_at(path: str, *, width: int = 1280, height: int = 800, **words: Any) -> Page:
        words.setdefault("reduced_motion", "reduce")
        page: Page = new_context(viewport={"width": width, "height": height}, **words).new_page()
        page.goto(path)
        return page

    return open_at


@pytest.fixture(scope="session")
def read(server: str) -> Read:
    """Fetches a path without a browser, each but once."""

    @cache
    def fetch(path: str, encoding: str = "identity") -> Answer:
        try:
            answer = urlopen(Request(server + path, headers={"Accept-Encoding": encoding}))
        except HTTPError as error:
            answer = error
        with answer:
            return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())

    return fetch


@pytest.fixture(scope="session")
def mapped(read: Read) -> list[str]:
    """The path of every page in the server's own sitemap."""
    paths = [found.removeprefix(SITE) for found in re.findall("<loc>(.*?)</loc>", read("/sitemap.xml").body.decode())]
    assert len(paths) > 100
    assert all(path.startswith("/") for path in paths)
    return paths


def _shared(paths: list[str], share: int) -> list[str]:
    return paths[share::SHARES]


@pytest.fixture(params=range(SHARES))
def every_page(request: pytest.FixtureRequest, mapped: list[str]) -> list[str]:
    """A share of all public pages, with those that no sitemap names: one that does not exist, one that is not translated, and what code makes."""
    return _shared([*mapped, *UNMAPPED], request.param)


@pytest.fixture(params=range(SHARES))
def most_pages(request: pytest.FixtureRequest, mapped: list[str]) -> list[str]:
    """As `every_page`, with each tenth of what is all alike (terms, sources, comparisons, evidence, concerns): for what takes long."""
    alike = [path for path in mapped if path.startswith(ALIKE) and path not in KINDS.values()]
    others = [path for path in mapped if path not in set(alike)]
    return _shared([*others, *alike[::10], *UNMAPPED], request.param)


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: str) -> Callable[[str], Any]:
    """The cookies of a member of staff who signed in once, through the form."""

    @cache
    def cookies_of(name: str) -> Any:
        context = browser.new_context(base_url=server)
        page = context.new_page()
        page.goto("/admin/")
        sign_in(page, name)
        expect(page.get_by_role("button", name="Log out")).to_be_visible()
        state = context.storage_state()
        context.close()
        return state

    return cookies_of


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Username:").fill(name)
    page.get_by_label("Password:").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


@pytest.fixture
def desk(open_page: Callable[..., Page], signed_in: Callable[[str], Any]) -> Iterator[Callable[..., Page]]:
    """Opens an address of the desk, signed in; at the end the console must have stayed silent."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not EXPECTED.search(message.text):
            said.append(message.text)

    def open_at(path: str, **words: Any) -> Page:
        page = open_page("/robots.txt", storage_state=signed_in("root"), **words)
        page.on("console", note)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield open_at
    assert not said
