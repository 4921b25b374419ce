"""The sources as readers see them: all of them by what they support, and each with the pages that cite it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content import workflow, works
from content.models import Page, Source
from tests.content.made import document, draft, published, tree, words

pytestmark = pytest.mark.django_db


def test_every_source_is_there_with_its_doi_and_by_what_it_supports(client: Client) -> None:
    root = tree(client.get("/sources/").content)
    titles = [words(part) for part in root.findall(".//section[@class='works']/h2")]
    assert titles == ["About", "Approaches", "Concerns", "Practice", "Psychotherapy", "The alliance", "Not cited on a page at present"]
    text = words(root.find(".//main"))
    links = {link.get("href") for link in root.findall(".//main//a")}
    for source in Source.objects.all():
        assert source.title in text
        assert not source.link or source.link in links
    assert "https://doi.org/10.1037/pst0000172" in links


def test_a_source_stands_once_in_each_part_that_cites_it() -> None:
    published("glossary/tea", kind="term", title="Tea", body="[@beck1979] and again [@beck1979]")
    parts = {group.title: [source.key for source in group.sources] for group in works.groups("en")}
    assert parts["Glossary"] == ["beck1979"]
    assert parts["Approaches"].count("beck1979") == 1
    assert "beck1979" not in parts["Not cited on a page at present"]


def test_a_source_says_what_it_is_where_to_read_it_and_where_it_is_cited(client: Client) -> None:
    source = Source.objects.get(key="fluckiger2018")
    root = tree(client.get("/sources/fluckiger2018/").content)
    assert words(root.find(".//h1")) == source.title
    assert source.authors in words(root.find(".//main"))
    assert root.find(f".//a[@href='{source.link}']").get("rel") == "noreferrer"  # type: ignore[union-attr]
    cited = {link.get("href") for link in root.findall(".//main//ul[@class='ledger']//a")}
    assert {"/alliance/", "/approaches/cbt/"} <= cited


def test_citing_follows_what_readers_see(client: Client, grace: User) -> None:
    page = published("tea", title="Tea", body="[@ros]")
    assert "/tea/" in client.get("/sources/ros/").content.decode()
    assert "/sources/ros/" in client.get("/sitemap.xml").content.decode()
    workflow.save_draft(page, document(title="Tea", body="No more."), by=None)
    assert "/tea/" in client.get("/sources/ros/").content.decode()
    workflow.publish(page, by=None)
    assert "/tea/" not in client.get("/sources/ros/").content.decode()
    other = published("pot", title="Pot", body="[@ros]")
    workflow.withdraw(other, by=grace)
    draft("cup", title="Cup", body="[@ros]")
    response = client.get("/sources/ros/").content.decode()
    assert "No page cites it at present." in response
    assert 'content="noindex"' in response
    assert "/sources/ros/" not in client.get("/sitemap.xml").content.decode()


def test_a_source_cited_in_the_facts_of_a_page_counts_too(client: Client) -> None:
    assert "/concerns/social-anxiety/" in client.get("/sources/nice_cg159/").content.decode()


def test_the_title_of_a_source_that_names_a_hard_subject_is_not_in_the_tab(client: Client) -> None:
    root = tree(client.get("/sources/linehan2006/").content)
    assert words(root.find(".//title")) == "Source: linehan2006 | EPH"
    assert "suicid" in words(root.find(".//h1")).lower()


@pytest.mark.parametrize(
    "address", ["/sources/nobody1900/", "/sources/x'--/", "/sources/%00/", "/es/sources/nobody1900/", "/sources/" + "x" * 3000 + "/"]
)
def test_an_unknown_source_is_not_found_in_kind_words(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert tree(response.content).find(".//a[@href]") is not None


@pytest.mark.parametrize("address", ["/sources/", "/sources/beck1979/"])
def test_what_no_spanish_page_cites_says_that_it_is_not_in_spanish_yet(client: Client, address: str) -> None:
    Page.objects.in_language("es").update(status="withdrawn")
    root = tree(client.get(f"/es{address}").content)
    assert address in {link.get("href") for link in root.findall(".//main//a[@hreflang='en']")}
    published("tea", "es", body="[@beck1979]")
    assert "beck1979" in client.get(f"/es{address}").content.decode()


@pytest.mark.parametrize(("address", "queries"), [("/sources/", 3), ("/sources/beck1979/", 2)])
def test_the_number_of_questions_to_the_database_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    for number in range(5):
        published(f"made-{number}", title=f"Made {number}", body="[@beck1979; @beckj2021]")
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_a_term_names_the_other_pages_that_use_it(client: Client) -> None:
    published("tea", title="Tea ceremony", body="A [[grounding|grounded]] cup.")
    published("pot", title="A pot", body="[Link with [[grounding]]](/tea/)")
    draft("cup", title="A cup", body="[[grounding]]")
    root = tree(client.get("/glossary/grounding/").content)
    told = {words(link) for link in root.findall(".//article//ul[@class='ledger']//a")}
    assert {"Tea ceremony", "A pot"} <= told
    assert "A cup" not in told


def test_the_words_of_a_page_stand_at_its_end_for_print_once_each_in_order(client: Client) -> None:
    published(
        "tea", body="A [[sliding scale]], [[grounding]] and [[sliding scale]] again; `[[homework]]`; [[nonsense]].\n\n## [[Homework]]\n\nWords."
    )
    section = tree(client.get("/tea/").content).find(".//section[@aria-labelledby='words']")
    assert section is not None
    assert section.get("class") == "print-only"
    assert [words(term) for term in section.findall(".//dt")] == ["Sliding scale", "Grounding"]
    assert all(words(meaning) for meaning in section.findall(".//dd"))


def test_a_page_without_terms_has_no_list_of_words(client: Client) -> None:
    published("tea", body="Words.")
    assert tree(client.get("/tea/").content).find(".//section[@aria-labelledby='words']") is None
