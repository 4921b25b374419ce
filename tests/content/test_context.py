"""Promises of what a page asks the database for: as much among very many pages as among few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.context import neighbors
from content.models import Page


@pytest.mark.django_db
def test_a_page_looks_its_neighbors_up_by_path_and_by_kind_and_reads_no_others() -> None:
    page = Page.objects.get(path="approaches/cbt", language="en")
    with CaptureQueriesContext(connection) as asked:
        assert {near.kind for near in neighbors(page, "approach", "concern").pages} == {"approach", "concern", "term"}
    if connection.vendor == "sqlite":  # which knows nothing of the sizes of things; PostgreSQL plans by them
        with connection.cursor() as cursor:
            plan = "\n".join(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}").fetchall())
        assert "MULTI-INDEX OR" in plan, plan
