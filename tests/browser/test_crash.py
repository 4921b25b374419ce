"""A browser that is killed while someone writes: what was not to be kept is nowhere on the disk, so nothing can bring it back."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.conftest import whole_browser

PLAN = "/crisis/safety-plan/"
SECRET = "Zebra-4711"
UNTIL_WRITTEN = 5  # seconds: Chromium writes its record of open tabs some two seconds after a change

type Killed = Callable[[Callable[[Page], None]], list[str]]


@pytest.fixture
def killed(playwright: Playwright, browser_type_launch_args: dict[str, Any], server: str, tmp_path: Path) -> Iterator[Killed]:
    """Starts a browser of its own, lets something be done at the plan, kills it, and tells which of its files hold the words."""
    program = str(whole_browser() or playwright.chromium.executable_path)
    started: list[subprocess.Popen[bytes]] = []

    def run(do: Callable[[Page], None]) -> list[str]:
        command = [program, "--headless=new", *browser_type_launch_args.get("args", ()), f"--user-data-dir={tmp_path}", "--remote-debugging-port=0"]
        process = subprocess.Popen([*command, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        started.append(process)
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{_port(tmp_path)}")
        page = browser.contexts[0].new_page()
        page.goto(server + PLAN)
        do(page)
        sleep(UNTIL_WRITTEN)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        words = (SECRET.encode(), SECRET.encode("utf-16-le"))
        return [
            str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file() and any(word in file.read_bytes() for word in words)
        ]

    yield run
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def _port(folder: Path) -> int:
    until = monotonic() + 30
    while monotonic() < until:
        file = folder / "DevToolsActivePort"
        if file.exists() and "\n" in (text := file.read_text()):
            return int(text.split()[0])
        sleep(0.1)
    raise TimeoutError(folder)


def _write(page: Page) -> None:
    for box in page.locator("[data-sheet] textarea").all():
        box.fill(SECRET)


def test_after_a_crash_nothing_that_was_written_is_on_the_disk(killed: Killed) -> None:
    assert killed(_write) == []


def test_a_field_that_a_browser_may_remember_would_be_found_there(killed: Killed) -> None:
    def forgetful(page: Page) -> None:
        page.evaluate("document.querySelectorAll('textarea').forEach(box => { box.autocomplete = 'on'; })")
        _write(page)

    assert any("Sessions" in file for file in killed(forgetful))


def test_what_the_reader_chose_to_keep_is_there_after_a_crash(killed: Killed) -> None:
    def kept(page: Page) -> None:
        page.locator("[data-keep]").check()
        _write(page)

    assert any("Local Storage" in file for file in killed(kept))
