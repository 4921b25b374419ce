"""Promises of the desk about crisis lines: checks in words, 988 out of reach, and what each member of staff may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.forms.models import model_to_dict
from django.test import Client
from django.utils import timezone

from content.models import SiteSettings
from crisis.models import Resource
from tests.content.made import tree, words
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db

LINES = "/admin/crisis/resource/"
TREVOR = f"{LINES}trevor/change/"


def today() -> date:
    """The day at the desk, which keeps the practice's time."""
    return timezone.localdate(timezone=ZoneInfo(SiteSettings.current().time_zone))


@pytest.fixture
def keeper(make_user: Callable[..., User]) -> User:
    """Someone who keeps the directory, and may delete what may be deleted."""
    return allowed(make_user("vera"), "view_resource", "change_resource", "add_resource", "delete_resource")


def allowed(user: User, *permissions: str) -> User:
    user.user_permissions.add(*Permission.objects.filter(codename__in=permissions, content_type__app_label="crisis"))
    return user


def values(resource: Model, **changes: Any) -> dict[str, Any]:
    """What the form would send."""
    sent = {name: value for name, value in model_to_dict(resource).items() if value not in (None, False)} | changes
    return {name: value for name, value in sent.items() if value is not None}


def save(user: User, key: str = "trevor", **changes: Any) -> str:
    sent = values(Resource.objects.get(key=key), **changes)
    return str(signed_in(user).post(f"{LINES}{key}/change/", sent, follow=True).content.decode())


def rows(html: str) -> dict[str, str]:
    return {words(row.find("th")): words(row) for row in tree(html).findall(".//table[@id='result_list']/tbody/tr")}


def check(user: User, *keys: str) -> str:
    sent = {"action": "checked_today", "_selected_action": keys}
    return str(signed_in(user).post(LINES, sent, follow=True).content.decode())


def test_a_line_that_nobody_has_checked_says_so_and_is_due(keeper: User) -> None:
    shown = rows(signed_in(keeper).get(LINES).content.decode())["The Trevor Project"]
    assert "Never checked by us" in shown
    assert "Check is due" in shown
    assert "Call 1-866-488-7386; Text START to 678-678" in shown


@pytest.mark.parametrize(("days", "said"), [(31, "Up to date"), (32, "Check is due")])
def test_the_list_says_when_a_check_is_due(keeper: User, days: int, said: str) -> None:
    Resource.objects.filter(key="trevor").checked(by=keeper, on=today() - timedelta(days=days))
    shown = rows(signed_in(keeper).get(LINES).content.decode())
    assert said in shown["The Trevor Project"]
    assert "by vera" in shown["The Trevor Project"]
    listed = rows(signed_in(keeper).get(f"{LINES}?check=due").content.decode())
    assert ("The Trevor Project" in listed) is (said == "Check is due")
    listed = rows(signed_in(keeper).get(f"{LINES}?check=done").content.decode())
    assert list(listed) == ([] if said == "Check is due" else ["The Trevor Project"])


def test_the_list_needs_no_more_queries_for_more_lines(keeper: User, django_assert_max_num_queries: Any) -> None:
    check(keeper, *Resource.objects.values_list("key", flat=True))
    desk = signed_in(keeper)
    with django_assert_max_num_queries(10):
        desk.get(LINES)


def test_one_button_notes_that_lines_were_checked_today(keeper: User) -> None:
    html = check(keeper, "trevor", "rainn")
    assert "you have checked 2 lines today" in html
    checked = Resource.objects.filter(verified_on=today(), verified_by=keeper)
    assert set(checked.values_list("key", flat=True)) == {"trevor", "rainn"}
    assert [(entry.object_id, entry.get_change_message()) for entry in LogEntry.objects.order_by("object_id")] == [
        ("rainn", "Checked today."),
        ("trevor", "Checked today."),
    ]
    assert "you have checked 1 line today" in check(keeper, "trevor")


