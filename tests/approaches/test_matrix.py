"""Concerns and approaches seen together: computed from published pages, and whole as shipped."""

from __future__ import annotations

from collections import Counter

import pytest

from approaches import matrix
from approaches.facts import SCALE
from content import workflow
from content.models import Page
from content.rendering import Reference, Rendered
from tests.approaches.test_facts import row
from tests.content.made import Library, draft, published

pytestmark = pytest.mark.django_db

# Counted by hand in the clinical reference, where behavior-therapy, person-centered, mbsr and mbct are names of these.
CELLS = {"cbt": 16, "behavior": 10, "mindfulness": 10, "psychodynamic": 7, "ipt": 6, "dbt": 5, "humanistic": 3}
STEPS = {
    "guideline_recommended": 21,
    "strong_research": 9,
    "guideline_option": 8,
    "modest_research": 8,
    "mixed_or_emerging": 7,
    "no_clear_evidence_found": 1,
    "not_routinely_recommended": 3,
}


def live(kind: str) -> list[Page]:
    return list(Page.objects.published().in_language("en").of_kind(kind))


def concern(path: str, *rows: dict[str, object], title: str = "Tea") -> Page:
    return published(f"concerns/{path}", kind="concern", title=title, facts={"evidence": list(rows)})


def test_all_57_shipped_ratings_are_there_seen_from_either_side() -> None:
    approaches, concerns = live("approach"), live("concern")
    columns = {page.slug: matrix.column(page.slug, concerns) for page in approaches}
    rows = [cell for page in concerns for cell in matrix.row(page, approaches)]
    assert {slug: len(cells) for slug, cells in columns.items()} == Counter(cell.page.slug for cell in rows) == CELLS
    assert Counter(cell.entry.rating.key for cell in rows) == STEPS
    assert (len(rows), len(concerns)) == (57, 17)


@pytest.mark.parametrize(
    ("path", "approach", "form", "rating"),
    [
        ("depression", "mindfulness", "MBCT", "guideline_recommended"),
        ("depression", "humanistic", "", "guideline_option"),
        ("ocd", "psychodynamic", "", "no_clear_evidence_found"),
        ("specific-phobia", "behavior", "", "strong_research"),
        ("bpd", "dbt", "", "guideline_recommended"),
        ("grief", "ipt", "", "mixed_or_emerging"),
    ],
)
def test_a_shipped_rating_is_the_one_of_the_clinical_reference(path: str, approach: str, form: str, rating: str) -> None:
    cells = matrix.row(Page.objects.get(path=f"concerns/{path}", language="en"), live("approach"))
    found = [cell.entry.rating.key for cell in cells if cell.page.slug == approach and cell.entry.form.startswith(form)]
    assert rating in found


def test_what_a_guideline_advises_against_is_shown_and_stands_last() -> None:
    cells = matrix.row(Page.objects.get(path="concerns/social-anxiety", language="en"), live("approach"))
    assert [(cell.page.slug, cell.entry.rating.seeds) for cell in cells[-2:]] == [("mindfulness", None)] * 2


def test_a_column_stands_strongest_first_then_by_concern() -> None:
    concerns = [
        concern("b", row(rating="modest_research"), title="B"),
        concern("a", row(rating="modest_research"), row("dbt"), title="A"),
        concern("z", row(rating="guideline_recommended"), title="Z"),
    ]
    assert [(cell.page.title, cell.entry.approach) for cell in matrix.column("cbt", concerns)] == [("Z", "cbt"), ("A", "cbt"), ("B", "cbt")]
    assert matrix.column("ipt", concerns) == []


def test_an_approach_that_is_unknown_or_not_published_is_left_out_of_a_row() -> None:
    draft("approaches/unseen", kind="approach")
    page = concern("tea", row("unseen", "guideline_recommended"), row("nonsense"), row("cbt", "modest_research"))
    assert [cell.page.slug for cell in matrix.row(page, live("approach"))] == ["cbt"]


def test_a_concern_that_is_not_published_is_in_no_column() -> None:
    page = concern("tea", row("cbt"))
    assert page.pk in {cell.page.pk for cell in matrix.column("cbt", live("concern"))}
    workflow.withdraw(page, by=None)
    assert page.pk not in {cell.page.pk for cell in matrix.column("cbt", live("concern"))}


def test_a_concern_without_evidence_has_an_empty_row() -> None:
    assert matrix.row(published("concerns/tea", kind="concern"), live("approach")) == []


def test_the_sources_of_cells_come_in_order_and_get_the_numbers_of_the_page() -> None:
    page = concern("tea", row("dbt", "modest_research", sources=["ann", "cat"]), row("cbt", sources=["ann", "nobody"]))
    cells = matrix.row(page, live("approach"))
    assert matrix.cited(cells) == ["ann", "nobody", "ann", "cat"]
    library = Library("ann cat")
    rendered = Rendered(references=(Reference(1, library.sources["cat"]), Reference(2, library.sources["ann"])))
    assert [cell.numbers for cell in matrix.numbered(cells, rendered)] == [(2,), (1, 2)]


def test_every_step_of_the_scale_is_used_by_the_shipped_pages() -> None:
    used = {cell.entry.rating for page in live("concern") for cell in matrix.row(page, live("approach"))}
    assert used == set(SCALE)
