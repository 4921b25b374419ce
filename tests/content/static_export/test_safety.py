"""What was exported stays whole: through a kill, a full disk, a broken page, a second run, and a folder that is somebody else's."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from content.static_export.folders import Folders, Refused
from tests.conftest import ROOT
from tests.content.static_export.conftest import WANTED, Site, copied


def test_a_folder_with_files_that_no_export_made_is_refused_and_left_as_it_is(site: Site, tmp_path: Path) -> None:
    own = Site(site.data, tmp_path / "letters")
    own.folder.mkdir()
    (own.folder / "letter.txt").write_text("Dear all")
    assert "no export made it" in own.refused()
    assert own.files() == {"letter.txt": b"Dear all"}
    assert "is no folder" in Site(site.data, own.folder / "letter.txt").refused()


@pytest.mark.parametrize("folder", [Path("/"), Path.cwd(), Path.cwd().parent])
def test_folders_that_hold_what_runs_are_refused(folder: Path) -> None:
    with pytest.raises(Refused):
        Folders(folder)


def test_a_second_export_at_once_is_refused(site: Site) -> None:
    before = site.files()
    with Folders(site.folder).alone():
        assert "Another export" in site.refused()
    assert site.files() == before
    site.export()


def test_a_link_that_leads_nowhere_fails_with_a_list_and_the_old_export_stays(site: Site) -> None:
    before = site.files()
    site.change('publish("made/tea", body="[Gone](/made/nowhere/), [lost](/crisis/#no-such-place), [asked](/search/?q=tea).")')
    told = site.refused()
    assert "/made/tea/ links to /made/nowhere/, where nothing answers (404)." in told
    assert "/made/tea/ links to /crisis/#no-such-place, and there is no such place on that page." in told
    assert "/made/tea/ links to /search/?q=tea, which only a server can answer." in told
    assert site.files() == before
    site.change('publish("made/tea", body="[Help](/crisis/).")')
    site.export()
    assert "made/tea/index.html" in site.files()


def test_a_withdrawn_page_leaves_the_export_even_where_the_rest_cannot_be_exported(site: Site) -> None:
    site.change('publish("made/secret", title="Bad advice", body="Never do this.")\npublish("made/tea")')
    site.export()
    before = site.files()
    site.change(
        'workflow.withdraw(Page.objects.get(path="made/secret"), by=None)\npublish("made/tea", title="Green tea", body="[Gone](/made/nowhere/)")'
    )
    told = site.refused()
    assert "Only what was withdrawn has left the folder: /made/secret/." in told
    assert "/made/tea/ links to /made/nowhere/" in told
    after = site.files()
    assert "has been taken down" in site.read("made/secret/index.html")
    assert {name.partition(".")[0] for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {"made/secret/index"}
    assert "the folder is as it was" in site.refused()  # it is out already
    assert site.files() == after
    site.change('publish("made/secret")\npublish("made/tea", body="[Help](/crisis/)")')  # the same words again
    site.export()
    assert "Never do this." in site.read("made/secret/index.html")
    site.change('workflow.withdraw(Page.objects.get(path="made/secret"), by=None)')
    site.export()
    assert not [name for name, body in site.files().items() if b"Never do this." in body or b"Bad advice" in body]


def test_a_place_that_goes_fails_for_the_pages_that_lead_there(site: Site) -> None:
    site.change('publish("made/tea", body="## Green\\n\\nWords.")\npublish("made/coffee", body="[Green](/made/tea/#green).")')
    site.export()
    site.change('publish("made/tea", body="## Black\\n\\nWords.")')
    assert "/made/coffee/ links to /made/tea/#green, and there is no such place" in site.refused()


SILENT = """
from config.settings import *
MIDDLEWARE = [each for each in MIDDLEWARE if "Banner" not in each]
"""
FULL = """
from config.settings import *
import errno, os
there = os.open
def full(path, *more, **others):
    if ".export/next/made/tea" in str(path):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))
    return there(path, *more, **others)
os.open = full
"""


def run_with(settings: str, site: Site, folder: Path) -> subprocess.CompletedProcess[str]:
    """The export with a settings module of its own, on a site whose data are not touched otherwise."""
    command = [sys.executable, "manage.py", "export_site", str(site.folder), *WANTED]
    env = {**site.environment, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True)


def test_a_page_without_988_fails_the_export(site: Site, tmp_path: Path) -> None:
    before = site.files()
    (tmp_path / "silent.py").write_text(SILENT)
    done = run_with("silent", site, tmp_path)
    assert done.returncode == 1
    assert "/approaches/ does not say how to call and text 988." in done.stderr
    assert site.files() == before


def test_a_withdrawn_page_whose_answer_lacks_988_leaves_no_file(site: Site, tmp_path: Path) -> None:
    site.change('publish("made/secret", body="Never do this.")')
    site.export()
    site.change('workflow.withdraw(Page.objects.get(path="made/secret"), by=None)')
    (tmp_path / "silent.py").write_text(SILENT)
    assert run_with("silent", site, tmp_path).returncode == 1
    assert not [name for name in site.files() if name.startswith("made/secret/")]


def started(site: Site, *words: str) -> subprocess.Popen[bytes]:
    """A run that hears Ctrl-C, even where these tests run in the background of a shell, which does not."""
    command = ["env", "--default-signal=INT", sys.executable, "manage.py", "export_site", str(site.folder), *WANTED, *words]
    return subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_export_that_is_cut_off_leaves_the_old_one_whole_and_the_next_is_right(
    exported_once: Site, tmp_path: Path, number: signal.Signals
) -> None:
    site = copied(exported_once, tmp_path / "own")  # large enough that several processes make it
    site.change('publish("approaches/cbt", title="CBT, newly")')
    spared = copied(site, tmp_path / "spared")
    before = site.files()
    process = started(site, "--processes", "2", "--brotli", "11")  # all pages anew
    following = Folders(site.folder).next
    until = time.monotonic() + 120
    while time.monotonic() < until and sum(1 for _ in following.rglob("*.html")) < 30:
        time.sleep(0.05)
    process.send_signal(number)
    process.communicate(timeout=60)  # ends when the processes that it started have ended too
    assert process.returncode != 0
    assert site.files() == before
    site.export()
    assert "CBT, newly" in site.read("approaches/cbt/index.html")
    spared.export()
    whole = site.files()
    assert {name for name, body in spared.files().items() if whole.get(name) != body} <= {".exported.json"}


def test_an_exchange_that_was_cut_off_is_finished_by_the_next_run(site: Site) -> None:
    site.change('publish("approaches/cbt", title="CBT, newly")')
    site.export()
    folders = Folders(site.folder)
    site.folder.rename(folders.aside)  # as if the run had stopped between its two steps
    folders.next.rename(site.folder)
    folders.aside.rename(folders.next)
    assert "CBT, newly" not in site.read("approaches/cbt/index.html")
    site.export()
    assert "CBT, newly" in site.read("approaches/cbt/index.html")


def test_a_full_disk_is_said_in_words_and_the_old_export_stays(site: Site, tmp_path: Path) -> None:
    before = site.files()
    site.change('publish("made/tea")')
    (tmp_path / "full.py").write_text(FULL)
    done = run_with("full", site, tmp_path)
    assert done.returncode == 1
    assert "no room left" in done.stderr
    assert site.files() == before
    assert not Folders(site.folder).next.exists()  # what there was of the new one gave its room back
    site.export()
    assert "made/tea/index.html" in site.files()


def test_the_lock_goes_with_its_process(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "site")
    with folders.alone(), (folders.work / "lock").open("w") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with folders.alone():
        pass
