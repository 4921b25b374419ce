"""Promises of a publication behind a front server: it is seen within a second, and what is withdrawn is gone."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from tests.config.front.running import SERVERS, Front, in_front, is_from_disk
from tests.conftest import manage
from tests.content.page_store.served import eventually, serving
from tests.crisis.wire import ask

PUBLISH = """
import time
from dataclasses import replace
from pathlib import Path
from content import workflow
from content.models import Page, document_of
page = Page.objects.get(path="therapy", language="en")
workflow.save_draft(page, replace(document_of(page), summary="A summary of what therapy is, in words of {name}."), by=None)
workflow.publish(page, by=None)
Path("{file}").write_text(str(time.time()))
"""
WITHDRAW = """
from content import workflow
from content.models import Page
workflow.withdraw(Page.objects.get(path="therapy", language="en"), by=None)
"""


def first_seen(front: Front, words: bytes) -> float:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if words in ask(front.url, "/therapy/").document:
            return time.time()
        time.sleep(0.02)
    raise AssertionError("It was not seen.")


def test_what_is_published_is_seen_at_once_and_what_is_withdrawn_is_gone_and_does_not_come_back(data: Path, tmp_path: Path) -> None:
    with ExitStack() as fronts:
        with serving(data) as (application, _), ThreadPoolExecutor(2) as readers:
            both = [fronts.enter_context(in_front(server, data, application)) for server in SERVERS]
            for front in both:
                eventually(lambda front=front: is_from_disk(ask(front.url, "/therapy/")))  # type: ignore[misc]
            old = [ask(front.url, "/therapy/") for front in both]
            seen = [readers.submit(first_seen, front, b"in words of this test") for front in both]
            manage(data, "shell", "--verbosity", "0", "--command", PUBLISH.format(name="this test", file=tmp_path / "at"))
            published = float((tmp_path / "at").read_text())
            assert max(found.result() for found in seen) - published < 2  # promised is 1, where nothing else is done
            for front, before in zip(both, old, strict=True):
                known = {"If_None_Match": before.header("ETag"), "If_Modified_Since": before.header("Last-Modified")}
                assert ask(front.url, "/therapy/", **known).status == 200
                eventually(lambda front=front: is_from_disk(ask(front.url, "/therapy/")))  # type: ignore[misc]
            manage(data, "shell", "--verbosity", "0", "--command", WITHDRAW)
            for front in both:
                assert [ask(front.url, "/therapy/").status for _ in range(10)] == [410] * 10
        for front in both:
            assert ask(front.url, "/therapy/").status == 503
