"""Promises of the counter: whatever changes what readers see makes a new edition, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from content import workflow
from content.models import Redirect, Source
from content.page_store import editions
from content.page_store.finished import Finished
from content.page_store.shelf import Shelf
from crisis.models import Resource
from tests.content.made import document, published

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return editions.folder()


@pytest.fixture
def root(client: Client, django_user_model: type[User]) -> Client:
    client.force_login(django_user_model.objects.create_superuser("root"))
    return client


def test_what_readers_see_makes_a_new_edition_and_a_draft_does_not() -> None:
    page = published("tea")
    before = editions.current_number()
    workflow.save_draft(page, document(body="Other words."), by=None)
    assert editions.current_number() == before
    workflow.publish(page, by=None)
    workflow.move(page, "tea2", by=None)
    workflow.withdraw(page, by=None)
    assert editions.current_number() == before + 3


@pytest.mark.usefixtures("root")
def test_a_source_a_redirect_and_a_crisis_line_make_one_too(root: Client) -> None:
    source, line = Source.objects.all()[0], Resource.objects.get(key="trevor")
    old = Redirect.objects.create(path="old", to="alliance")
    for number, (address, data) in enumerate(
        [
            (reverse("admin:content_redirect_delete", args=[old.pk]), {"post": "yes"}),
            (reverse("admin:crisis_resource_changelist"), {"action": "checked_today", "_selected_action": [line.pk]}),
            (reverse("admin:content_source_change", args=[source.pk]), _form(root, reverse("admin:content_source_change", args=[source.pk]))),
        ],
        start=editions.current_number() + 1,
    ):
        assert root.post(address, data).status_code == 302, address
        assert editions.current_number() == number, address


def _form(client: Client, address: str) -> dict[str, str]:
    """What the form of an address would send unchanged."""
    fields = client.get(address).context["adminform"].form
    return {name: fields[name].value() or "" for name in fields.fields}


def test_a_change_that_is_taken_back_makes_none(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    with django_capture_on_commit_callbacks() as told:
        editions.advance()
    assert len(told) == 1
    with django_capture_on_commit_callbacks() as told:
        workflow.save_draft(published("tea"), document(body="Other words."), by=None)
    assert len(told) > 0


def test_this_machine_is_told_at_once_and_forgets_the_copy_of_a_withdrawn_page(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = published("tea")
    shelf = Shelf(editions.folder())
    address, current = page.get_absolute_url(), shelf.current.readlink().name
    for kept in (address, "/alliance/"):
        shelf.put(kept, Finished("200 OK", [], "text/html", {"": b"words"}), current)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(page, by=None)
    assert shelf.current.readlink().name != current
    assert not shelf.has(address)
    assert shelf.has("/alliance/")


def test_the_name_of_an_edition_tells_publication_day_and_release(monkeypatch: pytest.MonkeyPatch) -> None:
    editions.tell(7)
    name = Shelf(editions.folder()).current.readlink().name
    assert name.startswith("7-")
    assert name.endswith(editions.release())


def test_a_release_is_another_when_a_page_would_look_otherwise(settings: Any) -> None:
    first = editions.release.__wrapped__()
    assert editions.release.__wrapped__() == first
    settings.PRACTICE_NAME = "Another practice"
    assert editions.release.__wrapped__() != first
