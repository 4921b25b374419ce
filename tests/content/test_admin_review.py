"""Review and publish, history and comparison at the desk: each step by someone who may, also by direct POST."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from content import workflow
from content.document import parse
from content.models import Page, Revision
from tests.content.made import document, draft, published, signed_off
from tests.content.test_admin import change, find, save, signed_in

pytestmark = pytest.mark.django_db


def around(page: Page, what: str) -> str:
    return f"/admin/content/page/{page.pk}/{what}/"


def take(user: User, page: Page, step: str, revision: Revision | None = None, **typed: Any) -> Any:
    """Post a step as its form would; about the newest version unless told otherwise."""
    page.refresh_from_db()
    fields = {"revision": (revision or page.latest_revision).pk} | typed  # type: ignore[union-attr]
    return signed_in(user).post(around(page, "review"), {"step": step, **{f"{step}-{name}": value for name, value in fields.items()}}, follow=True)


def test_the_whole_way_to_the_readers_and_off_the_site(client: Client, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada, title="Tea", body="Plain words.")
    assert "Sent for review." in take(ada, page, "submit").content.decode()
    assert "Signed off." in take(vera, page, "sign-off", read="on").content.decode()
    assert client.get("/tea/").status_code == 404
    assert "Published. Readers see this version now." in take(grace, page, "publish").content.decode()
    assert client.get("/tea/").status_code == 200
    assert "Withdrawn." in take(grace, page, "withdraw", why="Out of date").content.decode()
    assert client.get("/tea/").status_code == 410


def test_saving_and_sending_for_review_is_one_press(ada: User) -> None:
    answer = save(signed_in(ada), find("therapy"), title="Ready", _submit="1")
    assert "Saved and sent for review." in answer.content.decode()
    assert find("therapy").stage == "in-review"


@pytest.mark.parametrize("step", ["submit", "sign-off", "send-back", "publish", "schedule", "unschedule", "withdraw"])
@pytest.mark.parametrize("who", ["ada", "vera", "grace", "mallory"])
def test_each_role_is_refused_what_it_may_not_do(who: str, step: str, request: pytest.FixtureRequest, client: Client) -> None:
    may = {
        "ada": {"submit"},
        "vera": {"sign-off", "send-back"},
        "grace": {"submit", "publish", "schedule", "unschedule", "withdraw"},
        "mallory": set(),
    }
    user: User = request.getfixturevalue(who)
    page = published("tea", body="Live words.")
    workflow.save_draft(page, document(body="New words."), by=None)
    answer = take(user, page, step, read="on", why="Because", at="2099-01-01T10:00")
    if step in may[who]:
        assert answer.status_code != 403
        return
    assert answer.status_code == 403
    page.refresh_from_db()
    assert (page.stage, page.is_published, page.events.exclude(by=None).count()) == ("draft", True, 0)
    assert b"Live words." in client.get("/tea/").content


def test_only_the_steps_a_person_may_take_are_offered(ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    workflow.submit(page, by=ada)
    for user, offered in ((ada, []), (vera, ["sign-off", "send-back"]), (grace, [])):
        html = signed_in(user).get(around(page, "review")).content.decode()
        assert [name for name in ("submit", "sign-off", "send-back", "publish", "withdraw") if f'value="{name}"' in html] == offered


def test_a_sign_off_needs_the_tick_that_the_version_was_read(ada: User, vera: User) -> None:
    page = draft("tea", by=ada)
    workflow.submit(page, by=ada)
    assert "This field is required." in take(vera, page, "sign-off").content.decode()
    page.refresh_from_db()
    assert page.stage == "in-review"


def test_four_eyes_are_explained_where_they_stop_someone(ada: User, vera: User) -> None:
    page = draft("tea", by=vera_as_author(vera))
    workflow.submit(page, by=None)
    answer = take(vera, page, "sign-off", read="on")
    assert answer.status_code == 403
    assert "You wrote this version yourself" in answer.content.decode()


def vera_as_author(vera: User) -> User:
    vera.user_permissions.add(Permission.objects.get(codename="add_page"))
    return User.objects.get(pk=vera.pk)


def test_a_reviewer_cannot_sign_off_what_changed_since_they_read_it(ada: User, vera: User) -> None:
    page = draft("tea", by=ada)
    read = page.latest_revision
    workflow.save_draft(page, document(body="Newer words."), by=ada)
    workflow.submit(page, by=ada)
    answer = take(vera, page, "sign-off", read, read="on")
    assert answer.status_code == 409
    assert "There is a newer version than the one you read." in answer.content.decode()


def test_a_time_is_given_in_the_time_zone_of_the_practice(ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    signed_off(page, vera)
    answer = take(grace, page, "schedule", at="2099-07-01T09:00")
    assert "It goes live on July 1, 2099, 09:00 EDT." in answer.content.decode()
    page.refresh_from_db()
    assert page.publish_at is not None
    assert page.publish_at.isoformat() == "2099-07-01T13:00:00+00:00"


@pytest.mark.parametrize(
    ("at", "words"), [("2020-01-01T09:00", "This time is past"), ("tomorrow", "Enter a valid date"), ("2099-03-08T02:30", "time zone")]
)
def test_a_time_that_cannot_be_is_refused_in_words(at: str, words: str, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    signed_off(page, vera)
    assert words in take(grace, page, "schedule", at=at).content.decode()
    page.refresh_from_db()
    assert page.publish_at is None


def test_readers_of_a_withdrawn_page_can_be_sent_to_another(client: Client, grace: User) -> None:
    take(grace, find("therapy"), "withdraw", to=find("alliance").pk)
    assert client.get("/therapy/")["Location"] == "/alliance/"


def test_what_changes_for_readers_is_shown_in_words(ada: User) -> None:
    page = published("tea", body="Drink it warm.")
    workflow.save_draft(page, document(body="Drink it hot."), by=ada)
    html = signed_in(ada).get(around(page, "review")).content.decode()
    assert "Removed: </span>warm" in html
    assert "Added: </span>hot" in html


def test_the_history_has_every_version_with_author_time_and_note(ada: User, vera: User) -> None:
    page = published("tea")
    workflow.save_draft(page, document(body="New."), by=ada, note="Plainer <b>words</b>", note_is_public=True)
    signed_off(page, vera)
    html = signed_in(ada).get(around(page, "history")).content.decode()
    assert "Plainer &lt;b&gt;words&lt;/b&gt;" in html
    for words in ("Readers see this", "Told to readers", "Vera Example, Psychologist, NY 000000 on", "Sent for review", "Signed off"):
        assert words in html, words


def test_any_two_versions_are_compared_oldest_first(ada: User) -> None:
    page = published("tea", body="One.")
    first = page.latest_revision
    second = workflow.save_draft(page, document(body="Two."), by=ada)
    assert first
    for old, new in ((first.pk, second.pk), (second.pk, first.pk)):
        html = signed_in(ada).get(around(page, "compare"), {"old": old, "new": new}).content.decode()
        assert "Removed: </span>One" in html
        assert "Words added: 1. Words removed: 1." in html
    assert "Removed: </span>One" in signed_in(ada).get(around(page, "compare")).content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "1e3"])
def test_a_version_that_does_not_exist_is_not_found(number: str, ada: User) -> None:
    assert signed_in(ada).get(around(published("tea"), "compare"), {"old": number}).status_code == 404


def test_a_version_of_another_page_is_not_shown_as_this_ones(ada: User) -> None:
    tea, other = published("tea"), published("milk").latest_revision
    assert other
    assert signed_in(ada).get(around(tea, "compare"), {"old": other.pk}).status_code == 404
    assert signed_in(ada).post(around(tea, "restore"), {"revision": other.pk}).status_code == 404


def test_restoring_brings_an_old_text_back_as_the_newest_draft(client: Client, ada: User, vera: User) -> None:
    page = published("tea", body="Old words.")
    old = page.latest_revision
    assert old
    workflow.save_draft(page, document(body="New words."), by=None)
    workflow.publish(page, by=None)
    assert signed_in(vera).post(around(page, "restore"), {"revision": old.pk}).status_code == 403
    assert signed_in(ada).get(around(page, "restore")).status_code == 405
    answer = signed_in(ada).post(around(page, "restore"), {"revision": old.pk}, follow=True)
    assert f"Version {old.pk} is the newest draft again." in answer.content.decode()
    newest = Page.objects.get(pk=page.pk).latest_revision
    assert newest
    assert parse(newest.text).body == "Old words."
    assert b"New words." in client.get("/tea/").content


@pytest.mark.parametrize("what", ["review", "history", "compare"])
def test_who_may_not_see_pages_sees_nothing_of_them(what: str, mallory: User, client: Client) -> None:
    page = published("tea")
    assert signed_in(mallory).get(around(page, what)).status_code == 403
    assert client.get(around(page, what)).status_code == 302
    assert signed_in(mallory).get("/admin/content/page/999999/" + what + "/").status_code == 403


def test_a_page_that_is_gone_is_not_found(ada: User) -> None:
    assert signed_in(ada).get("/admin/content/page/999999/review/").status_code == 404


def test_a_scheduled_page_says_so_on_its_form(ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    workflow.schedule(page, signed_off(page, vera), timezone.now() + timedelta(days=3), by=grace)
    assert "It goes live on" in signed_in(ada).get(change(page)).content.decode()
