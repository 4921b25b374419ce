"""The way of a version from its author to the readers: review, sign-off, its time, and the log of it all."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.test import Client
from django.utils import timezone

from content import workflow
from content.authority import NotAllowed
from content.models import Event, Page, Profile, SiteSettings, Stage
from content.workflow import NotReady
from tests.content.made import document, draft, fresh, published, signed_off

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def stamp(client: Client, address: str) -> str:
    html = client.get(address).content.decode()
    return " ".join(html.partition('class="stamp"')[2].split())


def make_reviewer(user: User) -> User:
    Profile.objects.create(user=user, name=user.username.title(), licence="LCSW, CA 000000", licence_expires_on=date(2099, 1, 1))
    user.user_permissions.add(Permission.objects.get(codename="sign_off_page"))
    return User.objects.get(pk=user.pk)


def test_a_version_goes_from_draft_through_review_and_sign_off_to_the_readers(client: Client, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada, title="Tea")
    stages = [page.stage]
    for step in (
        lambda: workflow.submit(page, by=ada),
        lambda: workflow.sign_off(page, page.latest_revision, by=vera),  # type: ignore[arg-type]
        lambda: workflow.publish(page, by=grace),
    ):
        assert client.get("/tea/").status_code == 404
        step()
        stages.append(fresh(page).stage)
    assert stages == ["draft", "in-review", "signed-off", "published"]
    assert client.get("/tea/").status_code == 200


def test_nothing_is_published_or_scheduled_that_was_not_signed_off(ada: User, grace: User) -> None:
    page = draft("tea", by=ada)
    workflow.submit(page, by=ada)
    for step in (
        lambda: workflow.publish(page, by=grace),
        lambda: workflow.schedule(page, page.latest_revision, timezone.now() + TOMORROW, by=grace),  # type: ignore[arg-type]
    ):
        with pytest.raises(NotReady, match="not signed"):
            step()
    assert not fresh(page).is_published


def test_a_later_edit_needs_a_new_sign_off_and_the_signed_version_can_still_go_live(client: Client, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada, body="Signed words.")
    signed = signed_off(page, vera)
    workflow.save_draft(page, document(body="Later words."), by=ada)
    assert fresh(page).stage == Stage.DRAFT
    with pytest.raises(NotReady, match="not signed"):
        workflow.publish(page, by=grace)
    workflow.publish(page, signed, by=grace)
    assert b"Signed words." in client.get("/tea/").content
    assert (fresh(page).stage, fresh(page).has_unpublished_changes) == ("draft", True)


def test_nobody_signs_off_what_they_wrote(ada: User, vera: User) -> None:
    page, ada = draft("tea", by=ada), make_reviewer(ada)
    workflow.submit(page, by=ada)
    with pytest.raises(NotAllowed, match="wrote this version yourself"):
        workflow.sign_off(page, page.latest_revision, by=ada)  # type: ignore[arg-type]
    assert fresh(page).stage == Stage.IN_REVIEW
    workflow.sign_off(page, page.latest_revision, by=vera)  # type: ignore[arg-type]


def test_a_practice_of_one_turns_four_eyes_off_and_the_page_says_so(client: Client, ada: User, grace: User) -> None:
    SiteSettings.objects.create(pk=1, four_eyes=False)
    page, ada = draft("tea", by=ada), make_reviewer(ada)
    signed_off(page, ada)
    workflow.publish(page, by=grace)
    assert "who also wrote it" in stamp(client, "/tea/")


def test_what_others_wrote_and_signed_is_not_said_to_be_the_authors_own(client: Client, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    signed_off(page, vera)
    workflow.publish(page, by=grace)
    assert "Reviewed by Vera Example, Psychologist, NY 000000" in stamp(client, "/tea/")
    assert "who also wrote it" not in stamp(client, "/tea/")


@pytest.mark.parametrize("change", [{"licence": ""}, {"licence_expires_on": None}, {"licence_expires_on": date(2020, 1, 1)}, None])
def test_without_a_licence_that_runs_nobody_signs_off(change: dict[str, object] | None, ada: User, vera: User) -> None:
    page = draft("tea", by=ada)
    workflow.submit(page, by=ada)
    if change is None:
        Profile.objects.filter(user=vera).delete()
    else:
        Profile.objects.filter(user=vera).update(**change)
    with pytest.raises(NotAllowed, match="license"):
        workflow.sign_off(page, page.latest_revision, by=vera)  # type: ignore[arg-type]


def test_a_reviewer_signs_the_version_they_read_or_none(ada: User, vera: User) -> None:
    page = draft("tea", by=ada)
    read = page.latest_revision
    workflow.save_draft(page, document(title="Coffee"), by=ada)
    workflow.submit(page, by=ada)
    with pytest.raises(NotReady, match="newer version"):
        workflow.sign_off(page, read, by=vera)  # type: ignore[arg-type]


def test_what_was_not_sent_for_review_cannot_be_signed_off(ada: User, vera: User) -> None:
    page = draft("tea", by=ada)
    with pytest.raises(NotReady, match="not been sent"):
        workflow.sign_off(page, page.latest_revision, by=vera)  # type: ignore[arg-type]


def test_sending_twice_sends_once(ada: User) -> None:
    page = draft("tea", by=ada)
    workflow.submit(page, by=ada)
    with pytest.raises(NotReady, match="already on its way"):
        workflow.submit(page, by=ada)
    assert Event.objects.filter(page=page, verb="submit").count() == 1


def test_a_reviewer_sends_a_page_back_with_words(ada: User, vera: User) -> None:
    page = draft("tea", by=ada)
    workflow.submit(page, by=ada)
    with pytest.raises(NotReady, match="what should change"):
        workflow.send_back(page, by=vera, why=" ")
    workflow.send_back(page, by=vera, why="Please name the source.")
    assert fresh(page).stage == Stage.DRAFT
    assert Event.objects.filter(page=page, verb="send-back", by=vera, why="Please name the source.").exists()


def test_a_new_sign_off_of_what_is_live_renews_the_review_at_once(client: Client, vera: User) -> None:
    page = published("tea")
    assert "has not reviewed it yet" in stamp(client, "/tea/")
    workflow.sign_off(page, page.latest_revision, by=vera)  # type: ignore[arg-type]
    assert "Reviewed by Vera Example" in stamp(client, "/tea/")
    assert fresh(page).review_due_on == timezone.localdate().replace(year=timezone.localdate().year + 1)
    assert fresh(page).stage == Stage.PUBLISHED


def test_an_overdue_review_is_said_by_itself(client: Client, vera: User) -> None:
    page = published("tea")
    workflow.sign_off(page, page.latest_revision, by=vera)  # type: ignore[arg-type]
    Page.objects.filter(pk=page.pk).update(review_due_on=timezone.localdate() - TOMORROW)
    assert "was due for review" in stamp(client, "/tea/")


def test_an_import_on_top_takes_the_sign_off_with_it(client: Client, vera: User) -> None:
    page = published("tea")
    workflow.sign_off(page, page.latest_revision, by=vera)  # type: ignore[arg-type]
    workflow.save_draft(page, document(title="Coffee"), by=None)
    workflow.publish(page, by=None)
    assert "has not reviewed it yet" in stamp(client, "/tea/")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 25), 12, date(2027, 11, 25)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 6, 15), 60, date(2031, 6, 15)),
    ],
)
def test_the_next_review_is_on_the_same_day_of_its_month_or_the_last(day: date, months: int, later: date) -> None:
    assert SiteSettings(review_months=months).next_review(day) == later


def test_restoring_makes_the_old_text_the_newest_draft_and_readers_keep_what_they_see(client: Client, ada: User) -> None:
    page = published("tea", body="Old words.")
    old = page.latest_revision
    assert old is not None
    workflow.save_draft(page, document(body="New words."), by=None)
    workflow.publish(page, by=None)
    restored = workflow.restore(page, old, by=ada)
    assert (restored.text, restored.author, fresh(page).stage) == (old.text, ada, "draft")
    assert b"New words." in client.get("/tea/").content


def test_a_version_of_another_page_is_never_published_here(ada: User, vera: User, grace: User) -> None:
    tea, milk = draft("tea", by=ada), draft("milk", by=ada)
    signed = signed_off(milk, vera)
    with pytest.raises(NotReady, match="not one of this page"):
        workflow.publish(tea, signed, by=grace)


def test_every_verb_is_written_down_with_who_what_when_and_why(ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    signed = signed_off(page, vera)
    workflow.schedule(page, signed, timezone.now() + TOMORROW, by=grace)
    workflow.unschedule(page, by=grace, why="Too early")
    workflow.publish(page, by=grace)
    workflow.move(page, "green-tea", by=grace)
    workflow.withdraw(page, by=grace, why="Out of date")
    told = [(event.verb, event.by, event.revision_id) for event in Event.objects.filter(page=page).order_by("pk")]
    assert told == [
        ("save", ada, signed.pk),
        ("submit", None, signed.pk),
        ("sign-off", vera, signed.pk),
        ("schedule", grace, signed.pk),
        ("unschedule", grace, signed.pk),
        ("publish", grace, signed.pk),
        ("move", grace, signed.pk),
        ("withdraw", grace, signed.pk),
    ]
    assert Event.objects.filter(page=page, why="Out of date").exists()


def test_reviewers_who_want_it_get_a_mail_and_the_author_hears_of_what_comes_back(
    ada: User, vera: User, django_capture_on_commit_callbacks: object
) -> None:
    User.objects.update(email="someone@example.org")
    Profile.objects.update(wants_mail=True)
    Profile.objects.create(user=ada, name="Ada", wants_mail=True)
    page = draft("tea", by=ada, title="Tea")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        workflow.submit(page, by=ada, why="It is short.")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        workflow.send_back(page, by=vera, why="Please name the source.")
    assert [message.subject for message in mail.outbox] == ["For review: Tea", "Sent back: Tea"]
    assert "Please name the source." in mail.outbox[1].body


def test_a_mail_that_cannot_be_sent_stops_nothing(
    ada: User, vera: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise OSError

    monkeypatch.setattr("content.desk.mail.send_mail", fail)
    User.objects.update(email="someone@example.org")
    Profile.objects.update(wants_mail=True)
    page = draft("tea", by=ada)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        workflow.submit(page, by=ada)
    assert fresh(page).stage == Stage.IN_REVIEW


def told(client: Client, address: str) -> list[str]:
    return re.findall("</time>: (.*?)</li>", client.get(address).content.decode())


def test_readers_see_what_changed_from_the_notes_marked_public_once_it_is_live(client: Client, ada: User) -> None:
    page = draft("tea", by=ada)
    workflow.save_draft(page, document(body="Zero."), by=ada, note="Before its first day", note_is_public=True)
    workflow.publish(page, by=None)
    workflow.save_draft(page, document(body="One."), by=ada, note="Says more about milk", note_is_public=True)
    workflow.save_draft(page, document(body="Two."), by=ada, note="A comma, for colleagues")
    workflow.save_draft(page, document(body="Three."), by=ada, note="Names <two> sources", note_is_public=True)
    assert told(client, "/tea/") == []
    workflow.publish(page, by=None)
    assert told(client, "/tea/") == ["Names &lt;two&gt; sources", "Says more about milk"]
    workflow.withdraw(page, by=None)
    workflow.save_draft(page, document(body="Four."), by=ada, note="Back again", note_is_public=True)
    workflow.publish(page, by=None)
    assert told(client, "/tea/") == ["Back again", "Names &lt;two&gt; sources", "Says more about milk"]


def test_a_sign_off_sent_twice_is_given_once(ada: User, vera: User) -> None:
    page = draft("tea", by=ada)
    revision = signed_off(page, vera)
    workflow.sign_off(page, revision, by=vera)
    assert revision.sign_offs.count() == 1
