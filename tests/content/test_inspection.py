"""The checks with what the site knows: pages, anchors, sources, terms, pictures, reviews, originals; and those of a folder."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from content import workflow
from content.folders import BadContent
from content.inspection import findings, findings_in_folder
from content.lint import Finding, Level, Review
from content.models import Image, Page
from tests.content.made import document, draft, published

pytestmark = pytest.mark.django_db


def wrong(page: Page, rule: str, **values: Any) -> list[tuple[str, int, str]]:
    """Level, line and excerpt of what a rule finds on a page."""
    every = findings(page, document(**values))
    return [(finding.level.value, finding.line, finding.excerpt) for finding in every if finding.rule == rule and finding.level is not Level.PASS]


def one(every: list[Finding], rule: str) -> Finding:
    [finding] = [finding for finding in every if finding.rule == rule]
    return finding


def test_links_lead_to_published_pages_their_anchors_and_views_of_their_own() -> None:
    published("leaf", body="## Green\n\nWords.")
    draft("secret")
    body = "[a](/leaf/) [b](/leaf/#green) [c](/) [d](/concerns/) [e](/crisis/#x) [f](/tea/#own) [g](/988/)\n\n## Own"
    assert wrong(draft("tea"), "broken-links", body=body) == []
    broken = "[a](/leaf/#black)\n[b](/secret/)\n[c](/nothing/)\n[d](/leaf)\n[e](/es/leaf/)\n[f](/tea/#gone)"
    assert wrong(draft("tea2"), "broken-links", body=broken.replace("/tea/", "/tea2/")) == [("stop", n, "abcdef"[n - 1]) for n in range(1, 7)]


def test_an_address_that_a_page_had_once_still_leads_there_and_one_that_is_gone_does_not() -> None:
    workflow.move(published("old"), "new", by=None)
    workflow.withdraw(published("gone"), by=None)
    found = wrong(draft("tea"), "broken-links", body="[a](/old/) [b](/gone/)")
    assert [(level, words) for level, _, words in found] == [("stop", "b")]


def test_a_spanish_page_links_to_spanish_pages() -> None:
    published("leaf", "es")
    assert wrong(draft("tea", "es"), "broken-links", body="[a](/es/leaf/) [b](/es/crisis/)") == []
    assert wrong(draft("tea2", "es"), "broken-links", body="[a](/es/nada/)") == [("stop", 1, "a")]


def test_sources_terms_and_pictures_have_to_exist() -> None:
    Image.objects.create(file="images/a.png", decorative=True, width=4, height=3)
    body = "Tea [@fluckiger2018].\n\n[[homework]]\n\n![](/media/images/a.png)"
    page = draft("tea")
    assert [wrong(page, rule, body=body) for rule in ("citations", "glossary-terms", "alt-text")] == [[], [], []]
    body = "Tea [@moss1999].\n\n[[moss]]\n\n![A cup](/media/images/b.png)"
    assert wrong(page, "citations", body=body) == [("stop", 1, "[@moss1999]")]
    assert wrong(page, "glossary-terms", body=body) == [("stop", 3, "[[moss]]")]
    assert wrong(page, "alt-text", body=body) == [("stop", 5, "A cup")]


def test_drawings_and_pieces_that_cannot_be_placed_stop_with_their_line() -> None:
    body = "{figure: cbt-loop}\n\n{figure: no-such}\n\n## Tea {mark: nothing}\n\n{fit}\n\n![A cup](https://example.org/a.png)"
    stops = wrong(draft("tea"), "drawings", body=body)
    assert [(level, line) for level, line, _ in stops] == [("stop", 3), ("stop", 5), ("stop", 7), ("stop", 9)]


def test_the_review_is_that_of_the_page_unless_another_is_given() -> None:
    page = published("tea")
    assert one(findings(page, document()), "missing-reviewer").level is Level.LOOK
    page.reviewed_by, page.reviewed_on, page.review_due_on = "A. Reviewer", date(2026, 1, 2), timezone.localdate() - timedelta(1)
    assert one(findings(page, document()), "missing-reviewer").level is Level.PASS
    assert one(findings(page, document()), "review-date").level is Level.LOOK
    assert one(findings(page, document(), review=Review()), "missing-reviewer").level is Level.LOOK


def test_a_translation_is_behind_by_the_published_edits_it_has_not_seen() -> None:
    original = published("tea")
    translation = published("tea", "es")
    assert one(findings(translation, document()), "older-than-original").level is Level.PASS
    for words in ("One.", "Two."):
        workflow.save_draft(original, document(body=words), by=None)
        workflow.publish(original, by=None)
    workflow.save_draft(original, document(body="Not live yet."), by=None)
    found = one(findings(translation, document()), "older-than-original")
    assert (found.level, found.message.startswith("The English page is 2 edits ahead")) == (Level.LOOK, True)
    assert [f for f in findings(original, document()) if f.rule == "older-than-original"] == []


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_text(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    page = published("tea")
    part = "[a](/approaches/cbt/#how-it-works) [b](/alliance/) [@beck1979] [[homework]] ![A cup](/media/images/{0}.png) [c](/no{0}/)\n\n"
    with django_assert_max_num_queries(5):
        findings(page, document(body="".join(part.format(number) for number in range(30))))


def write(folder: Path, name: str, body: str, **values: Any) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(document(body=body, **values).render(), encoding="utf-8")


def test_a_folder_is_checked_against_itself_with_the_lines_of_its_files(tmp_path: Path) -> None:
    write(tmp_path, "en/tea.md", "Words.\n\n[a](/leaf/#green) [b](/approaches/cbt/) [c](/crisis/)")
    write(tmp_path, "en/leaf.md", "## Green\n\nAn addict.", title="What addicts say")
    told = findings_in_folder(tmp_path)
    stops = {name: [(f.rule, f.line) for f in every if f.level is Level.STOP] for name, every in told.items()}
    assert stops == {"en/tea.md": [("broken-links", 10)], "en/leaf.md": [("person-first", 3), ("person-first", 10)]}
    for name, every in told.items():
        lines = (tmp_path / name).read_text().splitlines()
        assert all(finding.excerpt in lines[finding.line - 1] for finding in every if finding.level is Level.STOP and finding.rule == "person-first")


def test_the_command_prints_file_line_rule_and_level_and_fails_on_a_stop(tmp_path: Path) -> None:
    write(tmp_path, "en/tea.md", "He committed suicide. Call 988.")
    out = StringIO()
    with pytest.raises(CommandError, match=r"^1 Stop in 1 documents\.$"):
        call_command("lint_content", str(tmp_path), "--level", "stop", stdout=out)
    assert out.getvalue() == "en/tea.md:8 safe-messaging Stop “committed suicide” has to be said another way.\n"


def test_the_command_lets_looks_pass(tmp_path: Path) -> None:
    write(tmp_path, "en/tea.md", "Words.")
    out = StringIO()
    call_command("lint_content", str(tmp_path), stdout=out)
    assert "en/tea.md:1 missing-reviewer Look" in out.getvalue()
    assert out.getvalue().endswith("No Stop in 1 documents.\n")


def test_the_command_refuses_what_is_no_folder_of_documents(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("lint_content", str(tmp_path / "nothing"))
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "tea.md").write_text("No front matter.")
    with pytest.raises(BadContent):
        findings_in_folder(tmp_path)
    with pytest.raises(CommandError, match="front matter"):
        call_command("lint_content", str(tmp_path))
