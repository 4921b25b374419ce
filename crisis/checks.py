"""System checks that keep the notice on every response; `refuse_unsafe_boot` makes a server heed them too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

HEADER = "crisis.middleware.CrisisHeaderMiddleware"
BANNER = "crisis.middleware.CrisisBannerMiddleware"

# They measure, fingerprint or compress the body, so they must see it with the notice inside.
_OUTSIDE = (
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.cache.UpdateCacheMiddleware",
)
_COMPRESSORS = ("gzip", "compress", "brotli", "zstd", "minify")


@checks.register("crisis")
def notice_on_every_response(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Errors for a middleware list that would lose, double or corrupt the notice."""
    order: list[str] = list(settings.MIDDLEWARE)
    found: list[checks.CheckMessage] = []
    if order[:1] != [HEADER]:
        found.append(checks.Error(f"{HEADER} must come first in MIDDLEWARE: every response carries the crisis header.", id="crisis.E001"))
    if order.count(BANNER) != 1:
        found.append(checks.Error(f"{BANNER} must be in MIDDLEWARE once: every page carries the crisis notice.", id="crisis.E002"))
        return found
    for name in order[order.index(BANNER) + 1 :]:
        if any(word in name.lower() for word in _COMPRESSORS):
            found.append(checks.Error(f"{name} must come before {BANNER}: a notice put into compressed bytes breaks the page.", id="crisis.E003"))
        elif name in _OUTSIDE:
            found.append(checks.Error(f"{name} must come before {BANNER}: it measures the page without the notice.", id="crisis.E004"))
    return found


def refuse_unsafe_boot() -> None:
    """Stop a server that would start without these checks (gunicorn runs none).

    Raises ImproperlyConfigured with the messages of the failed checks.
    """
    errors = [message for message in checks.run_checks(tags=["crisis"]) if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(str(message) for message in errors))
