"""“Was this clear?” in a browser: with and without script, in two keys, leaving nothing behind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Request, Route, expect

from tests.browser.conftest import KINDS, Open, Read


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


@pytest.mark.parametrize("kind", ["approach", "concern", "long read", "practice", "term"])
def test_over_plain_http_a_browser_names_our_origin_so_that_the_answer_counts(open_page: Open, read: Read, kind: str) -> None:
    page = open_page("about:blank")
    sent: list[Request] = []

    def site(route: Route) -> None:
        is_answer = route.request.method == "POST"
        sent.extend([route.request] if is_answer else [])
        route.fulfill(status=200, content_type="text/html", body=b"" if is_answer else read(KINDS[kind]).body)

    page.context.route(f"http://clinic.example{KINDS[kind]}", site)
    page.context.route(f"http://clinic.example/clear{KINDS[kind]}", site)
    page.goto(f"http://clinic.example{KINDS[kind]}", wait_until="domcontentloaded")
    page.get_by_role("group", name="Was this clear?").get_by_role("button", name="Yes").click()
    page.wait_for_url("**/clear/**")
    (answer,) = sent
    told = answer.all_headers()
    assert "sec-fetch-site" not in told  # a browser keeps it for HTTPS and this machine
    assert told["origin"] == "http://clinic.example"
