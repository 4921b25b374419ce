"""What it costs to make a page: questions to the database and processor time, however many pages there are.

The longest approach is asked of Django itself, past the page store, in a library of two sizes; of each the quickest of several times.
`MISS_BENCHMARK_PAGES=100,10000,100000` measures more of them.
"""

from __future__ import annotations

import os
import time
from itertools import batched

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.wsgi import django
from content.models import Page
from content.page_store.asking import ask
from tests.benchmarks.library import Writer

SIZES = tuple(map(int, os.environ.get("MISS_BENCHMARK_PAGES", "100,5000").split(",")))
PAGE, TIMES = "/approaches/cbt/", 15
MOST_QUERIES, MOST_GROWTH = 3, 1.5


def cost() -> float:
    """Milliseconds of the processor for one page."""
    began = time.process_time()
    ask(django, PAGE)
    return 1e3 * (time.process_time() - began)


@pytest.mark.django_db
def test_a_page_costs_the_same_to_make_among_many(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for size in SIZES:
        missing = size - Page.objects.filter(path__startswith="made/").count()
        for batch in batched(Writer(size, seed=size).pages(missing), 1000, strict=False):
            for page in batch:
                page.path = f"made/{size}/{page.path}"
            Page.objects.bulk_create(batch)
        ask(django, PAGE)
        with CaptureQueriesContext(connection) as questions:
            ask(django, PAGE)
        found.append((size, len(questions), min(cost() for _ in range(TIMES))))
    with capsys.disabled():
        print()
        for size, questions, milliseconds in found:
            print(f"{size:>7} pages: {questions} questions, {milliseconds:.1f} ms of processor, {milliseconds / found[0][2]:.2f} of the first")
    assert all(questions <= MOST_QUERIES for _, questions, _ in found)
    assert found[-1][2] < MOST_GROWTH * found[0][2]
