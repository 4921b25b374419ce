"""The limit of the server: a WSGI callable that does nothing but return the bytes and headers of a file that the benchmark wrote."""

from __future__ import annotations

import json
import os
from base64 import b64decode
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_TOLD: dict[str, Any] = json.loads(Path(os.environ["BARE_ANSWERS"]).read_text())
_ANSWERS = {kind: (told["status"], [tuple(header) for header in told["headers"]], [b64decode(told["body"])]) for kind, told in _TOLD.items()}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Each kind of answer under an address of its own."""
    status, headers, body = _ANSWERS[environ["PATH_INFO"]]
    start_response(status, headers)
    return body
