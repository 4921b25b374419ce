"""Promises of `manage.py front_config`: a whole configuration that its server accepts, or one clear sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.front.running import configuration, in_front, is_from_disk, said
from tests.conftest import ROOT
from tests.content.page_store.served import eventually, serving
from tests.crisis.wire import ask

SAFE = {"SITE_URL": "https://example.org", "ALLOWED_HOSTS": "example.org,.example.net,127.0.0.1", "TRUST_FORWARDED_PROTO": "true"}


def complaint(data: Path, *words: str, **environment: str) -> str:
    env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    done = subprocess.run([sys.executable, "manage.py", "front_config", *words], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


def test_bad_values_are_named(data: Path, tmp_path: Path) -> None:
    assert "TRUST_FORWARDED_PROTO" in complaint(data, "nginx", SITE_URL="https://example.org")
    assert "--node: '127.0.0.1:1; include /etc/passwd'" in complaint(data, "nginx", "--node", "127.0.0.1:1; include /etc/passwd")
    assert "ALLOWED_HOSTS" in complaint(data, "caddy", SITE_URL="http://example.org", ALLOWED_HOSTS="example.net")
    assert "collectstatic" in complaint(tmp_path, "nginx")


def test_nginx_accepts_it_with_certificates(data: Path, tmp_path: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=example.org"]
    subprocess.run([*made, "-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")], check=True, capture_output=True)
    text = configuration("nginx", data, f"--state={tmp_path}", "--user=root", **SAFE)
    assert "/etc/letsencrypt/live/example.org/" in text
    (tmp_path / "nginx.conf").write_text(text.replace("/etc/letsencrypt/live/example.org", str(tmp_path)))
    checked = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_caddy_accepts_it_and_gets_certificates_by_itself(data: Path, tmp_path: Path) -> None:
    text = configuration("caddy", data, f"--state={tmp_path}", **SAFE)
    assert "https://example.org:443" in text
    (tmp_path / "Caddyfile").write_text(text)
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    checked = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")], env=env, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_behind_https_the_promise_to_come_back_by_https_is_on_files_too(data: Path, server: str) -> None:
    with serving(data, **SAFE) as (application, _), in_front(server, data, application, **SAFE) as front:
        eventually(lambda: is_from_disk(ask(front.url, "/approaches/", Host="example.org")))
        ours = ask(front.url, "/approaches/", Host="example.org")
        theirs = ask(application, "/approaches/", Host="example.org", X_Forwarded_Proto="https")
        assert said(ours) == said(theirs)
        assert ours.header("Strict-Transport-Security") == "max-age=31536000"
        assert ask(front.url, "/approaches/", Host="www.example.net").status == 200
