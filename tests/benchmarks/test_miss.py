"""What it costs to make a page: questions to the database and processor time, however many pages there are.

The longest pages and the lists are asked of Django itself, past the page store, in a library of two sizes; of each the quickest of several times.
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
ADDRESSES = ("/approaches/cbt/", "/concerns/depression/", "/evidence/", "/sources/", "/glossary/", "/")
TIMES = 15
MOST_QUERIES, MOST_GROWTH = 3, 1.5


def cost(address: str) -> float:
    """Milliseconds of the processor for one page."""
    began = time.process_time()
    ask(django, address)
    return 1e3 * (time.process_time() - began)


def fill(size: int) -> None:
    """Let there be so many generated pages."""
    missing = size - Page.objects.filter(path__startswith="made/").count()
    for batch in batched(Writer(size, seed=size).pages(missing), 1000, strict=False):
        for page in batch:
            page.path = f"made/{size}/{page.path}"
        Page.objects.bulk_create(batch)


@pytest.mark.django_db
def test_a_page_costs_the_same_to_make_among_many(capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, list[tuple[int, int, float]]] = {address: [] for address in ADDRESSES}
    for size in SIZES:
        fill(size)
        for address, told in found.items():
            ask(django, address)
            with CaptureQueriesContext(connection) as questions:
                ask(django, address)
            told.append((size, len(questions), min(cost(address) for _ in range(TIMES))))
    with capsys.disabled():
        print()
        for address, told in found.items():
            for size, questions, milliseconds in told:
                growth = milliseconds / told[0][2]
                print(f"{address:>22}, {size:>7} pages: {questions} questions, {milliseconds:4.1f} ms of processor, {growth:.2f} of the first")
    assert all(questions <= MOST_QUERIES for told in found.values() for _, questions, _ in told)
    assert sum(told[-1][2] for told in found.values()) < MOST_GROWTH * sum(told[0][2] for told in found.values())
