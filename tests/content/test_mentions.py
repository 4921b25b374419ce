"""Which sources and terms a page names: read from its text and facts, kept in step with what readers see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from content import workflow
from content.mentions import named_in
from content.models import Mention, Page
from tests.content.made import document, draft, published


def kept(page: Page) -> set[tuple[str, str]]:
    return set(Mention.objects.filter(page=page).values_list("kind", "name"))


def test_sources_are_named_by_text_and_facts_and_terms_by_text() -> None:
    rows = [{"approach": "cbt", "sources": ["ann2001", "bob2002"]}]
    body = "One [@cat2003; @ann2001] [[Informed consent|consent]].\n\n- A [[sliding scale]]."
    assert named_in(document("concern", facts={"evidence": rows}, body=body)) == {
        ("source", "ann2001"),
        ("source", "bob2002"),
        ("source", "cat2003"),
        ("term", "informed-consent"),
        ("term", "sliding-scale"),
    }


def test_code_names_nothing_and_neither_does_what_is_too_long_to_exist() -> None:
    assert named_in(document(body=f"`[[grounding]]` and `[@ann2001]` and [@{'a' * 101}].")) == set()


@pytest.mark.django_db
def test_what_is_kept_follows_what_readers_see_and_not_what_is_written(grace: User) -> None:
    page = published("tea", body="[[grounding]] [@ann2001]")
    assert kept(page) == {("term", "grounding"), ("source", "ann2001")}
    workflow.save_draft(page, document(body="[[homework]]"), by=None)
    assert kept(page) == {("term", "grounding"), ("source", "ann2001")}
    workflow.publish(page, by=None)
    assert kept(page) == {("term", "homework")}
    assert page in Page.objects.published().naming("term", "homework")
    workflow.withdraw(page, by=grace)
    assert page not in Page.objects.published().naming("term", "homework")


@pytest.mark.django_db
def test_a_draft_names_nothing_yet() -> None:
    assert kept(draft("tea", body="[[grounding]]")) == set()
