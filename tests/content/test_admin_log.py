"""Staff read what was done, and nobody changes it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content import workflow
from content.models import Event, Verb
from tests.content.made import draft
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db

LOG = "/admin/content/event/"


@pytest.fixture
def told(ada: User, vera: User) -> Event:
    """The last of three steps of a page."""
    page = draft("tea/green", by=ada, title="Green tea")
    workflow.submit(page, by=ada, why="Is it too hot?")
    workflow.send_back(page, by=vera, why="Let it cool down.")
    return Event.objects.filter(page=page).first()  # type: ignore[return-value]


def test_the_log_says_who_did_what_to_which_page_and_version_when_and_why(told: Event, vera: User) -> None:
    html = signed_in(vera).get(LOG).content.decode()
    for words in ("Sent back to the author", "Green tea</a> (/tea/green/)", ">vera<", f">{told.revision_id}<", "Let it cool down.", f"{told.at:%b}"):
        assert words in html


@pytest.mark.parametrize(
    ("query", "count"), [({"q": "green"}, 3), ({"q": "tea/green"}, 3), ({"q": "too hot"}, 1), ({"q": "green", "verb": Verb.SEND_BACK}, 1)]
)
def test_the_log_can_be_searched(query: dict[str, str], count: int, told: Event, vera: User) -> None:
    assert signed_in(vera).get(LOG, query).content.decode().count("(/tea/green/)") == count


def test_the_log_can_be_narrowed_to_a_person(told: Event, vera: User) -> None:
    html = signed_in(vera).get(LOG, {"by__id__exact": vera.pk}).content.decode()
    assert html.count("(/tea/green/)") == 1
    assert '<a href="?by__isnull=True">The site itself</a>' in html


@pytest.mark.parametrize("path", ["add/", "{}/change/", "{}/delete/"])
def test_nobody_changes_the_log(path: str, told: Event, admin_client: Client) -> None:
    before = list(Event.objects.values())
    assert admin_client.post(LOG + path.format(told.pk), {"post": "yes", "why": "Something else"}).status_code == 403
    assert admin_client.post(LOG, {"action": "delete_selected", "_selected_action": told.pk}).status_code in {200, 302, 403}
    assert list(Event.objects.values()) == before


def test_who_may_not_see_the_log_does_not(told: Event, mallory: User) -> None:
    assert signed_in(mallory).get(LOG).status_code == 403


def test_a_long_log_takes_few_queries(vera: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    assert Event.objects.count() > 100
    client = signed_in(vera)
    with django_assert_max_num_queries(14):
        client.get(LOG)
