"""What axe finds on the pages (nothing), and what assistive technology is told of tables whose look changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, Open

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# The contrast of AAA; axe's own settings leave what does not even reach AA to another rule, which would measure all again.
CONTRAST = {
    "ignoreUnicode": True,
    "boldValue": 700,
    "boldTextPt": 14,
    "largeTextPt": 18,
    "contrastRatio": {"normal": {"expected": 7}, "large": {"expected": 4.5}},
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}, "color-contrast": {"enabled": False}},
    "checks": {"color-contrast-enhanced": {"options": CONTRAST}},
    "resultTypes": ["violations"],
}
# All that another theme can change.
RULES_OF_COLOUR = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced", "link-in-text-block"]}, "rules": {}}
LOOKS = [(width, theme) for width in (320, 1280) for theme in ("light", "dark")]
FEW_LOOKS = [(320, "light"), (1280, "dark")]  # for pages that share their template with one that is seen in all


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """Each violation as a line: the rule, the first element, why, and how many more there are."""
    found = page.evaluate("rules => axe.run(document, rules).then(result => result.violations)", rules)
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]} ({v['nodes'][0]['failureSummary']}) and {len(v['nodes']) - 1} more" for v in found]


def with_axe(page: Page) -> Page:
    """The page, in which axe will be at hand; the content security policy of what it shows does not bind the browser's own scripts."""
    page.add_init_script(AXE)
    return page


def in_every_look(page: Page, looks: list[tuple[int, str]] = LOOKS) -> list[str]:
    """The violations of an open page, narrow and wide, light and dark, with everything in it unfolded."""
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true; })")
    found = []
    for width, theme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        rules = RULES if theme == "light" else RULES_OF_COLOUR
        found += [f"{page.url} at {width}, {theme}: {line}" for line in violations(page, rules)]
    return found


def test_axe_finds_nothing_on_any_page_narrow_or_wide_light_or_dark(open_page: Open, most_pages: list[str]) -> None:
    page = with_axe(open_page("about:blank"))
    found = []
    for path in most_pages:
        page.goto(path)
        found += in_every_look(page, LOOKS if path in KINDS.values() else FEW_LOOKS)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_the_static_error_page(open_page: Open, server: str) -> None:
    page = with_axe(open_page("about:blank"))
    page.goto(server.replace("127.0.0.1", "other.localhost"))
    assert page.locator("h1").inner_text() == "We could not read this request"
    assert not in_every_look(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_the_menu_and_a_definition_open(open_page: Open, theme: str) -> None:
    page = with_axe(open_page("about:blank", width=360, color_scheme=theme))
    page.goto(KINDS["approach"])
    page.locator(".menu summary").click()
    assert not violations(page, RULES)
    page.locator(".menu summary").click()
    page.locator("main .term").first.click()
    assert not violations(page, RULES)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["approach list", "approach", "concern", "evidence", "evidence of an approach", "three compared"])
def test_a_table_stays_a_table_for_screen_readers_also_when_it_is_stacked(open_page: Open, kind: str, width: int) -> None:
    page = open_page(KINDS[kind], width=width)
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    tables = page.locator("main table").all()
    assert tables
    assert roles.count("table") == len(tables)
    assert roles.count("row") == page.locator("main tr").count()
    assert roles.count("columnheader") == page.locator("main thead th").count()
    assert roles.count("rowheader") == page.locator("main tbody th[scope=row]").count()
    assert roles.count("cell") + roles.count("gridcell") == page.locator("main td").count()
