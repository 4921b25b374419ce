"""The shipped Spanish pages: complete beside their English ones, with Spanish ways to reach help, and led nowhere but to Spanish."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from content.document import Document
from content.models import Page
from tests.content.made import tree, words
from tests.content.test_shipped_words import DOCUMENTS, words_of

pytestmark = pytest.mark.django_db

SPANISH = {name.removeprefix("es/"): document for name, document in DOCUMENTS.items() if name.startswith("es/")}
TOOLS = ("circles", "guided", "sheet")
STEP = re.compile(r"^\d+\. \*\*", re.MULTILINE)
NUMBER = re.compile(r"\b(?:988|911|1-800-799-7233)\b")


def shape(document: Document) -> dict[str, object]:
    """What a translation has in common with its original."""
    sheet = document.facts.get("sheet", [])
    return {
        "look": (document.kind, document.tint, document.mark, document.position),
        "tools": [bool(document.facts.get(tool)) for tool in TOOLS],
        "fields": [bool(field.get("hint")) for field in sheet],
        "cautions": len(document.facts["cautions"]),
        "headings": document.body.count("\n## "),
        "steps": len(STEP.findall(document.body)),
        "sources": re.findall(r"@(\w+)", document.body),
    }


def test_every_practice_is_in_spanish() -> None:
    english = {name.removeprefix("en/") for name, document in DOCUMENTS.items() if document.kind == "practice" and name.startswith("en/")}
    assert english == set(SPANISH)


@pytest.mark.parametrize("name", SPANISH)
def test_a_spanish_page_has_the_parts_of_the_english_one(name: str) -> None:
    assert shape(SPANISH[name]) == shape(DOCUMENTS[f"en/{name}"])


@pytest.mark.parametrize("name", SPANISH)
def test_it_names_the_same_lines_and_how_to_reach_them_in_spanish(name: str) -> None:
    text = words_of(SPANISH[name])
    assert set(NUMBER.findall(text)) == set(NUMBER.findall(words_of(DOCUMENTS[f"en/{name}"])))
    assert "oprima 2" in text
    assert "AYUDA" in text


@pytest.mark.parametrize("name", SPANISH)
def test_it_is_spanish_all_through_and_says_that_no_clinician_has_reviewed_it(client: Client, name: str) -> None:
    root = tree(client.get(f"/es/{name}/").content)
    assert root.get("lang") == "es"
    main = root.find(".//main")
    assert main is not None
    assert "Todavía no lo ha revisado un profesional clínico" in words(main)
    assert not re.search(r"\b(?:the|and|with|your|Sources|Print)\b", words(main.find(".//aside")))
    links = [str(link.get("href")) for link in main.iter("a") if str(link.get("href")).startswith("/")]
    assert links
    assert all(link.startswith("/es/") for link in links), links
    shown = [link.split("#")[0] for link in links if link.startswith("/es/practice/") and link != "/es/practice/"]
    assert set(shown) <= {page.get_absolute_url() for page in Page.objects.published().in_language("es")}
