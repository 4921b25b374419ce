"""How pages lie on small screens, enlarged and with wider spacing: nothing is cut off, and targets are large enough."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, Open

# Of the words a reader can see, those that leave the window at a side, or that a box cuts off below.
CUT_OFF = """() => {
  const found = [], room = document.documentElement.clientWidth, range = document.createRange(), known = new Map();
  if (document.documentElement.scrollWidth > room) found.push(`scrolls sideways: ${document.documentElement.scrollWidth} of ${room}`);
  const facts = box => { // whether a box is for speech alone, and where it or what holds it cuts off
    if (!box) return {speech: false, edge: Infinity};
    if (!known.has(box)) {
      const style = getComputedStyle(box), outer = facts(box.parentElement);
      const edge = box !== document.body && /hidden|clip/.test(style.overflowY) ? box.getBoundingClientRect().bottom : Infinity;
      known.set(box, {speech: outer.speech || style.clipPath !== 'none', edge: Math.min(outer.edge, edge)});
    }
    return known.get(box);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode, box = node.parentElement;
    if (!node.data.trim() || box.closest('.skip, svg') || !box.checkVisibility({visibilityProperty: true}) || facts(box).speech) continue;
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(rect => rect.width > 1);
    if (rects.some(rect => rect.left < -0.5 || rect.right > room + 0.5)) found.push(`leaves the window: ${node.data.trim().slice(0, 60)}`);
    if (rects.some(rect => rect.bottom > facts(box).edge + 2)) found.push(`cut off below: ${node.data.trim().slice(0, 60)}`);
  }
  return found;
}"""

# Targets smaller than 44 by 44 that do not stand in a line of text (WCAG 2.5.5 leaves those out, and so does the brief). A box to tick has its label.
SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter(target => {
  if (!target.checkVisibility({visibilityProperty: true}) || target.closest('.vh, .skip')) return false;
  const block = target.closest('p, li, dd, dt, td, th, figcaption, caption, .gloss');
  if (block) {
    const rest = block.cloneNode(true);
    rest.querySelectorAll('a, button, svg, [popover], .vh').forEach(other => other.remove());
    if (/[\\p{L}\\p{N}]/u.test(rest.textContent)) return false;
  }
  return true;
}).map(target => [target, (/checkbox|radio/.test(target.type) && target.labels[0] || target).getBoundingClientRect()])
  .filter(([, {width, height}]) => width < 43.9 || height < 43.9)
  .map(([target, {width, height}]) => `${target.outerHTML.slice(0, 90)} ${Math.round(width)} x ${Math.round(height)}`)"""

SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

# Words and targets of the page that the quick exit covers.
COVERED = """() => {
  const exit = document.getElementById('exit').getBoundingClientRect(), range = document.createRange(), found = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode;
    if (!node.data.trim() || node.parentElement.closest('.vh, .skip, #exit, [popover]') || !node.parentElement.checkVisibility()) continue;
    range.selectNodeContents(node);
    const meets = rect => rect.left < exit.right && rect.right > exit.left && rect.top < exit.bottom && rect.bottom > exit.top;
    if ([...range.getClientRects()].some(meets)) found.push(node.data.trim().slice(0, 60));
  }
  return found;
}"""


def cut_off(page: Page, look: str) -> list[str]:
    return [f"{page.url} {look}: {line}" for line in page.evaluate(CUT_OFF)]


def low_heading(page: Page) -> list[str]:
    page.set_viewport_size({"width": 360, "height": 800})
    bottom = page.locator("h1").evaluate("heading => heading.getBoundingClientRect().bottom")
    return [f"{page.url}: the heading ends at {bottom}"] if bottom > 780 else []


def cut_off_at_a_width(page: Page) -> list[str]:
    found = []
    for width, height in ((320, 800), (360, 800), (768, 1000), (1280, 800), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        found += cut_off(page, f"at {width} x {height}")
    return found


def small_targets(page: Page) -> list[str]:
    found = []
    page.set_viewport_size({"width": 360, "height": 800})
    page.locator(".menu summary").click()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{page.url} at {width}: {line}" for line in page.evaluate(SMALL_TARGETS)]
    page.evaluate("document.querySelector('.menu').open = false")
    return found


def cut_off_when_enlarged_or_spaced(page: Page) -> list[str]:
    """The last look at a page, which it changes."""
    found = []
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true; })")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found += cut_off(page, f"at 200 %, {width}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.evaluate(SPACING)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found += cut_off(page, f"spaced, {width}")
    return found


LOOKS = (low_heading, cut_off_at_a_width, small_targets, cut_off_when_enlarged_or_spaced)
Look = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def shares() -> dict[tuple[str, ...], dict[Look, list[str]]]:
    """What was found on each share of the pages."""
    return {}


