"""An index of its own for each test, filled from the database of that test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from content import search
from content.search import spelling, upkeep


@pytest.fixture
def data_dir(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A data folder without an index; what this process remembers of failures is forgotten afterwards."""
    settings.DATA_DIR = tmp_path
    spelling._kept.clear()  # a minute's words of another index
    yield tmp_path
    upkeep._held_back, upkeep._failed_at, upkeep._distrusted = frozenset(), 0.0, False


@pytest.fixture(scope="session")
def shipped(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the shipped pages, made once."""
    folder = tmp_path_factory.mktemp("shipped")
    with django_db_blocker.unblock(), override_settings(DATA_DIR=folder):
        search.rebuild()
    return folder / "search"


@pytest.fixture
def index(db: None, data_dir: Path, shipped: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(shipped, data_dir / "search", symlinks=True))


@pytest.fixture
def found() -> Callable[..., list[str]]:
    """The addresses that a search finds."""

    def addresses(query: str, language: str = "en", limit: int = 12) -> list[str]:
        return [hit.address for hit in search.search(query, language, limit).hits]

    return addresses
