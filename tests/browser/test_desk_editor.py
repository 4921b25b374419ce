"""Writing in the page form: pictures by drop, what is put in by search, rows, checks, no trap for the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import PIL.Image
import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import LIST, form_of, frame, in_page


def picture() -> dict[str, Any]:
    data = BytesIO()
    PIL.Image.new("RGB", (40, 20), "teal").save(data, "PNG")
    return {"name": "chairs.png", "mimeType": "image/png", "buffer": data.getvalue()}


def test_tab_leaves_the_editor(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST), "approaches/cbt")
    body = page.get_by_label("Body (Markdown):")
    before = body.input_value()
    body.focus()
    page.keyboard.press("Tab")
    expect(body).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(body).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Picture", exact=True)).to_be_focused()
    assert body.input_value() == before


@pytest.mark.parametrize("way", ["drop", "paste"])
def test_a_dropped_or_pasted_picture_asks_for_its_words_and_can_be_undone(way: str, desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST), "approaches/cbt")
    body = page.get_by_label("Body (Markdown):")
    before = body.input_value()
    body.focus()
    in_page(page, "document.activeElement.setSelectionRange(0, 0)")
    script = """([way, bytes]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'chairs.png', { type: 'image/png' }));
        const words = { bubbles: true, cancelable: true };
        const event = way === 'drop'
            ? new DragEvent('drop', { ...words, dataTransfer: data })
            : new ClipboardEvent('paste', { ...words, clipboardData: data });
        document.activeElement.dispatchEvent(event);
    }"""
    page.evaluate(script, [way, list(picture()["buffer"])])
    words = page.get_by_label("What does chairs.png show?")
    expect(words).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Please say in words what the picture shows")).to_be_visible()
    assert body.input_value() == before
    words.fill("Two chairs")
    page.keyboard.press("Enter")
    expect(body).to_have_value(re.compile(r"^!\[Two chairs\]\(/media/images/\d{4}/\w+\.webp\)"))
    expect(body).to_be_focused()
    expect(frame(page).get_by_alt_text("Two chairs")).to_be_attached()
    page.keyboard.press("Control+z")
    expect(body).to_have_value(before)


def test_a_file_that_is_no_picture_is_refused_in_words_and_leaves_the_text_alone(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST), "approaches/cbt")
    body = page.get_by_label("Body (Markdown):")
    before = body.input_value()
    page.get_by_label("Add a picture").set_input_files({"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg onload='x'/>"})
    page.get_by_label("What does a.svg show?").fill("Nothing")
    page.get_by_role("button", name="Insert picture").click()
    expect(page.get_by_role("alert").filter(has_text="This is not a picture that pages can show.")).to_be_visible()
    assert body.input_value() == before
    page.keyboard.press("Escape")


def test_citation_link_term_and_figure_are_put_in_by_search_and_can_be_undone(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "approaches/cbt")
    body = page.get_by_label("Body (Markdown):")
    before = body.input_value()
    for button, words, found, put in (
        ("Link to a page", "dialectical", "Dialectical behavior therapy", "[DBT](/approaches/dbt/)"),
        ("Citation", "Flückiger", "The Alliance in Adult Psychotherapy", "[@"),
        ("Glossary term", "empathy", "Empathy", "[[empathy]]"),
        ("Figure", "cbt", "Cbt loop", "{figure: cbt-loop}"),
    ):
        body.focus()
        in_page(page, "document.activeElement.setSelectionRange(0, 0)")
        page.get_by_role("button", name=button, exact=True).press("Enter")
        page.keyboard.type(words)
        choice = page.get_by_role("listitem").get_by_role("button").filter(has_text=re.compile(found, re.IGNORECASE)).first
        expect(choice).to_be_visible()
        choice.press("Enter")
        expect(body).to_be_focused()
        assert body.input_value().startswith(put), button
        page.keyboard.press("Control+z")
        expect(body).to_have_value(before)


def test_selected_words_become_the_words_of_the_link(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "approaches/cbt")
    body = page.get_by_label("Body (Markdown):")
    body.fill("Read more on a skill.")
    in_page(page, "document.querySelector('[data-markdown]').setSelectionRange(5, 9)")
    page.get_by_role("button", name="Link to a page", exact=True).click()
    page.get_by_label("Find a page by its title or address").fill("approaches/dbt")
    page.get_by_role("listitem").get_by_role("button").filter(has_text="/approaches/dbt/").click()
    expect(body).to_have_value("Read [more](/approaches/dbt/) on a skill.")
    page.keyboard.press("Escape")


def test_rows_come_and_go_at_a_click_and_a_removed_one_can_be_put_back(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "concerns/ocd")
    rows = page.locator("[data-rows] > .row")
    add = page.get_by_role("button", name="Add a row")
    expect(add).to_be_visible()  # the script has taken the empty rows out
    count = rows.count()
    add.click()
    expect(rows).to_have_count(count + 1)
    expect(rows.nth(count).get_by_label("Approach", exact=False).first).to_be_focused()
    rows.nth(count).get_by_role("button", name="Remove this row").click()
    expect(rows).to_have_count(count)
    first = rows.first.locator("summary").inner_text()
    rows.first.locator("summary").click()
    rows.first.get_by_role("button", name="Remove this row").click()
    expect(rows).to_have_count(count - 1)
    page.get_by_role("button", name="Put it back").press("Enter")
    expect(rows.first.locator("summary")).to_have_text(first)
    expect(rows.first.locator("summary")).to_be_focused()


def test_the_checks_follow_the_typing_and_a_click_goes_to_the_words(desk: Callable[..., Page]) -> None:
    page = form_of(desk(LIST, width=1440), "approaches/cbt")
    body = page.get_by_label("Body (Markdown):")
    body.fill("\n".join(["Plain words."] * 60) + "\n\nTherapy cures anxiety.")
    finding = (
        page.get_by_role("region", name="Checks before publishing").get_by_role("link").filter(has_text=re.compile("cures", re.IGNORECASE)).first
    )
    expect(finding).to_be_visible(timeout=10000)
    finding.press("Enter")
    expect(body).to_be_focused()
    assert "cures" in in_page(page, "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)")
    assert in_page(page, "document.activeElement.scrollTop") > 300
