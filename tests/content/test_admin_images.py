"""The library of pictures at the desk: words and credit, what is unused, and what may be deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from content.models import Image
from tests.content.desk.test_gallery import full_disk, kept
from tests.content.files import encoded, sent, stored
from tests.content.made import draft, tree, words
from tests.content.test_admin import change, signed_in

pytestmark = pytest.mark.django_db

IMAGES = "/admin/content/image/"


def png(name: str = "photo.png") -> SimpleUploadedFile:
    return sent(encoded("PNG"), name, "image/png")


def add(user: User, **fields: Any) -> str:
    return str(signed_in(user).post(f"{IMAGES}add/", fields, follow=True).content.decode())


@pytest.fixture
def keeper(make_user: Callable[..., User]) -> User:
    """Someone who keeps the library tidy."""
    return make_user("keeper", "add_image", "view_image", "change_image", "delete_image", "view_page")


def test_a_picture_is_made_anew_and_the_desk_says_how_to_use_it(grace: User) -> None:
    add(grace, image=png("evil.html.jpg"), alt="Two\n chairs", credit=" Ann ")
    image = Image.objects.get()
    assert (image.uploaded_by, image.width, image.alt, image.credit) == (grace, 40, "Two chairs", "Ann")
    assert str(image.file.name).endswith(".webp")
    assert "evil" not in str(image.file.name)
    html = signed_in(grace).get(f"{IMAGES}{image.pk}/change/").content.decode()
    assert f"![Two chairs]({image.file.url})" in html
    assert "No page uses this picture." in html


def test_a_picture_needs_words_unless_it_is_decoration(grace: User) -> None:
    assert "Please say in words what the picture shows, or mark it as decoration" in add(grace, image=png())
    assert not Image.objects.exists()
    add(grace, image=png(), decorative="on")
    assert Image.objects.get().alt == ""


def test_what_is_no_picture_is_refused_in_words(grace: User) -> None:
    before = stored()
    svg = SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "image/svg+xml")
    assert "not a picture that pages can show" in add(grace, image=svg, alt="x")
    assert (Image.objects.count(), stored()) == (0, before)


def test_the_form_says_what_is_taken(grace: User) -> None:
    html = signed_in(grace).get(f"{IMAGES}add/").content.decode()
    assert "JPEG, PNG, WebP or GIF file that does not move, of at most 5 MB and 24 megapixels." in html


def test_the_words_of_a_picture_can_be_changed_and_its_file_cannot(grace: User) -> None:
    image, before = kept(), stored()
    signed_in(grace).post(f"{IMAGES}{image.pk}/change/", {"alt": "Three chairs", "credit": "Bob", "image": png(), "file": png()})
    changed = Image.objects.get()
    assert (changed.alt, changed.credit, changed.file.name) == ("Three chairs", "Bob", image.file.name)
    assert stored() == before


def test_a_disk_that_is_full_is_said_and_the_words_are_still_there(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored()
    monkeypatch.setattr(FileSystemStorage, "_save", full_disk(0))
    html = add(grace, image=png(), alt="Two chairs & more", decorative="on", credit="Ann")
    form = tree(html).find(".//form[@id='image_form']")
    assert form is not None
    values = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert "has no room or does not answer" in html
    assert (values["alt"], values["credit"]) == ("Two chairs & more", "Ann")
    assert (Image.objects.count(), stored()) == (0, before)


def test_a_row_that_is_taken_back_after_all_takes_its_files_along(grace: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def log(*args: Any, **options: Any) -> None:
        raise RuntimeError("no log today")

    before = stored()
    monkeypatch.setattr(LogEntry.objects, "log_actions", log)
    with pytest.raises(RuntimeError):
        add(grace, image=png(), alt="x")
    assert (Image.objects.count(), stored()) == (0, before)


def test_the_list_of_pictures_asks_the_database_once_for_all(grace: User, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(5):
        kept(f"Picture {number}", uploaded_by=grace)
    desk = signed_in(grace)
    with django_assert_max_num_queries(9):
        assert desk.get(IMAGES).content.decode().count("<img class") == 5


@pytest.mark.parametrize(("use", "shown"), [("used", "Used one"), ("unused", "Unused one")])
def test_the_unused_can_be_listed_and_the_used_too(use: str, shown: str, keeper: User) -> None:
    kept("Unused one")
    draft("waterfall", body=f"![x]({kept('Used one').file.url})")
    html = signed_in(keeper).get(IMAGES, {"use": use}).content.decode()
    assert [image for image in ("Used one", "Unused one") if f'alt="{image}"' in html] == [shown]


def test_an_unused_picture_is_deleted_with_its_files(keeper: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    before = stored()
    image, desk = kept(), signed_in(keeper)
    assert desk.get(f"{IMAGES}{image.pk}/delete/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{IMAGES}{image.pk}/delete/", {"post": "yes"})
    assert (Image.objects.count(), stored()) == (0, before)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_used_picture_is_not_deleted_and_the_desk_says_where_it_is_used(method: str, keeper: User) -> None:
    image = kept()
    page = draft("waterfall", title="Falls & <water>", body=f"![x]({image.file.url})")
    answer = getattr(signed_in(keeper), method)(f"{IMAGES}{image.pk}/delete/", {"post": "yes"}, follow=True)
    message = tree(answer.content).find(".//ul[@class='messagelist']/li")
    assert message is not None
    assert words(message) == "This picture cannot be deleted, because it is used on Falls & <water> (/waterfall/). Take it out there first."
    assert [link.get("href") for link in message.iter("a")] == [change(page)]
    assert Image.objects.filter(pk=image.pk).exists()
    assert set(image.names) <= stored()


def test_a_page_that_began_to_use_it_after_the_question_keeps_it(keeper: User, monkeypatch: pytest.MonkeyPatch) -> None:
    image = kept()

    def meanwhile(*args: Any) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        draft("waterfall", body=f"![x]({image.file.url})")
        return [], {}, set(), []

    monkeypatch.setattr("django.contrib.admin.ModelAdmin.get_deleted_objects", meanwhile)
    answer = signed_in(keeper).post(f"{IMAGES}{image.pk}/delete/", {"post": "yes"}, follow=True)
    assert "cannot be deleted" in answer.content.decode()
    assert Image.objects.exists()
    assert not LogEntry.objects.exists()


def test_who_may_not_delete_is_refused_and_there_is_no_way_to_delete_many(grace: User, keeper: User) -> None:
    image = kept()
    assert signed_in(grace).post(f"{IMAGES}{image.pk}/delete/", {"post": "yes"}).status_code == 403
    signed_in(keeper).post(IMAGES, {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"})
    assert Image.objects.exists()
