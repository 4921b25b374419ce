"""Asks other sites, politely, whether the addresses that we link to still answer. Staff run it; nothing does so by itself."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from django.conf import settings

HOPS = 6
# Answers that say nothing of the page: the site wants people, a password, or fewer questions.
_CANNOT_TELL = frozenset({401, 402, 403, 405, 406, 407, 408, 418, 425, 429, 451, 500, 502, 503, 504, 999})
_KNOWN_TO_ITS_KEEPER = "doi.org"  # sends on only what is registered; publishers behind it turn programs away


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address; `ok` is None where that does not tell whether a person would find something there."""

    url: str
    ok: bool | None
    said: str
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: between two requests to a site, for a site to say something, and for all of an answer."""

    pause: float = 2.0
    silence: float = 10.0
    whole: float = 20.0


PATIENT = Patience()


class _Unwilling(Exception):
    """A request that is not made; says why in a sentence."""


def check(urls: Iterable[str], patience: Patience = Patience()) -> Iterator[Answer]:
    """Ask for each address, one after the other, site by site, and yield what came of it. Never raises for what a site does."""
    ask = _Asker(patience)
    for url in sorted(set(urls), key=_by_site):
        yield _checked(url, ask)


def _by_site(url: str) -> tuple[str, str]:
    try:
        return urlsplit(url).netloc.casefold(), url
    except ValueError:
        return "", url


def _checked(url: str, ask: _Asker) -> Answer:
    try:
        return _followed(url, ask)
    except _Unwilling as error:
        return Answer(url, ok=False, said=str(error))
    except (HTTPException, OSError, ValueError) as error:
        return Answer(url, _tells(error), _in_words(error, ask.patience))


def _followed(url: str, ask: _Asker) -> Answer:
    """The answer at the end of all redirects. Raises _Unwilling, HTTPException, OSError and ValueError."""
    at, passed = url, set[str]()
    for _hop in range(HOPS):
        passed.add(at)
        status, to = ask("HEAD", at)
        if status >= 400:  # some answer only to a browser's own question
            status, to = ask("GET", at)
        if not (300 <= status < 400 and to):
            return _told(url, at, status)
        at = urldefrag(urljoin(at, to))[0]
        if urlsplit(at).scheme not in {"http", "https"}:
            raise _Unwilling("Leads to an address that is no web page.")
        if at in passed:
            raise _Unwilling("Leads in a circle.")
        if urlsplit(url).hostname == _KNOWN_TO_ITS_KEEPER:
            return Answer(url, ok=True, said=f"Registered; leads to {urlsplit(at).hostname}.", status=status)
    raise _Unwilling(f"Leads on and on: more than {HOPS} steps.")


def _told(url: str, end: str, status: int) -> Answer:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "a status of its own"
    where = f" It leads to {end}"[:200] if end != urldefrag(url)[0] else ""
    if 200 <= status < 300:
        return Answer(url, ok=True, said=f"Works.{where}", status=status)
    if status in _CANNOT_TELL:
        return Answer(
            url, ok=None, said=f"{status} {phrase}: the site does not answer programs, or is busy. Please look yourself.{where}", status=status
        )
    return Answer(url, ok=False, said=f"{status} {phrase}.{where}", status=status)


def _tells(error: Exception) -> bool | None:
    """Whether an error means that nothing is there; a slow site may only be busy."""
    reason = error.reason if isinstance(error, URLError) else error
    return None if isinstance(reason, TimeoutError) else False


def _in_words(error: Exception, patience: Patience) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    match reason:
        case TimeoutError():
            return f"No answer within {patience.whole:g} seconds."
        case socket.gaierror():
            return "There is no such site any more, or its name cannot be looked up from here."
        case ssl.SSLError():
            return "Its certificate is not valid, so browsers warn of it."
        case ConnectionRefusedError():
            return "The site refuses the connection."
        case OSError():
            return "The connection failed."
        case HTTPException():
            return "The site answers in a way that is no web page."
    return "This is not a whole address."


class _Asker:
    """Makes requests with a pause between two to the same site. What a page says is never read."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self._asked_at: dict[str, float] = {}
        self._opener = OpenerDirector()
        for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler()):  # no other schemes, and no redirect is followed unseen
            self._opener.add_handler(handler)

    def __call__(self, method: str, url: str) -> tuple[int, str]:
        """The status, and where it leads if it does. Raises _Unwilling, HTTPException, OSError (TimeoutError) and ValueError."""
        whole = _in_ascii(url)
        self._wait_for(str(urlsplit(whole).hostname))
        names = {"User-Agent": f"common-ground-links/1.0 (+{settings.SITE_URL})", "Accept": "*/*"}
        request = Request(whole, method=method, headers=names)  # noqa: S310 (http and https only: _in_ascii)
        return _within(self.patience.whole, lambda: self._answer(request))

    def _answer(self, request: Request) -> tuple[int, str]:
        response: Any = self._opener.open(request, timeout=self.patience.silence)
        with response:  # closed unread
            return response.status, response.headers.get("Location", "")

    def _wait_for(self, site: str) -> None:
        since = time.monotonic() - self._asked_at.get(site, float("-inf"))
        if since < self.patience.pause:
            time.sleep(self.patience.pause - since)
        self._asked_at[site] = time.monotonic()


def _within(seconds: float, question: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """What the function gives, if it does so in time: a site that sends a byte now and then would hold us for ever. Raises what it raises."""
    came: list[tuple[int, str]] = []
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            came.append(question())
        except BaseException as error:  # noqa: BLE001 (raised again by the one who waits)
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if failed:
        raise failed[0]
    if not came:
        raise TimeoutError
    return came[0]


def _in_ascii(url: str) -> str:
    """The address as it travels. Raises _Unwilling for what is no web page, and ValueError for what is no address."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"}:
        raise _Unwilling("This is not an address of a web page.")
    if not parts.hostname:
        raise ValueError(url)
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    host = f"[{host}]" if ":" in host else host
    netloc = host if parts.port is None else f"{host}:{parts.port}"  # without a name and password
    path, query = (quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, netloc, path, query, ""))
