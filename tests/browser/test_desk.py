"""The desk in a real browser: a preview that follows, nothing lost, every page fits and is open to everyone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.desk import LIST, form_of, frame, in_page
from tests.browser.test_accessibility import AXE, RULES, RULES_OF_COLOUR, violations

# Every kind of page of the desk besides the form of a page and what stands around it.
ADDRESSES = [
    *("/admin/", "/admin/profile/", "/admin/password_change/", LIST, f"{LIST}add/", "/admin/content/image/add/"),
    *("/admin/auth/user/", "/admin/auth/user/1/change/", "/admin/content/sitesettings/1/change/", "/admin/content/event/"),
    *("/admin/content/source/", "/admin/content/source/add/", "/admin/content/source/nice_cg31/change/"),
    *(
        "/admin/content/redirect/",
        "/admin/content/redirect/add/",
        "/admin/content/linkcheck/",
        "/admin/crisis/resource/",
        "/admin/crisis/resource/trevor/change/",
    ),
]


def test_the_preview_follows_the_typing_and_leaves_the_caret_where_it_is(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "approaches/cbt")
    body = page.get_by_label("Body (Markdown):")
    expect(frame(page).locator("h1")).to_have_text("Cognitive behavioral therapy (CBT)")
    body.focus()
    in_page(page, "document.activeElement.setSelectionRange(0, 0)")
    page.keyboard.type("Freshly typed words. ", delay=5)
    expect(frame(page).get_by_text("Freshly typed words.")).to_be_visible()
    expect(body).to_be_focused()
    assert in_page(page, "document.activeElement.selectionStart") == len("Freshly typed words. ")
    expect(frame(page).locator(".crisis")).to_have_count(1)


def test_the_place_in_the_preview_is_kept_while_typing(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "alliance")
    expect(frame(page).locator("main")).to_be_visible()
    in_page(page, "document.querySelector('iframe').contentWindow.scrollTo(0, 900)")
    page.get_by_label("Title:", exact=True).fill("Another title")
    expect(frame(page).locator("h1")).to_have_text("Another title")
    assert in_page(page, "document.querySelector('iframe').contentWindow.scrollY") == 900


def test_the_preview_takes_the_chosen_width_and_look(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "approaches/cbt")
    expect(frame(page).locator("main")).to_be_visible()
    inside = "document.querySelector('iframe').contentWindow"
    for label, width in (("Desktop 1280", 1280), ("Tablet 768", 768), ("Phone 360", 360)):
        page.get_by_label(label).check()
        assert in_page(page, f"{inside}.innerWidth") == width
        box = page.locator("iframe").bounding_box()
        assert box
        assert box["width"] <= 400
    paper = f"{inside}.getComputedStyle({inside}.document.body).backgroundColor"
    light = in_page(page, paper)
    page.get_by_label("Dark").check()
    assert in_page(page, paper) != light
    page.get_by_label("Print").check()
    expect(frame(page).locator(".exit")).to_be_hidden()
    page.get_by_label("Light").check()
    expect(frame(page).locator(".exit")).to_be_visible()
    assert in_page(page, paper) == light


def test_links_in_the_preview_lead_nowhere(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "approaches/cbt")
    expect(frame(page).locator("h1")).to_be_visible()
    opened: list[Any] = []
    page.context.on("page", lambda other: opened.append(other))
    inside = page.frame("preview")
    assert inside
    before = (page.url, inside.url)
    for name in ("Home", "Approaches", "Call 988"):
        frame(page).get_by_role("link", name=name).first.click()
    page.wait_for_timeout(500)
    assert (page.url, inside.url) == before
    assert not opened
    expect(frame(page).locator("h1")).to_have_text("Cognitive behavioral therapy (CBT)")


def test_leaving_with_unsaved_words_asks_first_and_saving_does_not(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST), "glossary/rapport")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    title = page.get_by_label("Title:", exact=True)
    title.press_sequentially("!")
    page.evaluate("setTimeout(() => location.reload())")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(title).to_have_value(re.compile("!"))
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()
    page.goto(LIST)
    assert asked == ["beforeunload"]


def test_a_preview_that_fails_says_so_and_keeps_the_words(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "approaches/cbt")
    expect(frame(page).locator("h1")).to_be_visible()
    page.route("**/editor/preview/", lambda route: route.fulfill(status=403, body="<h1>Sign in</h1>"))
    page.get_by_label("Title:", exact=True).fill("Kept title")
    expect(page.get_by_text("The preview cannot be shown just now.")).to_be_visible()
    expect(frame(page).locator("h1")).to_have_text("Cognitive behavioral therapy (CBT)")
    expect(page.get_by_label("Title:", exact=True)).to_have_value("Kept title")


def test_without_script_the_preview_and_the_rows_still_work(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440, java_script_enabled=False), "concerns/ocd")
    expect(page.get_by_label("Phone 360")).to_be_hidden()
    page.get_by_label("Title:", exact=True).fill("Without script")
    page.get_by_text("Add a row", exact=True).click()
    page.get_by_role("button", name="Preview").click()
    expect(frame(page).locator("h1")).to_have_text("Without script")
    expect(page.get_by_label("Title:", exact=True)).to_have_value("Without script")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_desk_fits_a_phone(path: str, desk: Callable[..., Page]) -> None:
    page = desk(path, width=360)
    assert in_page(page, "document.documentElement.scrollWidth") <= 360


def test_words_kept_in_this_browser_can_be_read_thrown_away_and_put_back_also_when_their_page_is_gone(desk: Callable[..., Page]) -> None:
    page = desk("/admin/")
    here = page.get_by_role("region", name="Words kept in this browser")
    expect(here).to_be_hidden()
    entry = "{ at: Date.now(), path: 'tea', title: 'Green <b>tea</b>', words: 'title=Green+tea&tint=sand&summary=Hot&body=Line+one%0ALine+two' }"
    me = in_page(page, "document.querySelector('[data-kept-here]').dataset.user")
    for key in (f"desk:{me}:999999", f"desk:{me}:new:older", "desk:77:1"):
        in_page(page, f"localStorage.setItem('{key}', JSON.stringify({entry}))")
    in_page(page, f"localStorage.setItem('desk:{me}:3', 'nonsense')")
    page.reload()
    expect(here.get_by_role("listitem")).to_have_count(2)
    row = here.get_by_role("listitem").filter(has=page.locator("a[href='/admin/content/page/999999/change/']"))
    expect(row).to_contain_text("Green <b>tea</b>")
    expect(here.locator("a[href='/admin/content/page/add/']")).to_have_count(1)
    row.get_by_text("Show the words").click()
    expect(row.get_by_role("textbox", name="Words of Green <b>tea</b>")).to_have_value("Green tea\n\nHot\n\nLine one\nLine two")
    page.evaluate(AXE)
    assert not violations(page, RULES)
    row.get_by_role("button", name="Throw away").click()
    expect(row.get_by_role("status")).to_contain_text("Thrown away.")
    row.get_by_role("button", name="Put back").click()
    row.get_by_role("button", name="Throw away").click()
    page.reload()
    expect(here.get_by_role("listitem")).to_have_count(1)
    assert in_page(page, "localStorage.getItem('desk:77:1') !== null")


# The admin's links go over into another colour; what is on its way has no contrast of its own.
SETTLED = """() => Promise.allSettled(document.getAnimations().filter(change => change instanceof CSSTransition).map(change => change.finished))
  .then(() => {})"""


def in_both_themes(page: Page) -> list[str]:
    """What axe finds in the light, and then in the dark."""
    page.evaluate(AXE)
    found = violations(page, RULES)
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    return found + [f"dark: {line}" for line in violations(page, RULES_OF_COLOUR)]


@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing_at_the_desk_light_or_dark(path: str, desk: Callable[..., Page]) -> None:
    assert not in_both_themes(desk(path, width=1440, color_scheme="light"))


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_where_a_page_is_decided_and_compared_and_it_fits_its_window(width: int, desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=width, color_scheme="light"), "concerns/ocd")
    form = page.url
    for around in ("review", "history", "compare"):
        page.emulate_media(color_scheme="light")
        page.goto(form.replace("/change/", f"/{around}/"))
        assert in_page(page, "document.documentElement.scrollWidth") <= width, around
        assert not in_both_themes(page), around


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing_on_the_page_form_and_it_fits_its_window(width: int, desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=width, color_scheme="light"), "concerns/ocd")
    page.get_by_label("Title:", exact=True).fill("")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("alert").filter(has_text="Not saved yet")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    assert in_page(page, "document.documentElement.scrollWidth") <= width
    assert not in_both_themes(page)
