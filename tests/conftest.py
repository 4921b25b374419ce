"""The cast of the tests: the shipped pages in the database, people with and without permissions, and a real server."""

from __future__ import annotations

import os

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's sync interface runs an event loop of its own

import fcntl
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command

from content.models import Profile
from crisis import kept
from tests.commands import ROOT, manage

ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
OF_POSTGRESQL = ["content/page_store/test_other_machines.py", "content/page_store/test_frozen.py", "content/test_two_at_once.py"]
_OF_THEIR_OWN = ["browser", "benchmarks", "content/lint"]  # nothing in them could differ from one database to the other
collect_ignore = _OF_THEIR_OWN if ON_POSTGRESQL else OF_POSTGRESQL


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what could differ: tests that use the database, and not through a server that has its own; the slow ones first."""
    if not ON_POSTGRESQL:
        return
    kept, left = [], []
    for item in items:
        (kept if _asks_the_database(item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = sorted(kept, key=lambda item: not _place(item).startswith("content/page_store/"))  # those that empty their database stay last


def _asks_the_database(item: pytest.Item) -> bool:
    used = set(getattr(item, "fixturenames", ()))
    if _place(item) in OF_POSTGRESQL:
        return True
    if used & {"server", "made_data"}:
        return False
    return bool(used & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None


def _place(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT / "tests").as_posix()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every test with a database starts with the shipped pages published."""
    with django_db_blocker.unblock():
        call_command("import_content", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123


@pytest.fixture(autouse=True)
def nothing_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the process last read of the crisis lines is another test's."""
    monkeypatch.setattr(kept, "_last", {})
    monkeypatch.setattr(kept, "_late_at", float("-inf"))


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Makes a member of staff with some permissions of the content app."""

    def make(name: str, *permissions: str) -> User:
        user = User.objects.create_user(name, password="correct horse battery", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions, content_type__app_label="content"))
        return user

    return make


@pytest.fixture
def ada(make_user: Callable[..., User]) -> User:
    """An author: may write, may not publish."""
    return make_user("ada", "view_page", "add_page", "change_page", "add_image", "view_image", "view_source", "change_source")


@pytest.fixture
def grace(make_user: Callable[..., User]) -> User:
    """A publisher: may write and publish."""
    return make_user("grace", "view_page", "add_page", "change_page", "publish_page", "add_image", "view_image", "change_image", "view_source")


@pytest.fixture
def vera(make_user: Callable[..., User]) -> User:
    """A clinical reviewer: may sign off, may not write or publish."""
    user = make_user("vera", "view_page", "sign_off_page", "view_event")
    Profile.objects.create(user=user, name="Vera Example", licence="Psychologist, NY 000000", licence_expires_on=date(2099, 1, 1))
    return user


@pytest.fixture
def mallory(make_user: Callable[..., User]) -> User:
    """Staff without a single permission."""
    return make_user("mallory")


SITE = "http://127.0.0.1:8000"  # what the site calls itself where no setting names it


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# In the database of the real server: staff of each role, and drafts to write in.
BLANKS = 12
CAST = f"""
from datetime import date
from content import workflow
from content.document import Document
from content.models import Page
from django.contrib.auth.models import Group, User
from content.models import Profile
from crisis import kept
for name, role in (("ada", "Author"), ("ben", "Author"), ("vera", "Clinical reviewer"), ("grace", "Publisher")):
    User.objects.create_user(name, password="correct horse battery", is_staff=True).groups.add(Group.objects.get(name=role))
Profile.objects.create(
    user=User.objects.get(username="vera"), name="Vera Example", licence="Psychologist, NY 000000", licence_expires_on=date(2099, 1, 1)
)
words = {{"title": "Tea", "summary": "About tea, for one test alone, and for nothing else in the world."}}
words["body"] = "First part.\\n\\nMiddle part.\\n\\nLast part."
for number in range({BLANKS}):
    workflow.save_draft(Page(path=f"made/blank-{{number}}"), Document(kind="page", written_on=date(2026, 11, 25), **words), by=None)
"""


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], object]], Path]:
    """Makes a folder but once in a run, for all its workers: nobody may change it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / name
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                make(folder.with_suffix(".new"))
                folder.with_suffix(".new").rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def made_data(once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """A data folder with everything `dev.py serve` puts there: pages, collected static files, a superuser `root`, and staff.

    With a copy of every page, as a server leaves it that has run for a while. Made once in a run: nobody may change it.
    """
    return once("made-data", _make_site)


@pytest.fixture(scope="session")
def site_data(made_data: Path) -> Iterator[Path]:
    """A copy of it for each worker, which the server of its tests changes."""
    folder = Path(tempfile.mkdtemp(prefix="site-served-"))
    shutil.copytree(made_data, folder, dirs_exist_ok=True, symlinks=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _make_site(folder: Path) -> None:
    from tests.content.page_store.served import run_until_complete  # which builds on this file

    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "import_content", "--verbosity", "0")
    manage(folder, "collectstatic", "--no-input", "--verbosity", "0")
    manage(
        folder,
        "createsuperuser",
        "--no-input",
        "--username",
        "root",
        "--email",
        "root@example.org",
        DJANGO_SUPERUSER_PASSWORD="correct horse battery",
    )
    manage(folder, "shell", "--verbosity", "0", "--command", CAST)
    run_until_complete(folder)


@pytest.fixture(scope="session")
def server(site_data: Path) -> Iterator[str]:
    """The site behind gunicorn as it is deployed, on a free port of the loopback; gives `http://127.0.0.1:port`.

    It calls itself SITE in every run, so that the copies of pages that are there are its own.
    """
    port = free_port()
    env = {
        **os.environ,
        "DATA_DIR": str(site_data),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WEB_CONCURRENCY": "1",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", "config.wsgi"]
    log = (site_data / "server.log").open("wb")
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
    for _ in range(200):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        if process.poll() is not None:
            break
        time.sleep(0.1)
    else:
        process.kill()
    if process.poll() is not None:
        pytest.fail("The server did not start:\n" + (site_data / "server.log").read_text())
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)
    log.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, quiet and without a sandbox (CI runs as root); dev.py says where it is."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync"]
    found = os.environ.get("CHROMIUM_LIGHT") or whole_browser()
    return {**browser_type_launch_args, "args": quiet, "executable_path": found}


def whole_browser() -> str | None:
    """The browser as people have it, with all that it notes down; nothing where it is Playwright's own."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or None