def test_who_may_only_look_cannot_say_that_a_line_was_checked(make_user: Callable[..., User]) -> None:
    looker = allowed(make_user("ines"), "view_resource")
    assert "I have checked" not in signed_in(looker).get(LINES).content.decode()
    check(looker, "trevor")
    assert Resource.objects.get(key="trevor").verified_on is None
    page = signed_in(looker).get(TREVOR).content.decode()
    assert "The Trevor Project" in page
    assert 'name="_save"' not in page
    assert signed_in(looker).post(TREVOR, values(Resource.objects.get(key="trevor"))).status_code == 403


def test_who_has_no_permission_sees_nothing(mallory: User) -> None:
    for address in (LINES, TREVOR, f"{LINES}add/"):
        assert signed_in(mallory).get(address).status_code == 403


def test_the_list_shows_988_and_911_and_gives_no_way_to_change_them(keeper: User) -> None:
    html = signed_in(keeper).get(LINES).content.decode()
    always = tree(html).find(".//section[@aria-labelledby='always']")
    assert always is not None
    for said in ("Nothing here changes, hides or removes them", "Call 988; Text 988; Chat at 988lifeline.org", "Call 911", "AYUDA"):
        assert said in words(always)
    assert always.findall(".//a") == always.findall(".//input") == []
    assert "988" not in {resource.key for resource in Resource.objects.all()}


def test_a_line_that_staff_change_says_so_on_the_page(client: Client, keeper: User) -> None:
    save(keeper, hours_en="Weekdays from nine to five", hours_es="De lunes a viernes, de nueve a cinco")
    resource = Resource.objects.get(key="trevor")
    assert resource.edited_at is not None
    assert "Weekdays from nine to five" in client.get("/crisis/").content.decode()
    assert "de nueve a cinco" in client.get("/es/crisis/").content.decode()


def test_a_line_can_be_hidden_at_once(client: Client, keeper: User) -> None:
    assert "/crisis/#line-trevor" in signed_in(keeper).get(TREVOR).content.decode()
    save(keeper, shown=None)
    assert "/crisis/#line-trevor" not in signed_in(keeper).get(TREVOR).content.decode()
    assert "1-866-488-7386" not in client.get("/crisis/").content.decode()


def test_a_box_on_its_own_page_notes_the_check_too(keeper: User) -> None:
    save(keeper, checked_today="on", verified_how="Called the number")
    resource = Resource.objects.get(key="trevor")
    assert (resource.verified_on, resource.verified_by, resource.verified_how) == (today(), keeper, "Called the number")


def test_a_new_number_has_to_be_checked_again(keeper: User) -> None:
    check(keeper, "trevor")
    save(keeper, note_en="Good to know", note_es="Es bueno saberlo")
    assert Resource.objects.get(key="trevor").verified_on == today()
    assert "has to be checked again" in save(keeper, call="1-866-488-0000")
    resource = Resource.objects.get(key="trevor")
    assert (resource.call, resource.verified_on, resource.verified_by) == ("1-866-488-0000", None, None)


def test_errors_say_what_to_write(keeper: User) -> None:
    html = save(keeper, call="1-800-CALL", chat="http://example.org/", who_es=None)
    assert "Please write the number as people dial it" in html
    assert "Please give a whole address that starts with https://" in html
    assert "This field is required" in html
    assert Resource.objects.get(key="trevor").call == "1-866-488-7386"


def test_the_key_of_a_line_is_settled(keeper: User) -> None:
    signed_in(keeper).post(TREVOR, values(Resource.objects.get(key="trevor")) | {"key": "other"})
    assert Resource.objects.get(key="trevor").edited_at is not None
    assert not Resource.objects.filter(key="other").exists()


def test_a_line_of_the_code_is_hidden_and_not_deleted_and_one_that_staff_added_can_be(keeper: User) -> None:
    new = values(Resource.objects.get(key="trevor"), key="our-own", name_en="Our own line", name_es="Nuestra línea")
    desk = signed_in(keeper)
    desk.post(f"{LINES}add/", new)
    assert rows(desk.get(LINES).content.decode())["Our own line"]
    assert [desk.post(f"{LINES}{key}/delete/", {"post": "yes"}).status_code for key in ("trevor", "our-own")] == [403, 302]
    assert Resource.objects.filter(key="trevor").exists()
    assert not Resource.objects.filter(key="our-own").exists()
    assert "delete_selected" not in desk.get(LINES).content.decode()
