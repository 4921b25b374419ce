"""Handouts in a browser: chosen without script, printed with 988 on every sheet, and a code that only paper asks for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from crisis import notice
from tests.browser.conftest import Open
from tests.browser.test_accessibility import in_every_look, with_axe
from tests.browser.test_print import sheets

BOOKLET = "/handouts/?page=approaches/cbt&page=concerns/grief&page=practice/mindfulness&page=alliance"
AT_THE_FOOT = """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join('')"""


def test_several_pages_are_chosen_and_opened_without_script(open_page: Open) -> None:
    page = open_page("/handouts/", width=360, java_script_enabled=False)
    page.get_by_role("group", name="Approaches").get_by_role("checkbox").first.check()
    page.get_by_role("group", name="Practice").get_by_role("checkbox").first.check()
    page.get_by_label("In large print").check()
    page.get_by_role("button", name="Open the booklet").click()
    expect(page.get_by_role("heading", level=1).first).to_have_text("Booklet to print")
    expect(page.locator(".booklet--large > .booklet__sheet")).to_have_count(2)
    expect(page.get_by_text("To print, use your browser's menu.")).to_be_visible()


def test_axe_finds_nothing_in_a_booklet(open_page: Open) -> None:
    page = with_axe(open_page("about:blank"))
    page.goto(BOOKLET)
    assert not in_every_look(page)


@pytest.mark.parametrize("size", ["", "&size=large"])
def test_no_booklet_is_wider_than_a_small_phone(open_page: Open, size: str) -> None:
    page = open_page(BOOKLET + size, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_sheet_says_988_at_its_foot_in_the_words_of_the_notice(open_page: Open, language: str) -> None:
    rules = open_page("/").evaluate(AT_THE_FOOT)
    rule = r"@page \{[^@]*@bottom-left \{ content: \"([^\"]*)\"" if language == "en" else r"@page es \{[^@]*@bottom-left \{ content: \"([^\"]*)\""
    said = re.search(rule, rules)
    assert said, rules[-2000:]
    assert said[1] in notice.html(language).decode()
    assert "988" in said[1]


@pytest.mark.parametrize("size", ["", "&size=large"])
def test_each_page_of_a_booklet_begins_a_sheet_and_none_is_empty(open_page: Open, size: str) -> None:
    page = open_page(BOOKLET + size)
    page.emulate_media(media="print")
    breaks = page.locator(".booklet__sheet").evaluate_all("all => all.map(one => getComputedStyle(one).breakBefore)")
    assert breaks == ["page"] * 4
    runs = sheets(page.pdf(format="Letter", prefer_css_page_size=True))
    assert len(runs) > 12
    assert min(runs[1:]) > 20, runs


def test_one_page_in_large_print_has_no_sheet_before_it_and_letters_of_18_points(open_page: Open) -> None:
    page = open_page("/handouts/?page=practice/mindfulness&size=large")
    page.emulate_media(media="print")
    expect(page.get_by_text("Booklet to print")).to_be_hidden()
    smallest = page.locator(".booklet main p, .booklet li").evaluate_all(
        "all => Math.min(...all.map(one => parseFloat(getComputedStyle(one).fontSize)))"
    )
    assert smallest >= 16 * 96 / 72 - 0.1


@pytest.mark.parametrize("path", ["/approaches/cbt/", BOOKLET])
def test_the_code_is_asked_for_by_paper_alone(open_page: Open, path: str) -> None:
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/qr/" in url]
    page.pdf(format="Letter", prefer_css_page_size=True)
    assert len([url for url in asked if "/qr/" in url]) == page.locator(".code").count()
    page.emulate_media(media="print")
    drawn = page.locator(".code").evaluate_all("all => all.map(image => [image.complete, image.naturalWidth > 0, image.clientWidth])")
    assert all(complete and loaded and width > 80 for complete, loaded, width in drawn), drawn
