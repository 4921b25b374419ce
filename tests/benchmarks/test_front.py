"""How near a finished page under nginx comes to any file of its size under nginx, and how far that is from what gunicorn hands out.

The same nginx, one worker, asked in turns by wrk (Debian's package, by hand) over 16 connections: the page at its address, a plain file of
the same bytes that is sent with the same headers, and the page from gunicorn. What is compared in each round is the processor
time of the server for each answer, and answers a second. `FRONT_BENCHMARK_ROUNDS=20 FRONT_BENCHMARK_FILE=docs/front.json` measures longer
and keeps the numbers, of which docs/draw_front.py draws the chart.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from statistics import median

import pytest

from tests.config.front.running import Front, in_front, is_from_disk
from tests.content.page_store.served import eventually, serving
from tests.crisis.wire import ask

ROUNDS, SECONDS = int(os.environ.get("FRONT_BENCHMARK_ROUNDS", "2")), 1
PAGE = "/approaches/cbt/"
ASKED = {"identity": "", "gzip": "gzip", "brotli": "br"}
FILES = {"identity": "", "gzip": ".gz", "brotli": ".br"}
# Promised on a machine that does nothing else: 0.95 of any file. Here a busy one must pass as well.
LEAST = 0.7
PLACE = "        location / {\n            root "


def used(front: Front) -> float:
    """Seconds of the processor that nginx's workers have used."""
    master = (front.state / "nginx.pid").read_text().strip()
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return sum(int(Path(f"/proc/{worker}/schedstat").read_text().split()[0]) for worker in workers) / 1e9


def measured(front: Front, url: str, encoding: str) -> tuple[float, float]:
    """Answers a second, and seconds of the processor for each."""
    before = used(front)
    command = ["wrk", "--threads", "1", "--connections", "16", "--duration", f"{SECONDS}s", "--header", f"Accept-Encoding: {encoding}", url]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "Non-2xx" not in told, told
    count = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), (used(front) - before) / count  # type: ignore[index]


def with_plain_files(configuration: str, folder: Path) -> str:
    """The configuration with one worker, and files that are just files, with the same headers, under an address of their own."""
    start, rest = configuration.replace("worker_processes auto;", "worker_processes 1;").split(PLACE, 1)
    headers = "\n".join(line.replace("$language", "en") for line in rest.partition("}\n        location")[0].splitlines() if "add_header" in line)
    plain = f"location ^~ /plain/ {{\n alias {folder}/;\n types {{}}\n default_type 'text/html; charset=utf-8';\n{headers}\n }}\n"
    return f"{start}{plain}{PLACE}{rest}"


def test_a_finished_page_costs_nginx_hardly_more_than_any_file(made_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shutil.which("wrk"), "This benchmark asks with wrk: apt-get install wrk"
    site_data = Path(shutil.copytree(made_data, tmp_path / "data", symlinks=True))
    results: dict[str, dict[str, float]] = {}
    with (
        serving(site_data, WEB_CONCURRENCY="1") as (application, _),
        in_front("nginx", site_data, application, change=lambda text: with_plain_files(text, tmp_path)) as front,
    ):
        eventually(lambda: is_from_disk(ask(front.url, PAGE, Accept_Encoding="br")))
        time.sleep(5)
        for kind, encoding in ASKED.items():
            file = site_data / f"pages/current{PAGE}index.html{FILES[kind]}"
            (tmp_path / kind).write_bytes(file.read_bytes())
            (tmp_path / kind).chmod(0o644)
            size = file.stat().st_size
            assert len(ask(front.url, PAGE, Accept_Encoding=encoding).body) == size
            rounds = []
            for number in range(ROUNDS):
                turns = {"page": f"{front.url}{PAGE}", "file": f"{front.url}/plain/{kind}"}
                names = list(turns) if number % 2 else list(reversed(turns))
                found = {name: measured(front, turns[name], encoding) for name in names}
                rounds.append((found["page"][0] / found["file"][0], found["file"][1] / found["page"][1], found["page"][0]))
            slow, _ = measured(front, f"{application}{PAGE}", encoding)
            rate, cost, pages = (median(column) for column in zip(*rounds, strict=True))
            results[kind] = {"of the rate": rate, "of the cost": cost, "pages a second": pages, "from gunicorn": slow, "bytes": size}
    with capsys.disabled():
        print()
        for kind, found in results.items():
            print(
                f"{kind:>10}: {found['of the rate']:.3f} of the rate of any file, {found['of the cost']:.3f} by processor time; "
                f"{found['pages a second']:,.0f} a second, {found['pages a second'] / found['from gunicorn']:.0f} times gunicorn's"
            )
    if target := os.environ.get("FRONT_BENCHMARK_FILE"):
        Path(target).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for kind, found in results.items():
        assert found["of the cost"] > LEAST, kind
