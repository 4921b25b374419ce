"""How search grows: time to index, and the time of a search, with ten times the pages.

Times are those of the processor, so that a busy machine does not decide. `SEARCH_BENCHMARK_PAGES=1000,10000,100000` measures these
sizes and `SEARCH_BENCHMARK_FILE=docs/search.json` keeps the numbers, of which docs/draw_search.py draws the chart.
"""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.conf import LazySettings

from content import search
from content.models import Page
from tests.benchmarks.library import Writer

SIZES = [int(size) for size in os.environ.get("SEARCH_BENCHMARK_PAGES", "1000,10000").split(",")]
SEARCHES = 1_000
INDEX_SECONDS = 2.0  # for each 1,000 pages
# The promise is 10 ms at 10,000 pages and 30 ms at 100,000, on a machine that does nothing else. Here a busy one must pass as well.
P99_MILLISECONDS = {1_000: 20, 10_000: 20, 100_000: 60}


def measure(size: int) -> dict[str, float]:
    """Seconds to index the database, and milliseconds of a search: median and the slowest of a hundred."""
    writer = Writer(size)
    Page.objects.all().update(status="draft")
    Page.objects.bulk_create(writer.pages(size), batch_size=500)
    start = process_time()
    search.rebuild()
    indexed = process_time() - start
    queries = list(writer.queries(SEARCHES))
    search.search(queries[0], "en")
    took = []
    for query in queries:
        start = process_time()
        search.search(query, "en")
        took.append(1000 * (process_time() - start))
    took.sort()
    return {"pages": size, "index": indexed, "median": took[len(took) // 2], "p99": took[len(took) * 99 // 100], "slowest": took[-1]}


@pytest.mark.django_db
def test_search_keeps_its_times_as_the_library_grows(settings: LazySettings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results: list[dict[str, Any]] = []
    for size in SIZES:
        settings.DATA_DIR = tmp_path / str(size)
        Page.objects.filter(path__startswith="made/").delete()
        results.append(measure(size))
    with capsys.disabled():
        print()
        for found in results:
            print("{pages:>7,} pages: index {index:6.1f} s, search {median:5.2f} ms, p99 {p99:5.2f} ms, slowest {slowest:5.2f} ms".format(**found))
        for less, more in itertools.pairwise(results):
            ratios = {name: more[name] / less[name] for name in ("pages", "index", "median", "p99")}
            print("  {pages:.0f} times the pages: index {index:.1f}, search {median:.1f}, p99 {p99:.1f} times".format(**ratios))
    if target := os.environ.get("SEARCH_BENCHMARK_FILE"):
        Path(target).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for found in results:
        assert found["index"] < max(4.0, INDEX_SECONDS * found["pages"] / 1000), found
        assert found["p99"] < P99_MILLISECONDS.get(found["pages"], 60), found
    for less, more in itertools.pairwise(results):
        assert more["index"] / less["index"] < 2.5 * more["pages"] / less["pages"]  # in step, not with the square
        assert more["p99"] < 4 * less["p99"] + 5  # ten times the pages, far from ten times the time
