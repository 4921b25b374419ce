"""Zero lost edits, in real browsers: two at one page, one killed, one without its server, one signed out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.browser.conftest import sign_in
from tests.conftest import BLANKS

LIST = "/admin/content/page/"
KEEP = "**/admin/editor/keep/"


@pytest.fixture
def window(browser: Browser, server: str, signed_in: Callable[[str], Any]) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser of one's own for a member of staff."""
    opened: list[BrowserContext] = []

    def open_for(name: str) -> BrowserContext:
        context = browser.new_context(base_url=server, storage_state=signed_in(name), viewport={"width": 1440, "height": 900})
        opened.append(context)
        return context

    yield open_for
    for context in opened:
        context.close()


_blanks = iter(range(BLANKS))


@pytest.fixture
def path(window: Callable[[str], BrowserContext]) -> str:
    """The address of the form of a page that no other test has touched."""
    page = window("ada").new_page()
    name = f"made/blank-{next(_blanks)}"
    page.goto(f"{LIST}?q={name}")
    found = page.get_by_role("row").filter(has=page.get_by_role("cell", name=name, exact=True)).get_by_role("link")
    address = str(found.get_attribute("href")).partition("?")[0]
    page.close()
    return address


def body(page: Page) -> Any:
    return page.get_by_label("Body (Markdown):")


def titled(page: Page) -> Any:
    return page.get_by_label("Title:", exact=True)


def stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk:'))")
    return found


def accept(dialog: Dialog) -> None:
    dialog.accept()


def open_form(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.on("dialog", accept)
    page.goto(address)
    return page


def test_two_people_at_one_page_see_each_other_and_both_texts_are_saved(window: Callable[[str], BrowserContext], path: str) -> None:
    ada, ben = open_form(window("ada"), path), open_form(window("ben"), path)
    expect(ben.get_by_text("ada is at this page too.")).to_be_visible()
    titled(ada).fill("Tea!")
    expect(ada.get_by_text("ben is at this page too.")).to_be_visible(timeout=15000)
    body(ada).fill("Ada's first part.\n\nMiddle part.\n\nLast part.")
    body(ben).fill("First part.\n\nMiddle part.\n\nBen's last part.")
    ada.get_by_role("button", name="Save draft").click()
    expect(ada.get_by_text("Draft saved.")).to_be_visible()
    expect(ben.get_by_text("ada saved a newer version at")).to_be_visible(timeout=20000)
    ben.get_by_role("button", name="Save draft").click()
    expect(ben.get_by_text("Your changes and theirs do not touch")).to_be_visible()
    expect(body(ben)).to_have_value("Ada's first part.\n\nMiddle part.\n\nBen's last part.")
    ben.get_by_role("button", name="Save draft").click()
    expect(ben.get_by_text("Draft saved.")).to_be_visible()
    expect(titled(ben)).to_have_value("Tea!")
    expect(body(ben)).to_have_value("Ada's first part.\n\nMiddle part.\n\nBen's last part.")


def test_where_both_changed_the_same_words_the_second_chooses_with_the_keyboard(window: Callable[[str], BrowserContext], path: str) -> None:
    ada, ben = open_form(window("ada"), path), open_form(window("ben"), path)
    titled(ada).fill("Ada's tea")
    titled(ben).fill("Ben's tea")
    ada.get_by_role("button", name="Save draft").click()
    expect(ada.get_by_text("Draft saved.")).to_be_visible()
    ben.get_by_role("button", name="Save draft").click()
    expect(ben.get_by_role("heading", name="Two people changed this page")).to_be_visible()
    group = ben.get_by_role("group", name="Title")
    group.get_by_label("ada’s").focus()
    ben.keyboard.press("Space")
    ben.get_by_role("button", name="Put together what I chose").press("Enter")
    expect(titled(ben)).to_have_value("Ada's tea")
    ben.get_by_role("button", name="Save draft").click()
    expect(titled(ben)).to_have_value("Ada's tea")


def test_a_browser_that_is_killed_loses_nothing_that_the_server_has_heard(window: Callable[[str], BrowserContext], path: str) -> None:
    first = window("ada")
    page = open_form(first, path)
    body(page).press_sequentially("Typed just before the end. ")
    expect(page.get_by_text("not saved as a version yet")).to_be_visible(timeout=8000)
    first.close()
    again = open_form(window("ada"), path)  # another profile: nothing is left in the browser
    expect(again.get_by_text("were never saved.")).to_be_visible()
    again.get_by_role("link", name="Bring them back").click()
    expect(body(again)).to_have_value(re.compile("Typed just before the end. "))
    again.get_by_role("button", name="Save draft").click()
    expect(again.get_by_text("Draft saved.")).to_be_visible()
    expect(again.get_by_text("were never saved.")).to_be_hidden()


def test_a_tab_that_dies_without_its_server_is_made_good_by_the_browser(window: Callable[[str], BrowserContext], path: str) -> None:
    context = window("ada")
    page = open_form(context, path)
    page.route(KEEP, lambda route: route.abort())
    body(page).press_sequentially("Typed into the void. ")
    expect(page.get_by_text("No connection. Your words are kept in this browser.")).to_be_visible(timeout=8000)
    page.close(run_before_unload=False)
    again = open_form(context, path)
    expect(again.get_by_text("were never saved.")).to_be_visible()
    again.get_by_role("link", name="Bring them back").click()
    expect(body(again)).to_have_value(re.compile("Typed into the void. "))


def test_a_server_that_is_away_at_save_keeps_the_words_on_the_page_and_in_the_browser(window: Callable[[str], BrowserContext], path: str) -> None:
    context = window("ada")
    page = open_form(context, path)
    titled(page).fill("Never arrived")
    page.route("**/*", lambda route: route.abort())
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_timeout(500)
    page.close(run_before_unload=False)
    again = open_form(context, path)
    again.get_by_role("link", name="Bring them back").click()
    expect(titled(again)).to_have_value("Never arrived")


def test_someone_who_was_signed_out_gets_the_words_back_after_signing_in(window: Callable[[str], BrowserContext], path: str) -> None:
    context = window("ada")
    page = open_form(context, path)
    context.clear_cookies()
    body(page).press_sequentially("Written while signed out. ")
    expect(page.get_by_text("You are signed out. Your words are kept in this browser.")).to_be_visible(timeout=8000)
    page.get_by_role("button", name="Save draft").click()
    if page.get_by_label("Username:").count() == 0:  # the form's token went with the cookies
        page.goto(path)
    sign_in(page, "ada")
    expect(page.get_by_text("were never saved.")).to_be_visible()
    page.get_by_role("link", name="Bring them back").click()
    expect(body(page)).to_have_value(re.compile("Written while signed out. "))
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert stored(page) == []


def test_what_is_kept_in_the_browser_is_for_that_page_and_person_and_gone_once_saved(window: Callable[[str], BrowserContext], path: str) -> None:
    context = window("ada")
    page = open_form(context, path)
    titled(page).fill("Kept title")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('desk:'))")
    (key,) = stored(page)
    number = path.rstrip("/").split("/")[-2]
    assert re.fullmatch(rf"desk:\d+:{number}", key)
    kept = page.evaluate("key => JSON.parse(localStorage.getItem(key)).words", key)
    assert parse_qs(kept)["title"] == ["Kept title"]
    assert "csrf" not in kept
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    assert stored(page) == []


