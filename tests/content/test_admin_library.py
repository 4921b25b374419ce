"""Sources, pictures and old addresses at the desk."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from content.models import Image, Redirect, Source
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db

IMAGES, SOURCES, REDIRECTS = "/admin/content/image/", "/admin/content/source/", "/admin/content/redirect/"


def png(name: str = "photo.png", mode: str = "RGBA") -> SimpleUploadedFile:
    data = BytesIO()
    PIL.Image.new(mode, (40, 20)).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue())


def add(user: User, **fields: Any) -> str:
    return str(signed_in(user).post(f"{IMAGES}add/", fields, follow=True).content.decode())


def test_a_picture_is_made_anew_and_the_desk_says_how_to_use_it(grace: User) -> None:
    add(grace, file=png("evil.html.jpg"), alt="Two chairs")
    image = Image.objects.get()
    assert (image.uploaded_by, image.width, Path(str(image.file.name)).suffix) == (grace, 40, ".png")
    assert "evil" not in str(image.file.name)
    assert f"![Two chairs]({image.file.url})" in signed_in(grace).get(f"{IMAGES}{image.pk}/change/").content.decode()


def test_a_picture_needs_words_unless_it_is_decoration(grace: User) -> None:
    assert "Please say what the picture shows" in add(grace, file=png())
    assert not Image.objects.exists()
    add(grace, file=png(), decorative="on")
    assert Image.objects.get().alt == ""


def test_what_is_no_picture_is_refused_in_words(grace: User) -> None:
    svg = SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "image/svg+xml")
    assert "not a picture that pages can show" in add(grace, file=svg, alt="x")
    assert not Image.objects.exists()


def test_the_words_of_a_picture_can_be_changed_and_its_file_cannot(grace: User) -> None:
    add(grace, file=png(), alt="Two chairs")
    image = Image.objects.get()
    signed_in(grace).post(f"{IMAGES}{image.pk}/change/", {"alt": "Three chairs", "file": png()})
    assert (Image.objects.get().alt, Image.objects.get().file.name) == ("Three chairs", image.file.name)


def test_the_list_of_pictures_asks_the_database_once_for_all(grace: User, django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        add(grace, file=png(), alt=f"Picture {number}")
    desk = signed_in(grace)
    with django_assert_max_num_queries(8):
        assert desk.get(IMAGES).content.decode().count("<img class") == 5


def test_the_key_of_a_source_is_settled_once_pages_may_cite_it(admin_client: Client) -> None:
    source, count = Source.objects.get(key="nice_cg31"), Source.objects.count()
    values = {
        "key": "other",
        "authors": source.authors,
        "title": "Another title",
        "year": source.year or "",
        "venue": source.venue,
        "url": source.url,
    }
    admin_client.post(f"{SOURCES}nice_cg31/change/", values)
    assert Source.objects.get(key="nice_cg31").title == "Another title"
    assert Source.objects.count() == count


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"path": "old", "to": "old"}, "cannot lead to itself"),
        ({"path": "therapy", "to": "alliance"}, "A published page answers at this address"),
        ({"path": "old", "to": "//example.org"}, ""),
        ({"path": "old", "to": "https://example.org/"}, "Use lower-case letters"),
        ({"path": "../old", "to": ""}, "Use lower-case letters"),
    ],
)
def test_an_old_address_leads_to_an_address_of_this_site_only(values: dict[str, str], words: str, admin_client: Client) -> None:
    html = admin_client.post(f"{REDIRECTS}add/", values | {"language": "en"}).content.decode()
    assert words in html
    assert not Redirect.objects.exists()


def test_an_old_address_is_kept_without_its_outer_slashes(client: Client, admin_client: Client) -> None:
    admin_client.post(f"{REDIRECTS}add/", {"path": "/old/", "to": "/alliance/", "language": "en"})
    assert client.get("/old/")["Location"] == "/alliance/"


def test_people_and_groups_are_kept_at_the_same_desk(admin_client: Client, make_user: Callable[..., User]) -> None:
    person = make_user("vera", "view_page")
    for address in (
        "/admin/auth/user/",
        f"/admin/auth/user/{person.pk}/change/",
        f"/admin/auth/user/{person.pk}/password/",
        "/admin/auth/group/add/",
    ):
        assert "EPH content" in admin_client.get(address).content.decode()
