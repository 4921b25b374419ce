"""Search in a real browser: results while someone types, told to screen readers, kept nowhere; and the same without script."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect


@pytest.fixture
def sent(page: Page) -> list[Request]:
    """What the page asks for after the first search."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request))  # a builtin cannot carry what Playwright writes on it
    return found


def test_results_come_while_someone_types_and_are_told(server: str, page: Page, sent: list[Request]) -> None:
    page.goto(f"{server}/search/")
    status = page.get_by_role("status").nth(1)
    page.get_by_role("searchbox").press_sequentially("anxeity", delay=20)
    expect(page.locator(".result a").first).to_have_attribute("href", "/concerns/generalized-anxiety/")
    expect(status).to_contain_text("We also looked for: anxiety.")
    asked = [request for request in sent if request.url.endswith("/search/") and request.method == "POST"]
    assert 1 <= len(asked) <= 3  # not one a letter
    assert page.url == f"{server}/search/"
    assert "anxeity" not in page.title()


def test_help_comes_above_the_results_while_someone_types_and_goes_again(server: str, page: Page) -> None:
    page.goto(f"{server}/search/")
    field = page.get_by_role("searchbox")
    field.fill("want to die cbt")
    card = page.get_by_role("heading", name="If this is a very hard moment")
    expect(card).to_be_visible()
    expect(page.get_by_role("status").nth(1)).to_contain_text("Call or text 988")
    assert page.locator("[data-results] > *").first.get_attribute("class") == "note note--help prose"
    field.fill("grief")
    expect(card).to_have_count(0)
    expect(page.locator(".result a").first).to_have_attribute("href", re.compile("grief"))


def test_the_keyboard_is_enough(server: str, page: Page) -> None:
    page.goto(f"{server}/search/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("grief")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(".result").first).to_be_visible()
    page.get_by_role("searchbox").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".result a").first).to_be_focused()


def test_it_works_without_script_and_has_no_flaw_that_axe_knows(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/es/search/")
    page.get_by_role("searchbox").fill("quiero morir ansiedad")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator(".result").first).to_be_visible()
    html = page.content()
    context.close()
    again = browser.new_page()
    again.goto(f"{server}/es/search/")
    again.get_by_role("searchbox").fill("quiero morir ansiedad")
    again.get_by_role("button", name="Buscar").click()
    expect(again.locator(".result").first).to_be_visible()
    assert "note--help" in html
    flaws = Axe().run(again)
    again.close()
    assert flaws.violations_count == 0, flaws.generate_report()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_scrolls_sideways(server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server}/search/")
    page.get_by_role("searchbox").fill("cbt for suicidal thoughts")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".result").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
