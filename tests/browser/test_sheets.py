"""What a reader writes on a sheet leaves it in no way, stays on the device only when asked, and is not lost without a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.conftest import Open
from tests.browser.test_print import sheets
from tests.browser.test_quick_exit import weather

PLAN = "/crisis/safety-plan/"
SHEETS = [f"/practice/{name}/" for name in ("thought-record", "activity-planner", "graded-steps", "my-questions", "alliance-check-in")]
PATHS = [PLAN, "/es/crisis/safety-plan/", *SHEETS]
SECRET = "Zebra-4711"
STORED = "() => [Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]"
BROKEN = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


def write(page: Page, text: str = SECRET) -> None:
    for box in page.locator("[data-sheet] textarea").all():
        box.fill(text)


def written(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-sheet] textarea").evaluate_all("boxes => boxes.map(box => box.value)")
    return found


def keep(page: Page) -> None:
    page.locator("[data-keep]").check()


def status(page: Page) -> str:
    return page.locator("[data-status]").inner_text()


@pytest.fixture
def traffic(open_page: Open) -> Iterator[tuple[Page, list[Request]]]:
    """A page, and everything that its context asks of anyone."""
    page = open_page("about:blank")
    asked: list[Request] = []
    page.context.route("https://**", weather)
    page.context.on("request", lambda request: asked.append(request))
    yield page, asked
    for request in asked:
        assert request.method == "GET", request.url
        assert SECRET not in request.url + (request.post_data or "") + json.dumps(request.headers)


def _reload(page: Page) -> None:
    page.reload()


def _away_and_back(page: Page) -> None:
    page.goto("/")
    page.go_back()


def _by_a_link(page: Page) -> None:
    page.locator(".logo").click()


def _print(page: Page) -> None:
    page.evaluate("window.print = () => {}")
    page.locator("[data-alone]").click()
    page.pdf()


def _download(page: Page) -> None:
    with page.expect_download():
        page.locator("[data-download]").click()


def _exit(page: Page) -> None:
    page.locator("#exit").click()
    page.wait_for_url("https://www.weather.gov/")


def _by_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.weather.gov/")


def _close(page: Page) -> None:
    page.close(run_before_unload=True)


WAYS: list[Callable[[Page], None]] = [_reload, _away_and_back, _by_a_link, _print, _download, _exit, _by_keys, _close]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_typed_leaves_and_nothing_is_stored(traffic: tuple[Page, list[Request]], way: Callable[[Page], None]) -> None:
    page, _ = traffic
    for path in (PLAN, SHEETS[WAYS.index(way) % len(SHEETS)]):  # one script for all of them
        if page.is_closed():
            page = page.context.new_page()
        page.goto(path)
        write(page)
        page.locator("main").press("Enter")
        context: BrowserContext = page.context
        way(page)
        fresh = context.new_page()
        fresh.goto("/")
        assert fresh.evaluate(STORED) == [[], [], ""], path
        fresh.goto(path)
        assert not any(written(fresh)), path
        fresh.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_that_is_left_is_empty_at_once_and_stays_so(open_page: Open, path: str) -> None:
    page = open_page(path)
    write(page)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert not any(written(page))
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert not any(written(page))


@pytest.mark.parametrize("path", PATHS)
def test_fields_stand_in_no_form_have_no_name_and_are_not_checked_for_spelling(open_page: Open, path: str) -> None:
    page = open_page(path)
    boxes = page.locator("[data-sheet] textarea")
    assert boxes.count() > 2
    for box in boxes.all():
        found = box.evaluate("box => [box.form, box.name, box.autocomplete, box.getAttribute('spellcheck'), box.labels.length]")
        assert found == [None, "", "off", "false", 1]


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
    _exit(page)
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


@pytest.mark.parametrize("path", PATHS)
def test_the_download_is_a_text_file_of_all_steps_made_in_the_browser(open_page: Open, path: str, tmp_path: Path) -> None:
    page = open_page(path)
    write(page, "línea uno\nlínea dos")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as found:
        page.locator("[data-download]").click()
    assert found.value.suggested_filename == "notes.txt"
    found.value.save_as(tmp_path / "notes.txt")
    text = (tmp_path / "notes.txt").read_text(encoding="utf-8")
    assert text.count("línea dos") == len(written(page))
    for label in page.locator("[data-sheet] label[for]").all_inner_texts():
        assert label in text
    assert not [address for address in asked if not address.startswith("blob:")]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("filled", [True, False])
def test_a_sheet_prints_alone_on_one_page_with_what_was_typed_in_place(open_page: Open, path: str, filled: bool) -> None:
    page = open_page(path)
    page.evaluate("window.print = () => {}")
    if filled:
        write(page, "One line of words, as a person might write it.\nAnd a second.")
    page.locator("[data-alone]").click()
    assert len(sheets(page.pdf(format="Letter", prefer_css_page_size=False))) == 1
    assert all(written(page)) == filled  # also when the print was cancelled
    assert not page.locator(".typed").evaluate_all("mirrors => mirrors.some(mirror => mirror.textContent)")


@pytest.mark.parametrize("path", PATHS)
def test_without_script_it_is_a_sheet_to_print_and_says_what_is_missing(open_page: Open, path: str) -> None:
    page = open_page(path, java_script_enabled=False)
    for part in page.locator("[data-plain]").all():
        expect(part).to_be_visible()
    for part in page.locator("[data-scripted]").all():
        expect(part).to_be_hidden()
    expect(page.locator("[data-sheet] textarea").first).to_be_editable()
    assert len(page.locator("[data-sheet] textarea").all()) > 2
    scripted = open_page(path)
    for part in scripted.locator("[data-plain]").all():
        expect(part).to_be_hidden()
    expect(scripted.locator("[data-keep]")).to_be_visible()


def broken(script: str) -> str:
    """The first half of a script, as a connection that was lost leaves it."""
    return script[: len(script) // 2]


@pytest.mark.parametrize("loaded", [broken, None], ids=["half", "not at all"])
def test_where_its_script_is_not_whole_a_sheet_says_that_it_cannot_empty_itself_and_the_words_stay(
    open_page: Open, loaded: Callable[[str], str] | None
) -> None:
    def answer(route: Route) -> None:
        if loaded is None:
            route.abort()
        else:
            route.fulfill(body=loaded(route.fetch().text()), content_type="text/javascript")

    page = open_page("about:blank")
    page.route("**/worksheet*.js", answer)
    page.goto(PLAN)
    write(page, "word and " * 400)
    expect(page.get_by_text("Without script, this page cannot empty itself.")).to_be_visible()
    expect(page.get_by_text("It disappears when you close or leave this page")).to_be_hidden()
    expect(page.locator("[data-keep]")).to_be_hidden()
    page.emulate_media(media="print")
    cut = page.locator("textarea").evaluate_all("boxes => boxes.filter(box => box.scrollHeight > box.clientHeight + 1).length")
    assert cut == 0  # also on paper nothing that was written is cut off
    page.emulate_media(media="screen")
    assert set(written(page)) == {"word and " * 400}
    assert page.evaluate(STORED) == [[], [], ""]
    page.goto("/")
    page.goto(PLAN)
    assert not any(written(page))


def test_the_words_on_leaving_are_only_promised_where_script_runs(open_page: Open) -> None:
    for path, promise, warning in (
        (PLAN, "It disappears when you close or leave this page", "cannot empty itself"),
        ("/es/crisis/safety-plan/", "Desaparece cuando cierra la página o sale de ella", "no puede vaciarse sola"),
    ):
        scripted, plain = open_page(path), open_page(path, java_script_enabled=False)
        expect(scripted.get_by_text(promise)).to_be_visible()
        expect(scripted.get_by_text(warning)).to_be_hidden()
        expect(plain.get_by_text(promise)).to_be_hidden()
        expect(plain.get_by_text(warning)).to_be_visible()


def test_without_script_the_plan_alone_is_printed_on_one_page(open_page: Open) -> None:
    page = open_page(PLAN, java_script_enabled=False)
    assert len(sheets(page.pdf(format="Letter"))) == 1
