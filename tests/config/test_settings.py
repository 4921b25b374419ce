"""Promises of the settings: a checkout works without any, a bad value is refused by its name, the secret key is made once."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("SECRET_KEY", "SITE_URL", "DATABASE_URL", "ALLOWED_HOSTS", "DEBUG", "UPLOAD_MAX_BYTES", "TRUST_FORWARDED_PROTO")


def read(expression: str, data_dir: Path | str, **given: str) -> subprocess.CompletedProcess[str]:
    """What an expression over the settings says in a process with only these variables."""
    env = {name: value for name, value in os.environ.items() if name not in NAMES} | {"DATA_DIR": str(data_dir), **given}
    code = f"import config.settings as settings; print({expression})"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def value(expression: str, data_dir: Path | str, **given: str) -> str:
    done = read(expression, data_dir, **given)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "x" * 49),
        ("SITE_URL", "https://example.org/path"),
        ("SITE_URL", "https://example.org/?a=b"),
        ("SITE_URL", "https://example.org#part"),
        ("SITE_URL", "https://user:word@example.org"),
        ("SITE_URL", "https://example.org:port"),
        ("SITE_URL", "https://:443"),
        ("SITE_URL", "http://[::1"),
        ("SITE_URL", "example.org"),
        ("SITE_URL", "ftp://example.org"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "sqlite://folder/file"),
        ("UPLOAD_MAX_BYTES", "8 MB"),
        ("DATA_DIR", "/dev/null/data"),
        ("DATA_DIR", "/dev/null"),
        ("DATA_DIR", "/proc"),
    ],
)
def test_a_bad_value_is_refused_by_its_name(tmp_path: Path, name: str, bad: str) -> None:
    done = read("1", tmp_path, **{name: bad}) if name != "DATA_DIR" else read("1", bad)
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode != 0
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name}: ")


@pytest.mark.parametrize(
    ("bad", "wrong"),
    [
        ("postgres://ada:hush/hush@host/site", "port"),
        ("postgres://ada:hush?hush@host/site", "port"),
        ("postgres://ada:hush@host:54a2/site", "port"),
        ("postgres://ada:hush@host:99999/site", "port"),
        ("postgres://ada:54/hush@host/site", "name"),
        ("postgres://ada:54?hush@host/site", "name"),
        ("postgres://ada:hush@host", "name"),
        ("postgres://ada:hush@host/", "name"),
        ("mysql://ada:hush@host/site", "expected"),
        ("//ada:hush@host/site", "expected"),
        ("ada:hush@host/site", "expected"),
        ("sqlite://ada:hush@host/site", "expected"),
    ],
)
def test_an_address_of_a_database_is_refused_without_a_letter_of_its_password(tmp_path: Path, bad: str, wrong: str) -> None:
    done = read("1", tmp_path, DATABASE_URL=bad)
    assert done.stderr.strip().splitlines()[-1].startswith("django.core.exceptions.ImproperlyConfigured: DATABASE_URL: ")
    assert wrong in done.stderr.strip().splitlines()[-1].partition(";")[0]
    assert "hush" not in done.stderr + done.stdout
    assert "ada" not in done.stderr + done.stdout


def test_an_address_of_a_mail_server_is_refused_without_a_letter_of_its_password(tmp_path: Path) -> None:
    done = read("1", tmp_path, EMAIL_URL="smtp+tls://ada:hush/hush@host:587")
    assert done.stderr.strip().splitlines()[-1].startswith("django.core.exceptions.ImproperlyConfigured: EMAIL_URL: ")
    assert "hush" not in done.stderr


@pytest.mark.parametrize(
    ("address", "read_as"),
    [
        ("postgres://ada:a%2Fb%3F%23%25@host:5433/site", "a/b?#% host 5433 site"),
        ("postgres://ada:pa#ss@host/site", "pa#ss host  site"),
        ("postgres://ada:p@ss@host/site?sslmode=require", "p@ss host  site"),
        ("postgres://ada:word@/site", "word   site"),
        ("postgres:////var/run/postgresql/site", "/var/run/postgresql  site"),
    ],
)
def test_a_good_address_of_a_database_is_taken(tmp_path: Path, address: str, read_as: str) -> None:
    named = ("PASSWORD", "HOST", "PORT", "NAME")
    assert value(f"' '.join(str(settings.DATABASES['default'][name]) for name in {named})", tmp_path, DATABASE_URL=address) == read_as


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://terapia-hoy.example.org", "https://terapia-hoy.example.org"),
    ],
)
def test_a_good_address_is_taken(tmp_path: Path, given: str, kept: str) -> None:
    assert value("settings.SITE_URL", tmp_path, SITE_URL=given) == kept


def test_a_secret_key_is_made_once_and_read_by_no_one_else(tmp_path: Path) -> None:
    first = value("settings.SECRET_KEY", tmp_path / "new" / "folder")
    kept = tmp_path / "new" / "folder" / "secret-key"
    assert len(first) >= 50
    assert kept.read_text() == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert value("settings.SECRET_KEY", tmp_path / "new" / "folder") == first
    assert value("settings.SECRET_KEY", tmp_path / "other") != first


def test_a_secret_key_that_is_given_is_used_and_not_written_down(tmp_path: Path) -> None:
    assert value("settings.SECRET_KEY", tmp_path, SECRET_KEY="k" * 50) == "k" * 50
    assert list(tmp_path.iterdir()) == []


def test_a_checkout_works_on_sqlite_in_its_data_folder_with_debug_off(tmp_path: Path) -> None:
    said = value("settings.DATABASES['default']['NAME'], settings.DEBUG, settings.HTTPS, settings.STATIC_ROOT, settings.MEDIA_ROOT", tmp_path)
    for folder in ("site.sqlite3", "static", "media"):
        assert str(tmp_path / folder) in said
    assert "True" not in said


@pytest.mark.parametrize(("address", "on"), [("https://example.org", True), ("http://127.0.0.1:8000", False)])
def test_an_https_address_turns_on_all_that_https_needs(tmp_path: Path, address: str, on: bool) -> None:
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    expression = ", ".join([*(f"settings.{name}" for name in names), "bool(settings.SECURE_HSTS_SECONDS)"])
    assert value(expression, tmp_path, SITE_URL=address) == " ".join([str(on)] * 4)


def test_the_sites_own_name_is_an_allowed_host_and_no_other(tmp_path: Path) -> None:
    hosts = value("' '.join(settings.ALLOWED_HOSTS)", tmp_path, SITE_URL="https://example.org").split()
    assert set(hosts) == {"localhost", "127.0.0.1", "[::1]", "example.org"}


def test_a_forwarded_protocol_is_believed_only_when_asked_to(tmp_path: Path) -> None:
    expression = "getattr(settings, 'SECURE_PROXY_SSL_HEADER', None)"
    assert value(expression, tmp_path) == "None"
    assert "HTTP_X_FORWARDED_PROTO" in value(expression, tmp_path, TRUST_FORWARDED_PROTO="true")


def test_the_content_policy_of_public_pages_allows_nothing_inline_and_nothing_foreign(tmp_path: Path) -> None:
    policy = value("settings.SECURE_CSP", tmp_path)
    assert "'default-src': [<CSP.NONE" in policy or "'default-src': [\"'none'\"" in policy
    for loose in ("UNSAFE", "unsafe", "http", "data:", "*"):
        assert loose not in policy
