"""Promises of what is not live: it is nowhere that readers look, and everywhere once it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from content import workflow
from content.models import Page
from tests.content.made import document, draft, published

pytestmark = pytest.mark.django_db


def everywhere(client: Client) -> dict[str, str]:
    """All public places that name pages, by address."""
    places = (
        "/",
        "/approaches/",
        "/concerns/",
        "/glossary/",
        "/compare/",
        "/evidence/",
        "/sources/",
        "/sources/beckj2021/",
        "/sitemap.xml",
        "/feed.xml",
        "/glossary/rapport/",
        "/approaches/cbt/",
        "/therapy/",
    )
    return {place: client.get(place).content.decode() for place in places}


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_page_that_is_not_live_is_nowhere(client: Client, grace: User, state: str) -> None:
    evidence = [{"approach": "cbt", "rating": "strong_research", "does": "D", "basis": "B", "sources": ["beckj2021"]}]
    workflow.save_draft((seen := Page.objects.get(path="glossary/rapport")), document("term", title="Rapport", facts={"see": ["/unseen/"]}), by=None)
    workflow.publish(seen, by=None)
    made: list[tuple[str, dict[str, Any]]] = [
        ("unseen", {"kind": "page"}),
        ("approaches/unseen", {"kind": "approach"}),
        ("concerns/unseen", {"kind": "concern", "facts": {"evidence": evidence}}),
        ("glossary/unseen", {"kind": "term"}),
    ]
    pages = [draft(path, title="Zzyzx", **values) for path, values in made]
    child = published("unseen/child", title="A child", body="A [[unseen]] word.")
    for page in pages if state == "withdrawn" else []:
        workflow.publish(page, by=None)
        assert client.get(page.get_absolute_url()).status_code == 200
        workflow.withdraw(page, by=grace)
    for page in pages:
        assert client.get(page.get_absolute_url()).status_code == (410 if state == "withdrawn" else 404)
        assert client.get(f"/es{page.get_absolute_url()}").status_code == 404
    for place, html in {**everywhere(client), "child": client.get(child.get_absolute_url()).content.decode()}.items():
        assert "Zzyzx" not in html, place
        assert '/unseen/"' not in html.replace(f'{child.get_absolute_url()}"', ""), place
        assert "unseen/</loc>" not in html, place


def test_what_was_nowhere_is_in_all_these_places_once_it_is_live(client: Client) -> None:
    for path, kind in (("unseen", "page"), ("approaches/unseen", "approach"), ("concerns/unseen", "concern"), ("glossary/unseen", "term")):
        published(path, kind=kind, title="Zzyzx")
    html = everywhere(client)
    assert [place for place, text in html.items() if "Zzyzx" in text] == [
        "/",
        "/approaches/",
        "/concerns/",
        "/glossary/",
        "/compare/",
        "/evidence/",
        "/feed.xml",
        "/approaches/cbt/",
    ]
    assert html["/sitemap.xml"].count("unseen/</loc>") == 4 + 2  # and their evidence
