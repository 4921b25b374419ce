"""Search where no server is, in a real browser: what is typed is looked for on the page alone, and help comes first."""

from __future__ import annotations

import functools
import http.server
import json
import threading
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from content.static_export.making import file_of
from tests.conftest import ROOT
from tests.content.static_export.conftest import Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'none'; "
    "require-trusted-types-for 'script'"
)
CASES = tomllib.loads((ROOT / "tests/content/search/crisis.toml").read_text(encoding="utf-8"))
ASKED = """queries => queries.filter(query => {
    const field = document.querySelector('[data-find] input');
    field.value = query;
    field.dispatchEvent(new Event('input'));
    return document.querySelector('[data-results] > :first-child').matches('.note--help');
})"""


@pytest.fixture(scope="module")
def host(exported_once: Site) -> Iterator[str]:
    """A plain file server with the site's own content policy."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(exported_once.folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def find(host: str, page: Page) -> Iterator[Callable[[str, str], Any]]:
    """Types words on the search page of a language, and gives the addresses that it finds; the console must stay silent."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    def ask(language: str, words: str) -> list[str]:
        page.goto(f"{host}{language}/search/")
        with page.expect_response("**/list.json"):
            page.get_by_role("searchbox").focus()
        page.get_by_role("searchbox").fill(words)
        expect(page.locator("[data-results] .result").first).to_be_visible()
        return page.locator(".result a").evaluate_all("links => links.map(link => link.getAttribute('href'))")  # type: ignore[no-any-return]

    yield ask
    assert not said


@pytest.mark.parametrize(
    ("language", "words", "first"),
    [
        ("", "cbt", "/approaches/cbt/"),
        ("", "Depress", "/concerns/depression/"),
        ("", "panic attacks", "/concerns/panic/"),
        ("", "988", "/crisis/#line-988"),
        ("/es", "depresión", "/concerns/depression/"),
        ("/es", "CRISIS", "/es/crisis/"),
    ],
)
def test_what_is_meant_comes_first(find: Callable[[str, str], list[str]], language: str, words: str, first: str) -> None:
    assert find(language, words)[0] == first


def test_what_is_there_in_english_only_says_so_in_spanish(find: Callable[[str, str], list[str]], page: Page) -> None:
    find("/es", "depresión")
    expect(page.locator(".kind").first).to_contain_text("en inglés")
    assert page.locator(".result a").first.get_attribute("lang") == "en"


def test_every_result_there_can_be_has_a_file(exported_once: Site) -> None:
    for name in ("search/list.json", "es/search/list.json"):
        entries = json.loads(exported_once.read(name))["entries"]
        assert len(entries) > 150
        for entry in entries:
            assert (exported_once.folder / file_of(entry[0].partition("#")[0])).is_file(), entry


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_page_judges_words_of_crisis_as_the_server_does(find: Callable[[str, str], list[str]], page: Page, language: str) -> None:
    find(language, "cbt")
    assert page.evaluate(ASKED, CASES["needs_help"]) == CASES["needs_help"]
    assert page.evaluate(ASKED, CASES["innocent"]) == []


def test_help_comes_above_the_results_and_goes_again(find: Callable[[str, str], list[str]], page: Page) -> None:
    find("", "want to die cbt")
    assert page.locator("[data-results] > *").first.get_attribute("class") == "note note--help prose"
    expect(page.get_by_role("heading", name="If this is a very hard moment")).to_be_visible()
    expect(page.locator("[data-said]")).to_contain_text("Call or text 988")
    assert not Axe().run(page).response["violations"]
    page.get_by_role("searchbox").fill("grief")
    expect(page.locator(".note--help")).to_have_count(0)
    expect(page.locator("[data-said]")).to_contain_text("Results: ")
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".door--now")).to_be_visible()


def test_nothing_is_sent_while_someone_types(find: Callable[[str, str], list[str]], page: Page) -> None:
    find("", "cbt")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("searchbox").press_sequentially(" my secret words", delay=5)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_timeout(300)
    assert asked == []
    assert page.url.endswith("/search/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_signs_of_html_are_words_and_nothing_else(find: Callable[[str, str], list[str]], page: Page) -> None:
    find("", "cbt <img src=x onerror=alert(1)>")
    assert page.locator("[data-results] img").count() == 0


def test_without_the_list_the_links_stay_and_words_say_so(host: str, page: Page) -> None:
    page.route("**/list.json", lambda route: route.abort())
    page.goto(f"{host}/search/")
    page.get_by_role("searchbox").fill("cbt")
    expect(page.locator("[data-said]")).to_contain_text("could not be read")
    expect(page.locator(".door--now")).to_be_visible()


@pytest.mark.parametrize(("language", "words"), [("", "must run scripts"), ("/es", "debe ejecutar scripts")])
def test_without_script_there_are_links_and_no_field(host: str, new_context: Callable[..., Any], language: str, words: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{host}{language}/search/")
    expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator(".door--now")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)
