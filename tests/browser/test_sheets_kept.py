"""What a reader writes on a sheet stays on the device only when asked, whole and under a name that tells nothing, and goes when told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.sheets import PATHS, PLAN, SECRET, SHEETS, STORED, keep, leave, status, write, written
from tests.browser.test_quick_exit import weather

BROKEN = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


@pytest.mark.parametrize("path", PATHS)
def test_kept_when_asked_under_a_name_that_tells_nothing_and_no_longer_when_not(open_page: Open, path: str) -> None:
    page = open_page(path)
    write(page)
    keep(page)
    page.locator("textarea").first.fill("changed")
    page.reload()
    assert written(page)[:2] == ["changed", SECRET]
    expect(page.locator("[data-keep]")).to_be_checked()
    [[key, _]] = page.evaluate(STORED)[0]
    assert len(key) < 12
    assert key.startswith("n")
    page.locator("[data-keep]").uncheck()
    assert page.evaluate(STORED) == [[], [], ""]
    assert written(page)[:2] == ["changed", SECRET]
    page.reload()
    assert not any(written(page))


def test_each_sheet_is_kept_under_a_name_of_its_own(open_page: Open) -> None:
    page = open_page("/")
    for path in [PLAN, *SHEETS]:
        page.goto(path)
        write(page, path)
        keep(page)
    for path in [PLAN, *SHEETS]:
        page.goto(path)
        assert set(written(page)) == {path}
    page.goto("/es/crisis/safety-plan/")
    assert set(written(page)) == {PLAN}
    page.goto(SHEETS[0])
    page.locator("[data-clear]").click()
    assert "another sheet of this site still is" in status(page)
    assert len(page.evaluate(STORED)[0]) == len(SHEETS)


@pytest.mark.parametrize("kept", [True, False])
def test_clear_everything_empties_page_and_device_and_says_so(open_page: Open, kept: bool) -> None:
    page = open_page(PLAN)
    write(page)
    if kept:
        keep(page)
    page.locator("[data-clear]").click()
    assert not any(written(page))
    assert page.evaluate(STORED) == [[], [], ""]
    assert status(page) == "Cleared. Nothing is kept on this device."
    expect(page.locator("textarea").first).to_be_focused()
    expect(page.locator("[data-keep]")).not_to_be_checked()


def test_the_quick_exit_erases_what_was_kept(open_page: Open) -> None:
    page = open_page("about:blank")
    page.context.route("https://**", weather)
    page.goto(PLAN)
    write(page)
    keep(page)
    page.locator("textarea").first.press("x")  # not kept yet when the reader leaves
    leave(page)
    page.goto(PLAN)
    assert page.evaluate(STORED) == [[], [], ""]
    assert not any(written(page))


@pytest.mark.parametrize("fault", [BROKEN, FORBIDDEN], ids=["full", "forbidden"])
def test_where_the_browser_keeps_nothing_it_says_so_and_the_words_stay(open_page: Open, fault: str) -> None:
    page = open_page("about:blank")
    page.add_init_script(fault)
    page.goto(PLAN)
    write(page)
    page.locator("[data-keep]").click()
    assert "did not let us keep this" in status(page)
    expect(page.locator("[data-keep]")).not_to_be_checked()
    assert set(written(page)) == {SECRET}


def test_when_the_room_runs_out_an_earlier_version_stays_and_it_says_so(open_page: Open) -> None:
    page = open_page(PLAN)
    write(page)
    keep(page)
    page.evaluate(f"() => {{ {BROKEN} }}")
    page.locator("textarea").first.fill("more")
    expect(page.locator("[data-status]")).to_contain_text("no room to keep your latest words")
    assert written(page)[0] == "more"
    page.reload()
    assert set(written(page)) == {SECRET}


def test_a_megabyte_in_one_field_is_kept_whole(open_page: Open) -> None:
    page = open_page(PLAN)
    keep(page)
    long = "word and " * 120_000
    page.locator("textarea").first.fill(long)
    page.reload()
    assert written(page)[0] == long


def test_a_page_opened_twice_loses_nothing(open_page: Open) -> None:
    first = open_page(PLAN)
    second = first.context.new_page()
    second.goto(PLAN)
    first.locator("textarea").first.fill("from the first")
    second.locator("textarea").first.fill("from the second")
    keep(first)
    expect(second.locator("[data-status]")).to_contain_text("open in another tab too")
    assert written(second)[0] == "from the second"
    keep(second)
    expect(second.locator("[data-status]")).to_contain_text("nothing was lost")
    expect(first.locator("textarea").first).to_have_value("from the second\nfrom the first")
    first.locator("textarea").nth(1).fill("more")
    expect(second.locator("textarea").nth(1)).to_have_value("more")
    first.locator("[data-clear]").click()
    expect(second.locator("[data-status]")).to_contain_text("cleared in another tab")
    second.locator("textarea").nth(2).fill("later")
    second.wait_for_timeout(400)
    assert second.evaluate(STORED) == [[], [], ""]
    assert written(second)[:3] == ["from the second\nfrom the first", "more", "later"]
