"""Someone of the staff at the desk of a server, over HTTP, as a browser without scripts is."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from tests.content.test_admin import filled_form
from tests.crisis.wire import Answer, ask


class AtDesk:
    """Signed in by the form. Cookies hold on every node of one database with one secret key."""

    def __init__(self, server: str, name: str) -> None:
        self.cookies: dict[str, str] = {}
        self.open(server, "/admin/login/")
        answer = self.send(server, "/admin/login/", {"username": name, "password": "correct horse battery", "next": "/admin/"})
        assert answer.status == 302, answer.document

    def open(self, server: str, address: str) -> Answer:
        return self._keeping_cookies(ask(server, address, Cookie=self._cookie))

    def send(self, server: str, address: str, fields: dict[str, str]) -> Answer:
        body = urlencode(fields | {"csrfmiddlewaretoken": self.cookies["csrftoken"]}).encode()
        kind = "application/x-www-form-urlencoded"
        return self._keeping_cookies(ask(server, address, "POST", body, Cookie=self._cookie, Content_Type=kind))

    def take(self, server: str, page: int, revision: int, step: str) -> Answer:
        """Take a step of the workflow with a version."""
        return self.send(server, f"/admin/content/page/{page}/review/", {"step": step, f"{step}-revision": str(revision)})

    def form(self, server: str, page: int) -> dict[str, str]:
        """What the form of a page would send unchanged."""
        return filled_form(self.open(server, f"/admin/content/page/{page}/change/").document.decode())

    def save(self, server: str, page: int, fields: dict[str, str]) -> Answer:
        """Save the draft of a page."""
        return self.send(server, f"/admin/content/page/{page}/change/", fields)

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keeping_cookies(self, answer: Answer) -> Answer:
        for line in answer.every("Set-Cookie"):
            if found := re.match(r"(\w+)=([^;]+)", line):
                self.cookies[found[1]] = found[2]
        return answer
