"""The clinical reference and the site say the same: every cell and source of it, word for label, and no other."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from content.models import Source
from tests.content.made import tree, words

pytestmark = pytest.mark.django_db

CELLS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "evidence_cells.toml").read_text())["cell"]
CONCERNS = sorted({cell["concern"] for cell in CELLS})
APPROACHES = ["cbt", "psychodynamic", "humanistic", "ipt", "behavior", "dbt", "mindfulness"]

type Told = tuple[str, str, str, str]  # concern, approach, form, words of the rating


def expected(cells: list[dict[str, Any]] = CELLS) -> Counter[Told]:
    return Counter((cell["concern"], cell["approach"], cell.get("form", ""), cell["rating"]) for cell in cells)


def told(concern: str, approach: str, form: str, rating: str) -> Told:
    """As the reference names it: the forms of one approach matter there only where one page covers two programs."""
    return concern, approach, form[:4] if approach == "mindfulness" else "", rating.partition(", level")[0]


def slug(link: Element | None) -> str:
    return str(link.get("href")).partition("#")[0].strip("/").rpartition("/")[2] if link is not None else ""


def test_the_reference_is_whole() -> None:
    assert (len(CELLS), len(CONCERNS)) == (57, 17)


def test_the_matrix_shows_these_cells_and_no_other(client: Client) -> None:
    found: Counter[Told] = Counter()
    empty = 0
    lines = tree(client.get("/evidence/").content).findall(".//main//tbody/tr")
    for line in lines:
        concern = slug(line.find("th/a"))
        for approach, cell in zip(APPROACHES, line.findall("td"), strict=True):
            for rated in cell.findall("p"):
                if (link := rated.find("a")) is None:
                    empty += words(rated) == "Not rated here"
                    continue
                assert str(link.get("href")).startswith(f"/concerns/{concern}/#evidence-{approach}")
                found[told(concern, approach, words(rated.find("span[@class='hint']")), words(link))] += 1
    assert found == expected()
    assert len(lines) == 17
    assert empty == 17 * 7 - len({(cell["concern"], cell["approach"]) for cell in CELLS})


@pytest.mark.parametrize("concern", CONCERNS)
@pytest.mark.parametrize("page", ["/concerns/{}/", "/evidence/concern/{}/"])
def test_a_concern_shows_its_cells_with_all_their_sources_and_no_other(client: Client, page: str, concern: str) -> None:
    root = tree(client.get(page.format(concern)).content)
    titles = {str(item.get("id")): words(item) for item in root.findall(".//section[@class='refs']//li")}
    wanted = [cell for cell in CELLS if cell["concern"] == concern]
    found: Counter[Told] = Counter()
    for line in root.findall(".//div[@class='sheet ev']//tbody/tr"):
        approach, form = slug(line.find("th/a")), words(line.find("th//span[@class='hint']"))
        key = told(concern, approach, form, words(line.find("td")))
        found[key] += 1
        (cell,) = [cell for cell in wanted if expected([cell]) == Counter({key: 1})]
        cited = {titles[str(link.get("href"))[1:]] for link in line.findall(".//sup/a")}
        sources = Source.objects.filter(key__in=cell["sources"])
        assert len(sources) == len(cell["sources"]) == len(cited)
        assert all(any(source.title in listed for listed in cited) for source in sources), cell
    assert found == expected(wanted)


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize("page", ["/approaches/{}/", "/evidence/{}/"])
def test_an_approach_shows_its_own_column_and_no_more(client: Client, page: str, approach: str) -> None:
    root = tree(client.get(page.format(approach)).content)
    lines = [line for line in root.findall(".//main//tbody/tr") if "/concerns/" in str((link := line.find("th/a")) is not None and link.get("href"))]
    found = Counter(told(slug(line.find("th/a")), approach, words(line.find("th//span[@class='hint']")), words(line.find("td"))) for line in lines)
    assert found == expected([cell for cell in CELLS if cell["approach"] == approach])


def test_every_concern_and_its_rating_leads_to_its_row(client: Client) -> None:
    anchors: dict[str, set[str]] = {}
    for link in tree(client.get("/evidence/").content).findall(".//main//td//a"):
        page, _, fragment = str(link.get("href")).partition("#")
        if page not in anchors:
            anchors[page] = {str(line.get("id")) for line in tree(client.get(page).content).findall(".//tbody/tr")}
        assert fragment in anchors[page]
