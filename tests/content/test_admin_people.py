"""People at the desk: each sees what their role may do, and a license is entered by a superuser alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from content.models import Profile, SiteSettings
from content.roles import ROLES, WHAT_THEY_DO
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db

USERS, SETTINGS, PROFILE = "/admin/auth/user/", "/admin/content/sitesettings/", "/admin/profile/"


def account(user: User, **profile: str) -> dict[str, str]:
    """What the form of an account sends."""
    rows = {"TOTAL_FORMS": "1", "INITIAL_FORMS": str(Profile.objects.filter(user=user).count()), "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1"}
    sent = {f"content_profile-{name}": value for name, value in rows.items()} | {
        f"content_profile-0-{name}": value for name, value in profile.items()
    }
    sent["content_profile-0-user"] = str(user.pk)
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "12:00:00"}
    return sent | joined | {"username": user.username, "first_name": user.first_name or "Ada", "is_active": "on", "is_staff": "on"}


def test_every_role_says_what_it_may_do(admin_client: Client, ada: User) -> None:
    assert set(WHAT_THEY_DO) == set(ROLES)
    html = admin_client.get(f"{USERS}{ada.pk}/change/").content.decode()
    for role, words in WHAT_THEY_DO.items():
        assert f"<b>{role}</b> {words}" in html


def test_a_superuser_enters_the_license(admin_client: Client, ada: User) -> None:
    sent = account(ada, name="Ada Example", licence="LCSW, NY 1", licence_expires_on="2030-01-01")
    admin_client.post(f"{USERS}{ada.pk}/change/", sent)
    profile = Profile.objects.get(user=ada)
    assert (profile.name, profile.licence, profile.licence_expires_on) == ("Ada Example", "LCSW, NY 1", date(2030, 1, 1))
    html = admin_client.get(USERS).content.decode()
    assert "LCSW, NY 1, until January 1, 2030" in html


def test_someone_who_looks_after_accounts_sees_the_license_and_cannot_change_it(ada: User, vera: User) -> None:
    ada.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client = signed_in(ada)
    html = client.get(f"{USERS}{vera.pk}/change/").content.decode()
    assert "Psychologist, NY 000000" in html
    assert "content_profile-0-licence" not in html
    sent = account(vera, id=str(vera.content_profile.pk), name="Other", licence="Invented")  # type: ignore[attr-defined]
    client.post(f"{USERS}{vera.pk}/change/", sent | {"first_name": "Vera"})
    vera.refresh_from_db()
    assert vera.first_name == "Vera"
    assert Profile.objects.get(user=vera).licence == "Psychologist, NY 000000"


def test_roles_stand_in_the_list(admin_client: Client, ada: User) -> None:
    ada.groups.add(Group.objects.get_or_create(name="Author")[0])
    assert '<td class="field-roles">Author</td>' in admin_client.get(USERS).content.decode()


def test_an_account_is_added_as_always(admin_client: Client) -> None:
    words = {"username": "new", "password1": "correct horse battery", "password2": "correct horse battery", "usable_password": "true"}
    assert admin_client.post(f"{USERS}add/", words).status_code == 302
    assert User.objects.filter(username="new").exists()


def test_people_change_their_own_name_and_mails_and_not_their_license(vera: User) -> None:
    client = signed_in(vera)
    assert "Psychologist, NY 000000, until January 1, 2099" in client.get(PROFILE).content.decode()
    client.post(PROFILE, {"name": "Vera B. Example", "wants_mail": "on", "licence": "Invented", "licence_expires_on": "2100-01-01"})
    profile = Profile.objects.get(user=vera)
    assert (profile.name, profile.wants_mail, profile.licence) == ("Vera B. Example", True, "Psychologist, NY 000000")
    assert profile.licence_expires_on == date(2099, 1, 1)


def test_a_profile_is_made_when_it_is_first_saved_and_needs_a_name(mallory: User) -> None:
    client = signed_in(mallory)
    client.get(PROFILE)
    assert "Not saved yet." in client.post(PROFILE, {"name": " "}).content.decode()
    assert not Profile.objects.filter(user=mallory).exists()
    client.post(PROFILE, {"name": "M. Example"})
    assert Profile.objects.get(user=mallory).name == "M. Example"


def test_nobody_has_a_profile_without_signing_in(client: Client) -> None:
    assert "/admin/login/" in client.get(PROFILE)["Location"]


def test_the_settings_of_the_site_open_at_the_form_and_are_kept(admin_client: Client) -> None:
    html = admin_client.get(SETTINGS, follow=True).content.decode()
    assert "Two people for every page" in html
    assert "deletelink" not in html
    assert admin_client.post(f"{SETTINGS}1/change/", {"review_months": "6", "time_zone": "UTC"})["Location"] == "/admin/"
    row = SiteSettings.objects.get()
    assert (row.pk, row.four_eyes, row.review_months) == (1, False, 6)
    admin_client.post(f"{SETTINGS}1/change/", {"four_eyes": "on", "review_months": "12", "time_zone": "UTC"})
    assert SiteSettings.objects.get().four_eyes


@pytest.mark.parametrize("path", ["add/", "1/delete/", "2/change/"])
def test_there_is_one_row_of_settings(path: str, admin_client: Client) -> None:
    SiteSettings.current().save()
    assert admin_client.post(f"{SETTINGS}{path}", {"post": "yes", "review_months": "6", "time_zone": "UTC"}).status_code in {302, 403}
    assert list(SiteSettings.objects.values_list("review_months")) == [(12,)]


def test_the_settings_are_a_superusers(make_user: Callable[..., User]) -> None:
    client = signed_in(make_user("eve", "view_sitesettings", "change_sitesettings"))
    assert client.get(f"{SETTINGS}1/change/").status_code == 403
    assert client.post(f"{SETTINGS}1/change/", {"review_months": "6", "time_zone": "UTC"}).status_code == 403
    assert "Site settings" not in client.get("/admin/").content.decode()