def test_thrown_away_words_do_not_come_back(window: Callable[[str], BrowserContext], path: str) -> None:
    context = window("ada")
    page = open_form(context, path)
    titled(page).fill("Half an idea")
    expect(page.get_by_text("not saved as a version yet")).to_be_visible(timeout=8000)
    page.reload()
    page.get_by_role("button", name="Throw them away").click()
    expect(page.get_by_text("were never saved.")).to_be_hidden()
    page.reload()
    expect(titled(page)).to_have_value("Tea")
    expect(page.get_by_text("were never saved.")).to_be_hidden()


def test_typing_on_while_older_words_are_offered_loses_neither(window: Callable[[str], BrowserContext], path: str) -> None:
    context = window("ada")
    page = open_form(context, path)
    page.route(KEEP, lambda route: route.abort())
    titled(page).fill("The older words")
    page.wait_for_timeout(1500)
    page.close(run_before_unload=False)
    again = open_form(context, path)
    expect(again.get_by_text("were never saved.")).to_be_visible()
    titled(again).fill("The newer words")
    again.wait_for_timeout(1500)
    again.get_by_role("button", name="Save draft").click()
    expect(again.get_by_text("Draft saved.")).to_be_visible()
    expect(again.get_by_text("were never saved.")).to_be_visible()
    again.get_by_role("link", name="Bring them back").click()
    expect(again.get_by_role("heading", name="Two people changed this page")).to_be_visible()
    expect(titled(again)).to_have_value("The older words")


def test_a_paste_of_three_megabytes_is_refused_in_words_and_stays_in_the_form(window: Callable[[str], BrowserContext], path: str) -> None:
    page = open_form(window("ada"), path)
    page.evaluate("document.querySelector('[data-markdown]').value = 'word '.repeat(600000)")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert").filter(has_text="at most 200000 characters")).to_be_visible(timeout=20000)
    assert page.evaluate("document.querySelector('[data-markdown]').value.length") >= 2_999_990


def test_a_page_that_was_deleted_meanwhile_leaves_the_words_in_the_browser(window: Callable[[str], BrowserContext], path: str) -> None:
    page = open_form(window("ada"), path)
    titled(page).fill("Orphaned")
    page.wait_for_timeout(1500)
    page.evaluate("document.querySelector('#page_form [name=page]').value = '999999'")
    body(page).press_sequentially("x")
    expect(page.get_by_text("This page is no longer here. Your words are kept in this browser.")).to_be_visible(timeout=8000)
