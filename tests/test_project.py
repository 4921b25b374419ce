"""Promises of the repository itself: locks that fit, no hosts or machine paths, commands that say what they do."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.bundles import OTHERS, SCRIPTS, STYLES, TOOLS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pins(name: str) -> dict[str, str]:
    """The pinned versions of a requirements file by package."""
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", line) for line in lines)
    return {canonicalize_name(match[1]): match[2] for match in found if match}


@pytest.mark.parametrize(
    ("file", "wanted"),
    [("run.txt", PROJECT["project"]["dependencies"]), ("dev.txt", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"])],
)
def test_the_locks_hold_every_dependency_in_a_version_that_the_project_allows(file: str, wanted: list[str]) -> None:
    locked = pins(file)
    for text in wanted:
        requirement = Requirement(text)
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in requirements/{file}"
        assert requirement.specifier.contains(version), f"{requirement.name} {version} is not {requirement.specifier}"


def test_both_locks_pin_the_same_versions_and_every_pin_has_its_hashes() -> None:
    run, dev = pins("run.txt"), pins("dev.txt")
    assert run.items() <= dev.items()
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        assert text.count("--hash=sha256:") >= text.count("=="), name


def test_no_tracked_file_names_a_registry_or_a_path_of_a_machine() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "deb." + "debian.")
    paths = re.compile(r"(?<![\w.])/(?:root|home/\w+|work)/")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        file = ROOT / name
        if not file.is_file() or file.suffix in {".woff2", ".png", ".mo"}:
            continue
        text = file.read_text(encoding="utf-8")
        assert not [host for host in hosts if host in text], name
        assert not paths.search(text), name


def test_the_two_commands_explain_themselves_without_doing_anything() -> None:
    for words in (["--help"], ["serve", "--help"], ["test", "--help"]):
        done = subprocess.run([sys.executable, "dev.py", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert "usage: dev.py" in done.stdout
    assert "HOST:PORT" in subprocess.run([sys.executable, "dev.py", "serve", "-h"], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_every_public_script_and_style_is_part_of_a_bundle() -> None:
    assert {file.stem for file in (ROOT / "static/css").iterdir()} == {*STYLES, *TOOLS}
    assert {file.stem for file in (ROOT / "static/js").iterdir()} == {*SCRIPTS, *TOOLS, *OTHERS}
