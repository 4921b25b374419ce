"""The whole text of a front server's configuration."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from whitenoise.media_types import MediaTypes

from config.front import answers, errors
from crisis import notice

SERVERS = {"nginx": "front/nginx.conf", "caddy": "front/Caddyfile"}
_MORE = 1_000_000  # bytes of a form around a picture
# Finished answers beside the pages, and their types.
_FOR_MACHINES = {"robots.txt": "text/plain; charset=utf-8", "feed.xml": "application/atom+xml; charset=utf-8"}
_HEALTH = ("healthz", "readyz")
_WHERE = re.compile(r"[\w.:\[\]/-]+", re.ASCII)


@dataclass(frozen=True)
class Place:
    """Where the front server stands. `listen` is empty when it stands at SITE_URL itself."""

    nodes: tuple[str, ...] = ("127.0.0.1:8000",)
    listen: str = ""
    state: str = ""
    user: str = "www-data"

    def __post_init__(self) -> None:
        for name, values in {"node": self.nodes, "listen": (self.listen,), "state": (self.state,), "user": (self.user,)}.items():
            for value in filter(None, values):
                if not _WHERE.fullmatch(value):
                    raise ImproperlyConfigured(f"--{name}: {value!r} is not a plain name or address.")


def text(server: str, place: Place) -> str:
    """For nginx or Caddy."""
    site = urlsplit(settings.SITE_URL)
    if settings.HTTPS and not getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        raise ImproperlyConfigured(
            "TRUST_FORWARDED_PROTO: has to be true behind a front server that speaks HTTPS, or every page redirects to itself."
        )
    if not _WHERE.fullmatch(str(settings.DATA_DIR)):
        raise ImproperlyConfigured("DATA_DIR: a front server needs a folder without spaces and signs in its name.")
    context = {
        "site": site,
        "is_https": settings.HTTPS,
        "place": place,
        "hosts": _hosts(server),
        "listen": _listen(site.port, place),
        "bind": place.listen.rpartition(":")[0],
        "port": place.listen.rpartition(":")[2] or site.port or (443 if settings.HTTPS else 80),
        "scheme": "http" if place.listen else site.scheme,
        "notice": notice.HEADER,
        "data": settings.DATA_DIR,
        "front": errors.folder(),
        "errors": errors.PAGES,
        "away": errors.AWAY,
        "refused": errors.REFUSED,
        "health": _HEALTH,
        "machines": _FOR_MACHINES,
        "desk": errors.DESK,
        "starts": [(code, "/" if code == settings.LANGUAGE_CODE else f"/{code}/") for code, _ in settings.LANGUAGES],
        "others": [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
        "language": settings.LANGUAGE_CODE,
        "most": settings.UPLOAD_MAX_BYTES + _MORE,
        "types": _types(),
        "static": answers.of_a_static_file(),  # first: no page can be asked for without these files
        "page": answers.of_a_page(),
        "sheet": answers.of_a_sheet(),
        "error": answers.of_an_error(),
    }
    _refuse_signs(context)
    return render_to_string(SERVERS[server], context)


def _listen(port: int | None, place: Place) -> list[str]:
    """For nginx."""
    if place.listen:
        return [place.listen]
    ports = f"{port or 443} ssl http2" if settings.HTTPS else f"{port or 80}"
    return [ports, f"[::]:{ports}"]


def _hosts(server: str) -> list[str]:
    """The names that the site answers to, in the form of the server; all of them where the settings say so."""
    found: list[str] = []
    for host in settings.ALLOWED_HOSTS:
        if server == "nginx":
            found.append("~." if host == "*" else host)
        elif host == "*":
            found.append("")
        else:
            found += [host[1:], f"*{host}"] if host.startswith(".") else [host]
    return list(dict.fromkeys(found))


def _types() -> list[tuple[str, str]]:
    """The endings of the collected files with their types, as whitenoise says them."""
    found = {file.suffix[1:] for file in Path(settings.STATIC_ROOT).rglob("*.*") if file.is_file() and file.suffix not in {".br", ".gz"}}
    kinds = {ending: MediaTypes().get_type(f"file.{ending}") for ending in sorted(found)}
    return [(ending, f'{kind}; charset="utf-8"' if kind.startswith("text/") else kind) for ending, kind in kinds.items()]


def _refuse_signs(context: dict[str, object]) -> None:
    """Values stand between quotes in the configuration."""
    for kind in ("page", "sheet", "static", "error"):
        for name, value in context[kind]:  # type: ignore[attr-defined]
            if set(value) & set('"`$\\{}\n'):
                raise ImproperlyConfigured(f"{name}: {value!r} has a sign that cannot stand in a configuration.")
