"""What the shipped pages say: everything they name exists, nobody is invented, and hard words come with help."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from approaches.facts import RATINGS
from content import library, marks
from content.document import Document, parse
from content.folders import SHIPPED
from content.inspection import findings_in_folder
from content.kinds import get
from content.lint import Level
from content.models import Page, Source

pytestmark = pytest.mark.django_db

DOCUMENTS: dict[str, Document] = {
    file.relative_to(SHIPPED).with_suffix("").as_posix(): parse(file.read_text(encoding="utf-8")) for file in sorted(SHIPPED.glob("*/**/*.md"))
}
PATHS = {name.partition("/")[2] for name in DOCUMENTS}
FINDINGS = findings_in_folder(SHIPPED)


def words_of(document: Document) -> str:
    """All that readers see of a document, its facts too."""
    return "\n".join([document.title, document.summary, *_texts(document.facts), document.body])


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("name", FINDINGS)
def test_no_page_has_a_stop_and_every_page_that_speaks_of_suicide_says_988(name: str) -> None:
    """Of all the checks before publishing: sources, terms, figures, marks, links, headings, words."""
    assert [finding for finding in FINDINGS[name] if finding.level is Level.STOP] == []
    assert [finding for finding in FINDINGS[name] if finding.rule == "page-988" and finding.level is not Level.PASS] == []


def test_the_checks_read_every_page_and_find_hard_words_where_they_are() -> None:
    assert {name.removesuffix(".md") for name in FINDINGS} == set(DOCUMENTS)
    found = {name.removesuffix(".md") for name, findings in FINDINGS.items() if any(finding.rule == "page-988" for finding in findings)}
    assert {"en/concerns/self-harm", "en/glossary/self-harm", "en/practice/mindfulness", "en/approaches/dbt"} <= found


def test_every_mark_of_a_page_header_exists() -> None:
    assert {document.mark for document in DOCUMENTS.values()} <= {"", *marks.NAMES}


def test_all_106_terms_of_the_glossary_have_a_page() -> None:
    terms = {name for name, document in DOCUMENTS.items() if document.kind == "term" and name.startswith("en/glossary/")}
    assert len(terms) == 106
    assert terms == {f"en/{page.path}" for page in Page.objects.published().in_language("en").of_kind("term")}


def test_what_the_facts_of_a_page_point_to_is_shipped() -> None:
    for name, document in DOCUMENTS.items():
        assert {address.strip("/") for address in document.facts.get("see", ())} <= PATHS | {"approaches", "concerns", "glossary", "crisis"}, name
        for row in document.facts.get("evidence", ()):
            assert f"approaches/{row['approach']}" in PATHS, name
            assert row["rating"] in RATINGS, name


def test_no_figure_and_no_slot_is_left_as_text() -> None:
    for page in Page.objects.published():
        html = library.rendered(page.kind, page.body, page.language).html
        assert not re.search(r"\{[a-z]+[:}]|:::|\[\[|\]\]|\[@", html), page.path


def test_every_approach_has_its_figure_its_fit_and_its_evidence() -> None:
    figures = []
    for name, document in DOCUMENTS.items():
        if document.kind == "approach" and name.startswith("en/"):
            figures += re.findall(r"\{figure: ([a-z-]+)\}", document.body)
            for slot in get("approach").slots:
                assert document.body.count(f"\n{{{slot}}}\n") == 1, name
    assert sorted(figures) == sorted(file.stem for file in Path(settings.BASE_DIR, "templates/figures").glob("*.svg"))
    assert len(figures) == 7


def test_every_work_that_is_cited_is_in_the_bibliography_with_author_title_and_place() -> None:
    named = "".join(document.body for document in DOCUMENTS.values())
    cited = {key for found in re.findall(r"\[(@[\w-]+(?:\s*;\s*@[\w-]+)*)\]", named) for key in re.findall(r"[\w-]+", found)}
    cited |= {key for document in DOCUMENTS.values() for row in document.facts.get("evidence", ()) for key in row["sources"]}
    sources = {source.key: source for source in Source.objects.all()}
    assert cited <= set(sources)
    assert {key for key, source in sources.items() if not (source.authors and source.title and source.venue)} == set()


def test_no_reviewer_is_invented() -> None:
    for page in Page.objects.published():
        assert (page.reviewed_by, page.reviewed_on, page.review) == ("", None, "none"), page.path
    for name, document in DOCUMENTS.items():
        assert not re.search(r"[Rr]eviewed by (?:Dr|[A-Z][a-z]+ [A-Z])", words_of(document)), name


def test_no_two_pages_of_a_kind_have_the_same_title_summary_or_place_in_the_order() -> None:
    for told in ("title", "summary"):
        counts = Counter((name.partition("/")[0], document.kind, getattr(document, told).lower()) for name, document in DOCUMENTS.items())
        assert [what for what, count in counts.items() if count > 1] == []
    ordered = {name: document for name, document in DOCUMENTS.items() if document.kind in {"approach", "concern"}}
    assert max(Counter((name.partition("/")[0], document.kind, document.position) for name, document in ordered.items()).values()) == 1


def test_only_our_own_pages_and_known_numbers_are_linked_without_a_host() -> None:
    for name, document in DOCUMENTS.items():
        for address in re.findall(r"\]\(([^)\s]+)\)", document.body):
            assert re.match(r"/[a-z/-]*(?:#[a-z0-9-]+)?$|https://|tel:\+?[0-9-]+$|sms:[0-9]+$|#[a-z0-9-]+$|/media/", address), (name, address)
