"""Promises of what is scheduled: it goes live at its time, not before, and can be called off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from content import workflow
from content.models import Event, Stage
from content.workflow import NotReady
from tests.content.made import document, draft, fresh, published, signed_off

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def test_what_is_scheduled_goes_live_at_its_time_and_not_before(client: Client, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    at = timezone.now() + TOMORROW
    workflow.schedule(page, signed_off(page, vera), at, by=grace)
    assert fresh(page).stage == Stage.SCHEDULED
    assert workflow.publish_due(at - timedelta(seconds=1)) == []
    assert client.get("/tea/").status_code == 404
    assert workflow.publish_due(at) == [page]
    assert client.get("/tea/").status_code == 200
    assert workflow.publish_due(at) == []
    assert (fresh(page).publish_at, fresh(page).stage) == (None, "published")
    assert Event.objects.filter(page=page, verb="publish", by=None, why="As scheduled.").count() == 1


def test_a_clock_that_jumps_back_takes_nothing_back(client: Client, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    at = timezone.now() + TOMORROW
    workflow.schedule(page, signed_off(page, vera), at, by=grace)
    workflow.publish_due(at)
    assert workflow.publish_due(at - 2 * TOMORROW) == []
    assert client.get("/tea/").status_code == 200


def test_the_past_is_no_time_to_schedule_for(ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    with pytest.raises(NotReady, match="past"):
        workflow.schedule(page, signed_off(page, vera), datetime(2020, 1, 1, tzinfo=UTC), by=grace)


def test_an_edit_leaves_what_is_scheduled_as_it_is(client: Client, ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada, body="Signed words.")
    at = timezone.now() + TOMORROW
    workflow.schedule(page, signed_off(page, vera), at, by=grace)
    workflow.save_draft(page, document(body="Later words."), by=ada)
    workflow.publish_due(at)
    assert b"Signed words." in client.get("/tea/").content
    assert (fresh(page).stage, fresh(page).publish_at) == ("draft", None)


def test_what_is_scheduled_can_be_called_off(ada: User, vera: User, grace: User) -> None:
    page = draft("tea", by=ada)
    at = timezone.now() + TOMORROW
    workflow.schedule(page, signed_off(page, vera), at, by=grace)
    workflow.unschedule(page, by=grace, why="Not yet")
    assert workflow.publish_due(at) == []
    assert fresh(page).stage == Stage.SIGNED_OFF
    with pytest.raises(NotReady, match="Nothing is scheduled"):
        workflow.unschedule(page, by=grace)


def test_withdrawing_calls_off_what_was_scheduled(client: Client, vera: User, grace: User) -> None:
    page = published("tea")
    workflow.save_draft(page, document(body="New words."), by=None)
    at = timezone.now() + TOMORROW
    workflow.schedule(page, signed_off(page, vera), at, by=grace)
    workflow.withdraw(page, by=grace, why="Wrong advice")
    assert workflow.publish_due(at) == []
    assert client.get("/tea/").status_code == 410
