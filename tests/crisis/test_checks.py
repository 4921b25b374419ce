"""Promises of the system checks: a middleware list that would lose or spoil the notice is an error, and stops the server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from crisis.checks import BANNER, HEADER, notice_on_every_response, refuse_unsafe_boot

ROOT = Path(__file__).resolve().parent.parent.parent
GZIP = "django.middleware.gzip.GZipMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
SECURITY = "django.middleware.security.SecurityMiddleware"


def ids(settings: LazySettings, *order: str) -> list[str | None]:
    """The ids of what the check finds in an order of middleware."""
    settings.MIDDLEWARE = list(order)
    return [message.id for message in notice_on_every_response()]


def test_the_sites_own_order_is_right() -> None:
    assert notice_on_every_response() == []


@pytest.mark.parametrize("order", [[HEADER, BANNER], [HEADER, GZIP, COMMON, BANNER], [HEADER, COMMON, BANNER, SECURITY]])
def test_a_right_order_is_left_alone(settings: LazySettings, order: list[str]) -> None:
    assert ids(settings, *order) == []


@pytest.mark.parametrize("order", [[BANNER], [SECURITY, HEADER, BANNER], [BANNER, HEADER]])
def test_the_header_must_be_outermost(settings: LazySettings, order: list[str]) -> None:
    assert ids(settings, *order) == ["crisis.E001"]


@pytest.mark.parametrize("order", [[HEADER], [HEADER, COMMON, GZIP], [HEADER, BANNER, BANNER]])
def test_the_notice_must_be_there_once(settings: LazySettings, order: list[str]) -> None:
    assert ids(settings, *order) == ["crisis.E002"]


@pytest.mark.parametrize(
    "compressor",
    [GZIP, "config.compression.CompressionMiddleware", "django_brotli.middleware.BrotliMiddleware", "x.ZstdMiddleware", "htmlmin.MinifyMiddleware"],
)
def test_nothing_may_compress_inside_of_the_notice(settings: LazySettings, compressor: str) -> None:
    assert ids(settings, HEADER, BANNER, compressor) == ["crisis.E003"]


@pytest.mark.parametrize(
    "meter",
    [COMMON, "django.middleware.http.ConditionalGetMiddleware", "django.middleware.cache.UpdateCacheMiddleware"],
)
def test_nothing_may_measure_or_keep_the_page_without_the_notice(settings: LazySettings, meter: str) -> None:
    assert ids(settings, HEADER, BANNER, meter) == ["crisis.E004"]


def test_no_middleware_at_all_is_two_errors(settings: LazySettings) -> None:
    assert ids(settings) == ["crisis.E001", "crisis.E002"]


def test_a_refused_boot_says_every_reason(settings: LazySettings) -> None:
    refuse_unsafe_boot()
    settings.MIDDLEWARE = [BANNER, GZIP]
    with pytest.raises(ImproperlyConfigured, match=r"(?s)crisis\.E001.*crisis\.E003"):
        refuse_unsafe_boot()


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, str]:
    """The environment of a site whose settings forgot the notice."""
    (tmp_path / "broken_settings.py").write_text(
        f"from config.settings import *\nMIDDLEWARE = [name for name in MIDDLEWARE if name != {BANNER!r}]\n", encoding="utf-8"
    )
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    return {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "broken_settings", "PYTHONPATH": paths}


def test_a_server_without_the_notice_does_not_start(broken: dict[str, str]) -> None:
    command = [sys.executable, "-m", "gunicorn", "--check-config", "--config", "config/gunicorn.conf.py", "config.wsgi"]
    done = subprocess.run(command, cwd=ROOT, env=broken, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "crisis.E002" in done.stderr
    assert "config/wsgi.py" in done.stderr
