"""Pictures in the editor: an upload is kept only as a picture made anew, whatever is sent; kept ones can be chosen."""

from __future__ import annotations

import re
from typing import Any

import PIL.Image
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.storage import FileSystemStorage
from django.test import Client

from content import library
from content.models import Image
from tests.content.desk.test_gallery import full_disk
from tests.content.files import bomb, encoded, jpeg, moving, noise, sent, stored
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/editor/upload/"


def upload(user: User, file: Any, alt: str = "Two chairs", **fields: str) -> Any:
    return signed_in(user).post(UPLOAD, {"image": file, "alt": alt} | fields)


def test_a_picture_comes_back_as_markdown_that_the_page_shows(ada: User, client: Client) -> None:
    alt = "Two [empty] chairs & a *table* \\ {mark: cbt} <b>"
    told = upload(ada, jpeg(), alt, credit="Ann Example").json()["markdown"]
    image = Image.objects.get()
    assert (image.alt, image.credit, image.uploaded_by, image.width, image.height) == (alt, "Ann Example", ada, 40, 20)
    assert re.search(r"\(/media/images/\d{4}/[0-9a-f]{16}\.webp\)$", told)
    rendered = library.rendered("page", told, "en")
    assert 'alt="Two [empty] chairs &amp; a *table* \\ {mark: cbt} &lt;b&gt;"' in rendered.html
    assert "Picture: Ann Example" in rendered.html
    assert rendered.findings == []
    assert client.get(image.file.url)["Content-Type"] == "image/webp"


@pytest.mark.parametrize("alt", ["", "Swirls"])
def test_decoration_needs_no_words_and_has_none_on_the_page(alt: str, ada: User) -> None:
    told = upload(ada, jpeg(), alt, decorative="1").json()["markdown"]
    image = Image.objects.get()
    assert (told, image.decorative) == (f"![]({image.file.url})", True)
    rendered = library.rendered("page", told, "en")
    assert 'alt=""' in rendered.html
    assert rendered.findings == []


@pytest.mark.parametrize("decorative", ["", "0", "false", "no"])
def test_only_a_yes_makes_decoration(decorative: str, ada: User) -> None:
    assert upload(ada, jpeg(), "", decorative=decorative).status_code == 400


def upload_as(user: User, name: str) -> Any:
    """Written by hand: the test client would clean the name first."""
    fields = b'--X\r\nContent-Disposition: form-data; name="alt"\r\n\r\nTwo chairs\r\n'
    head = f'--X\r\nContent-Disposition: form-data; name="image"; filename="{name}"\r\nContent-Type: text/html\r\n\r\n'.encode()
    return signed_in(user).post(UPLOAD, fields + head + encoded("PNG") + b"\r\n--X--\r\n", "multipart/form-data; boundary=X")


@pytest.mark.parametrize(
    "name", ["evil.html", "../../evil.png", "/etc/cron.d/evil.jpg", "..\\..\\evil.png", "a\x00.png", "x" * 300 + ".jpg", "con.svg", "é心.jpg"]
)
def test_what_a_file_is_called_decides_nothing(name: str, ada: User) -> None:
    before = stored()
    assert upload_as(ada, name).status_code == 200
    image = Image.objects.get()
    assert stored() - before == set(image.names)
    assert re.fullmatch(r"images/\d{4}/[0-9a-f]{16}\.webp", str(image.file.name))


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a/", "../.."])
def test_a_name_that_names_no_file_is_refused(name: str, ada: User) -> None:
    before = stored()
    answer = upload_as(ada, name)
    assert (answer.status_code, answer.json()) == (400, {"error": "Please choose a picture."})
    assert stored() == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture that pages can show"),
        (b"<!doctype html><script>alert(1)</script>", "not a picture that pages can show"),
        (b"%PDF-1.7\n", "not a picture that pages can show"),
        (encoded("TIFF"), "not a picture that pages can show"),
        (encoded("ICO"), "not a picture that pages can show"),
        (encoded("JPEG", noise(300, 300))[:9000], "damaged"),
        (moving("GIF"), "moves"),
        (moving("WEBP"), "moves"),
        (bomb(14_000, 12_000), "24 million pixels"),
        (bomb(24_000_000, 1), "16,383 pixels"),
        (b"", "This file is empty"),
    ],
)
@pytest.mark.parametrize(("name", "kind"), [("picture.png", "image/png"), ("picture.svg", "image/svg+xml"), ("evil.html", "image/gif")])
def test_what_is_no_picture_is_refused_in_words_and_stored_nowhere(data: bytes, words: str, name: str, kind: str, ada: User) -> None:
    before = stored()
    answer = upload(ada, sent(data, name, kind))
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert (Image.objects.count(), stored()) == (0, before)


@pytest.mark.parametrize("data", [{"alt": "x"}, {"image": "text", "alt": "x"}, {"image": "", "alt": "x"}, {}])
def test_an_upload_without_a_file_is_refused_in_words(data: dict[str, str], ada: User) -> None:
    answer = signed_in(ada).post(UPLOAD, data)
    assert (answer.status_code, answer.json()) == (400, {"error": "Please choose a picture."})


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"alt": ""}, "Please say in words what the picture shows"),
        ({"alt": "  \n "}, "Please say in words what the picture shows"),
        ({"alt": "x" * 10_000}, "at most 300 characters"),
        ({"alt": "a\x00b"}, "Null characters are not allowed"),
        ({"credit": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_picture_without_fitting_words_is_refused(fields: dict[str, str], error: str, ada: User) -> None:
    before = stored()
    answer = upload(ada, jpeg(), **fields)
    assert answer.status_code == 400
    assert error in answer.json()["error"]
    assert (Image.objects.count(), stored()) == (0, before)


def test_a_file_over_the_limit_is_refused_as_too_large(ada: User) -> None:
    assert settings.UPLOAD_MAX_BYTES == 5_000_000
    fitting = encoded("JPEG") + bytes(5_000_000)
    assert upload(ada, sent(fitting[:5_000_000])).status_code == 200
    Image.objects.all().delete()
    before = stored()
    answer = upload(ada, sent(fitting[:5_000_001]))
    assert answer.status_code == 413
    assert answer.json()["error"] == "This file is larger than 5 MB. Please make the picture smaller first."
    assert (Image.objects.count(), stored()) == (0, before)


def test_a_disk_that_is_full_is_said_in_words_and_nothing_is_half_stored(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored()
    monkeypatch.setattr(FileSystemStorage, "_save", full_disk(1))
    answer = upload(ada, sent(encoded("PNG", PIL.Image.new("1", (900, 300)))))
    assert answer.status_code == 507
    assert "has no room or does not answer" in answer.json()["error"]
    assert (Image.objects.count(), stored()) == (0, before)
