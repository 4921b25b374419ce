"""The site without JavaScript: everything is there and everything but counting and printing works."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import KINDS, Open


def test_every_page_says_the_same_as_with_script(open_page: Open) -> None:
    plain, scripted = open_page("/", java_script_enabled=False), open_page("/")
    for kind in KINDS:
        plain.goto(KINDS[kind])
        scripted.goto(KINDS[kind])
        # Buttons that print or guide and what keeps a sheet are all that script adds; without it a sheet says what is missing, and how to print.
        plain.evaluate("document.querySelectorAll('[data-print-hint]').forEach(hint => hint.remove())")
        scripted.evaluate("document.querySelectorAll('[data-print], [data-scripted], .guide').forEach(part => part.remove())")
        scripted.evaluate("document.querySelectorAll('[data-plain]').forEach(part => { part.hidden = false; })")
        for part in (".crisis", ".site", "main", ".foot"):
            words = scripted.locator(part).inner_text().split()
            assert len(words) > 5, (kind, part)
            assert plain.locator(part).inner_text().split() == words, (kind, part)


def test_the_print_button_is_shown_by_script_alone(open_page: Open) -> None:
    for kind in ("approach", "concern"):
        plain = open_page(KINDS[kind], java_script_enabled=False)
        expect(plain.locator("[data-print]").first).to_be_attached()
        expect(plain.locator("[data-print]:visible")).to_have_count(0)
        expect(plain.locator("[data-print-hint]")).to_be_visible()
        scripted = open_page(KINDS[kind])
        expect(scripted.locator("[data-print]").first).to_be_visible()
        expect(scripted.locator("[data-print-hint]")).to_be_hidden()


def test_the_menu_opens_and_leads_on(open_page: Open) -> None:
    page = open_page("/", width=360, java_script_enabled=False)
    page.locator(".menu summary").click()
    page.locator(".menu nav a[href='/approaches/']").click()
    expect(page).to_have_url(re.compile(r"/approaches/$"))


def test_answers_definitions_and_the_contents_list_open(open_page: Open) -> None:
    page = open_page(KINDS["approach"], width=360, java_script_enabled=False)
    answer = page.locator("main details.acc").first
    answer.locator("summary").click()
    expect(answer.locator("> :not(summary)").first).to_be_visible()
    term = page.locator("main .term").first
    term.click()
    expect(page.locator(f"#{term.get_attribute('popovertarget')}")).to_be_visible()
    page = open_page(KINDS["long read"], width=360, java_script_enabled=False)
    page.locator("details.toc summary").click()
    link = page.locator("details.toc a").nth(2)
    link.click()
    expect(page.locator(str(link.get_attribute("href")))).to_be_in_viewport()
