"""Other sites are asked politely and briefly, whatever they answer; against a server of our own, never another."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from content import links
from content.link_checker import Answer, Patience, check
from content.models import LinkCheck
from tests.conftest import free_port
from tests.content.made import published

HASTY = Patience(pause=0, silence=0.5, whole=1)


class Site(BaseHTTPRequestHandler):
    """A site with every kind of trouble."""

    asked: list[tuple[float, str, str, str]]
    sent = 0

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((time.monotonic(), self.command, self.path, self.headers["User-Agent"]))
        name = self.path.strip("/")
        if name == "slow":
            time.sleep(1.5)
        elif name == "drip":
            self._drip()
        elif name == "huge":
            self._huge()
        elif name == "nonsense":
            self.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        elif name == "shy-of-head":
            self._say(405 if self.command == "HEAD" else 200)
        elif name in LEADS:
            self._say(302, LEADS[name])
        elif name.startswith("on-and-on"):
            self._say(302, f"/{name}x")
        else:
            self._say(int(name) if name.isdecimal() else 200)

    def _say(self, status: int, to: str = "") -> None:
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.end_headers()

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(30):
            self.wfile.write(f"X-{number}: y\r\n".encode())
            time.sleep(0.1)

    def _huge(self) -> None:
        if self.command == "HEAD":
            self._say(405)
            return
        self._say(200)
        for _ in range(2000):
            self.wfile.write(b"x" * 100_000)
            Site.sent += 100_000

    def log_message(self, *_: Any) -> None:
        """Nothing."""


LEADS = {"moved": "/fine", "round": "/and-round", "and-round": "/round", "file": "file:///etc/passwd", "ftp": "ftp://127.0.0.1/x", "ring": "/ring"}


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what we want here."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    Site.asked, Site.sent = [], 0
    server = Server(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def answer(url: str, patience: Patience = HASTY) -> Answer:
    [found] = check([url], patience)
    return found


@pytest.mark.parametrize(
    ("path", "ok", "words"),
    [
        ("/fine", True, "Works."),
        ("/moved", True, "It leads to http"),
        ("/shy-of-head", True, "Works."),
        ("/ñandú?q=é", True, "Works."),
        ("/404", False, "404 Not Found."),
        ("/410", False, "410 Gone."),
        ("/403", None, "Please look yourself."),
        ("/429", None, "Please look yourself."),
        ("/503", None, "Please look yourself."),
        ("/799", False, "799 a status of its own."),
        ("/round", False, "Leads in a circle."),
        ("/ring", False, "Leads in a circle."),
        ("/on-and-on", False, "Leads on and on"),
        ("/file", False, "Leads to an address that is no web page."),
        ("/ftp", False, "Leads to an address that is no web page."),
        ("/slow", None, "No answer within 1 seconds."),
        ("/drip", None, "No answer within 1 seconds."),
        ("/nonsense", False, "The site answers in a way that is no web page."),
    ],
)
def test_each_answer_is_told_in_words(path: str, ok: bool | None, words: str, site: str) -> None:
    found = answer(site + path)
    assert found.ok is ok
    assert words in found.said


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "not an address of a web page"),
        ("ftp://127.0.0.1/", "not an address of a web page"),
        ("javascript:alert(1)", "not an address of a web page"),
        ("http://", "not a whole address"),
        ("http://[::1", "not a whole address"),
        ("http://127.0.0.1:port/", "not a whole address"),
        ("http://no-such-site.invalid/", "no such site"),
    ],
)
def test_what_is_no_web_page_is_not_asked_for(url: str, words: str, site: str) -> None:
    found = answer(url)
    assert found.ok is False
    assert words in found.said
    assert Site.asked == []


def test_a_site_that_refuses_the_connection_is_broken(site: str) -> None:
    found = answer(f"http://127.0.0.1:{free_port()}/")
    assert (found.ok, found.said) == (False, "The site refuses the connection.")


def test_a_page_is_never_downloaded(site: str) -> None:
    assert answer(f"{site}/huge").ok
    time.sleep(0.3)
    assert Site.sent < 10_000_000


def test_a_head_is_tried_first_and_the_site_is_told_who_asks(site: str) -> None:
    answer(f"{site}/404")
    assert [method for _, method, _, _ in Site.asked] == ["HEAD", "GET"]
    assert {agent for *_, agent in Site.asked} == {f"common-ground-links/1.0 (+{settings.SITE_URL})"}


def test_names_and_passwords_in_an_address_are_not_sent_on(site: str) -> None:
    assert answer(site.replace("http://", "http://ada:secret@") + "/fine").ok


def test_a_site_is_given_time_between_two_questions(site: str) -> None:
    list(check([f"{site}/a", f"{site}/b", f"{site}/moved"], Patience(0.2, 0.5, 1)))
    times = [at for at, *_ in Site.asked]
    assert len(times) == 4
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


@pytest.mark.django_db
def test_the_command_keeps_the_answers_and_forgets_addresses_that_nothing_links_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    published("tea", body=f"[a]({site}/fine) [b]({site}/404)")
    reading = links.read()
    reading.leaving = {url: users for url, users in reading.leaving.items() if url.startswith(site)}
    monkeypatch.setattr("content.links.read", lambda: reading)
    out = StringIO()
    call_command("check_links", "--external", "--pause", "0", stdout=out)
    assert f"[1/2] {site}/404 BROKEN: 404 Not Found." in out.getvalue()
    assert out.getvalue().endswith("1 broken links to other sites, 0 that only a person can check, 1 work.\n")
    assert sorted(LinkCheck.objects.values_list("ok", "status")) == [(False, 404), (True, 200)]
    reading.leaving.pop(f"{site}/404")
    call_command("check_links", "--external", "--pause", "0", stdout=out)
    assert LinkCheck.objects.get().url == f"{site}/fine"
