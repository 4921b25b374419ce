"""Ways to find one's way: the evidence by concern and approach, everyday words, and what these addresses answer in Spanish."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.utils.http import parse_http_date
from pytest_django import DjangoAssertNumQueries

from content.models import Page
from tests.approaches.test_facts import row
from tests.content.made import published, tree, words

pytestmark = pytest.mark.django_db


def test_the_evidence_is_a_table_with_headings_of_rows_and_columns_and_no_sum(client: Client) -> None:
    root = tree(client.get("/evidence/").content)
    heads = root.findall(".//table/thead/tr/th")
    assert [head.get("scope") for head in heads] == ["col"] * 8
    assert [words(head) for head in heads][1:3] == ["CBT", "Psychodynamic therapy"]
    lines = root.findall(".//table/tbody/tr")
    assert all(line[0].tag == "th" and line[0].get("scope") == "row" for line in lines)
    assert {len(line) for line in lines} == {8}
    assert not any(word in words(root.find(".//table")).lower() for word in ("total", "score", "rank", "average", "%"))


def test_rows_and_columns_stand_in_the_order_of_the_site_and_not_by_strength(client: Client) -> None:
    root = tree(client.get("/evidence/").content)
    concerns = Page.objects.published().in_language("en").of_kind("concern")
    assert [words(line.find("th")) for line in root.findall(".//tbody/tr")] == [page.name for page in concerns]


def test_several_forms_of_one_approach_are_all_shown(client: Client) -> None:
    root = tree(client.get("/evidence/").content)
    (line,) = [line for line in root.findall(".//tbody/tr") if words(line.find("th")) == "Social anxiety"]
    assert [words(form) for form in line.findall("td")[-1].findall("p/span[@class='hint']")] == ["MBCT", "MBSR"]
    assert [link.get("href") for link in line.findall("td")[-1].findall("p/a")] == [
        "/concerns/social-anxiety/#evidence-mindfulness",
        "/concerns/social-anxiety/#evidence-mindfulness-2",
    ]


def test_a_plain_link_leads_to_one_row_or_one_column_and_back(client: Client) -> None:
    links = {str(link.get("href")) for link in tree(client.get("/evidence/").content).findall(".//main//a")}
    assert {"/evidence/cbt/", "/evidence/concern/depression/"} <= links
    for address, about in (("/evidence/cbt/", "/approaches/cbt/"), ("/evidence/concern/depression/", "/concerns/depression/")):
        links = {str(link.get("href")) for link in tree(client.get(address).content).findall(".//main//a")}
        assert {"/evidence/", about} <= links


def test_one_row_or_column_says_who_rates_when_and_what_is_not_rated(client: Client) -> None:
    page = Page.objects.get(path="concerns/insomnia", language="en")
    root = tree(client.get("/evidence/concern/insomnia/").content)
    assert all(told["basis"] in words(root.find(".//table")) for told in page.facts["evidence"])
    listed = words(root.find(".//main"))
    assert "Not rated here" in listed
    names = {words(link) for link in root.findall(".//main//ul[@class='x cluster']//a")}
    assert names == {"Psychodynamic therapy", "Humanistic", "IPT", "DBT"}


@pytest.mark.parametrize(
    "address",
    [
        "/evidence/tea/",
        "/evidence/concern/tea/",
        "/evidence/depression/",
        "/evidence/concern/cbt/",
        "/evidence/concern/",
        "/evidence/%00/",
        "/es/evidence/tea/",
    ],
)
def test_an_unknown_row_or_column_is_not_found_in_kind_words(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert len(tree(response.content).findall(".//h1")) == 1


SPANISH = [
    "/evidence/",
    "/evidence/cbt/",
    "/evidence/concern/panic/",
    "/compare/",
    "/compare/narrow/",
    "/compare/cbt/dbt/",
    "/compare/ipt/dbt/behavior/",
]


@pytest.mark.parametrize("address", SPANISH)
def test_what_nobody_has_written_in_spanish_says_so_and_leads_to_the_english(client: Client, address: str) -> None:
    response = client.get(f"/es{address}")
    root = tree(response.content)
    assert response.status_code == 200
    assert root.get("lang") == "es"
    assert address in {link.get("href") for link in root.findall(".//main//a[@hreflang='en']")}
    assert root.find(".//meta[@name='robots'][@content='noindex']") is not None


def test_once_there_are_pages_in_spanish_these_ways_open_too(client: Client) -> None:
    for slug in ("cbt", "dbt"):
        published(f"approaches/{slug}", "es", kind="approach", title=f"Terapia {slug}")
    published("concerns/panic", "es", kind="concern", title="Pánico", facts={"evidence": [row()]})
    for address in ("/evidence/", "/evidence/cbt/", "/evidence/concern/panic/", "/compare/", "/compare/cbt/dbt/"):
        text = client.get(f"/es{address}").content.decode()
        assert "Terapia cbt" in text, address
        assert 'content="noindex"' not in text, address
    assert "Terapia cbt" in client.post("/es/compare/narrow/", {"concern": "panic"}).content.decode()
    assert client.get("/es/compare/ipt/dbt/").status_code == 200
    assert client.get("/es/compare/dbt/cbt/").headers["Location"] == "/es/compare/cbt/dbt/"


def test_everyday_words_lead_from_a_to_z_to_their_concern(client: Client) -> None:
    links = tree(client.get("/concerns/").content).findall(".//ul[@class='said']/li/a")
    told = {words(link): link.get("href") for link in links}
    assert told["can't sleep"] == "/concerns/insomnia/"
    assert told["we fight all the time"] == "/concerns/relationship-conflict/"
    pages = Page.objects.published().in_language("en").of_kind("concern")
    assert len(links) == sum(len(page.facts["everyday"]) for page in pages)
    letters = [words(link)[0].lower() for link in links]
    assert letters == sorted(letters)


def test_words_that_two_concerns_share_lead_to_both(client: Client) -> None:
    for slug in ("one", "two"):
        published(f"concerns/{slug}", kind="concern", title=f"Concern {slug}", facts={"everyday": ["zzz so tired"]})
    items = tree(client.get("/concerns/").content).findall(".//ul[@class='said']/li")
    assert [words(item) for item in items[-2:]] == ["zzz so tired Concern one", "zzz so tired Concern two"]


@pytest.mark.parametrize(
    "address", ["/evidence/", "/evidence/cbt/", "/evidence/concern/panic/", "/compare/", "/compare/cbt/dbt/", "/compare/narrow/"]
)
def test_a_browser_is_told_when_its_copy_is_still_right_and_nothing_is_set(client: Client, address: str) -> None:
    response = client.get(address)
    parse_http_date(response.headers["Last-Modified"])
    assert response.headers["Cache-Control"] == settings.PUBLIC_CACHE_CONTROL
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.head(address).status_code == 200
    assert not client.cookies


@pytest.mark.parametrize(("address", "queries"), [("/evidence/", 2), ("/evidence/cbt/", 3), ("/evidence/concern/panic/", 3), ("/concerns/", 1)])
def test_the_number_of_questions_to_the_database_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    for number in range(5):
        published(f"concerns/made-{number}", kind="concern", title=f"Made {number}", facts={"evidence": [row(sources=["beck1979"])]})
        published(f"approaches/made-{number}", kind="approach", title=f"Made {number}")
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
