"""Sheets on paper: a full one takes one page of Letter and of A4, a booklet has lines to write on, and large print stays readable."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.sheets import PATHS, SHEETS, write
from tests.browser.test_print import sheets

FULL = "I have been indoors all week, and I sleep badly.\nI call my sister: 555-0100.\nWalk to the river and back.\nMake tea, sit by the window."
LONG = "as a person with small handwriting and a good deal to say might write it, to the end of the line, once and again. " * 3
LARGE = "/handouts/?size=large&page="


@pytest.mark.parametrize("size", ["Letter", "A4"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text", [FULL, LONG], ids=["four lines", "long lines"])
def test_a_full_sheet_takes_one_page_with_the_notice_and_the_practice(open_page: Open, path: str, size: str, text: str) -> None:
    page = open_page(path)
    page.evaluate("window.print = () => {}")
    write(page, text)
    page.locator("[data-alone]").click()
    assert len(sheets(page.pdf(format=size))) == 1
    page.emulate_media(media="print")
    expect(page.locator(".crisis .long")).to_be_visible()
    expect(page.locator(".logo")).to_be_visible()


def test_a_sheet_printed_with_its_page_has_a_page_of_its_own_after_all_else(open_page: Open) -> None:
    page = open_page(SHEETS[0])
    write(page, FULL)
    assert len(sheets(page.pdf(format="Letter", prefer_css_page_size=True))) == 2
    page.emulate_media(media="print")
    assert page.locator(".worksheet").evaluate("sheet => getComputedStyle(sheet).breakBefore") == "page"
    ends = page.locator("article > *").evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().bottom)")
    assert page.locator(".worksheet").evaluate("sheet => sheet.getBoundingClientRect().bottom") == max(ends)


@pytest.mark.parametrize("large", ["", "&size=large"])
def test_a_booklet_has_lines_to_write_on_and_no_field_that_could_lose_words(open_page: Open, large: str) -> None:
    page = open_page(f"/handouts/?page=practice/thought-record{large}")
    expect(page.locator("textarea, [data-keep], [data-alone]")).to_have_count(0)
    page.emulate_media(media="print")
    lines = page.locator(".by-hand").evaluate_all(
        "all => all.map(one => [one.offsetHeight, getComputedStyle(one).backgroundImage.split('gradient').length - 1])"
    )
    assert len(lines) == 7
    assert all(height > 70 and count == 2 for height, count in lines), lines
    assert len(sheets(page.pdf(format="Letter", prefer_css_page_size=True))) == (3 if large else 2)


def test_in_large_print_evidence_stands_in_blocks_and_the_numbers_of_sources_are_whole(open_page: Open) -> None:
    page = open_page(f"{LARGE}concerns/depression", width=680)
    page.emulate_media(media="print")
    narrow = page.locator(".ev tbody :is(th, td)").evaluate_all("all => all.filter(one => one.clientWidth < 450).map(one => one.innerText)")
    assert narrow == []
    room, letters = page.locator(".refs ol").evaluate(
        "list => [parseFloat(getComputedStyle(list).paddingInlineStart), parseFloat(getComputedStyle(list).fontSize)]"
    )
    assert room > 2.2 * letters  # two figures and a full stop
    assert letters >= 16 * 96 / 72 - 0.1
    small = page.locator(".booklet .cite").evaluate_all("all => Math.min(...all.map(one => parseFloat(getComputedStyle(one).fontSize)))")
    assert small >= 13 * 96 / 72 - 0.1


def test_in_large_print_facts_and_definitions_stand_in_two_columns_at_most(open_page: Open) -> None:
    page = open_page(f"{LARGE}approaches/cbt", width=680)
    page.emulate_media(media="print")
    columns = page.locator(".facts").evaluate("facts => getComputedStyle(facts).gridTemplateColumns.split(' ').length")
    assert columns == 2
    for part in (".refs ol", ".myths-list", ".questions-list", ".sheet--two", ".print-only .terms"):
        assert page.locator(part).first.evaluate("part => getComputedStyle(part).columnCount") in {"1", "auto"}, part
