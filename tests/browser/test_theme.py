"""The looks that a device asks for: light, dark, forced colors and reduced motion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, Open

TOKENS = (Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
BORDERED = {".btn", ".pill", ".exit", ".tile", ".door--now", ".note", ".call", ".menu summary"}
GROUNDS = {"body": "paper", ".crisis": "deep", ".pill": "honey", ".foot": "deep", ".exit": "surface", ".field": "butter"}


def token(name: str, theme: str) -> tuple[int, int, int]:
    """The value of a token in a theme, as red, green and blue."""
    found = re.search(rf"--{name}:\s+light-dark\((#\w+), (#\w+)\)", TOKENS)
    assert found, name
    value = found[1 if theme == "light" else 2]
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def colour(page: Page, selector: str, which: str = "backgroundColor") -> tuple[int, ...]:
    value = page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{which}")
    return tuple(int(part) for part in re.findall(r"\d+", value)[:3])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_grounds_and_text_have_the_colours_of_the_tokens(open_page: Open, theme: str) -> None:
    page = open_page(KINDS["approach"], color_scheme=theme)
    for selector, name in GROUNDS.items():
        assert colour(page, selector) == token(name, theme), selector
    assert colour(page, "body", "color") == token("ink", theme)
    assert colour(page, "article.prose > p > a", "color") == token("link", theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_seven_approaches_have_their_tints(open_page: Open, theme: str) -> None:
    tints = {"cbt": "butter", "psychodynamic": "sky", "humanistic": "peach", "ipt": "blush", "behavior": "leaf", "dbt": "mist", "mindfulness": "sand"}
    page = open_page("/", color_scheme=theme)
    for path, tint in tints.items():
        assert colour(page, f".tile[href='/approaches/{path}/']") == token(tint, theme), path


def test_honey_means_help_and_colours_nothing_else(open_page: Open) -> None:
    page = open_page("/")
    honey = token("honey", "light")
    for kind in KINDS:
        page.goto(KINDS[kind])
        found = page.locator("body *").evaluate_all(
            "(all, honey) => all.filter(one => getComputedStyle(one).backgroundColor === honey).map(one => one.className)",
            "rgb({}, {}, {})".format(*honey),
        )
        assert found, kind
        assert {name.split()[0] for name in found} <= {"pill", "door", "note", "call"}, kind
        assert all("--" in name for name in found if name not in {"pill", "call"}), kind


def test_in_forced_colors_what_was_only_a_ground_has_a_border(open_page: Open) -> None:
    page = open_page("/", width=360, forced_colors="active")
    seen = set()
    for kind in KINDS:
        page.goto(KINDS[kind])
        for selector in BORDERED:
            borders = page.locator(selector).evaluate_all("all => all.map(one => getComputedStyle(one).borderTop)")
            assert all(re.match(r"[12]px solid", border) for border in borders), (kind, selector, borders)
            seen |= {selector} if borders else set()
    assert seen == BORDERED


def test_in_forced_colors_drawn_shapes_and_seeds_keep_an_outline(open_page: Open) -> None:
    page = open_page(KINDS["approach"], forced_colors="active")
    outlines = "all => all.map(one => [getComputedStyle(one).stroke !== 'none', getComputedStyle(one).vectorEffect])"
    shapes = page.locator("svg :is(circle, path)[fill]:not([fill=none])").evaluate_all(outlines)
    assert len(shapes) > 10
    assert all(shape == [True, "non-scaling-stroke"] for shape in shapes)
    words = page.locator("svg text").evaluate_all(outlines)
    assert words
    assert not any(outlined for outlined, _ in words)
    seeds = page.locator(".seeds > li").evaluate_all("all => all.map(one => getComputedStyle(one, '::before').backgroundColor)")
    assert seeds
    assert set(seeds) == {page.evaluate("getComputedStyle(document.body).color")}


MOVES = """() => [...document.querySelectorAll('*')].filter(one => ['', '::before', '::after'].some(part => {
  const style = getComputedStyle(one, part || null), seconds = value => value.split(',').some(time => parseFloat(time) > 0);
  return seconds(style.transitionDuration) || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
})).map(one => one.className || one.tagName)"""


def test_with_reduced_motion_nothing_has_a_transition_or_animation(open_page: Open) -> None:
    page = open_page("/", reduced_motion="reduce")
    for kind in KINDS:
        page.goto(KINDS[kind])
        assert page.evaluate(MOVES) == [], kind


def test_otherwise_only_colours_change_and_links_scroll(open_page: Open) -> None:
    page = open_page("/", reduced_motion="no-preference")
    changing = page.locator("*").evaluate_all("all => [...new Set(all.map(one => getComputedStyle(one).transitionProperty))]")
    assert set(changing) <= {"all", "background-color, color"}  # `all` with no duration is the browser's own
    moving = page.locator("*").evaluate_all("all => all.filter(one => getComputedStyle(one).animationName !== 'none').length")
    assert moving == 0
