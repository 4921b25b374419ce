"""Keeps personal data out of the logs: no addresses of people, no query strings, no bodies."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from gunicorn.glogging import Logger

# Time, method, path without query, status, bytes, milliseconds: no address, no browser, no referrer. Shown to readers as it stands.
ACCESS_LOG_FORMAT = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"

_ADDRESS = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|(?<![\w:])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\w:])"
    r"|(?<![\w:])(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?::(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?(?![\w:])",
    re.IGNORECASE,
)
_QUERY = re.compile(r"\?[^\s'\"]*")


def cleaned(text: str) -> str:
    """The text without IP addresses and query strings."""
    return _QUERY.sub("", _ADDRESS.sub("-", text))


class WithoutPersonalData(logging.Filter):
    """Writes `-` for IP addresses and cuts query strings, in whatever a library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the record is cleaned, not dropped. What a server says of its own start stays as it is."""
        if record.levelno < logging.WARNING:
            return True
        record.msg, record.args = cleaned(record.getMessage()), ()
        if record.exc_info:  # an exception quotes what it choked on; formatters take this text when it is there
            record.exc_text = cleaned(record.exc_text or logging.Formatter().formatException(record.exc_info))
        return True


class PrivateLogger(Logger):
    """gunicorn's logger with the filter above, and without the request lines it quotes in its warnings."""

    def setup(self, cfg: object) -> None:
        """Called by gunicorn at start."""
        super().setup(cfg)
        # Nobody writes these, and to ask for them costs each request.
        logging.logThreads = logging.logMultiprocessing = False
        logging.logAsyncioTasks = False  # type: ignore[attr-defined] # its stub is older
        self.error_log.addFilter(WithoutPersonalData())

    def warning(self, msg: str, *args: object, **kwargs: object) -> None:
        """A bad request is counted, not quoted: its bytes are the visitor's."""
        if msg.startswith("Invalid request from"):
            msg, args = "A request could not be parsed.", ()
        super().warning(msg, *args, **kwargs)

    def atoms(self, answer: Any, request: object, environ: dict[str, Any], took: timedelta) -> dict[str, Any]:
        """What the access log may say, and no more is gathered. The path percent-encoded, so that it cannot begin a line of its own."""
        return {
            "t": self.now(),
            "m": environ.get("REQUEST_METHOD", "-"),
            "U": quote(environ.get("PATH_INFO") or "-", encoding="latin-1"),
            "s": str(answer.status).partition(" ")[0],
            "B": answer.sent,
            "M": took // timedelta(milliseconds=1),
        }
