"""The verbs that change a page: who may, what readers see then, and where old addresses lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client
from django.utils import timezone

from content import workflow
from content.authority import NotAllowed
from content.document import parse
from content.models import Page, Redirect, Revision, document_of
from tests.content.made import document, draft, fresh, published, signed_off

pytestmark = pytest.mark.django_db


def leads_to(client: Client, address: str) -> tuple[int, str]:
    """Status and target of an address."""
    response = client.get(address)
    return response.status_code, response.headers.get("Location", "")


def test_a_new_draft_is_not_live_and_belongs_to_its_author(client: Client, ada: User) -> None:
    page = draft("tea", by=ada, title="Tea")
    assert (page.status, page.title, page.published_at) == ("draft", "Tea", None)
    assert page.latest_revision is not None
    assert (page.latest_revision.author, page.latest_revision.text) == (ada, document(title="Tea").render())
    assert client.get("/tea/").status_code == 404


def test_a_draft_leaves_the_live_page_as_it_is(client: Client, ada: User) -> None:
    page = published("tea", title="Tea", body="Old words.")
    before = Page.objects.filter(pk=page.pk).values().get()
    revision = workflow.save_draft(page, document(title="Coffee", body="New words."), by=ada, note="A try")
    assert Page.objects.filter(pk=page.pk).values().get() == before | {
        "latest_revision_id": revision.pk,
        "stage": "draft",
        "reading_score": fresh(page).reading_score,
    }
    assert (revision.note, page.has_unpublished_changes) == ("A try", True)
    html = client.get("/tea/").content.decode()
    assert "Old words." in html
    assert "Coffee" not in html


def test_a_draft_saved_from_a_page_loaded_long_ago_does_not_turn_the_live_page_back(ada: User, grace: User) -> None:
    loaded_by_ada = fresh(published("tea", title="Tea"))
    workflow.save_draft(fresh(loaded_by_ada), document(title="Green tea"), by=grace)
    workflow.publish(fresh(loaded_by_ada), by=None)
    workflow.save_draft(loaded_by_ada, document(title="Coffee"), by=ada)
    assert (fresh(loaded_by_ada).title, fresh(loaded_by_ada).is_published) == ("Green tea", True)


def test_what_was_only_set_on_the_page_in_memory_never_goes_live(ada: User) -> None:
    page = published("tea", title="Tea")
    page.title, page.status = "Half a form", "draft"
    workflow.save_draft(page, document(title="Coffee"), by=ada)
    assert (fresh(page).title, fresh(page).status) == ("Tea", "published")


def test_publishing_copies_exactly_the_revision_that_was_signed_off(client: Client, ada: User, vera: User, grace: User) -> None:
    page = published("tea", title="Tea")
    told = document(
        title="Green tea", short_title="Green", summary="About tea.", tint="leaf", mark="grow", position=7, facts={"contents": True}, body="## New"
    )
    revision = workflow.save_draft(page, told, by=ada)
    signed_off(page, vera)
    workflow.publish(page, by=grace)
    page = fresh(page)
    assert document_of(page) == told == parse(revision.text)
    assert (page.published_revision, page.latest_revision, page.has_unpublished_changes) == (revision, revision, False)
    assert "<h1>Green tea</h1>" in client.get("/tea/").content.decode()


def test_publishing_a_page_loaded_long_ago_publishes_the_newest_words_and_loses_none(ada: User, vera: User, grace: User) -> None:
    loaded_by_grace = fresh(published("tea", title="Tea"))
    newest = workflow.save_draft(fresh(loaded_by_grace), document(title="Coffee"), by=ada)
    signed_off(fresh(loaded_by_grace), vera)
    workflow.publish(loaded_by_grace, by=grace)
    assert (fresh(loaded_by_grace).title, fresh(loaded_by_grace).latest_revision) == ("Coffee", newest)


def test_the_first_publication_keeps_its_date_and_each_change_has_its_own() -> None:
    page = published("tea", title="Tea")
    first, changed = page.published_at, page.changed_at
    workflow.save_draft(page, document(title="Coffee"), by=None)
    workflow.publish(page, by=None)
    assert page.published_at == first
    assert changed is not None
    assert page.changed_at is not None
    assert page.changed_at > changed


def test_publishing_the_same_words_again_does_not_pretend_a_change(grace: User) -> None:
    page = published("tea")
    changed = page.changed_at
    workflow.publish(page, by=grace)
    assert fresh(page).changed_at == changed


def test_the_same_text_again_writes_no_revision(ada: User, grace: User) -> None:
    page = published("tea")
    first = page.latest_revision
    assert workflow.save_draft(page, document(), by=ada) == first
    assert workflow.save_draft(page, document(), by=grace) == first
    assert Revision.objects.filter(page=page).count() == 1


def test_a_page_without_words_cannot_be_published() -> None:
    page = Page.objects.create(path="tea", kind="page", title="Tea", summary="About tea.")
    with pytest.raises(ValueError, match="without a version"):
        workflow.publish(page, by=None)


def test_an_author_may_write_but_not_publish_withdraw_or_move_what_is_live(ada: User) -> None:
    page = published("tea")
    workflow.save_draft(page, document(title="Coffee"), by=ada)
    with pytest.raises(NotAllowed):
        workflow.publish(page, by=ada)
    with pytest.raises(NotAllowed):
        workflow.withdraw(page, by=ada)
    with pytest.raises(NotAllowed):
        workflow.move(page, "coffee", by=ada)
    assert (fresh(page).title, fresh(page).path, fresh(page).is_published) == ("Waterfall", "tea", True)


def test_an_author_may_move_a_page_that_nobody_has_seen_and_no_redirect_is_left(ada: User) -> None:
    page = draft("tea", by=ada)
    workflow.move(page, "coffee", by=ada)
    assert fresh(page).path == "coffee"
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("permission", "may_add", "may_change"), [("view_page", False, False), ("add_page", True, False), ("change_page", False, True)]
)
def test_to_add_and_to_change_are_two_permissions(make_user: Callable[..., User], permission: str, may_add: bool, may_change: bool) -> None:
    someone, page = make_user("someone", permission), published("tea")
    for allowed, target in ((may_add, Page(path="milk")), (may_change, page)):
        if allowed:
            assert workflow.save_draft(target, document(title="Coffee"), by=someone).author == someone
        else:
            with pytest.raises(NotAllowed):
                workflow.save_draft(target, document(title="Coffee"), by=someone)


@pytest.mark.parametrize("nobody", ["mallory", "anonymous"])
def test_who_has_no_permission_may_do_nothing(nobody: str, mallory: User) -> None:
    who = mallory if nobody == "mallory" else AnonymousUser()
    page, unseen = published("tea"), draft("coffee")
    revisions, before = Revision.objects.count(), list(Page.objects.order_by("pk").values())
    verbs: tuple[Callable[[], object], ...] = (
        lambda: workflow.save_draft(Page(path="milk"), document(), by=who),  # type: ignore[arg-type]
        lambda: workflow.save_draft(page, document(title="Mine"), by=who),  # type: ignore[arg-type]
        lambda: workflow.publish(unseen, by=who),  # type: ignore[arg-type]
        lambda: workflow.withdraw(page, by=who),  # type: ignore[arg-type]
        lambda: workflow.move(page, "mine", by=who),  # type: ignore[arg-type]
        lambda: workflow.move(unseen, "mine", by=who),  # type: ignore[arg-type]
        lambda: workflow.submit(unseen, by=who),  # type: ignore[arg-type]
        lambda: workflow.send_back(unseen, by=who, why="No"),  # type: ignore[arg-type]
        lambda: workflow.sign_off(unseen, unseen.latest_revision, by=who),  # type: ignore[arg-type]
        lambda: workflow.schedule(unseen, unseen.latest_revision, timezone.now() + timedelta(days=1), by=who),  # type: ignore[arg-type]
        lambda: workflow.unschedule(unseen, by=who),  # type: ignore[arg-type]
        lambda: workflow.restore(page, page.latest_revision, by=who),  # type: ignore[arg-type]
    )
    for verb in verbs:
        with pytest.raises(NotAllowed):
            verb()
    assert (Revision.objects.count(), list(Page.objects.order_by("pk").values())) == (revisions, before)


def test_a_withdrawn_page_is_gone(client: Client, grace: User) -> None:
    page = published("tea")
    workflow.withdraw(page, by=grace)
    assert (fresh(page).status, fresh(page).published_revision) == ("withdrawn", None)
    assert leads_to(client, "/tea/") == (410, "")


def test_a_withdrawn_page_leads_to_the_one_that_takes_its_place(client: Client, grace: User) -> None:
    published("drinks/coffee")
    workflow.withdraw(published("tea"), by=grace, to="drinks/coffee")
    assert leads_to(client, "/tea/") == (301, "/drinks/coffee/")


@pytest.mark.parametrize("to", ["tea", "nowhere", "coffee"])
def test_a_withdrawn_page_cannot_lead_to_itself_or_to_nothing(grace: User, to: str) -> None:
    page, coffee = published("tea"), published("coffee")
    workflow.withdraw(coffee, by=grace, to="tea")
    with pytest.raises(ValueError, match="No other page is published"):
        workflow.withdraw(page, by=grace, to=to)
    assert fresh(page).is_published


def test_a_withdrawn_page_that_is_published_again_is_back_at_its_address(client: Client, vera: User, grace: User) -> None:
    page = published("tea")
    workflow.withdraw(page, by=grace)
    signed_off(page, vera)
    workflow.publish(page, by=grace)
    assert leads_to(client, "/tea/") == (200, "")
    assert not Redirect.objects.exists()


def test_a_moved_page_is_led_to_for_ever(client: Client, grace: User) -> None:
    workflow.move(published("tea"), "drinks/tea", by=grace)
    assert leads_to(client, "/tea/") == (301, "/drinks/tea/")
    assert leads_to(client, "/drinks/tea/") == (200, "")


def test_a_chain_of_moves_is_one_step_from_every_old_address(client: Client, grace: User) -> None:
    page = published("one")
    for path in ("two", "three", "four"):
        workflow.move(page, path, by=grace)
    assert [leads_to(client, f"/{path}/") for path in ("one", "two", "three")] == [(301, "/four/")] * 3


def test_a_page_that_returns_to_an_old_address_wins_over_its_redirect(client: Client, grace: User) -> None:
    page = published("one")
    workflow.move(page, "two", by=grace)
    workflow.move(page, "one", by=grace)
    assert leads_to(client, "/one/") == (200, "")
    assert leads_to(client, "/two/") == (301, "/one/")
    assert not Redirect.objects.filter(path="one").exists()


def test_a_new_page_at_an_old_address_wins_over_its_redirect(client: Client, grace: User) -> None:
    workflow.move(published("one"), "two", by=grace)
    published("one", title="Another page")
    assert leads_to(client, "/one/") == (200, "")


def test_moving_a_page_to_where_it_is_leaves_no_redirect_to_itself(grace: User) -> None:
    workflow.move(published("one"), "one", by=grace)
    assert not Redirect.objects.exists()


def test_a_withdrawn_page_that_is_moved_stays_gone_at_both_addresses(client: Client, grace: User) -> None:
    page = published("one")
    workflow.withdraw(page, by=grace)
    workflow.move(page, "two", by=grace)
    assert leads_to(client, "/two/") == (410, "")
    assert client.get("/one/", follow=True).status_code == 410


def test_a_move_in_one_language_leaves_the_other_where_it_was(client: Client, grace: User) -> None:
    english, spanish = published("tea"), published("cha", "es")
    workflow.move(spanish, "tea", by=grace)
    workflow.move(english, "drinks/tea", by=grace)
    workflow.move(english, "cha", by=grace)
    assert leads_to(client, "/tea/") == (301, "/cha/")
    assert leads_to(client, "/es/tea/") == (200, "")
    assert leads_to(client, "/es/cha/") == (301, "/es/tea/")
