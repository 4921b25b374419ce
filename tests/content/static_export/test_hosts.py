"""The exported files behind a real nginx and a plain file server, read as a browser and a search engine read them."""

from __future__ import annotations

import functools
import http.client
import http.server
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from content.static_export.reading import read
from crisis.hotlines import CALL_988
from tests.conftest import free_port
from tests.content.static_export.conftest import URL, Site

OWN = {"content-length", "content-type", "etag", "last-modified", "vary", "date", "server", "connection", "accept-ranges", "location"}

CONFIGURATION = """
{user}
pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {site}/_nginx/http.conf;
    server {{ listen 127.0.0.1:{port}; root {site}; include {site}/_nginx/server.conf; }}
}}
"""


class Host:
    """One connection to a server."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def get(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        self.connection.request("GET", address, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.fixture(scope="module")
def nginx(exported_once: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    (folder / "nginx.conf").write_text(
        CONFIGURATION.format(user="user root;" if os.geteuid() == 0 else "", folder=folder, site=exported_once.folder, port=port)
    )
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            assert process.poll() is None, (folder / "error.log").read_text()
            try:
                Host(port).get("/robots.txt")
                break
            except OSError:
                time.sleep(0.1)
        yield Host(port)
    finally:
        process.terminate()
        process.wait(20)


def crawl(host: Host) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """Every address that is reached from the home page and the sitemap."""
    found: dict[str, tuple[int, dict[str, str], bytes]] = {}
    waiting = ["/", "/sitemap.xml", "/feed.xml", "/robots.txt"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        status, headers, body = found[address] = host.get(address)
        if 300 <= status < 400:
            waiting.append(urlsplit(headers["location"]).path)
            continue
        kind = {"/sitemap.xml": "application/xml", "/feed.xml": "application/atom+xml"}.get(address, headers.get("content-type", ""))
        text = body.replace(URL.encode(), b"http://127.0.0.1:8000")
        waiting += [to for to, _ in read(kind, address, text).links]
    return found


def test_a_crawl_of_nginx_finds_every_page_with_988_and_nothing_broken(nginx: Host) -> None:
    found = crawl(nginx)
    assert len(found) > 400
    assert {address: status for address, (status, _, _) in found.items() if status not in {200, 301, 302}} == {}
    for address, (status, headers, body) in found.items():
        assert headers["crisis-support"] == "Call or text 988", address
        if headers.get("content-type", "").startswith("text/html") and status == 200:
            assert CALL_988.href.encode() in body, address


def test_a_crawl_of_a_plain_file_server_finds_every_page_too(exported_once: Site) -> None:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(exported_once.folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found = crawl(Host(server.server_port))
        server.shutdown()
    assert len(found) > 400
    assert {address for address, (status, _, _) in found.items() if status != 200} == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/es/",
        "/approaches/cbt/",
        "/practice/thought-record/",
        "/crisis/",
        "/es/crisis/safety-plan/",
        "/search/",
        "/feed.xml",
        "/sitemap.xml",
        "/robots.txt",
        "/leave/",
        "/qr/approaches/cbt.svg",
        "/988/",
        "/no-such-page/",
        "/es/no-such-page/",
    ],
)
def test_the_host_says_what_the_application_says(nginx: Host, address: str) -> None:
    answer = Client().get(address)
    said = {name.lower(): value for name, value in answer.headers.items() if name.lower() not in OWN}
    status, headers, _ = nginx.get(address)
    assert status == (200 if address == "/leave/" else answer.status_code)
    assert {name: headers.get(name) for name in said} == said


def test_what_is_not_there_is_said_in_the_language_of_its_address(nginx: Host) -> None:
    for address, words in (("/no-such-page/", "This page is not here"), ("/es/no-such-page/", "Esta página no está aquí")):
        status, _, body = nginx.get(address)
        assert status == 404
        assert words in body.decode()
        assert CALL_988.href in body.decode()


def test_what_is_for_the_host_alone_is_not_handed_out(nginx: Host) -> None:
    for address in ("/_headers", "/_redirects", "/_nginx/server.conf", "/.exported.json"):
        assert nginx.get(address)[0] == 404


def test_pages_travel_compressed(nginx: Host, exported_once: Site) -> None:
    _, headers, body = nginx.get("/approaches/cbt/", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert body == Path(exported_once.folder, "approaches/cbt/index.html.gz").read_bytes()


def test_static_files_may_be_kept_for_ever(nginx: Host, exported_once: Site) -> None:
    style = next(Path(exported_once.folder, "static").glob("site.*.css"))
    assert "immutable" in nginx.get(f"/static/{style.name}")[1]["cache-control"]


def test_the_files_of_other_hosts_say_the_same(exported_once: Site) -> None:
    lines = exported_once.read("_headers").splitlines()
    assert lines[0] == "/*"
    assert "  Crisis-Support: Call or text 988" in lines
    rules = {line: lines[at + 1 :] for at, line in enumerate(lines) if not line.startswith(" ")}
    leave = [line for line in rules["/leave/"][:9] if line.startswith("  Clear-Site-Data")]
    assert leave == ['  Clear-Site-Data: "cache", "storage"']
    assert len(rules) < 100  # Cloudflare Pages takes no more
