"""The guide through numbered steps: by hand or in time, said once a step, aloud only by a voice of the device."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

SCAN, STOP, BY_LENGTH = "/practice/body-scan/", "/practice/stop/", "/practice/mindfulness/"
VOICES = """(local) => {
  window.spoken = []; window.hushed = 0;
  const voice = {lang: 'en-US', localService: local, name: 'made'};
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => [voice], speak: words => spoken.push([words.text, words.voice.localService]),
    cancel: () => { window.hushed += 1; }, addEventListener: () => {},
  }});
}"""


def begin(page: Page) -> None:
    page.get_by_role("button", name="Guide me step by step").first.click()


def current(page: Page) -> str:
    return page.locator("[aria-current=step]").inner_text()


def test_every_numbered_list_of_a_guided_page_has_a_guide_and_nothing_runs_by_itself(open_page: Open) -> None:
    page = open_page(BY_LENGTH)
    expect(page.locator(".guide")).to_have_count(page.locator("article > ol.steps").count())
    expect(page.locator("[aria-current=step]")).to_have_count(0)
    expect(open_page("/practice/calm-minute/").locator(".guide")).to_have_count(0)


def test_step_by_step_by_keyboard_to_an_end_without_praise(open_page: Open) -> None:
    page = open_page(STOP)
    page.locator("[data-go]").focus()
    page.keyboard.press("Enter")
    assert "Stop." in current(page)
    expect(page.locator("[data-status]")).to_contain_text("You do not have to act on the urge.")
    expect(page.locator("[data-back]")).to_be_disabled()
    expect(page.locator("[data-pause]")).to_be_hidden()
    page.locator("[data-next]").press("Enter")
    assert "Take a step back." in current(page)
    page.locator("[data-back]").press("Enter")
    assert "Stop." in current(page)
    for _ in range(4):
        page.locator("[data-next]").press("Enter")
    expect(page.locator("[data-status]")).to_have_text("That was the last step. Notice how you are now. There is no right way to feel.")
    expect(page.locator("[aria-current=step]")).to_have_count(0)
    expect(page.locator("[data-go]")).to_be_focused()


def test_a_step_with_a_time_goes_on_by_itself_and_waits_while_paused(open_page: Open) -> None:
    page = open_page("about:blank")
    page.clock.install(time=0)
    page.goto(SCAN)
    begin(page)
    page.clock.run_for(19_000)
    assert "Settle" in current(page)
    page.clock.run_for(2_000)
    assert "Contact" in current(page)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(60_000)
    assert "Contact" in current(page)
    page.get_by_role("button", name="Go on").click()
    page.clock.run_for(21_000)
    assert "Feet" in current(page)
    page.get_by_role("button", name="Stop").click()
    page.clock.run_for(60_000)
    expect(page.locator("[aria-current=step]")).to_have_count(0)


def test_one_guide_at_a_time(open_page: Open) -> None:
    page = open_page(BY_LENGTH)
    page.locator("[data-go]").nth(0).click()
    page.locator("[data-go]").nth(1).click()
    expect(page.locator("[aria-current=step]")).to_have_count(1)
    expect(page.locator(".guide.going")).to_have_count(1)


@pytest.mark.parametrize("local", [True, False])
def test_read_aloud_is_offered_only_with_a_voice_of_the_device(open_page: Open, local: bool) -> None:
    page = open_page("about:blank")
    page.add_init_script(f"({VOICES})({str(local).lower()})")
    page.goto(STOP)
    if not local:
        expect(page.locator("[data-voice]")).to_be_hidden()
        begin(page)
        assert page.evaluate("spoken") == []
        return
    begin(page)
    assert page.evaluate("spoken") == []  # off until chosen
    page.get_by_label("Read aloud").check()
    page.locator("[data-next]").click()
    assert [text.strip()[:5] for text, _ in page.evaluate("spoken")] == ["Stop.", "Take "]
    assert all(device for _, device in page.evaluate("spoken"))


def test_the_quick_exit_silences_it_at_once(open_page: Open) -> None:
    page = open_page("about:blank")
    page.context.route("https://**", lambda route: route.fulfill(status=204))  # the other page does not come
    page.add_init_script(f"({VOICES})(true)")
    page.goto(STOP)
    begin(page)
    before = page.evaluate("hushed")
    page.locator("#exit").click()
    assert page.evaluate("hushed") > before
    expect(page.locator("[aria-current=step]")).to_have_count(0)


def test_without_script_the_steps_are_all_there_to_read(open_page: Open) -> None:
    page = open_page(SCAN, java_script_enabled=False)
    expect(page.locator(".guide:visible")).to_have_count(0)
    expect(page.locator("article > ol.steps li")).to_have_count(9)
