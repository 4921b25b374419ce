"""Reading leaves nothing behind: no cookie, nothing stored, nobody else asked, and few requests."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.conftest import Open

REQUESTS = 6  # the document, its stylesheet, its script, two fonts, the icon
OF_TOOLS = "link[rel=stylesheet]:not([href*='/site.']), script[src]:not([src*='/site.'])"  # and what pages with a tool have besides

STORED = """async () => ({
  cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
VIOLATIONS = """window.violations = [];
addEventListener('securitypolicyviolation', event => violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""


class Witness:
    """Notes what a page asks for and complains about while it is read."""

    def __init__(self, page: Page) -> None:
        self.page, self.asked, self.complaints = page, list[str](), list[str]()
        page.add_init_script(VIOLATIONS)
        page.on("request", self._request)
        page.on("console", self._message)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _message(self, message: ConsoleMessage) -> None:
        # Chromium itself reports the status of the document; the page that does not exist is meant to be one.
        if message.type in {"error", "warning"} and "status of 404" not in message.text:
            self.complaints.append(message.text)

    def read(self, path: str) -> None:
        """Open a page and do what readers do: scroll to its end, unfold everything, look a word up."""
        self.asked.clear()
        self.complaints.clear()
        self.page.goto(path)
        self.page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
        self.page.evaluate("document.querySelector('[popover]')?.showPopover()")
        self.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")

    def icons(self) -> list[str]:
        """The icons of the page, which the browser may take before, after or not at all."""
        found: list[str] = self.page.locator("link[rel=icon]").evaluate_all("links => links.map(link => link.href)")
        return [address for address in found if not address.startswith("data:")]


def test_no_page_stores_a_thing_asks_another_host_or_asks_often_or_complains(open_page: Open, most_pages: list[str], server: str) -> None:
    page = open_page("/")
    witness = Witness(page)
    for path in most_pages:
        witness.read(path)
        icons = witness.icons()
        asked = [*(url for url in witness.asked if url not in icons), *icons]
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(server).netloc}, (path, asked)
        of_tools = page.locator(OF_TOOLS).count() + path.endswith("/what-this-site-knows/")  # these have files of their own
        assert len(asked) <= REQUESTS + of_tools, (path, asked)
        assert witness.complaints == [], path
        assert page.evaluate("window.violations") == [], path
        assert page.evaluate(STORED) == NOTHING, path
        assert page.context.storage_state() == {"cookies": [], "origins": []}, path


def test_the_security_policy_forbids_inline_script_style_and_other_hosts(open_page: Open) -> None:
    page = open_page("/")
    Witness(page)
    page.reload()
    tried = """() => {
      const style = document.createElement('p'); style.setAttribute('style', 'color: red'); document.body.append(style);
      const script = document.createElement('script');
      try { script.textContent = 'window.ran = true'; } catch { /* trusted types */ }
      document.body.append(script);
      const picture = new Image(); picture.src = 'https://pictures.example/x.png'; document.body.append(picture);
      return new Promise(done => setTimeout(() => done([window.ran === undefined, getComputedStyle(style).color !== 'rgb(255, 0, 0)']), 100));
    }"""
    assert page.evaluate(tried) == [True, True]
    forbidden = {line.split()[0] for line in page.evaluate("window.violations")}
    assert {"style-src-attr", "img-src"} <= forbidden
    assert "require-trusted-types-for" in forbidden


def test_no_page_has_a_visited_colour(open_page: Open) -> None:
    page = open_page("/")
    rules = """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join('')"""
    assert ":visited" not in page.evaluate(rules)
