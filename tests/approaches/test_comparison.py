"""Approaches side by side: one address for each choice, every compared fact in it, and helpful words for odd questions."""

from __future__ import annotations

from itertools import permutations

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from approaches.comparison import COMPARED, choose, rows
from approaches.forms import ApproachFacts
from content.models import Page
from tests.approaches.test_facts import row
from tests.content.made import published, tree, words

pytestmark = pytest.mark.django_db

TWICE = "You chose the same approach twice."
ONE = "You chose one approach."
UNKNOWN = "One of these approaches is not on this site."
MANY = "You can compare two or three approaches at a time."


def live(kind: str) -> list[Page]:
    return list(Page.objects.published().in_language("en").of_kind(kind))


def test_what_is_compared_are_facts_of_an_approach_and_the_evidence() -> None:
    names = [fact.name for fact in COMPARED]
    assert names[-1] == "evidence"
    assert set(names[:-1]) == {name for name in ApproachFacts.base_fields if not name.startswith("fits_")} - {"tile", "also"}


@pytest.mark.parametrize("address", ["/compare/cbt/dbt/", "/compare/cbt/ipt/dbt/"])
def test_every_fact_stands_beside_those_of_the_others_in_one_table(client: Client, address: str) -> None:
    root = tree(client.get(address).content)
    slugs = address.strip("/").split("/")[1:]
    pages = [Page.objects.get(path=f"approaches/{slug}", language="en") for slug in slugs]
    assert [words(head) for head in root.findall(".//table/thead//th")] == [page.title for page in pages]
    lines = {words(line.find("th")): line for line in root.findall(".//table/tbody/tr")}
    assert len(lines) == 11 + len([row for row in rows(pages, live("concern")) if row.concern])
    for fact in COMPARED[:-1]:
        for page, cell in zip(pages, lines[str(fact.question)].findall("td"), strict=True):
            told = page.facts[fact.name]
            assert all(part in words(cell) for part in (told if isinstance(told, list) else [told])), fact


def test_evidence_stands_by_concern_in_words_and_leads_to_its_row(client: Client) -> None:
    root = tree(client.get("/compare/cbt/ipt/").content)
    (line,) = [line for line in root.findall(".//tbody/tr") if words(line.find("th")) == "Evidence: Grief"]
    links = line.findall("td//a")
    assert [words(link) for link in links] == ["Strong research support, level 4 of 4", "Mixed or emerging, level 1 of 4"]
    assert [link.get("href") for link in links] == ["/concerns/grief/#evidence-cbt", "/concerns/grief/#evidence-ipt"]
    assert "Evidence: Phobias" in words(root)
    assert "Evidence: Phobias" not in words(tree(client.get("/compare/ipt/dbt/").content))


def test_a_choice_has_one_address_and_every_other_order_leads_there(client: Client) -> None:
    for order in permutations(["cbt", "ipt", "dbt"]):
        response = client.get(f"/compare/{'/'.join(order)}/")
        if order == ("cbt", "ipt", "dbt"):
            assert response.status_code == 200
        else:
            assert (response.status_code, response.headers["Location"]) == (301, "/compare/cbt/ipt/dbt/")
    assert client.get("/compare/DBT/Cbt/").headers["Location"] == "/compare/cbt/dbt/"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("a=dbt&b=cbt&c=", "/compare/cbt/dbt/"),
        ("a=&b=dbt&c=cbt", "/compare/cbt/dbt/"),
        ("a=dbt&b=cbt&c=mindfulness", "/compare/cbt/dbt/mindfulness/"),
        ("a=cbt&b=cbt&c=", "/compare/cbt/cbt/"),
        ("a=dbt&b=cbt&c=dbt", "/compare/cbt/dbt/dbt/"),
        ("a=cbt", "/compare/cbt/"),
    ],
)
def test_the_form_leads_to_an_address_without_a_question_mark(client: Client, query: str, address: str) -> None:
    response = client.get(f"/compare/?{query}")
    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "said", "columns"),
    [
        ("/compare/cbt/", 200, ONE, 1),
        ("/compare/cbt/cbt/", 200, TWICE, 1),
        ("/compare/cbt/cbt/cbt/", 200, TWICE, 1),
        ("/compare/cbt/dbt/dbt/", 200, TWICE, 2),
        ("/compare/cbt/tea/", 404, UNKNOWN, 0),
        ("/compare/tea/", 404, UNKNOWN, 0),
        ("/compare/cbt//dbt/", 404, UNKNOWN, 0),
        ("/compare/cbt/dbt/ipt/behavior/", 404, MANY, 0),
        ("/compare/" + "x" * 5000 + "/", 404, UNKNOWN, 0),
        ("/compare/%00%1b/%D7%A9/", 404, UNKNOWN, 0),
        ("/compare/'%22%3Cscript%3E/", 404, UNKNOWN, 0),
        ("/compare/?a=tea&b=cbt", 404, UNKNOWN, 0),
        ("/compare/?a=" + "x" * 5000, 404, UNKNOWN, 0),
        ("/compare/?a=%00&b=%FF", 404, UNKNOWN, 0),
    ],
)
def test_an_odd_question_gets_what_is_there_the_form_and_a_line_that_says_so(
    client: Client, address: str, status: int, said: str, columns: int
) -> None:
    response = client.get(address)
    root = tree(response.content)
    assert response.status_code == status
    assert words(root.find(".//p[@role='status']")).startswith(said)
    assert len(root.findall(".//thead//th")) == columns
    assert len(root.findall(".//form[@action='/compare/']//select")) == 3
    assert [meta.get("content") for meta in root.findall(".//meta[@name='robots']")] == ["noindex, follow"]
    assert b"script>" not in response.content.replace(b"</script>", b"").partition(b"<main")[2].partition(b"</main")[0]


