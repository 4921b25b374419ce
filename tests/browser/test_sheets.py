"""What a reader writes on a sheet leaves it in no way but those that the reader asks for: a print and a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from tests.browser.conftest import Open
from tests.browser.sheets import PATHS, PLAN, SECRET, SHEETS, STORED, leave, write, written
from tests.browser.test_print import sheets
from tests.browser.test_quick_exit import weather


@pytest.fixture
def traffic(open_page: Open) -> Iterator[tuple[Page, list[Request]]]:
    """A page, and everything that its context asks of anyone."""
    page = open_page("about:blank")
    asked: list[Request] = []
    page.context.route("https://**", weather)
    page.context.on("request", lambda request: asked.append(request))
    yield page, asked
    for request in asked:
        assert request.method == "GET", request.url
        assert SECRET not in request.url + (request.post_data or "") + json.dumps(request.headers)


def _reload(page: Page) -> None:
    page.reload()


def _away_and_back(page: Page) -> None:
    page.goto("/")
    page.go_back()


def _by_a_link(page: Page) -> None:
    page.locator(".logo").click()


def _print(page: Page) -> None:
    page.evaluate("window.print = () => {}")
    page.locator("[data-alone]").click()
    page.pdf()


def _download(page: Page) -> None:
    with page.expect_download():
        page.locator("[data-download]").click()


def _by_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.weather.gov/")


def _close(page: Page) -> None:
    page.close(run_before_unload=True)


WAYS: list[Callable[[Page], None]] = [_reload, _away_and_back, _by_a_link, _print, _download, leave, _by_keys, _close]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_typed_leaves_and_nothing_is_stored(traffic: tuple[Page, list[Request]], way: Callable[[Page], None]) -> None:
    page, _ = traffic
    for path in (PLAN, SHEETS[WAYS.index(way) % len(SHEETS)]):  # one script for all of them
        if page.is_closed():
            page = page.context.new_page()
        page.goto(path)
        write(page)
        page.locator("main").press("Enter")
        context: BrowserContext = page.context
        way(page)
        fresh = context.new_page()
        fresh.goto("/")
        assert fresh.evaluate(STORED) == [[], [], ""], path
        fresh.goto(path)
        assert not any(written(fresh)), path
        fresh.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_is_left_is_empty_at_once_and_stays_so(open_page: Open, path: str) -> None:
    page = open_page(path)
    write(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert not any(written(page))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert not any(written(page))


@pytest.mark.parametrize("path", PATHS)
def test_fields_stand_in_no_form_have_no_name_and_are_not_checked_for_spelling(open_page: Open, path: str) -> None:
    page = open_page(path)
    boxes = page.locator("[data-sheet] textarea")
    assert boxes.count() > 2
    for box in boxes.all():
        found = box.evaluate("box => [box.form, box.name, box.autocomplete, box.getAttribute('spellcheck'), box.labels.length]")
        assert found == [None, "", "off", "false", 1]


@pytest.mark.parametrize("path", PATHS)
def test_the_download_is_a_text_file_of_all_steps_made_in_the_browser(open_page: Open, path: str, tmp_path: Path) -> None:
    page = open_page(path)
    write(page, "línea uno\nlínea dos")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as found:
        page.locator("[data-download]").click()
    assert found.value.suggested_filename == "notes.txt"
    found.value.save_as(tmp_path / "notes.txt")
    text = (tmp_path / "notes.txt").read_text(encoding="utf-8")
    assert text.count("línea dos") == len(written(page))
    for label in page.locator("[data-sheet] label[for]").all_inner_texts():
        assert label in text
    assert not [address for address in asked if not address.startswith("blob:")]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("filled", [True, False])
def test_a_sheet_prints_alone_on_one_page_with_what_was_typed_in_place(open_page: Open, path: str, filled: bool) -> None:
    page = open_page(path)
    page.evaluate("window.print = () => {}")
    if filled:
        write(page, "One line of words, as a person might write it.\nAnd a second.")
    page.locator("[data-alone]").click()
    assert len(sheets(page.pdf(format="Letter", prefer_css_page_size=False))) == 1
    assert all(written(page)) == filled  # also when the print was cancelled
    assert not page.locator(".typed").evaluate_all("mirrors => mirrors.some(mirror => mirror.textContent)")
