"""The checks at the desk: said beside the text, and in the way of what must not reach readers."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.html import strip_tags

from content import workflow
from content.models import Event, Page
from content.workflow import NotReady
from tests.content.made import draft, published, signed_off
from tests.content.test_admin import change, find, open_form, signed_in
from tests.content.test_admin_review import around, take

pytestmark = pytest.mark.django_db
CHECK = "/admin/editor/check/"
HARMFUL = "He committed suicide."
BOLD = "Therapy cures anxiety."


def said(html: str) -> str:
    return " ".join(strip_tags(html).split())


def ready(body: str, ada: User, vera: User) -> Page:
    page = draft("tea", by=ada, body=body)
    signed_off(page, vera)
    return page


def test_each_finding_is_said_with_its_level_line_reason_and_rule(ada: User) -> None:
    page = draft("tea", by=ada, body=f"Plain words.\n\n{HARMFUL}")
    told = said(signed_in(ada).get(change(page)).content.decode())
    for words in ("Stop", "line 3 of the body", "suggests crime or sin", "died by suicide", "Reporting on Suicide"):
        assert words in told, words
    assert told.index("Stop") < told.index("Pass")


def test_what_is_typed_is_checked_and_nothing_is_saved(ada: User) -> None:
    page = find("therapy")
    versions = page.revisions.count()
    answer = signed_in(ada).post(CHECK, open_form(signed_in(ada), page) | {"body": BOLD})
    assert "cures" in said(answer.json()["html"])
    assert page.revisions.count() == versions


def test_a_text_that_could_break_out_of_the_list_is_shown_as_text(ada: User) -> None:
    answer = signed_in(ada).post(CHECK, open_form(signed_in(ada), find("therapy")) | {"body": '[<img src=x onerror="alert(1)">](/nowhere/) cures'})
    assert "<img" not in answer.json()["html"]


@pytest.mark.parametrize("who", ["anonymous", "mallory", "vera"])
def test_only_who_may_write_has_texts_checked(who: str, request: pytest.FixtureRequest) -> None:
    client = Client() if who == "anonymous" else signed_in(request.getfixturevalue(who))
    answer: Any = client.post(CHECK, {"page": find("therapy").pk})
    assert (answer.status_code, answer["Content-Type"]) == (403, "text/plain; charset=utf-8")


@pytest.mark.parametrize("number", ["", "x", "999999", "9" * 30])
def test_no_page_is_said(number: str, ada: User) -> None:
    assert signed_in(ada).post(CHECK, {"page": number}).status_code == 404


@pytest.mark.parametrize("step", ["publish", "schedule"])
def test_what_must_never_reach_readers_is_stopped_whatever_the_reason(step: str, client: Client, ada: User, vera: User, grace: User) -> None:
    page = ready(HARMFUL, ada, vera)
    html = signed_in(grace).get(around(page, "review")).content.decode()
    assert "has to change before this version can be published" in html
    assert 'value="publish"' not in html
    answer = take(grace, page, step, at="2099-01-01T10:00", **{"reason-safe-messaging": "I know better"})
    assert answer.status_code == 409
    assert "The checks stop this version." in answer.content.decode()
    assert client.get("/tea/").status_code == 404
    page.refresh_from_db()
    assert page.publish_at is None


def test_where_the_rule_allows_it_a_written_reason_lets_it_through_and_is_logged(client: Client, ada: User, vera: User, grace: User) -> None:
    page = ready(BOLD, ada, vera)
    html = signed_in(grace).get(around(page, "review")).content.decode()
    assert "Why publish it all the same?" in html
    assert "This field is required." in take(grace, page, "publish").content.decode()
    assert client.get("/tea/").status_code == 404
    take(grace, page, "publish", **{"reason-claims": "Quoted from a law."})
    assert client.get("/tea/").status_code == 200
    assert "claims: Quoted from a law." in Event.objects.get(page=page, verb="publish").why


def test_the_workflow_itself_asks_for_the_reason(ada: User, vera: User, grace: User) -> None:
    page = ready(BOLD, ada, vera)
    for reasons in (None, {"claims": " "}, {"another-rule": "Because"}):
        with pytest.raises(NotReady) as stopped:
            workflow.publish(page, by=grace, reasons=reasons)
        assert [finding.rule for finding in stopped.value.findings] == ["claims"]
    workflow.publish(page, by=grace, reasons={"claims": "Because"})


def test_a_page_that_is_live_already_is_not_stopped_from_a_new_sign_off(vera: User) -> None:
    page = published("tea", body=BOLD)
    assert "Signed off." in take(vera, page, "sign-off", read="on").content.decode()
