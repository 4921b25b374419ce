"""Promises of two at one moment, on the database where that can be: nothing goes live twice, nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from content import workflow
from content.document import parse
from content.models import Event, Page, Publication, Verb
from content.page_store import advance, editions
from tests.content.made import published, signed_off
from tests.content.test_admin import change, open_form, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """What each step gives; all begin together, each in a thread with a connection of its own."""
    ready = Barrier(len(steps))

    def run(step: Callable[[], Any]) -> Any:
        try:
            ready.wait(20)
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(run, steps))


def test_what_two_processes_find_due_goes_live_once(ada: User, vera: User) -> None:
    page = published("tea")
    workflow.save_draft(page, replace(parse(page.latest_revision.text), title="Green tea"), by=ada)
    revision = signed_off(page, vera)
    workflow.schedule(page, revision, timezone.now() + timedelta(hours=1), by=None)
    later = timezone.now() + timedelta(hours=2)
    live = at_once(*[lambda: workflow.publish_due(later)] * 4)
    assert sorted(map(len, live)) == [0, 0, 0, 1]
    assert Event.objects.filter(page=page, verb=Verb.PUBLISH, revision=revision).count() == 1
    assert Page.objects.get(pk=page.pk).title == "Green tea"


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_saves_at_one_moment_the_second_is_shown_the_first(attempt: int, ada: User, grace: User) -> None:
    page = published(f"tea-{attempt}")
    people = [signed_in(ada), signed_in(grace)]
    typed = [open_form(client, page) | {"title": f"Tea of {number}"} for number, client in enumerate(people)]
    answers = at_once(*[lambda client=client, words=words: client.post(change(page), words) for client, words in zip(people, typed, strict=True)])
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert page.revisions.count() == 2
    told = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert "saved another version while you wrote. Nothing is lost" in told


def test_every_publication_counts_however_many_come_at_once() -> None:
    advance()
    before = editions.current_number()

    def change_something() -> None:
        with transaction.atomic():
            advance()

    at_once(*[change_something] * 10)
    assert editions.current_number() == before + 10


def test_the_first_publications_of_a_site_may_come_at_once_too() -> None:
    Publication.objects.all().delete()
    at_once(*[advance] * 4)
    assert editions.current_number() == 4
