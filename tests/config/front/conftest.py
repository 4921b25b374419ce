"""The site with a data folder of its own, behind gunicorn, and a front server before it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.config.front.running import SERVERS, Front, in_front
from tests.content.page_store.served import eventually, serving
from tests.crisis.wire import Answer, ask

ASKED = (("", "GET"), ("gzip", "GET"), ("br, gzip", "GET"), ("br", "HEAD"))


@pytest.fixture(scope="module")
def data(made_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front") / "data"
    shutil.copytree(made_data, folder, symlinks=True)
    return folder


@pytest.fixture(scope="module")
def application(data: Path) -> Iterator[str]:
    with serving(data) as (server, _):
        yield server


@pytest.fixture(scope="module", params=SERVERS)
def front(request: pytest.FixtureRequest, application: str, data: Path) -> Iterator[Front]:
    with in_front(request.param, data, application) as front:
        yield front


@pytest.fixture(scope="module")
def addresses(application: str) -> list[str]:
    """Every public page of the site, of the many sources some, and each is made."""
    eventually(lambda: ask(application, "/readyz").status == 200)
    sitemap = ask(application, "/sitemap.xml").document.decode()
    found = ["/robots.txt", "/feed.xml", *re.findall(r"<loc>https?://[^/<]*([^<]*)</loc>", sitemap)]
    assert len(found) > 250
    sources = [address for address in found if "/sources/" in address]
    found = [address for address in found if address not in sources[10:]]
    for address in found:
        eventually(lambda address=address: ask(application, address).status == 200)  # type: ignore[misc]
    return found


@pytest.fixture(scope="module")
def told(application: str, addresses: list[str]) -> dict[tuple[str, str, str], Answer]:
    """What the application says to each address, in each encoding, and to HEAD."""
    wanted = [(address, encoding, method) for address in addresses for encoding, method in ASKED]
    with ThreadPoolExecutor(4) as readers:
        answers = readers.map(lambda asked: ask(application, asked[0], asked[2], Accept_Encoding=asked[1]), wanted)
        return dict(zip(wanted, answers, strict=True))
