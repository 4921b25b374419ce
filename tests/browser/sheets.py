"""Sheets as a reader fills them in: where they are, and what stands in their fields."""

from __future__ import annotations

from playwright.sync_api import Page

PLAN = "/crisis/safety-plan/"
SHEETS = [f"/practice/{name}/" for name in ("thought-record", "activity-planner", "graded-steps", "my-questions", "alliance-check-in")]
PATHS = [PLAN, "/es/crisis/safety-plan/", *SHEETS]
SECRET = "Zebra-4711"
STORED = "() => [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]"


def write(page: Page, text: str = SECRET) -> None:
    """Put a text into every field."""
    for box in page.locator("[data-sheet] textarea").all():
        box.fill(text)


def written(page: Page) -> list[str]:
    """What stands in the fields, in order."""
    found: list[str] = page.locator("[data-sheet] textarea").evaluate_all("boxes => boxes.map(box => box.value)")
    return found


def keep(page: Page) -> None:
    """Ask that it is kept on this device."""
    page.locator("[data-keep]").check()


def status(page: Page) -> str:
    """What the sheet says of itself."""
    return page.locator("[data-status]").inner_text()


def leave(page: Page) -> None:
    """By the quick exit."""
    page.locator("#exit").click()
    page.wait_for_url("https://www.weather.gov/")
