"""The index follows what is published: at once, on every process, and again after anything that failed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from content import clock, search, workflow
from content.models import Page, Source, Status
from content.search import engine, upkeep
from tests.content.made import document, published

Found = Callable[..., list[str]]
Commits = Any

pytestmark = pytest.mark.django_db


def test_a_page_is_found_as_soon_as_it_is_published(index: Path, found: Found, django_capture_on_commit_callbacks: Commits) -> None:
    assert found("xylophone") == []
    with django_capture_on_commit_callbacks(execute=True):
        published("about/xylophone", title="Xylophone")
    assert found("xylophone") == ["/about/xylophone/"]


def test_a_change_is_found_and_what_it_replaced_is_not(index: Path, found: Found, django_capture_on_commit_callbacks: Commits) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = published("about/xylophone", title="Xylophone")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.save_draft(page, document(title="Marimba"), by=None)
        assert found("marimba") == []
        workflow.publish(page, by=None)
    assert found("marimba") == ["/about/xylophone/"]
    assert found("xylophone") == []


def test_a_withdrawn_page_is_gone_and_a_moved_one_is_found_where_it_is(
    index: Path, found: Found, django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = published("about/xylophone", title="Xylophone")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.move(page, "about/marimba", by=None)
    assert found("xylophone") == ["/about/marimba/"]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(page, by=None)
    assert found("xylophone") == []


def test_a_draft_is_never_found(index: Path, found: Found, django_capture_on_commit_callbacks: Commits) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        workflow.save_draft(Page(path="about/xylophone"), document(title="Xylophone"), by=None)
    search.catch_up(thorough=True)
    assert found("xylophone") == []


def test_many_pages_at_once_are_written_at_once(index: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commits) -> None:
    written = []
    writing = engine.writing
    monkeypatch.setattr(engine, "writing", lambda: written.append(1) or writing())
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(20):
            published(f"about/xylophone-{number}", title=f"Xylophone {number}")
    assert len(written) == 1


def test_events_that_become_visible_late_are_followed(index: Path, found: Found) -> None:
    """A transaction that took longer has lower numbers than one that the index has followed already."""
    late = published("about/late", title="Latecomer")
    state = upkeep._state()
    with engine.alone(1), engine.writing() as writer:
        numbers = set(late.events.values_list("pk", flat=True))
        writer.keep(engine.State(state.recipe, state.through, tuple(pk for pk in state.recent if pk not in numbers)))
    assert found("latecomer") == []
    assert search.catch_up()
    assert found("latecomer") == ["/about/late/"]


def test_what_the_log_does_not_tell_is_found_by_comparing(index: Path, found: Found) -> None:
    Source.objects.create(key="zephyr2020", authors="Zephyr A", year=2020, title="On winds")
    Page.objects.filter(path="approaches/cbt").update(status=Status.WITHDRAWN)
    search.catch_up()
    assert "/approaches/cbt/" in found("cbt")
    search.catch_up(thorough=True)
    assert found("zephyr 2020")[0] == "/sources/zephyr2020/"
    assert "/approaches/cbt/" not in found("cbt")


def test_comparing_changes_nothing_where_nothing_changed(index: Path) -> None:
    before = (index / "current" / "meta.json").read_bytes()
    assert search.catch_up(thorough=True)
    assert (index / "current" / "meta.json").read_bytes() == before


def test_a_page_withdrawn_while_the_disk_is_full_is_held_back(
    index: Path, found: Found, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commits
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    assert "/approaches/cbt/" in found("cbt")
    with monkeypatch.context() as broken:
        broken.setattr(engine, "writing", full)
        with django_capture_on_commit_callbacks(execute=True):
            workflow.withdraw(Page.objects.get(path="approaches/cbt"), by=None)
        assert "/approaches/cbt/" not in found("cbt")
        assert not search.catch_up()
    assert search.catch_up()
    assert upkeep.held_back() == frozenset()
    assert "/approaches/cbt/" not in found("cbt")


def test_publishing_stands_when_the_index_cannot_be_written(
    index: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commits
) -> None:
    def refused(seconds: float) -> None:
        raise PermissionError

    monkeypatch.setattr(engine, "alone", refused)
    with django_capture_on_commit_callbacks(execute=True):
        page = published("about/xylophone")
    page.refresh_from_db()
    assert page.is_published


def test_a_missing_index_is_made_and_until_then_nothing_is_found(data_dir: Path, found: Found) -> None:
    assert found("cbt") == []
    assert search.catch_up()
    assert found("cbt")[0] == "/approaches/cbt/"


def test_a_broken_index_is_made_anew(index: Path, found: Found) -> None:
    (index / "current" / "meta.json").write_text("{ not what it was")
    assert found("cbt") == []
    assert search.search("kill myself", "en").is_crisis
    assert search.catch_up()
    assert found("cbt")[0] == "/approaches/cbt/"


def test_another_recipe_makes_a_new_index(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (index / "current").readlink()
    monkeypatch.setattr("content.search.entries.recipe", lambda: "another")
    assert search.catch_up()
    assert (index / "current").readlink() != before


def test_an_interrupted_rebuild_leaves_the_old_index(index: Path, found: Found) -> None:
    def interrupt(done: int, total: int) -> None:
        if done == 50:
            raise KeyboardInterrupt

    before = (index / "current").readlink()
    with pytest.raises(KeyboardInterrupt):
        search.rebuild(interrupt)
    assert (index / "current").readlink() == before
    assert found("cbt")[0] == "/approaches/cbt/"
    assert [folder.name for folder in index.glob("index-*")] == [str(before)]


def test_what_a_killed_rebuild_left_behind_is_cleared_away(index: Path) -> None:
    (index / "index-killed").mkdir()
    search.rebuild()
    assert [folder.name for folder in index.glob("index-*")] == [str((index / "current").readlink())]


def test_the_command_says_what_it_did_and_what_stops_it(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rebuild_search")
    assert "entries in" in capsys.readouterr().out
    with engine.alone(0), pytest.raises(CommandError, match="Another process"):
        call_command("rebuild_search", patience=0)


def test_another_process_sees_what_this_one_wrote(index: Path, django_capture_on_commit_callbacks: Commits) -> None:
    """Each looks at the files before it searches."""
    code = (
        "import sys, django; from pathlib import Path; django.setup(); from django.conf import settings; "
        f"settings.DATA_DIR = Path({str(index.parent)!r}); from content import search\n"
        "for line in sys.stdin: print(len(search.search('xylophone', 'en').hits), flush=True)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    stdin, stdout = other.stdin, other.stdout
    assert stdin
    assert stdout

    def ask() -> str:
        stdin.write("\n")
        stdin.flush()
        return stdout.readline().strip()

    try:
        assert ask() == "0"
        with django_capture_on_commit_callbacks(execute=True):
            page = published("about/xylophone", title="Xylophone")
        assert ask() == "1"
        search.rebuild()
        assert ask() == "1"
        with django_capture_on_commit_callbacks(execute=True):
            workflow.withdraw(page, by=None)
        assert ask() == "0"
    finally:
        stdin.close()
        other.wait(10)
        stdout.close()


def test_a_search_asks_no_database(index: Path, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: object) -> None:
        raise DatabaseError("gone")

    with connection.execute_wrapper(dead):
        assert found("cbt")[0] == "/approaches/cbt/"


@pytest.mark.parametrize(("often", "takes"), [(30.0, 0.0), (0.0, 0.01)])
def test_the_clock_keeps_the_index_and_looks_at_all_of_it_seldom(often: float, takes: float, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    done = []
    monkeypatch.setattr(clock, "SEARCH_IS_COMPARED", often)
    monkeypatch.setattr(clock, "EVERY", 0.01)
    monkeypatch.setattr(workflow, "publish_due", list)
    monkeypatch.setattr(
        search, "catch_up", lambda *, thorough: asked.append(thorough) or time.sleep(takes) or len(asked) < 9 or done[0].set() or True
    )
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)

    class Now:
        def __init__(self) -> None:
            self.set_ = False

        def wait(self, seconds: float) -> bool:
            return self.set_

        def set(self) -> None:
            self.set_ = True

    stop = Now()
    done.append(stop)
    monkeypatch.setattr(clock, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))
    clock._run(stop)  # type: ignore[arg-type]
    assert asked == [True] + [False] * 8
