"""Breathing with the circles: still until Start, words exactly with the movement, spoken by phase, and a quiet end."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

MINUTE = "/practice/calm-minute/"
PACES = {"p46": (4, 0, 6), "p44": (4, 0, 4), "p426": (4, 2, 6)}
MOVING = "() => document.getAnimations().filter(animation => animation.animationName).length"
# Every animation stopped at a time (milliseconds): how far the circles have come, and the words that can be seen.
AT = """time => {
  document.getAnimations().forEach(animation => { animation.pause(); animation.currentTime = time; });
  const cues = [...document.querySelectorAll('.cue')].filter(cue => getComputedStyle(cue).opacity === '1' && cue.checkVisibility());
  return [Number(getComputedStyle(document.querySelector('.stage')).getPropertyValue('--b')), cues.map(cue => cue.textContent).join()];
}"""
JUMP = "time => { document.querySelector('.cue--in').getAnimations()[0].currentTime = time; }"


def start(page: Page) -> None:
    page.locator("label[for=go]").click()


def at(page: Page, seconds: float) -> tuple[float, str]:
    found: Any = page.evaluate(AT, seconds * 1000)
    return found[0], found[1]


@pytest.mark.parametrize("script", [True, False])
def test_nothing_moves_before_start_and_stop_is_immediate(open_page: Open, script: bool) -> None:
    page = open_page(MINUTE, reduced_motion="no-preference", java_script_enabled=script)
    assert page.evaluate(MOVING) == 0
    expect(page.locator("label[for=go]")).to_have_text("Start", use_inner_text=True)
    start(page)
    assert page.evaluate(MOVING) > 2
    expect(page.locator("label[for=go]")).to_have_text("Stop", use_inner_text=True)
    start(page)
    assert page.evaluate(MOVING) == 0


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("pace", PACES)
def test_words_change_exactly_with_the_movement_at_each_pace(open_page: Open, pace: str, script: bool) -> None:
    page = open_page(MINUTE, reduced_motion="no-preference", java_script_enabled=script)
    page.locator(f"label[for={pace}]").click()
    start(page)
    inhale, hold, exhale = PACES[pace]
    for breath in (0, 1):
        begin = breath * (inhale + hold + exhale)
        assert at(page, begin + 0.01)[1] == at(page, begin + inhale - 0.01)[1] == "Breathe in"
        if hold:
            assert at(page, begin + inhale + 0.01) == at(page, begin + inhale + hold - 0.01) == (1, "Hold")
        assert at(page, begin + inhale + hold + 0.01)[1] == at(page, begin + inhale + hold + exhale - 0.01)[1] == "Breathe out"
        came = [at(page, begin + inhale * part)[0] for part in (0.01, 0.5, 0.99)]
        went = [at(page, begin + inhale + hold + exhale * part)[0] for part in (0.01, 0.5, 0.99)]
        assert came == sorted(came)
        assert went == sorted(went, reverse=True)
        assert came[-1] == pytest.approx(1, abs=0.01) == went[0]


@pytest.mark.parametrize(("minutes", "seconds"), [("m1", 60), ("m3", 180), ("m5", 300)])
def test_without_script_it_ends_after_the_minutes_chosen(open_page: Open, minutes: str, seconds: int) -> None:
    page = open_page(MINUTE, reduced_motion="no-preference", java_script_enabled=False)
    page.locator(f"label[for={minutes}]").click()
    start(page)
    assert at(page, seconds - 0.1)[1] == "Breathe out"
    assert at(page, seconds + 0.1)[1] == "Notice how you are now"


@pytest.mark.parametrize(("minutes", "words"), [("m1", "That was one minute."), ("m3", "That was 3 minutes."), ("m5", "That was 5 minutes.")])
def test_with_script_the_end_is_a_sentence_and_no_praise(open_page: Open, minutes: str, words: str) -> None:
    page = open_page(MINUTE)
    page.locator(f"label[for={minutes}]").click()
    start(page)
    page.evaluate(JUMP, {"m1": 59_500, "m3": 179_500, "m5": 299_500}[minutes])
    expect(page.locator("[data-end]")).to_have_text(f"{words} Notice how you are now. There is no right way to feel.")
    expect(page.locator("#go")).not_to_be_checked()
    assert page.evaluate(MOVING) == 0


def test_each_phase_is_spoken_once_and_counted_by_second(open_page: Open) -> None:
    page = open_page(MINUTE)
    page.evaluate("""() => { window.said = []; new MutationObserver(() => said.push(document.querySelector('[data-spoken]').textContent))
      .observe(document.querySelector('[data-spoken]'), {childList: true}); }""")
    start(page)
    expect(page.locator(".count")).to_have_text("Breathe in 1 of 4")
    expect(page.locator(".count")).to_have_text("Breathe in 3 of 4")
    assert page.evaluate("said") == ["Breathe in"]
    expect(page.locator(".count")).to_have_text("Breathe out 2 of 6")
    assert page.evaluate("said") == ["Breathe in", "Breathe out"]
    expect(page.locator("[data-spoken]")).to_have_role("status")


def test_changing_the_pace_stops(open_page: Open) -> None:
    page = open_page(MINUTE)
    start(page)
    page.locator("label[for=p44]").click()
    expect(page.locator("#go")).not_to_be_checked()
    expect(page.locator(".count")).to_be_empty()


def test_the_keyboard_does_it_all(open_page: Open) -> None:
    page = open_page(MINUTE)
    page.locator("#go").focus()
    page.keyboard.press("Space")
    expect(page.locator("#go")).to_be_checked()
    page.keyboard.press("Space")
    expect(page.locator("#go")).not_to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#p44")).to_be_checked()


def test_with_less_motion_the_circles_stand_and_dots_count(open_page: Open) -> None:
    page = open_page(MINUTE, reduced_motion="reduce")
    start(page)
    assert at(page, 1)[0] == at(page, 3)[0]
    assert [at(page, time)[1] for time in (1, 5)] == ["Breathe in", "Breathe out"]
    expect(page.locator(".bar b")).to_have_count(4)


def test_sound_and_vibration_are_off_until_chosen(open_page: Open) -> None:
    page = open_page("about:blank")
    page.add_init_script("""window.made = 0; const Real = AudioContext;
      window.AudioContext = class extends Real { constructor() { super(); window.made += 1; } };
      window.buzzed = 0; navigator.vibrate = () => { window.buzzed += 1; };""")
    page.goto(MINUTE)
    start(page)
    assert page.evaluate("[made, buzzed]") == [0, 0]
    start(page)
    page.locator("label[for=tone]").click()
    page.evaluate("document.getElementById('buzz').checked = true")
    start(page)
    assert page.evaluate("[made, buzzed]") == [1, 1]


def test_cautions_grounding_and_988_stand_with_it(open_page: Open) -> None:
    page = open_page(MINUTE, java_script_enabled=False)
    expect(page.locator("#cautions")).to_be_visible()
    for address in ("/practice/grounding/", "tel:988", "sms:988"):
        expect(page.locator(f".controls a[href='{address}']")).to_be_visible()