@pytest.fixture
def found(open_page: Open, most_pages: list[str], shares: dict[tuple[str, ...], dict[Look, list[str]]]) -> dict[Look, list[str]]:
    """What each look finds on a share of the pages, of which each is opened but once."""
    share = tuple(most_pages)
    if share not in shares:
        page = open_page("/")
        seen: dict[Look, list[str]] = {look: [] for look in LOOKS}
        for path in most_pages:
            page.goto(path)
            for look in LOOKS:
                seen[look] += look(page)
        shares[share] = seen
    return shares[share]


def test_nothing_is_cut_off_or_scrolls_sideways_at_any_width_or_at_400_percent(found: dict[Look, list[str]]) -> None:
    assert not found[cut_off_at_a_width], "\n".join(found[cut_off_at_a_width])


def test_nothing_is_cut_off_with_text_of_double_size_or_with_wider_spacing(found: dict[Look, list[str]]) -> None:
    assert not found[cut_off_when_enlarged_or_spaced], "\n".join(found[cut_off_when_enlarged_or_spaced])


def test_targets_outside_of_text_are_44_pixels_wide_and_high(found: dict[Look, list[str]]) -> None:
    assert not found[small_targets], "\n".join(found[small_targets])


def test_the_heading_stands_on_the_first_screen_of_a_phone(found: dict[Look, list[str]]) -> None:
    assert not found[low_heading], "\n".join(found[low_heading])


@pytest.mark.parametrize("path", ["/crisis/", "/es/crisis/"])
def test_call_text_chat_and_911_stand_on_the_first_screen_of_a_phone(open_page: Open, path: str) -> None:
    page = open_page(path, width=360, height=780)
    ways = page.locator("main").locator("a[href='tel:988'], a[href='sms:988'], a[href^='https://988lifeline.org/chat'], a[href='tel:911']")
    boxes = ways.evaluate_all("links => links.slice(0, 4).map(link => link.getBoundingClientRect().toJSON())")
    assert [way.get_attribute("href") for way in ways.all()[:4]] == ["tel:988", "sms:988", "https://988lifeline.org/chat/", "tel:911"]
    assert max(box["bottom"] for box in boxes) <= 780
    leave = page.locator("#exit").evaluate("link => link.getBoundingClientRect().toJSON()")
    assert not [box for box in boxes if box["bottom"] > leave["top"] and box["right"] > leave["left"]]


@pytest.mark.parametrize("kind", ["home", "approach", "crisis", "Spanish home"])
def test_the_crisis_bar_takes_60_pixels_and_the_header_64_or_80(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind])
    for width, header in ((360, 64), (1280, 80)):
        page.set_viewport_size({"width": width, "height": 800})
        crisis, site = (page.locator(name).evaluate("element => element.getBoundingClientRect().height") for name in (".crisis", ".site"))
        assert crisis == pytest.approx(60, abs=1)
        assert site == pytest.approx(header, abs=1.5)  # with its rule below


def test_at_the_end_of_a_page_nothing_lies_behind_the_quick_exit(open_page: Open) -> None:
    page = open_page("/")
    for kind in KINDS:
        page.goto(KINDS[kind])
        for width, height in ((320, 800), (360, 800), (1280, 800), (320, 256)):
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            assert page.evaluate(COVERED) == [], (kind, width, height)


def test_the_quick_exit_is_48_pixels_high_and_44_on_a_very_low_screen(open_page: Open) -> None:
    page = open_page("/", width=360, height=800)
    exit_link = page.locator("#exit")
    assert exit_link.evaluate("element => element.offsetHeight") == 48
    assert exit_link.locator("svg").is_visible()
    page.set_viewport_size({"width": 320, "height": 256})
    assert exit_link.evaluate("element => element.offsetHeight") == 44
    assert not exit_link.locator("svg").is_visible()


@pytest.mark.parametrize("kind", ["approach", "long read", "page"])
def test_a_line_of_text_is_at_most_38_rem_long(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind])
    widest = page.locator("article p").evaluate_all("texts => Math.max(...texts.map(text => text.getBoundingClientRect().width))")
    assert widest == pytest.approx(38 * 16, abs=1)


@pytest.mark.parametrize("path", [KINDS["crisis"], "/es/crisis/"])
def test_call_text_chat_and_911_stand_free_on_the_first_screen_of_a_phone(open_page: Open, path: str) -> None:
    page = open_page(path, width=360, height=780)
    for link in (*page.locator(".call").all(), page.locator(".crisis-top a[href='tel:911']")):
        assert link.evaluate("""link => [...link.getClientRects()].every(({left, top, right, bottom}) =>
          bottom <= innerHeight && link.contains(document.elementFromPoint(left + 1, (top + bottom) / 2))
          && link.contains(document.elementFromPoint(right - 1, (top + bottom) / 2)))"""), link
