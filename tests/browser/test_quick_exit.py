"""The quick exit leaves at once, by click or by Shift three times, keeps nothing, and does not come back (design brief, section 9)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import KINDS, Open

WEATHER = "https://www.weather.gov/"
# What a reader may have typed and what may be stored before the page is left.
FILL = """() => {
  localStorage.setItem('kept', 'words'); sessionStorage.setItem('also', 'words');
  const field = document.createElement('input'), area = document.createElement('textarea');
  field.id = 'typed'; field.value = area.value = 'something private';
  document.querySelector('main').prepend(field, area);
}"""
STORED = "() => [Object.entries(localStorage), Object.entries(sessionStorage)]"
STATE = """() => ({
  title: document.title, shown: getComputedStyle(document.body).display, local: localStorage.length,
  session: Object.keys(sessionStorage), typed: [...document.querySelectorAll('input, textarea')].map(field => field.value).join('')})"""


def weather(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Forecast</title><h1>Sunny</h1>")


@pytest.fixture
def leave_to_nowhere(open_page: Open) -> Open:
    """Opens a page whose quick exit ends on this machine."""

    def open_at(path: str, **words: object) -> Page:
        page = open_page("about:blank", **words)
        page.context.route("https://**", weather)
        page.goto(path)
        return page

    return open_at


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def gone(page: Page) -> None:
    page.wait_for_url(WEATHER)
    expect(page.locator("h1")).to_have_text("Sunny")


def test_every_kind_of_page_has_it_as_a_visible_link_and_second_tab_stop(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("about:blank", width=360)
    for kind in KINDS:
        page.goto(KINDS[kind])
        link = page.locator("#exit")
        assert (link.get_attribute("href"), link.get_attribute("data-to")) == ("/leave/", WEATHER), kind
        assert {"nofollow", "noreferrer"} <= set((link.get_attribute("rel") or "").split()), kind
        expect(link).to_be_in_viewport(ratio=1)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        expect(link).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        gone(page)


def test_without_script_it_is_a_plain_link_by_way_of_our_own_address(leave_to_nowhere: Open, server: str) -> None:
    context = leave_to_nowhere("about:blank", java_script_enabled=False).context
    for kind in ("home", "concern", "crisis", "not found", "Spanish home"):
        page = context.new_page()
        page.goto(KINDS[kind])
        with page.expect_request(WEATHER) as asked:  # whether it answers is the network's affair
            page.locator("#exit").click(no_wait_after=True)
        by_way_of = asked.value.redirected_from
        assert by_way_of is not None
        assert by_way_of.url == f"{server}/leave/"
        assert "referer" not in asked.value.headers


def test_with_script_it_leaves_at_once_and_asks_our_server_nothing_more(leave_to_nowhere: Open, server: str) -> None:
    page = leave_to_nowhere(KINDS["concern"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#exit").click()
    gone(page)
    assert not [url for url in asked if url.startswith(server) and "favicon" not in url]


def test_what_was_stored_is_cleared_also_by_the_way_without_script(open_page: Open) -> None:
    page = open_page("/")
    page.evaluate(FILL)
    with page.expect_request(WEATHER):
        page.evaluate("setTimeout(() => { location.href = '/leave/'; })")
    another = page.context.new_page()
    another.goto("/")
    assert another.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("way", ["click", "keys"])
@pytest.mark.parametrize("kind", ["home", "approach", "crisis"])
def test_back_does_not_return_and_the_history_does_not_grow(leave_to_nowhere: Open, kind: str, way: str) -> None:
    page = leave_to_nowhere(KINDS["term"])
    page.goto(KINDS[kind])
    entries = page.evaluate("history.length")
    if way == "click":
        page.locator("#exit").click()
    else:
        press_shift(page, 3)
    gone(page)
    assert page.evaluate("history.length") == entries
    page.go_back(wait_until="commit")  # to the page before, which leaves again
    gone(page)


@pytest.mark.parametrize("way", ["click", "keys"])
def test_at_once_all_is_hidden_the_title_is_neutral_and_storages_and_fields_are_empty(open_page: Open, way: str) -> None:
    page = open_page(KINDS["concern"])
    page.evaluate(FILL)
    page.context.route("https://**", lambda route: route.fulfill(status=204))  # the other page does not come
    if way == "click":
        page.locator("#exit").click()
    else:
        press_shift(page, 3)
    assert page.evaluate(STATE) == {"title": "Weather", "shown": "none", "local": 0, "session": ["x"], "typed": ""}


def test_a_usual_visit_afterwards_finds_nothing_stored_not_even_the_mark(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("/")
    page.evaluate(FILL)
    press_shift(page, 3)
    gone(page)
    page.goto("/")  # typed or linked: a usual visit
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(STORED) == [[], []]
    assert page.locator("#typed").count() == 0


def test_a_page_that_comes_back_from_memory_hides_itself_and_leaves(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("/")
    page.evaluate("sessionStorage.setItem('x', '1'); dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    gone(page)


def test_back_works_as_usual_for_who_never_left(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("/")
    page.goto(KINDS["approach"])
    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.endswith("/")
    assert "weather" not in page.url


@pytest.mark.parametrize("keys", [["ShiftLeft"] * 3, ["ShiftRight"] * 3, ["ShiftLeft", "ShiftRight", "ShiftLeft"]])
def test_shift_three_times_leaves_with_either_shift_key(leave_to_nowhere: Open, keys: list[str]) -> None:
    page = leave_to_nowhere("/")
    for key in keys:
        page.keyboard.press(key)
    gone(page)


@pytest.mark.parametrize("field", ["#typed", "textarea"])
def test_shift_three_times_leaves_from_inside_a_field(leave_to_nowhere: Open, field: str) -> None:
    page = leave_to_nowhere("/")
    page.evaluate(FILL)
    page.locator(field).focus()
    press_shift(page, 3)
    gone(page)


def test_capitals_and_shifted_keys_do_not_leave(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("/")
    page.evaluate(FILL)
    page.locator("#typed").fill("")
    page.locator("#typed").focus()
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
    expect(page.locator("#typed")).to_have_value("ABCDE")
    expect(page.locator("#exit-say")).to_be_empty()
    assert "weather" not in page.url


def test_another_key_starts_the_count_again(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("/")
    press_shift(page, 2)
    page.keyboard.press("a")
    expect(page.locator("#exit-say")).to_be_empty()
    press_shift(page, 2)
    expect(page.locator("#exit-say")).to_have_text("Shift, press 1 more to leave this site.")
    page.keyboard.press("Escape")
    expect(page.locator("#exit-say")).to_be_empty()
    assert "weather" not in page.url


def test_more_than_five_seconds_between_two_presses_start_the_count_again(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("about:blank")
    page.clock.install(time=0)
    page.goto("/")
    page.clock.pause_at(3600)
    press_shift(page, 2)
    page.clock.run_for(4_900)
    expect(page.locator("#exit-say")).to_have_text("Shift, press 1 more to leave this site.")
    page.clock.run_for(200)
    expect(page.locator("#exit-say")).to_be_empty()
    press_shift(page, 2)
    page.clock.run_for(4_900)
    press_shift(page, 1)
    gone(page)


def test_each_press_is_said_to_screen_readers_and_shown_as_a_dot(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("/")
    say = page.locator("#exit-say")
    expect(say).to_have_role("status")
    for left in (2, 1):
        press_shift(page, 1)
        expect(say).to_have_text(f"Shift, press {left} more to leave this site.")
        filled = page.locator(".exit__dots i").evaluate_all(
            "dots => dots.filter(dot => getComputedStyle(dot).backgroundColor !== 'rgba(0, 0, 0, 0)').length"
        )
        assert filled == 3 - left
    spanish = leave_to_nowhere(KINDS["Spanish home"])
    press_shift(spanish, 1)
    expect(spanish.locator("#exit-say")).to_have_text("Mayús, presione 2 más para salir de este sitio.")


def test_its_keyboard_hint_shows_on_focus_where_there_is_room(leave_to_nowhere: Open) -> None:
    page = leave_to_nowhere("/", width=1280)
    hint = page.locator(".exit__hint")
    expect(hint).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(hint).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(hint).to_be_hidden()
