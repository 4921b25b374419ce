"""Everything can be reached, seen and used with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KINDS, Open

NAME = "at => at.getAttribute('href') || at.getAttribute('popovertarget') || at.textContent.trim().slice(0, 40) || at.tagName"
FOCUSED = f"() => document.activeElement === document.body ? '' : ({NAME})(document.activeElement)"
# What is wrong with the focus: no outline, hardly any contrast with what lies around it, or covered by the quick exit.
FAULT = """() => {
  const at = document.activeElement, style = getComputedStyle(at), rect = at.getBoundingClientRect();
  const exit = document.getElementById('exit'), pill = exit.getBoundingClientRect();
  const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
  const light = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, alpha] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255);
    const [x, y, z] = [r, g, b].map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return alpha && 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const inset = parseFloat(style.outlineOffset) < 0;
  let ground = inset ? at : at.parentElement;
  const painted = box => getComputedStyle(box).backgroundColor;
  while (ground.parentElement && /, 0\\)$|transparent/.test(painted(ground))) ground = ground.parentElement;
  const [high, low] = [light(style.outlineColor), light(painted(ground))].sort((one, other) => other - one);
  const name = at.outerHTML.slice(0, 90);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no outline: ${name}`;
  if ((high + 0.05) / (low + 0.05) < 3) return `outline ${((high + 0.05) / (low + 0.05)).toFixed(1)} to 1: ${name}`;
  if (rect.bottom <= 0 || rect.top >= innerHeight) return `outside of the window: ${name}`;
  const inside = rect.top >= pill.top && rect.left >= pill.left && rect.bottom <= pill.bottom && rect.right <= pill.right;
  if (at !== exit && inside) return `covered: ${name}`;
  return '';
}"""


def walk(page: Page) -> list[str]:
    """Press Tab through the whole page; gives what had the focus."""
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        if not (stop := page.evaluate(FOCUSED)):
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("kind", ["home", "approach", "crisis", "not found"])
def test_the_tab_order_is_skip_exit_crisis_988_logo_navigation_content(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind])
    stops = walk(page)
    navigation = page.locator(".site .nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    frame = ["#main", "/leave/", "/crisis/", "tel:988", "sms:988", "/", *navigation]
    assert stops[: len(frame)] == frame
    content = page.locator("main a[href], main button, main summary, main input").evaluate_all(
        f"all => all.filter(one => one.checkVisibility()).map({NAME})"
    )
    assert stops[len(frame) : len(frame) + len(content)] == content


@pytest.mark.parametrize("kind", ["home", "approach"])
@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "light"), (1280, "dark")])
def test_the_focus_is_always_visible(open_page: Open, kind: str, width: int, theme: str) -> None:
    page = open_page(KINDS[kind], width=width, color_scheme=theme)
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true; })")
    faults = []
    for _ in range(400):
        page.keyboard.press("Tab")
        if not page.evaluate(FOCUSED):
            break
        faults.append(page.evaluate(FAULT))
    assert len(faults) > 30
    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize("kind", ["home", "long read", "Spanish home"])
def test_the_skip_link_shows_when_focused_and_leads_into_the_content(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind], width=360)
    skip = page.locator(".skip")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_opens_and_closes_with_the_keyboard_and_leaves_bar_and_exit_free(open_page: Open) -> None:
    page = open_page(KINDS["approach"], width=360)
    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    first = page.locator(".menu nav a").first
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    for name in (".crisis__text a", ".pill >> nth=0", ".pill >> nth=1", "#exit"):
        assert page.locator(name).evaluate("""element => {
          const {left, top, width, height} = element.getBoundingClientRect();
          return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        }"""), name
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(first).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_definition_opens_with_enter_above_the_quick_exit_and_closes_with_escape(open_page: Open, width: int) -> None:
    page = open_page(KINDS["approach"], width=width)
    term = page.locator("main .term").first
    box = page.locator(f"#{term.get_attribute('popovertarget')}")
    term.focus()
    expect(box).to_be_hidden()
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    assert box.bounding_box()["y"] + box.bounding_box()["height"] <= page.locator("#exit").bounding_box()["y"]  # type: ignore[index]
    assert page.locator("#exit").evaluate("""exit => {
      const {left, top, width, height} = exit.getBoundingClientRect();
      return exit.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    }""")
    page.keyboard.press("Tab")
    expect(box.locator("a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(term).to_be_focused()


def test_a_definition_closes_with_a_tap_elsewhere_and_one_is_open_at_a_time(open_page: Open) -> None:
    page = open_page(KINDS["approach"], width=360)
    page.locator("main .term").nth(0).click()
    page.locator("main .term").nth(1).click()
    expect(page.locator("[popover]:popover-open")).to_have_count(1)
    page.locator("h1").click()
    expect(page.locator("[popover]:popover-open")).to_have_count(0)


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("kind", ["approach", "concern"])
def test_an_answer_opens_and_closes_with_the_keyboard_each_for_itself(open_page: Open, kind: str, key: str) -> None:
    page = open_page(KINDS[kind])
    answers = page.locator("main details.acc")
    page.locator("main details.acc > summary").first.focus()
    page.keyboard.press(key)
    expect(answers.first).to_have_attribute("open", "")
    expect(answers.first.locator("> :not(summary)").first).to_be_visible()
    assert page.locator("main details.acc[open]").count() == 1
    page.keyboard.press(key)
    expect(answers.first).not_to_have_attribute("open", "")


def test_the_contents_list_leads_to_its_parts(open_page: Open) -> None:
    page = open_page(KINDS["long read"])
    link = page.locator("nav.toc a").nth(3)
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(str(link.get_attribute("href")))).to_be_in_viewport()
