"""“What this site knows about you” tells what it measures in this very browser, and sends nothing of it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_accessibility import in_every_look, with_axe

PATHS = ["/about/what-this-site-knows/", "/es/about/what-this-site-knows/"]


@pytest.mark.parametrize("path", PATHS)
def test_it_measures_nothing_kept_and_no_host_but_ours(open_page: Open, server: str, path: str) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    expect(page.locator("[data-knows-cookies]")).to_have_text("0")
    expect(page.locator("[data-knows-stored]")).to_have_text("0")
    expect(page.locator("[data-knows-hosts]")).to_have_text(urlsplit(server).netloc)
    expect(page.locator("[data-knows-requests]")).to_have_text(str(len([url for url in asked if "favicon" not in url])))
    expect(page.locator("[data-knows-hint]")).to_be_hidden()


def test_it_tells_what_is_really_there(open_page: Open) -> None:
    page = open_page(PATHS[0])
    page.evaluate("localStorage.setItem('a', 'b'); sessionStorage.setItem('c', 'd'); document.cookie = 'e=f'")
    page.reload()
    expect(page.locator("[data-knows-stored]")).to_have_text("2")
    expect(page.locator("[data-knows-cookies]")).to_have_text("1")


def test_without_script_the_sentences_stand_and_say_how_to_look(open_page: Open) -> None:
    page = open_page(PATHS[0], java_script_enabled=False)
    expect(page.locator("dl[data-knows]")).to_be_hidden()
    expect(page.locator("[data-knows-hint]")).to_be_visible()
    expect(page.get_by_role("heading", name="How to look yourself")).to_be_visible()


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(open_page: Open, path: str) -> None:
    page = with_axe(open_page("about:blank"))
    page.goto(path)
    page.locator("dl[data-knows]").wait_for()
    assert not in_every_look(page)
