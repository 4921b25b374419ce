"""The summary's length."""

from __future__ import annotations

import pytest

from tests.content.lint.about import told


@pytest.mark.parametrize(("count", "level"), [(49, "look"), (50, None), (160, None), (161, "look"), (200, "look"), (201, "stop")])
def test_it_fits_into_search_results(count: int, level: str | None) -> None:
    assert told("summary-length", summary="t" * count) == ([(level, 0)] if level else [])
