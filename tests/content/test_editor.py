"""The preview shows the real page and saves nothing; an upload is kept only as a picture made anew."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import PIL.Image
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.module_loading import import_string
from markdownx import settings as markdownx_settings

from content import library, workflow
from content.document import Document
from content.models import Image, Page, Revision
from tests.content.test_admin import find, open_form, save, signed_in

pytestmark = pytest.mark.django_db

PREVIEW, UPLOAD = "/admin/editor/preview/", "/admin/editor/upload/"


def preview(client: Client, page: Page, **typed: str) -> Any:
    return client.post(PREVIEW, open_form(client, page) | typed)


def main_of(answer: Any) -> str:
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("address", [PREVIEW, UPLOAD])
def test_strangers_and_people_without_permission_are_refused_in_a_short_sentence(
    address: str, client: Client, mallory: User, make_user: Callable[..., User]
) -> None:
    former = make_user("former", "view_page", "change_page", "add_image")  # left the staff, and still has permissions
    former.is_staff = False
    former.save()
    for someone in (client, signed_in(mallory), signed_in(former)):
        answer = someone.post(address, {"page": find("therapy").pk, "alt": "x"})
        assert answer.status_code == 403
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode().startswith("Please sign in as someone who may")
        assert len(answer.content) < 250


@pytest.mark.parametrize("address", [PREVIEW, UPLOAD])
def test_only_post_is_answered(address: str, admin_client: Client) -> None:
    for method in ("get", "head", "put", "delete"):
        assert getattr(admin_client, method)(address).status_code == 405


def test_a_forged_post_is_refused(ada: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    assert strict.post(UPLOAD, {"image": jpeg(), "alt": "x"}).status_code == 403
    assert strict.post(PREVIEW, {"page": find("therapy").pk}).status_code == 403


@pytest.mark.parametrize("path", ["therapy", "alliance", "approaches/cbt", "concerns/ocd", "glossary/rapport", "practice/mindfulness"])
def test_the_preview_is_the_public_page(path: str, client: Client, ada: User) -> None:
    page = find(path)
    assert main_of(preview(signed_in(ada), page)) == main_of(client.get(page.get_absolute_url()))


def test_the_preview_shows_what_was_typed_and_saves_nothing(client: Client, ada: User) -> None:
    page, revisions = find("concerns/ocd"), Revision.objects.count()
    before = client.get(page.get_absolute_url()).content
    answer = preview(signed_in(ada), page, title="Just typed", path="concerns/moved", **{"facts-evidence-0-does": "Newly said"})
    assert "<h1>Just typed</h1>" in main_of(answer)
    assert "Newly said" in main_of(answer)
    assert client.get(page.get_absolute_url()).content == before
    assert Revision.objects.count() == revisions
    assert not Page.objects.filter(title="Just typed").exists()


def test_the_preview_may_be_framed_by_the_desk_alone_and_runs_no_script(ada: User) -> None:
    answer = preview(signed_in(ada), find("approaches/cbt"))
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'none'", "'self'")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Cache-Control"] == "no-store"
    assert "<script" not in answer.content.decode()
    assert '<base target="_blank">' in answer.content.decode()


def test_the_preview_carries_the_crisis_notice_once(ada: User) -> None:
    assert preview(signed_in(ada), find("approaches/cbt")).content.count(b"data-crisis-notice") == 1


def test_a_page_in_spanish_is_previewed_in_spanish(ada: User) -> None:
    page = Page(path="terapia", language="es")
    workflow.save_draft(
        page, Document(kind="page", title="La terapia", summary="Breve.", written_on=find("therapy").written_on, body="Hola."), by=None
    )
    html = preview(signed_in(ada), page).content.decode()
    assert '<html lang="es">' in html
    assert 'href="/es/about/"' in html


def test_a_form_with_mistakes_still_previews_what_it_can_and_says_what_is_wrong(ada: User) -> None:
    page = find("concerns/ocd")
    answer = preview(signed_in(ada), page, title="", body="## New part\n\n[@nobody]", **{"facts-evidence-0-sources": ""})
    html = answer.content.decode()
    for words in ("Title: This field is required.", "Row 1, sources: This field is required.", "Citation [@nobody] has no source."):
        assert words in html
    assert f"<h1>{page.title}</h1>" in main_of(answer)
    assert "New part" in main_of(answer)


def test_a_new_page_without_its_facts_can_be_previewed(ada: User) -> None:
    for kind in ("page", "term", "practice", "approach", "concern"):
        page = Page(path=f"new-{kind}", language="en")
        workflow.save_draft(page, Document(kind=kind, title="Brand new", summary="In short.", written_on=find("therapy").written_on), by=None)
        assert "<h1>Brand new</h1>" in main_of(preview(signed_in(ada), page))


def test_someone_who_may_only_look_previews_the_newest_draft(ada: User, make_user: Callable[..., User]) -> None:
    page = find("therapy")
    save(signed_in(ada), page, title="A newer draft")
    answer = signed_in(make_user("vera", "view_page")).post(PREVIEW, {"page": page.pk})
    assert "<h1>A newer draft</h1>" in main_of(answer)
    assert "before publishing" not in answer.content.decode()


@pytest.mark.parametrize("number", ["", "0", "99999999", "x", "²", "9" * 40])
def test_a_preview_of_no_page_says_so(number: str, ada: User) -> None:
    answer = signed_in(ada).post(PREVIEW, {"page": number, "title": "x"})
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/plain")


def test_what_is_typed_cannot_reach_out_of_its_place_in_the_preview(ada: User) -> None:
    html = preview(signed_in(ada), find("therapy"), title="<main><script>x</script>", body="<script>y</script>").content.decode()
    assert "<script" not in html
    assert html.count("<main") == 1


def test_markdownx_renders_with_our_renderer_and_its_own_addresses_are_not_there(client: Client) -> None:
    render = import_string(markdownx_settings.MARKDOWNX_MARKDOWNIFY_FUNCTION)
    body = "**Bold** <script>x</script> [[rapport]] [@fluckiger2018]"
    assert render(body) == library.rendered("page", body, "en").html
    assert "<strong>Bold</strong> &lt;script&gt;" in render(body)
    for address in ("/markdownx/upload/", "/markdownx/markdownify/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 405


# Uploads


def encoded(kind: str, picture: PIL.Image.Image | None = None, **options: Any) -> bytes:
    data = BytesIO()
    (picture or PIL.Image.new("RGB", (40, 20), "teal")).save(data, kind, **options)
    return data.getvalue()


def sent(data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def jpeg() -> SimpleUploadedFile:
    return sent(encoded("JPEG"))


def upload(user: User, file: Any, alt: str = "Two chairs") -> Any:
    return signed_in(user).post(UPLOAD, {"image": file, "alt": alt})


def kept(answer: Any) -> PIL.Image.Image:
    assert answer.status_code == 200, answer.content
    return PIL.Image.open(Image.objects.latest("pk").file)


def moving(kind: str) -> bytes:
    frames = [PIL.Image.new("RGB", (9, 9), color) for color in ("red", "blue")]
    return encoded(kind, frames[0], save_all=True, append_images=frames[1:], duration=100)


def bomb() -> bytes:
    """A PNG of some hundred bytes that claims 400 million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def test_a_picture_comes_back_as_markdown_that_the_page_shows(ada: User, client: Client) -> None:
    alt = "Two [empty] chairs & a *table* \\ {mark: cbt} <b>"
    told = upload(ada, jpeg(), alt).json()["markdown"]
    image = Image.objects.get()
    assert (image.alt, image.uploaded_by, image.width, image.height) == (alt, ada, 40, 20)
    assert re.search(r"\(/media/images/\d{4}/[0-9a-f]{16}\.jpg\)$", told)
    html = library.rendered("page", told, "en").html
    assert 'alt="Two [empty] chairs &amp; a *table* \\ {mark: cbt} &lt;b&gt;"' in html
    assert client.get(image.file.url)["Content-Type"] == "image/jpeg"


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken(ada: User) -> None:
    exif = PIL.Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "A private description"
    exif.get_ifd(0x8825)[1] = "N"
    answer = upload(ada, sent(encoded("JPEG", exif=exif, comment=b"A private comment", icc_profile=b"A private profile")))
    picture = kept(answer)
    assert picture.size == (20, 40)
    assert not picture.getexif()
    assert b"private" not in Image.objects.get().file.read()


