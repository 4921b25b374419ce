"""What the tests of the desk share: where the pages are listed, the form of one, and its preview."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import FrameLocator, Page

LIST = "/admin/content/page/"


def form_of(page: Page, path: str) -> Page:
    """Goes to the form of a page from the list, as staff do; it is there with its script, which hears what is typed from then on."""
    page.goto(f"{LIST}?q={path}")
    page.get_by_role("row").filter(has=page.get_by_role("cell", name=path, exact=True)).get_by_role("link").click()
    page.wait_for_url(re.compile("/change/"))
    return page


def frame(page: Page) -> FrameLocator:
    return page.frame_locator('iframe[name="preview"]')


def in_page(page: Page, script: str) -> Any:
    return page.evaluate(script)
