"""On paper: 988 first, nothing that only a screen can use, everything unfolded, on few sheets."""

from __future__ import annotations

import re
import zlib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KINDS, Open

# Sheets of Letter paper, as measured. The brief's prototype had two; the real texts are two to three times as long.
SHEETS = {
    "/approaches/cbt/": 4,
    "/approaches/mindfulness/": 5,
    "/alliance/": 4,
    "/concerns/depression/": 4,
    "/concerns/insomnia/": 3,
    "/alliance/first-session/": 2,
    "/practice/thought-record/": 2,
    "/practice/calm-minute/": 2,
    "/crisis/": 6,
    "/compare/cbt/ipt/dbt/": 4,
    "/evidence/": 6,
}
ONLY_ON_SCREEN = ".site nav, .menu, .crumbs, .exit, .skip, .pager, .foot, .toc, .crisis__acts, [data-print], .field__mark"
FIRST_WORDS = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const box = words.currentNode.parentElement;
    if (words.currentNode.data.trim() && box.checkVisibility() && !box.closest('.vh')) return words.currentNode.data.trim();
  }
}"""
SENTENCES = {
    "approach": "In a suicidal crisis or mental health distress? Call or text 988. Free, any hour.",
    "Spanish home": "¿Tiene una crisis suicida o un malestar emocional intenso? Llame o envíe un mensaje de texto al 988. Gratis, a toda hora.",
}


@pytest.fixture
def on_paper(open_page: Open) -> Open:
    def open_at(path: str, **words: object) -> Page:
        page = open_page(path, width=816, **words)
        page.emulate_media(media="print")
        return page

    return open_at


def sheets(pdf: bytes) -> list[int]:
    """For each page of a PDF, how many runs of text it shows."""
    objects = dict(re.findall(rb"(\d+) 0 obj\s(.*?)endobj", pdf, re.DOTALL))
    pages = [thing for thing in objects.values() if re.match(rb"<<\s*/Type\s*/Page\b(?!s)", thing)]
    found = []
    for page in pages:
        contents = re.search(rb"/Contents (\d+) 0 R", page)
        assert contents
        drawn = zlib.decompressobj().decompress(re.split(rb"stream\r?\n", objects[contents[1]], maxsplit=1)[1])
        found.append(len(re.findall(rb"\bT[jJ]\b", drawn)))
    return found


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES.items())
def test_the_988_sentence_comes_first_in_a_box(on_paper: Open, kind: str, sentence: str) -> None:
    page = on_paper(KINDS[kind])
    assert page.evaluate(FIRST_WORDS) == sentence
    assert page.locator(".crisis").evaluate("bar => getComputedStyle(bar).border").startswith("2px solid rgb(0, 0, 0)")
    top, logo = (page.locator(part).evaluate("part => part.getBoundingClientRect().top") for part in (".crisis", ".logo"))
    assert top < logo


def test_what_only_a_screen_can_use_is_not_printed(on_paper: Open) -> None:
    page = on_paper("/")
    for kind in KINDS:
        page.goto(KINDS[kind])
        expect(page.locator("h1")).to_be_visible()
        shown = page.locator(ONLY_ON_SCREEN).evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.className)")
        assert shown == [], kind


def test_everything_folded_is_printed_open(on_paper: Open) -> None:
    for kind in ("approach", "concern"):
        page = on_paper(KINDS[kind], java_script_enabled=False)
        answers = page.locator("main details > :not(summary)")
        assert answers.count() > 0
        for height, shown in answers.evaluate_all("all => all.map(one => [one.getBoundingClientRect().height, one.checkVisibility()])"):
            assert (height > 10, shown) == (True, True), kind


def test_what_was_folded_is_folded_again_after_printing(open_page: Open) -> None:
    page = open_page(KINDS["approach"])
    page.locator("main details > summary").first.click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("main details:not([open])")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("main details[open]")).to_have_count(1)


def test_links_to_other_sites_show_their_address_and_our_own_do_not(on_paper: Open) -> None:
    after = "link => getComputedStyle(link, '::after').content"
    for path in ("/about/accessibility/", "/concerns/bulimia/", "/crisis/"):
        page = on_paper(path)
        for link in page.locator("main a[href^=http]:not(.refs a)").all():
            assert str(link.get_attribute("href")) in link.evaluate(after), path
        for link in page.locator("main p a[href^='/']").all():
            assert link.evaluate(after) == "none", path


def test_there_are_three_lines_for_ones_own_questions(on_paper: Open) -> None:
    for kind in ("approach", "concern"):
        page = on_paper(KINDS[kind])
        expect(page.locator(".rule-lines")).to_be_visible()
        assert page.locator(".rule-lines").evaluate("lines => lines.offsetHeight") == pytest.approx(24 * 96 / 25.4, abs=1)
        expect(page.get_by_text("My own questions")).to_be_visible()
        page.emulate_media(media="screen")
        expect(page.get_by_text("My own questions")).to_be_hidden()


def test_print_is_black_on_white_also_from_a_dark_screen(on_paper: Open) -> None:
    for kind in ("home", "approach", "crisis"):
        page = on_paper(KINDS[kind], color_scheme="dark")
        colours = page.locator("h1, main p, main li, main dd").evaluate_all(
            "all => [...new Set(all.filter(one => one.checkVisibility()).map(one => getComputedStyle(one).color))]"
        )
        assert set(colours) <= {"rgb(0, 0, 0)", "rgb(34, 34, 34)"}, kind
        grounds = page.locator("body, .field, .band, .note, .crisis").evaluate_all(
            "all => [...new Set(all.map(one => getComputedStyle(one).backgroundColor))]"
        )
        assert set(grounds) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}, kind


def test_no_words_are_squeezed_or_cut_off_on_paper(on_paper: Open) -> None:
    page = on_paper("/")
    for kind in KINDS:
        page.goto(KINDS[kind])
        narrow = page.locator("main :is(p, li, dd, h2)").evaluate_all(
            "all => all.filter(one => one.innerText.length > 40 && one.clientWidth > 0 && one.clientWidth < 150).map(one => one.innerText)"
        )
        assert narrow == [], kind
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind


@pytest.mark.parametrize(("path", "most"), SHEETS.items())
def test_a_page_takes_few_sheets_and_leaves_none_empty(open_page: Open, path: str, most: int) -> None:
    runs = sheets(open_page(path).pdf(format="Letter", prefer_css_page_size=True))
    assert 0 < len(runs) <= most
    assert min(runs) > 100, runs