@pytest.mark.parametrize(("kind", "ending"), [("PNG", ".png"), ("WEBP", ".webp"), ("GIF", ".png"), ("JPEG", ".jpg")])
def test_what_a_file_is_decides_and_not_what_it_is_called(kind: str, ending: str, ada: User) -> None:
    kept(upload(ada, sent(encoded(kind), "evil.html", "text/html")))
    assert str(Image.objects.get().file.name).endswith(ending)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16"])
def test_every_kind_of_png_is_taken_under_any_name(mode: str, ada: User) -> None:
    picture = PIL.Image.new("L", (8, 8), 128).convert(mode) if mode != "I;16" else PIL.Image.new("I;16", (8, 8), 128 * 256)
    stored = kept(upload(ada, sent(encoded("PNG", picture), "photo.jpg", "image/jpeg")))
    assert stored.format == "PNG"
    assert mode == "1" or abs(int(stored.convert("L").getpixel((0, 0))) - 128) < 3  # type: ignore[arg-type]


def test_a_see_through_picture_stays_see_through(ada: User) -> None:
    assert kept(upload(ada, sent(encoded("PNG", PIL.Image.new("RGBA", (8, 8), (0, 0, 0, 0)))))).getpixel((0, 0)) == (0, 0, 0, 0)


def test_what_is_hidden_behind_a_picture_is_left_out(ada: User) -> None:
    kept(upload(ada, sent(encoded("JPEG") + b"<script>alert(1)</script>")))
    assert b"<script>" not in Image.objects.get().file.read()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture that pages can show"),
        (b"<!doctype html><script>alert(1)</script>", "not a picture that pages can show"),
        (encoded("BMP"), "not a picture that pages can show"),
        (b"\x89PNG\r\n\x1a\n" + b"nothing like it" * 9, "picture"),
        (encoded("JPEG", PIL.Image.effect_noise((300, 300), 90))[:9000], "damaged"),
        (encoded("PNG", PIL.Image.effect_noise((300, 300), 90))[:9000], "damaged"),
        (encoded("WEBP", PIL.Image.effect_noise((300, 300), 90).convert("RGB"))[:3000], "picture"),
        (moving("GIF"), "moves"),
        (moving("PNG"), "moves"),
        (moving("WEBP"), "moves"),
        (bomb(), "24 million pixels"),
        (encoded("PNG", PIL.Image.new("1", (6000, 4001))), "24 million pixels"),
        (b"", "choose a picture|not a picture"),
    ],
)
def test_what_is_no_still_picture_of_a_bearable_size_is_refused_in_words(data: bytes, words: str, ada: User) -> None:
    answer = upload(ada, sent(data, "picture.png", "image/png"))
    assert answer.status_code == 400
    assert re.search(words, answer.json()["error"])
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"), [({"alt": "x"}, "choose a picture"), ({"image": "text", "alt": "x"}, "choose a picture"), ({}, "choose a picture")]
)
def test_an_upload_without_a_file_is_refused_in_words(data: dict[str, str], words: str, ada: User) -> None:
    answer = signed_in(ada).post(UPLOAD, data)
    assert (answer.status_code, words in answer.json()["error"]) == (400, True)


@pytest.mark.parametrize("alt", ["", "  \n ", "x" * 301])
def test_a_picture_without_fitting_words_is_refused(alt: str, ada: User) -> None:
    assert upload(ada, jpeg(), alt).status_code == 400
    assert not Image.objects.exists()


def test_a_file_over_the_limit_is_refused_as_too_large(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "UPLOAD_MAX_BYTES", 600)
    answer = upload(ada, sent(encoded("JPEG") + bytes(600)))
    assert answer.status_code == 413
    assert "larger than" in answer.json()["error"]
