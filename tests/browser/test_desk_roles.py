"""The way of a page walked in a browser, each role on its own: written, reviewed, published, restored, withdrawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.conftest import manage

LIST = "/admin/content/page/"
AS_IT_WAS = "The first words that readers see of this page about tea."


@pytest.fixture
def desk_of(open_page: Open, signed_in: Callable[[str], Any]) -> Callable[[str], Page]:
    """A window of the desk for a member of staff."""

    def open_for(name: str) -> Page:
        return open_page("/admin/", width=1440, storage_state=signed_in(name))

    return open_for


def status(server: str, path: str) -> int:
    try:
        with urlopen(server + path) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def words(page: Page, path: str) -> str:
    page.goto(path)
    return str(page.locator("main").inner_text())


def step(page: Page, name: str) -> Any:
    return page.get_by_role("region", name=name, exact=True)


def press(page: Page, name: str) -> None:
    step(page, name).get_by_role("button", name=name).click()


def test_the_whole_way_of_a_page(server: str, desk_of: Callable[[str], Page], open_page: Open) -> None:
    ada, vera, grace, reader = desk_of("ada"), desk_of("vera"), desk_of("grace"), open_page("/")
    path = "/made/walked-page/"

    ada.goto(f"{LIST}add/")
    ada.get_by_label("Kind:").select_option("page")
    ada.get_by_label("Address:").fill("made/walked-page")
    ada.get_by_label("Title:", exact=True).fill("A page about tea")
    ada.get_by_label("Summary:").fill("What tea is, how people make it, and why some like to drink it in a quiet hour.")
    ada.get_by_role("button", name="Add and go on").click()
    address = ada.url.replace("/change/", "/review/")
    ada.get_by_label("Body (Markdown):").fill(AS_IT_WAS)
    ada.get_by_role("button", name="Send for review").click()
    expect(ada.get_by_text("Saved and sent for review.")).to_be_visible()
    expect(ada.get_by_text("In review", exact=True)).to_be_visible()
    ada.get_by_role("link", name="Review and publish").click()
    expect(ada.get_by_text("There is nothing for you to do here now.")).to_be_visible()
    assert status(server, path) == 404

    vera.goto(address)
    expect(vera.frame_locator("iframe").get_by_text(AS_IT_WAS)).to_be_visible()
    vera.get_by_label("What should change").fill("Please say how long it takes.")
    press(vera, "Send back")
    expect(vera.get_by_text("Sent back to the author.")).to_be_visible()

    ada.goto(address)
    expect(ada.get_by_text("Please say how long it takes.")).to_be_visible()
    press(ada, "Send for review")
    expect(ada.get_by_text("Sent for review.", exact=True)).to_be_visible()

    vera.goto(address)
    expect(step(vera, "Publish now")).to_be_hidden()
    vera.get_by_label("I have read this version").check()
    press(vera, "Sign off")
    expect(vera.get_by_text("Signed off.", exact=True)).to_be_visible()
    assert status(server, path) == 404

    grace.goto(address)
    expect(step(grace, "Sign off")).to_be_hidden()
    press(grace, "Publish now")
    expect(grace.get_by_text("Published. Readers see this version now.")).to_be_visible()
    seen = words(reader, path)
    assert AS_IT_WAS in seen
    assert "Reviewed by Vera Example, Psychologist, NY 000000" in seen

    ada.goto(address.replace("/review/", "/change/"))
    ada.get_by_label("Body (Markdown):").fill("Other words that nobody wanted in the end, as it turned out.")
    ada.get_by_label("What changed:").fill("Says it in other words")
    ada.get_by_label("Tell readers too").check()
    ada.get_by_role("button", name="Send for review").click()
    expect(ada.get_by_text("Saved and sent for review.")).to_be_visible()
    vera.goto(address)
    expect(step(vera, "What changes for readers")).to_contain_text("nobody wanted")
    vera.get_by_label("I have read this version").check()
    press(vera, "Sign off")
    expect(vera.get_by_text("Signed off.", exact=True)).to_be_visible()
    grace.goto(address)
    press(grace, "Publish now")
    expect(grace.get_by_text("Published. Readers see this version now.")).to_be_visible()
    seen = words(reader, path)
    assert "Other words" in seen
    assert "What changed on this page" in seen

    ada.goto(address.replace("/review/", "/history/"))
    ada.get_by_role("button", name="Compare two versions").click()
    expect(ada.get_by_text("What is different")).to_be_visible()
    ada.get_by_role("button", name="Restore version").first.click()
    expect(ada.get_by_text("is the newest draft again.")).to_be_visible()
    expect(ada.get_by_label("Body (Markdown):")).to_have_value(AS_IT_WAS)
    assert "Other words" in words(reader, path)

    grace.goto(address)
    press(grace, "Withdraw this page")
    expect(grace.get_by_text("Withdrawn. Readers can no longer open it.")).to_be_visible()
    assert status(server, path) == 410
    grace.goto(address.replace("/review/", "/history/"))
    for what in ("Sent back to the author", "Signed off", "Published", "Restored an older version", "Withdrawn"):
        expect(grace.get_by_role("rowheader", name=what).first).to_be_visible()


SCHEDULED = """
from datetime import date, timedelta
from django.utils import timezone
from content import workflow
from content.document import Document
from django.contrib.auth.models import User
from content.models import Page
page = Page(path="made/at-its-time")
words = {"title": "At its time", "summary": "A page that goes live by itself.", "body": "Words."}
workflow.save_draft(page, Document(kind="page", written_on=date(2026, 11, 25), **words), by=None)
workflow.submit(page, by=None)
workflow.sign_off(page, page.latest_revision, by=User.objects.get(username="vera"))
workflow.schedule(page, page.latest_revision, timezone.now() + timedelta(seconds=4), by=None)
"""


def test_what_is_scheduled_is_live_within_seconds_of_its_time_without_any_command(server: str, site_data: Path) -> None:
    manage(site_data, "shell", "--verbosity", "0", "--command", SCHEDULED)
    assert status(server, "/made/at-its-time/") == 404
    end = time.monotonic() + 20
    while status(server, "/made/at-its-time/") != 200:
        assert time.monotonic() < end
        time.sleep(0.2)
