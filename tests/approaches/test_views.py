"""Home, the lists, and the pages of approaches and concerns, as shipped and with an empty database."""

from __future__ import annotations

import pytest
from django.test import Client

from content.models import Page
from tests.approaches.test_facts import row
from tests.approaches.test_matrix import CELLS
from tests.content.made import published, tree, words

pytestmark = pytest.mark.django_db

RING = ["cbt", "psychodynamic", "humanistic", "ipt", "behavior", "dbt", "mindfulness"]


EMPTY = ["/evidence/", "/compare/", "/compare/narrow/", "/sources/", "/es/evidence/", "/es/compare/narrow/", "/es/sources/"]


@pytest.fixture
def empty(db: None) -> None:
    """A site that nobody has written a page for yet."""
    Page.objects.update(published_revision=None, latest_revision=None)
    Page.objects.all().delete()


def test_home_shows_seven_approaches_seventeen_concerns_and_four_doors(client: Client) -> None:
    root = tree(client.get("/").content)
    tiles = root.findall(".//section[@aria-labelledby='ways']//a")
    assert [tile.get("href") for tile in tiles] == [*(f"/approaches/{slug}/" for slug in RING), "/compare/"]
    concerns = root.findall(".//section[@aria-labelledby='feel']//ul//a")
    assert len({link.get("href") for link in concerns}) == 17
    assert [door.get("href") for door in root.findall(".//div[@class='doors']/a")] == [
        "/crisis/",
        "/concerns/",
        "/approaches/",
        "/practice/calm-minute/",
    ]


def test_a_tile_says_what_an_approach_is_in_one_line(client: Client) -> None:
    page = Page.objects.get(path="approaches/cbt", language="en")
    tile = tree(client.get("/").content).find(".//a[@class='tile'][@href='/approaches/cbt/']")
    assert words(tile) == f"{page.title}{page.facts['tile']}"


@pytest.mark.parametrize("address", ["/", "/es/", "/approaches/", "/concerns/", "/glossary/", "/sitemap.xml", "/feed.xml", "/crisis/", *EMPTY])
def test_an_empty_site_still_stands(client: Client, empty: None, address: str) -> None:
    assert client.get(address).status_code == 200


def test_an_empty_home_page_leaves_out_what_is_not_there(client: Client, empty: None) -> None:
    root = tree(client.get("/").content)
    assert words(root.find(".//h1")) == "Therapy works best when you build it together"
    assert root.find(".//h2[@id='ways']") is None
    assert root.find(".//h2[@id='feel']") is None
    assert root.find(".//a[@href='/crisis/']") is not None


def test_the_list_of_approaches_shows_what_each_usually_asks(client: Client) -> None:
    rows = tree(client.get("/approaches/").content).findall(".//table//tbody/tr")
    assert [link.get("href") for line in rows for link in line.findall("th/a")] == [f"/approaches/{slug}/" for slug in RING]
    page = Page.objects.get(path="approaches/cbt", language="en")
    assert all(page.facts[fact] in words(rows[0]) for fact in ("length", "structure", "between"))


def test_the_list_of_concerns_says_three_everyday_words_of_each(client: Client) -> None:
    page = Page.objects.get(path="concerns/self-harm", language="en")
    items = tree(client.get("/concerns/").content).findall(".//ul[@class='ledger ledger--said']/li")
    (item,) = [item for item in items if page.title in words(item)]
    assert len(items) == 17
    assert [said in words(item) for said in page.facts["everyday"][:4]] == [True, True, True, False]


@pytest.mark.parametrize("slug", RING)
def test_an_approach_shows_its_facts_its_fit_its_evidence_and_its_neighbours(client: Client, slug: str) -> None:
    page = Page.objects.get(path=f"approaches/{slug}", language="en")
    root = tree(client.get(f"/approaches/{slug}/").content)
    assert [words(fact) for fact in root.findall(".//dl[@class='facts']//dd")] == [
        page.facts[name] for name in ("length", "rhythm", "structure", "between", "focus", "format")
    ]
    columns = root.findall(".//div[@class='twocol']/div")
    assert [[words(item) for item in column.findall(".//li")] for column in columns] == [page.facts["may_suit"], page.facts["think_twice"]]
    assert sum(f"/#evidence-{slug}" in str(link.get("href")) for link in root.findall(".//article//tbody/tr/th/a")) == CELLS[slug]
    assert root.find(".//figure") is not None
    at = RING.index(slug)
    neighbours = [link.get("href") for link in root.findall(".//nav[@class='pager']/a")]
    assert neighbours == [f"/approaches/{RING[at - 1]}/", f"/approaches/{RING[(at + 1) % 7]}/"]


