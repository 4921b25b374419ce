"""“Was this clear?” in a browser: with and without script, in two keys, leaving nothing behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import KINDS, Open


@pytest.mark.parametrize("script", [True, False])
def test_an_answer_is_one_press_and_leaves_nothing_in_the_browser(open_page: Open, server: str, script: bool) -> None:
    page = open_page(KINDS["concern"], java_script_enabled=script)
    sent: list[str | None] = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    group = page.get_by_role("group", name="Was this clear?")
    group.get_by_role("button", name="No").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for your answer")
    assert page.url == f"{server}/clear{KINDS['concern']}"
    assert sent == ["clear=no"]
    assert page.context.storage_state() == {"cookies": [], "origins": []}
    page.get_by_role("link", name="Back to").click()
    expect(page).to_have_url(f"{server}{KINDS['concern']}")


def test_a_page_of_another_site_cannot_answer(open_page: Open, server: str) -> None:
    page = open_page("about:blank")
    form = f"<form method=post action={server}/clear/alliance/><button name=clear value=no>Go</button></form>"
    page.context.route("http://other.example/", lambda route: route.fulfill(status=200, content_type="text/html", body=form))
    page.goto("http://other.example/")
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page cannot be opened from here")
