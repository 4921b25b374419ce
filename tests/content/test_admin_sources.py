"""The bibliography at the desk: each work once, none lost from under a page, and none overwritten by the next import."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content import workflow
from content.desk.bibliography import bare_doi, cited
from content.interchange import import_folder
from content.models import Autosave, Source
from tests.content.made import document, draft, published
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/content/source/"
WORDS = {"key": "tea2020", "authors": "Leaf A", "year": "2020", "title": "On tea", "venue": "", "doi": "", "url": ""}


def add(client: Client, **typed: str) -> str:
    return client.post(f"{LIST}add/", WORDS | typed, follow=True).content.decode()


@pytest.mark.parametrize(
    "typed", ["10.1000/Tea.1", " 10.1000/Tea.1 ", "https://doi.org/10.1000/Tea.1", "HTTP://dx.doi.org/10.1000/Tea.1", "doi: 10.1000/Tea.1"]
)
def test_a_doi_is_kept_bare_however_it_was_pasted(typed: str, admin_client: Client) -> None:
    add(admin_client, doi=typed)
    assert Source.objects.get(key="tea2020").doi == "10.1000/Tea.1"


@pytest.mark.parametrize("typed", ["tea", "10.1000", "https://example.org/10.1000/x", "11.1000/x"])
def test_what_is_no_doi_is_said_to_be_none(typed: str, admin_client: Client) -> None:
    assert "This is not a DOI." in add(admin_client, doi=typed)
    with pytest.raises(ValueError, match=re.escape(typed)):
        bare_doi(typed)


def test_a_work_that_is_here_already_is_named_with_a_link(admin_client: Client) -> None:
    Source.objects.create(key="old", authors="Leaf A", title="On tea", doi="https://doi.org/10.1000/TEA.1")
    html = add(admin_client, doi="10.1000/tea.1")
    assert 'This work is here already, as <a href="/admin/content/source/old/change/">Leaf (old)</a>' in html
    assert not Source.objects.filter(key="tea2020").exists()


def test_a_source_is_no_twin_of_itself(admin_client: Client) -> None:
    Source.objects.create(key="old", authors="Leaf A", title="On tea", doi="10.1000/tea.1")
    admin_client.post(f"{LIST}old/change/", WORDS | {"doi": "10.1000/tea.1", "title": "More"})
    assert Source.objects.get(key="old").title == "More"


@pytest.mark.parametrize("typed", ["ftp://example.org/tea", "javascript:alert(1)"])
def test_an_address_is_one_that_a_browser_opens(typed: str, admin_client: Client) -> None:
    html = add(admin_client, url=typed)
    assert "starts with https://" in html or "Enter a valid URL" in html
    assert not Source.objects.filter(key="tea2020").exists()


def test_sources_tell_where_they_are_cited(ada: User) -> None:
    for key in ("live", "new", "typed", "row", "none"):
        Source.objects.create(key=key, authors="Leaf A", title="On tea")
    page = published("tea", body="Green tea [@live; @other].")
    workflow.save_draft(page, document(body="Black tea [@new]."), by=ada)
    Autosave.objects.create(user=ada, page=page, fields={"body": "White tea [@typed]", "facts-evidence-0-sources": "row\n"})
    found = cited()
    assert [[each.path for each in found.get(key, [])] for key in ("live", "new", "typed", "row", "none")] == [["tea"]] * 4 + [[]]


def test_sources_of_the_rows_of_evidence_are_cited_too() -> None:
    assert "concerns/bpd" in {page.path for pages in cited().values() for page in pages}


def test_the_list_says_where_with_few_queries_and_shows_those_not_cited(
    admin_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Source.objects.create(key="unread2020", authors="Leaf A", title="On tea")
    with django_assert_max_num_queries(12):
        html = admin_client.get(LIST).content.decode()
    assert re.search(r"\d+ pages", html)
    html = admin_client.get(LIST, {"use": "uncited"}).content.decode()
    assert "unread2020" in html
    assert not re.search(r">\d+ pages?<", html)


def test_a_cited_source_cannot_be_deleted_and_one_that_is_not_can(admin_client: Client) -> None:
    Source.objects.create(key="tea2020", authors="Leaf A", title="On tea")
    page = draft("tea", body="Tea [@tea2020].")
    html = admin_client.post(f"{LIST}tea2020/delete/", {"post": "yes"}, follow=True).content.decode()
    assert f'it is cited on <a href="/admin/content/page/{page.pk}/change/">' in html
    assert Source.objects.filter(key="tea2020").exists()
    workflow.save_draft(page, document(body="Tea."), by=None)
    admin_client.post(f"{LIST}tea2020/delete/", {"post": "yes"})
    assert not Source.objects.filter(key="tea2020").exists()


def test_what_staff_changed_survives_the_next_import_unless_forced(tmp_path: Path, ada: User) -> None:
    text = "tea2020:\n  authors: Leaf A\n  year: 2020\n  title: On tea\ncup2020:\n  authors: Cup B\n  title: On cups\n"
    (tmp_path / "sources.yaml").write_text(text)
    import_folder(tmp_path)
    signed_in(ada).post(f"{LIST}tea2020/change/", WORDS | {"title": "On green tea"})
    (tmp_path / "sources.yaml").write_text(text.replace("On cups", "On mugs"))
    report = import_folder(tmp_path)
    assert (report.changed, report.kept) == (["source cup2020"], ["source tea2020"])
    assert Source.objects.get(key="tea2020").title == "On green tea"
    assert import_folder(tmp_path, force=True).changed == ["source tea2020"]
    assert Source.objects.get(key="tea2020").title == "On tea"
    (tmp_path / "sources.yaml").write_text(text.replace("On tea", "On white tea"))
    assert "source tea2020" in import_folder(tmp_path).changed


def test_opening_and_saving_a_source_unchanged_does_not_take_it_from_the_import(tmp_path: Path, ada: User) -> None:
    Source.objects.create(key="tea2020", authors="Leaf A", title="On tea", year=2020)
    signed_in(ada).post(f"{LIST}tea2020/change/", WORDS)
    assert not Source.objects.get(key="tea2020").changed_by_staff


@pytest.mark.parametrize("line", ["changed_by_staff: true", "title: [a, b]", "pk: other"])
def test_a_file_cannot_say_of_a_source_what_only_the_desk_may(line: str, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(f"tea2020:\n  authors: Leaf A\n  {line}\n")
    with pytest.raises(ValueError, match="line 1: tea2020: expected some of authors"):
        import_folder(tmp_path)
