"""The front page of the desk: each person sees what waits for them, and how the site stands, at a fixed cost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content import workflow
from content.admin.filters import ReviewFilter, TranslationFilter
from content.desk import front
from content.models import Autosave, LinkCheck, Page, Profile, Redirect, SiteSettings
from tests.content.made import document, draft, published, signed_off
from tests.content.test_admin import filled_form, signed_in

pytestmark = pytest.mark.django_db


def part(user: User, key: str) -> list[str]:
    """The words of the lines of a part; empty where it is not shown."""
    found = front.front(user)
    return [line.words for each in (*found.waiting, *found.standing) if each.key == key for line in each.lines]


def note(user: User, key: str) -> str:
    return next(each.note.words if each.note else "" for each in front.front(user).standing if each.key == key)


def page_of(user: User) -> str:
    return signed_in(user).get("/admin/").content.decode()


@pytest.fixture
def reviewer_who_writes(vera: User) -> User:
    vera.user_permissions.add(*Permission.objects.filter(codename__in=["add_page", "change_page"], content_type__app_label="content"))
    return User.objects.get(pk=vera.pk)


def test_a_reviewer_is_shown_what_is_in_review_and_not_their_own(ada: User, reviewer_who_writes: User) -> None:
    for path, by in (("tea/green", ada), ("tea/black", reviewer_who_writes)):
        workflow.submit(draft(path, by=by, title=path), by=by)
    assert part(reviewer_who_writes, "to-review") == ["tea/green"]
    assert part(ada, "to-review") == []
    SiteSettings(pk=1, four_eyes=False).save()
    assert part(reviewer_who_writes, "to-review") == ["tea/green", "tea/black"]


def test_what_an_import_wrote_waits_for_a_reviewer_too(vera: User) -> None:
    workflow.submit(draft("tea/green", title="Green tea"), by=None)
    assert part(vera, "to-review") == ["Green tea"]


def test_a_publisher_is_shown_what_is_signed_off_until_it_is_scheduled_or_live(ada: User, vera: User, grace: User) -> None:
    page = draft("tea/green", by=ada, title="Green tea")
    signed_off(page, vera)
    assert part(grace, "to-publish") == ["Green tea"]
    assert part(ada, "to-publish") == []
    workflow.schedule(page, page.latest_revision, timezone.now() + timedelta(days=1), by=grace)  # type: ignore[arg-type]
    assert part(grace, "to-publish") == []
    assert part(grace, "scheduled") == ["Green tea"]
    workflow.publish(page, by=grace)
    assert part(grace, "to-publish") == part(grace, "scheduled") == []


def test_a_withdrawn_page_waits_for_nobody_until_someone_writes_on_it(ada: User, vera: User, grace: User) -> None:
    page = draft("tea/green", by=ada, title="Green tea")
    signed_off(page, vera)
    workflow.publish(page, by=grace)
    workflow.withdraw(page, by=grace)
    other = published("tea/black", title="Black tea")
    workflow.withdraw(other, by=grace)
    assert part(grace, "to-publish") == part(grace, "drafts") == part(ada, "my-drafts") == []
    workflow.save_draft(page, document(title="Green tea again"), by=ada)
    assert part(ada, "my-drafts") == ["Green tea"]


def test_an_author_is_shown_what_came_back_with_the_words_of_the_reviewer(ada: User, vera: User, grace: User) -> None:
    page = draft("tea/green", by=ada, title="Green tea")
    assert part(ada, "my-drafts") == ["Green tea"]
    assert part(grace, "drafts") == ["Green tea"]
    workflow.submit(page, by=ada)
    assert part(ada, "my-drafts") == []
    workflow.send_back(page, by=vera, why="Let it cool <down>.")
    assert part(ada, "sent-back") == ["Green tea"]
    assert part(ada, "my-drafts") == part(ada, "drafts") == part(grace, "sent-back") == []
    assert "“Let it cool &lt;down&gt;.”" in page_of(ada)
    workflow.save_draft(page, document(title="Cool tea"), by=ada)
    assert (part(ada, "sent-back"), part(ada, "my-drafts")) == ([], ["Cool tea"])


def test_words_that_were_never_saved_are_a_click_away_for_the_one_who_typed_them(ada: User, grace: User) -> None:
    page = published("tea/green", title="Green tea")
    Autosave.objects.create(user=ada, page=page, fields={"title": "Greener tea"})
    Autosave.objects.create(user=ada, page=None, fields={"title": ""})
    assert part(ada, "unsaved") == ["A new page", "Greener tea"]
    assert part(grace, "unsaved") == []
    html = page_of(ada)
    assert f'href="/admin/content/page/{page.pk}/change/?resume=1"' in html
    assert 'href="/admin/content/page/add/?resume=1"' in html


def test_nothing_waits_for_someone_without_a_role(mallory: User) -> None:
    html = page_of(mallory)
    assert "Nothing waits for you." in html
    assert "Your account has no role yet." in html
    assert "Scheduled" not in html
    assert "New page" not in html


def test_reviews_that_are_due_are_told_longest_overdue_first(vera: User) -> None:
    today = timezone.localdate()
    for days in (-40, 10, 59, 61):
        page = published(f"tea/{days + 50}", title=f"Due in {days}")
        Page.objects.filter(pk=page.pk).update(reviewed_on=today, review_due_on=today + timedelta(days=days))
    assert part(vera, "reviews") == ["Due in -40", "Due in 10", "Due in 59"]
    due = next(each for each in front.front(vera).standing if each.key == "reviews")
    assert due.lines[0].detail.startswith("Overdue since ")
    assert due.lines[1].detail.startswith("Due on ")
    assert note(vera, "reviews") == f"{Page.objects.published().filter(reviewed_on=None).count()} published pages have never been reviewed"


def test_spanish_is_behind_by_the_versions_that_english_readers_got_since(ada: User) -> None:
    english, spanish = published("tea/green", title="Green tea"), published("tea/green", "es", title="Té verde")
    assert part(ada, "spanish") == []
    for title in ("Greener tea", "Greenest tea"):
        workflow.save_draft(english, document(title=title), by=None)
        workflow.publish(english, by=None)
    workflow.save_draft(english, document(title="Not yet"), by=ada)
    assert part(ada, "spanish") == ["Té verde (Español)"]
    assert "Behind by 2 edits" in page_of(ada)
    workflow.save_draft(spanish, document(title="Té más verde"), by=None)
    assert part(ada, "spanish") == []


def test_pages_without_spanish_are_counted(ada: User) -> None:
    count = front.without_spanish().count()
    published("tea/green")
    assert note(ada, "spanish") == f"{count + 1} pages are not in Spanish yet"
    draft("tea/green", "es")
    assert note(ada, "spanish") == f"{count} pages are not in Spanish yet"


@pytest.mark.parametrize(
    ("kind", "value", "name"),
    [(ReviewFilter, "due", "due"), (ReviewFilter, "none", "behind"), (TranslationFilter, "none", "due"), (TranslationFilter, "behind", "behind")],
)
def test_the_list_of_pages_can_be_narrowed_to_what_the_front_page_counts(kind: Any, value: str, name: str) -> None:
    due, behind = published("tea/due"), published("tea/behind")
    published("tea/behind", "es")
    Page.objects.filter(pk=due.pk).update(reviewed_on=date(2025, 1, 1), review_due_on=date(2026, 1, 1))
    workflow.save_draft(behind, document(title="Anew"), by=None)
    workflow.publish(behind, by=None)
    chosen = kind(None, {kind.parameter_name: [value]}, Page, None).queryset(None, Page.objects.filter(path__startswith="tea/"))
    assert {page.path for page in chosen} == {f"tea/{name}"}
    nothing_chosen = kind(None, {}, Page, None).queryset(None, Page.objects.all())
    assert nothing_chosen.count() == Page.objects.count()


def test_broken_links_are_told_with_their_page(ada: User) -> None:
    assert "All links inside the site lead somewhere." in page_of(ada)
    assert "Never checked." in page_of(ada)
    published("tea/green", title="Green tea", body="[a](/nope/)")
    for number in range(front.MOST + 1):
        LinkCheck.objects.create(url=f"https://example.org/{number}?a=b&c", ok=False, said="410 Gone.", checked_at=timezone.now())
    LinkCheck.objects.create(url="https://example.org/shy", ok=None, said="Busy.", checked_at=timezone.now())
    assert part(ada, "broken") == ["Green tea"]
    assert len(part(ada, "broken-elsewhere")) == front.MOST
    html = page_of(ada)
    assert "To /nope/" in html
    assert "?answer=broken" in html
    assert "?q=https%3A%2F%2Fexample.org%2F0%3Fa%3Db%26c" in html
    assert "https://example.org/shy" not in html


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "ended on"), (0, "ends on"), (60, "ends on"), (61, ""), (None, "has no date")],
)
def test_a_reviewer_is_told_in_time_that_the_license_ends(days: int | None, words: str, vera: User) -> None:
    SiteSettings(pk=1, time_zone="UTC").save()
    today = timezone.localdate()
    Profile.objects.update(licence_expires_on=None if days is None else today + timedelta(days=days))
    told = front.license_warning(vera, today)
    assert (words in told) if words else (told == "")
    assert told in page_of(vera)


def test_a_reviewer_without_a_license_is_told_so_and_others_are_not(vera: User, ada: User, admin_user: User) -> None:
    Profile.objects.all().delete()
    today = timezone.localdate()
    assert "not on your profile yet" in front.license_warning(vera, today)
    assert front.license_warning(ada, today) == front.license_warning(admin_user, today) == ""


def test_the_models_stand_under_plain_headings(admin_client: Client) -> None:
    html = admin_client.get("/admin/").content.decode()
    headings = ("Pages and what they draw on", "Sources", "Addresses and links", "Redirects", "People, rules and the log", "Log", "Users")
    places = [html.index(f">{words}<") for words in headings]
    assert places == sorted(places)
    assert "Markdownx" not in html


def test_a_new_term_is_begun_with_its_kind_and_place(ada: User) -> None:
    assert 'href="/admin/content/page/add/?kind=term&amp;path=glossary/"' in page_of(ada)
    client = signed_in(ada)
    begun = {"kind": "term", "path": "glossary/", "language": "es", "title": "Empatía"}
    form = filled_form(client.get("/admin/content/page/add/", begun).content.decode())
    assert {name: form[name] for name in begun} == begun
    assert client.get("/admin/content/page/add/", {"kind": "nonsense", "language": "xx", "summary": "x" * 5000}).status_code == 200


@contextmanager
def counted() -> Iterator[list[int]]:
    numbers: list[int] = []
    with CaptureQueriesContext(connection) as queries:
        yield numbers
    numbers.append(len(queries))


def test_the_front_page_takes_the_same_few_queries_however_much_there_is(admin_user: User, ada: User, vera: User, grace: User) -> None:
    client = signed_in(admin_user)
    client.get("/admin/")
    with counted() as few:
        client.get("/admin/")
    for number in range(40):
        page = draft(f"tea/{number}", by=(ada, grace, admin_user)[number % 3], title=f"Tea {number}", body="[a](/nope/)")
        if number % 5:
            workflow.submit(page, by=None)
        if number % 5 == 2:
            workflow.send_back(page, by=vera, why="No.")
        if number % 5 == 3:
            workflow.sign_off(page, page.latest_revision, by=vera)  # type: ignore[arg-type]
        Autosave.objects.create(user=admin_user, page=page, fields={"title": "Typed"})
        Redirect.objects.create(path=f"old/{number}", to="alliance")
        published(f"tee/{number}", "es", body="[a](/nope/)")
    with counted() as many:
        html = client.get("/admin/").content.decode()
    assert many == few
    assert many[0] <= 30
    assert html.count("<li>") < 120
    assert "See all<" in html


def test_the_pages_that_are_hardest_to_read_come_first_as_their_newest_text_says(ada: User) -> None:
    hard = "Interdisciplinary considerations notwithstanding, individualized conceptualizations predominate. "
    page = draft("tea/hard", by=ada, title="Hard words", body=hard * 5)
    assert part(ada, "reading")[0] == "Hard words"
    workflow.save_draft(page, document(title="Hard words", body="We talk. You rest. It helps. " * 5), by=ada)
    assert "Hard words" not in part(ada, "reading")