@pytest.mark.parametrize("address", ["/compare/", "/compare/?a=&b=&c=", "/compare/?q=tea"])
def test_without_a_choice_there_is_the_form_and_no_table(client: Client, address: str) -> None:
    root = tree(client.get(address).content)
    assert root.find(".//table") is None
    assert root.find(".//p[@role='status']") is None
    assert [link.get("href") for link in root.findall(".//link[@rel='canonical']")] == [f"{settings.SITE_URL}/compare/"]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/compare/", "Compare approaches"),
        ("/compare/cbt/cbt/", "Compare approaches"),
        ("/compare/cbt/dbt/", "Compare CBT and DBT"),
        ("/compare/cbt/ipt/dbt/", "Compare CBT, IPT and DBT"),
    ],
)
def test_the_title_says_what_is_compared(client: Client, address: str, title: str) -> None:
    root = tree(client.get(address).content)
    assert root.find(".//title").text == f"{title} | EPH"  # type: ignore[union-attr]
    assert words(root.find(".//h1")) == title


def test_the_form_shows_what_was_chosen(client: Client) -> None:
    selects = tree(client.get("/compare/cbt/dbt/").content).findall(".//select")
    chosen = [[option.get("value") for option in select.findall("option[@selected]")] for select in selects]
    assert chosen == [["cbt"], ["dbt"], []]


def test_twos_are_for_search_engines_and_threes_are_not(client: Client) -> None:
    two, three = (tree(client.get(address).content) for address in ("/compare/cbt/dbt/", "/compare/cbt/ipt/dbt/"))
    assert two.find(".//link[@rel='canonical']").get("href") == f"{settings.SITE_URL}/compare/cbt/dbt/"  # type: ignore[union-attr]
    assert three.find(".//link[@rel='canonical']") is None
    assert three.find(".//meta[@name='robots']").get("content") == "noindex, follow"  # type: ignore[union-attr]
    assert client.get("/sitemap.xml").content.decode().count("/compare/") == 2 + 21


def test_an_approach_leads_to_its_comparison_with_each_other_one(client: Client) -> None:
    links = tree(client.get("/approaches/ipt/").content).findall(".//nav[@aria-labelledby='with']//a")
    assert [link.get("href") for link in links][:3] == ["/compare/cbt/ipt/", "/compare/psychodynamic/ipt/", "/compare/humanistic/ipt/"]
    assert len(links) == 6


def test_a_new_approach_can_be_compared_without_any_code(client: Client) -> None:
    published("approaches/tea", kind="approach", title="Tea therapy", position=99)
    published("concerns/thirst", kind="concern", title="Thirst", facts={"evidence": [row("tea"), row("tea", form="Iced")]})
    text = words(tree(client.get("/compare/cbt/tea/").content).find(".//table"))
    assert "Evidence: Thirst" in text
    assert "Iced" in text


@pytest.mark.parametrize("slugs", [["dbt", "CBT"], ["cbt", "dbt", "dbt"], ["nothing"], []])
def test_a_choice_is_in_the_sites_order_with_each_approach_once(slugs: list[str]) -> None:
    pages = [page.slug for page in choose(slugs, live("approach")).pages]
    assert pages == [slug for slug in ("cbt", "dbt") if slug in {asked.lower() for asked in slugs}]


@pytest.mark.parametrize(("address", "queries"), [("/compare/", 1), ("/compare/cbt/dbt/", 2), ("/compare/cbt/ipt/dbt/", 2), ("/compare/tea/", 1)])
def test_the_number_of_questions_to_the_database_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    for number in range(5):
        published(f"concerns/made-{number}", kind="concern", title=f"Made {number}", facts={"evidence": [row()]})
        published(f"approaches/made-{number}", kind="approach", title=f"Made {number}")
    with django_assert_num_queries(queries):
        client.get(address)
