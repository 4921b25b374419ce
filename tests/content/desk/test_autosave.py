"""Words that are typed and not saved are kept for the one who typed them, and offered back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from content.models import Autosave, Page, Presence, Revision
from tests.content.made import published
from tests.content.test_admin import LIST, change, filled_form, find, open_form, save, signed_in

pytestmark = pytest.mark.django_db
KEEP = "/admin/editor/keep/"


def keep(user: User, page: Page | None, **typed: str) -> Any:
    fields = open_form(signed_in(user), page) if page else {}
    return signed_in(user).post(KEEP, fields | typed)


def test_typed_words_are_kept_apart_from_the_versions_and_offered_back(client: Client, ada: User) -> None:
    page, versions = find("therapy"), Revision.objects.count()
    assert keep(ada, page, title="Half a tit").json()["kept_at"]
    assert Revision.objects.count() == versions
    assert "Half a tit" not in client.get("/therapy/").content.decode()
    html = signed_in(ada).get(change(page)).content.decode()
    assert "were never saved." in html
    assert filled_form(html)["title"] == page.title
    resumed = signed_in(ada).get(change(page), {"resume": "1"}).content.decode()
    assert "These are the words you typed before." in resumed
    assert filled_form(resumed)["title"] == "Half a tit"
    assert Revision.objects.count() == versions


def test_brought_back_words_are_saved_like_any_and_then_no_longer_offered(ada: User) -> None:
    page = find("therapy")
    keep(ada, page, title="Whole title")
    resumed = filled_form(signed_in(ada).get(change(page), {"resume": "1"}).content.decode())
    assert signed_in(ada).post(change(page), resumed).status_code == 302
    assert "were never saved." not in signed_in(ada).get(change(page)).content.decode()
    assert find("therapy").latest_revision.author == ada  # type: ignore[union-attr]


def test_words_that_the_form_would_refuse_are_kept_too(ada: User) -> None:
    page = find("therapy")
    keep(ada, page, title="", summary="x" * 500)
    resumed = filled_form(signed_in(ada).get(change(page), {"resume": "1"}).content.decode())
    assert (resumed["title"], resumed["summary"]) == ("", "x" * 500)


def test_nobody_sees_the_kept_words_of_another(ada: User, grace: User) -> None:
    page = find("therapy")
    keep(ada, page, title="Ada's secret")
    for address in (change(page), change(page) + "?resume=1"):
        assert "Ada's secret" not in signed_in(grace).get(address).content.decode()
        assert "never saved" not in signed_in(grace).get(address).content.decode()


def test_words_kept_on_top_of_an_older_version_meet_the_newer_one(ada: User, grace: User) -> None:
    page = published("tea", title="Tea", body="One.")
    keep(ada, page, title="Ada's tea")
    save(signed_in(grace), page, body="Two.")
    html = signed_in(ada).get(change(page), {"resume": "1"}).content.decode()
    assert "Two people changed this page" in html
    assert (filled_form(html)["title"], filled_form(html)["body"]) == ("Ada's tea", "Two.")


def test_saving_while_older_words_are_still_offered_does_not_throw_them_away(ada: User) -> None:
    page = find("therapy")
    keep(ada, page, title="From another machine")
    save(signed_in(ada), page, summary="Something else.")
    assert "were never saved." in signed_in(ada).get(change(page)).content.decode()


def test_a_new_pages_words_are_kept_until_it_is_added(ada: User) -> None:
    typed = {"language": "en", "kind": "page", "path": "new", "title": "New", "summary": ""}
    keep(ada, None, **typed)
    resumed = filled_form(signed_in(ada).get(f"{LIST}add/", {"resume": "1"}).content.decode())
    assert resumed["title"] == "New"
    assert signed_in(ada).post(f"{LIST}add/", resumed | {"summary": "In short."}).status_code == 302
    assert not Autosave.objects.exists()


def test_thrown_away_is_thrown_away(ada: User) -> None:
    page = find("therapy")
    keep(ada, page, title="Half")
    answer = signed_in(ada).post(KEEP, {"page": page.pk, "discard": "1"})
    assert answer["Location"] == change(page)
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("who", ["anonymous", "mallory", "vera"])
def test_only_who_may_write_keeps_words_and_is_told_in_words(who: str, request: pytest.FixtureRequest) -> None:
    client = Client() if who == "anonymous" else signed_in(request.getfixturevalue(who))
    answer = client.post(KEEP, {"page": find("therapy").pk, "title": "Mine"})
    assert (answer.status_code, answer["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("number", ["999999", "x", "-1", "9" * 40, "1\0"])
def test_a_page_that_is_gone_is_said_and_nothing_is_kept(number: str, ada: User) -> None:
    answer = signed_in(ada).post(KEEP, {"page": number, "title": "Mine"})
    assert (answer.status_code, answer.json()) == (404, {"error": "This page is no longer here."})


def test_a_text_too_long_to_keep_is_said(ada: User) -> None:
    answer = signed_in(ada).post(KEEP, {"page": find("therapy").pk, "title": "x", "body": "x" * 2_000_001})
    assert (answer.status_code, answer.json()) == (413, {"error": "This text is too long to be kept."})


def test_each_sees_that_the_other_is_at_the_page_and_not_for_ever(ada: User, grace: User) -> None:
    page = find("therapy")
    assert keep(ada, page).json()["others"] == []
    assert keep(grace, page).json()["others"] == ["ada"]
    assert "grace is at this page too." in " ".join(signed_in(ada).get(change(page)).content.decode().split())
    Presence.objects.filter(user=grace).update(seen_at=timezone.now() - timedelta(minutes=1))
    assert keep(ada, page).json()["others"] == []


def test_a_newer_version_is_told_while_typing(ada: User, grace: User) -> None:
    page = find("therapy")
    opened = open_form(signed_in(ada), page)
    save(signed_in(grace), page, title="Grace was faster")
    told = signed_in(ada).post(KEEP, opened).json()["newer"]
    assert (told["by"], told["version"]) == ("grace", find("therapy").latest_revision_id)
    assert signed_in(ada).post(KEEP, open_form(signed_in(ada), page)).json()["newer"] is None
