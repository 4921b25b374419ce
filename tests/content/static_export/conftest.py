"""Sites with data folders for these tests alone, and the command as someone with a terminal runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.content.static_export import little

URL = "https://site.example"
WANTED = ("--brotli", "5", "--search")


@dataclass
class Site:
    """A data folder, and the folder that it is exported to."""

    data: Path
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATA_DIR": str(self.data), "DJANGO_SETTINGS_MODULE": "config.settings", "SITE_URL": URL}

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment, text=True, capture_output=True, timeout=300)

    def export(self, *words: str) -> str:
        """What a successful export says."""
        done = self.manage("export_site", str(self.folder), *WANTED, *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str) -> str:
        """What an export says that does nothing."""
        done = self.manage("export_site", str(self.folder), *WANTED, *words)
        assert done.returncode == 1, done.stdout
        assert "Traceback" not in done.stderr
        return done.stderr

    def change(self, code: str) -> None:
        """Run code as staff of the site would by the desk."""
        done = self.manage("shell", "--verbosity", "0", "--command", WORDS + code)
        assert done.returncode == 0, done.stderr

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in self.folder.rglob("*") if file.is_file()}


WORDS = """
from datetime import date
from content import workflow
from content.document import Document, parse
from content.models import LIVE_FIELDS, Page
def publish(path, language="en", **values):
    page = Page.objects.filter(path=path, language=language).first() or Page(path=path, language=language)
    told = {"kind": "page", "title": "Tea", "summary": "A page that only this test knows.", "written_on": date(2026, 11, 24), "body": "Words."}
    if page.pk:
        old = parse(page.latest_revision.text)
        told = {name: getattr(old, name) for name in LIVE_FIELDS}
    workflow.save_draft(page, Document(**(told | values)), by=None)
    workflow.publish(page, by=None)
"""


@pytest.fixture(scope="session")
def exported_once(once: Callable[[str, Callable[[Path], object]], Path], made_data: Path) -> Site:
    """The shipped site, exported once in a run: nobody may change it."""

    def make(folder: Path) -> None:
        shutil.copytree(made_data, folder / "data", ignore=shutil.ignore_patterns("pages", "*.log"), symlinks=True)
        Site(folder / "data", folder / "site").export()

    folder = once("exported", make)
    return Site(folder / "data", folder / "site")


@pytest.fixture(scope="session")
def exported_little(once: Callable[[str, Callable[[Path], object]], Path], made_data: Path) -> Site:
    """The little site, exported once in a run: nobody may change it."""

    def make(folder: Path) -> None:
        shutil.copytree(made_data, folder / "data", ignore=shutil.ignore_patterns("pages", "search", "site.sqlite3*", "*.log"), symlinks=True)
        site = Site(folder / "data", folder / "site")
        little.write(folder / "documents")
        for words in (("migrate", "--verbosity", "0"), ("import_content", str(folder / "documents"))):
            done = site.manage(*words)
            assert done.returncode == 0, done.stderr
        site.change(little.MORE)
        site.export()

    folder = once("exported-little", make)
    return Site(folder / "data", folder / "site")


@pytest.fixture
def site(exported_little: Site, tmp_path: Path) -> Site:
    """A copy of the little site and its export, which a test may change."""
    return copied(exported_little, tmp_path / "own")


def copied(site: Site, folder: Path) -> Site:
    """A site of a test's own."""
    shutil.copytree(site.folder.parent, folder, symlinks=True)
    return Site(folder / "data", folder / "site")
