"""What an export costs: the processor's time for each page of a large site, how memory grows, and the time of one edit after it.

A page is exported with all that belongs to it, such as its code for paper. `EXPORT_BENCHMARK_PAGES=1000,10000 EXPORT_BENCHMARK_BROTLI=5,11`
measures more, and `EXPORT_BENCHMARK_FILE=docs/static_site.json` keeps the numbers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

SIZES = [int(size) for size in os.environ.get("EXPORT_BENCHMARK_PAGES", "100").split(",")]
QUALITIES = os.environ.get("EXPORT_BENCHMARK_BROTLI", "5").split(",")
# The promises are 10 ms a page (30 with brotli 11), and 1 s for one edit, on a machine that does nothing else. Here a busy one must pass as well.
MILLISECONDS = {"5": 60, "11": 180}
EDIT_SECONDS = 30.0
MORE_MEMORY = 1.6  # times, for four times the pages or more

FILL = """
from content.models import Page
from content.page_store import advance
from tests.benchmarks.library import Writer
Page.objects.filter(path__startswith="made/", latest_revision=None).delete()
Page.objects.bulk_create(Writer({size}).pages({size}), batch_size=500)
advance()
"""
EDIT = """
from django.utils import timezone
from content.models import Page
from content.page_store import advance
Page.objects.filter(path="made/7").update(title="Seven in new words", changed_at=timezone.now())
advance()
"""


def manage(data: Path, *words: str) -> dict[str, float]:
    """Seconds of the clock, seconds of the processor in all processes, and megabytes of the largest of them."""
    env = {**os.environ, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "config.settings", "SITE_URL": "https://site.example"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    clock = time.perf_counter() - start
    return {"seconds": clock, "processor": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}


@pytest.fixture
def data(site_data: Path, tmp_path: Path) -> Path:
    shutil.copytree(site_data, tmp_path / "data", symlinks=True)
    return tmp_path / "data"


def measure(data: Path, folder: Path, size: int, quality: str) -> dict[str, Any]:
    """Of the pages of a site that are more than those it is shipped with."""
    manage(data, "shell", "--verbosity", "0", "--command", FILL.format(size=size))
    whole = manage(data, "export_site", str(folder), "--brotli", quality)
    manage(data, "shell", "--verbosity", "0", "--command", EDIT)
    edit = manage(data, "export_site", str(folder), "--brotli", quality)
    assert "Seven in new words" in folder.joinpath("made/7/index.html").read_text(encoding="utf-8")
    start = manage(data, "shell", "--verbosity", "0", "--command", "pass")
    return {"pages": size, "brotli": int(quality), "whole": whole, "edit": edit, "start": start}


def test_an_export_costs_a_few_milliseconds_a_page_and_an_edit_no_more_than_itself(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results: list[dict[str, Any]] = []
    for quality in QUALITIES:
        manage(data, "shell", "--verbosity", "0", "--command", FILL.format(size=0))
        none = manage(data, "export_site", str(tmp_path / f"none-{quality}"), "--brotli", quality)
        for size in SIZES:
            found = measure(data, tmp_path / f"{size}-{quality}", size, quality)
            found["milliseconds a page"] = 1000 * (found["whole"]["processor"] - none["processor"]) / size
            results.append(found)
            shutil.rmtree(tmp_path / f"{size}-{quality}")
    with capsys.disabled():
        print()
        for found in results:
            whole, edit, start = found["whole"], found["edit"], found["start"]
            print(f"{found['pages']:>7,} pages, brotli {found['brotli']:>2}: {found['milliseconds a page']:5.1f} ms of processor a page,", end=" ")
            print(f"{whole['seconds']:6.1f} s, {whole['megabytes']:.0f} MB; one edit {edit['seconds']:.2f} s,", end=" ")
            print(f"{edit['processor']:.2f} s of processor ({start['processor']:.2f} s to start Django)")
    if target := os.environ.get("EXPORT_BENCHMARK_FILE"):
        Path(target).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for found in results:
        assert found["milliseconds a page"] < MILLISECONDS[str(found["brotli"])]
        assert found["edit"]["seconds"] < EDIT_SECONDS
    of_one_kind = [found["whole"]["megabytes"] for found in results if found["brotli"] == results[0]["brotli"]]
    assert of_one_kind[-1] < MORE_MEMORY * of_one_kind[0]
