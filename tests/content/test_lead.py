"""One process of a machine has the lead, and it never stays with a process that is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from content import lead
from tests.conftest import ROOT

ASK = "from content import lead\nimport sys\nfor _ in sys.stdin: print(lead.is_here(), flush=True)"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts a process of the machine that tells for each line it gets whether it has the lead."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        code = f"import django; django.setup()\n{ASK}"
        env = {**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
        started.append(subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def has_it(process: subprocess.Popen[str]) -> bool:
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    return process.stdout.readline() == "True\n"


def test_one_process_has_it_until_it_is_killed(process: Callable[[], subprocess.Popen[str]]) -> None:
    first, second = process(), process()
    assert has_it(first)
    assert not has_it(second)
    assert has_it(first)
    first.kill()
    first.wait()
    assert has_it(second)


def test_where_nothing_can_be_written_every_process_has_it(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lead, "_held", {})
    settings.DATA_DIR = tmp_path / "not there"
    assert lead.is_here()
    assert lead.is_here()
