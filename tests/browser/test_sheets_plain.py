"""Without script, or with half of it, a sheet is one to print and promises nothing that it cannot do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Open
from tests.browser.sheets import PATHS, PLAN, STORED, write, written
from tests.browser.test_print import sheets


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