def test_an_approach_alone_has_no_neighbours(client: Client, empty: None) -> None:
    published("approaches/tea", kind="approach", body="## Fit\n\n{fit}\n\n## Evidence\n\n{evidence}")
    response = client.get("/approaches/tea/")
    assert response.status_code == 200
    assert tree(response.content).find(".//nav[@class='pager']") is None


def test_evidence_leads_to_the_concern_and_says_its_rating_in_words(client: Client) -> None:
    lines = tree(client.get("/approaches/mindfulness/").content).findall(".//article//tbody/tr")
    lines = [line for line in lines if line.find("th/a") is not None]
    assert [line.find("th/a").get("href") for line in lines][:1] == ["/concerns/depression/#evidence-mindfulness"]  # type: ignore[union-attr]
    assert "Recommended in a guideline, level 4 of 4" in words(lines[0])
    assert words(lines[-1]).endswith("Not routinely recommended")


def test_a_concern_shows_signs_help_evidence_with_sources_and_questions(client: Client) -> None:
    page = Page.objects.get(path="concerns/self-harm", language="en")
    root = tree(client.get("/concerns/self-harm/").content)
    aside = root.find(".//aside[@aria-labelledby='sooner']")
    assert all(sign in words(root.find(".//main")) for sign in [*page.facts["notice"], *page.facts["questions"]])
    assert all(clause in words(aside) for clause in page.facts["sooner"])
    assert {"tel:988", "sms:988", "/crisis/"} <= {link.get("href") for link in aside.iter("a")}  # type: ignore[union-attr]
    rows = root.findall(".//table/tbody/tr")
    assert [link.get("href") for line in rows for link in line.findall("th/a")] == ["/approaches/cbt/", "/approaches/dbt/"]
    for line, told in zip(rows, page.facts["evidence"], strict=True):
        assert told["does"] in words(line)
        assert len(line.findall(".//sup[@class='cite']/a")) == len(told["sources"])
    listed = {item.get("id") for item in root.findall(".//section[@class='refs']//li")}
    assert {str(link.get("href"))[1:] for link in root.findall(".//sup[@class='cite']/a")} == listed


def test_sources_of_the_evidence_are_numbered_behind_those_of_the_text(client: Client) -> None:
    rows = [row("cbt", sources=["beckj2021", "fluckiger2018"], caveat="Only adults.")]
    published("concerns/tea", kind="concern", facts={"evidence": rows}, body="Words [@beck1979; @beckj2021].")
    root = tree(client.get("/concerns/tea/").content)
    assert [words(link) for link in root.findall(".//table//sup/a")] == ["2", "3"]
    assert "Keep in mind: Only adults." in words(root.find(".//table"))


def test_a_concern_without_evidence_says_nothing_of_it(client: Client) -> None:
    published("concerns/tea", kind="concern", body="Before.\n\n## Part\n\nWords.")
    root = tree(client.get("/concerns/tea/").content)
    assert root.find(".//h2[@id='evidence']") is None
    assert root.find(".//table") is None
    assert [words(part) for part in root.findall(".//h2[@id='part']")] == ["Part"]


def test_each_step_of_the_scale_is_explained_beside_the_evidence(client: Client) -> None:
    legend = tree(client.get("/concerns/depression/").content).findall(".//dl[@class='legend']/div")
    assert len(legend) == 7
    assert all(words(step.find("dd")) for step in legend)


def test_a_new_approach_joins_the_home_page_the_ring_and_the_matrix_without_any_code(client: Client) -> None:
    published("approaches/tea", kind="approach", title="Tea therapy", position=99, body="{evidence}")
    published("concerns/thirst", kind="concern", title="Thirst", facts={"evidence": [row("tea")]})
    assert "Tea therapy" in client.get("/").content.decode()
    assert "Tea therapy" in client.get("/approaches/cbt/").content.decode()
    assert "Thirst" in client.get("/approaches/tea/").content.decode()
    assert "Tea therapy" in client.get("/concerns/thirst/").content.decode()
