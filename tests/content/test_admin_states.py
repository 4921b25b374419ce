"""A page's life at the desk: added, moved, never deleted, and its state always said."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import html5lib
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from content import workflow
from content.admin import pages
from content.models import Page, Redirect
from tests.content.test_admin import HTML, LIST, change, find, save, signed_in

pytestmark = pytest.mark.django_db


def test_a_new_page_starts_as_a_draft_that_readers_cannot_open(client: Client, ada: User) -> None:
    data = {"language": "en", "kind": "concern", "path": "concerns/new-one", "title": "A new one", "summary": "In short."}
    answer = signed_in(ada).post(f"{LIST}add/", data, follow=True)
    page = find("concerns/new-one")
    assert answer.redirect_chain == [(change(page), 302)]
    assert "Never published." in answer.content.decode()
    assert 'name="facts-everyday"' in answer.content.decode()
    assert client.get("/concerns/new-one/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"path": "approaches/cbt"}, "Another page already has this address"),
        ({"path": "Bad Path/"}, "Use lower-case letters"),
        ({"summary": ""}, "This field is required."),
    ],
)
def test_a_new_page_with_a_mistake_is_not_added(typed: dict[str, str], words: str, ada: User) -> None:
    data = {"language": "en", "kind": "page", "path": "a-new-page", "title": "Kept title", "summary": "In short."} | typed
    answer = signed_in(ada).post(f"{LIST}add/", data)
    assert words in answer.content.decode()
    assert 'value="Kept title"' in answer.content.decode()
    assert not Page.objects.filter(title="Kept title").exists()


def test_a_moved_page_leads_on_from_its_old_address(client: Client, grace: User) -> None:
    page = find("therapy")
    save(signed_in(grace), page, path="what-therapy-is")
    assert client.get("/therapy/")["Location"] == "/what-therapy-is/"
    assert client.get("/what-therapy-is/").status_code == 200
    assert "Moved from therapy to what-therapy-is." in LogEntry.objects.get(user=grace).get_change_message()


def test_only_someone_who_may_publish_moves_a_published_page(client: Client, ada: User) -> None:
    answer = save(signed_in(ada), find("therapy"), path="elsewhere", title="Saved all the same")
    assert "Draft saved" in answer.content.decode()
    assert client.get("/therapy/").status_code == 200
    assert not Redirect.objects.filter(path="therapy").exists()


def test_a_page_that_was_published_meanwhile_is_not_moved_by_someone_who_may_not(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SettledDraftForm", pages.MarkdownDraftForm)  # as the form was before
    assert save(signed_in(ada), find("therapy"), path="elsewhere").status_code == 403
    assert find("therapy").latest_revision == find("therapy").published_revision


def test_no_one_deletes_a_page(admin_client: Client) -> None:
    page = find("therapy")
    assert admin_client.post(reverse("admin:content_page_delete", args=[page.pk]), {"post": "yes"}).status_code == 403
    admin_client.post(LIST, {"action": "delete_selected", "_selected_action": page.pk, "index": "0", "post": "yes"})
    assert find("therapy")


def test_the_state_is_always_said(ada: User, vera: User, grace: User) -> None:
    page = find("therapy")

    def state() -> str:
        found = html5lib.parse(signed_in(grace).get(change(page)).content.decode()).find(f".//{HTML}p[@class]/{HTML}b/..")
        return " ".join("".join(found.itertext()).split())

    assert re.fullmatch(r"Published Readers see the version of \w+ \d+, \d{4}, \d\d:\d\d by an import\.", state())
    save(signed_in(ada), page, title="Other words")
    assert re.fullmatch(r"Draft Last saved .* by ada\. Readers see the version of .* by an import\.", state())
    workflow.submit(find("therapy"), by=ada)
    assert state().startswith("In review Last saved")
    newest = find("therapy").latest_revision
    assert newest
    workflow.sign_off(find("therapy"), newest, by=vera)
    workflow.schedule(find("therapy"), newest, datetime(2099, 5, 4, 12, 30, tzinfo=UTC), by=grace)
    assert state().endswith("It goes live on May 4, 2099, 08:30 EDT.")
    workflow.withdraw(find("therapy"), by=grace)
    assert re.fullmatch(r"Withdrawn Last saved .* by ada\. Readers cannot open this page\.", state())
