"""The preview shows the real page and saves nothing, and the editor's endpoints answer staff alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.module_loading import import_string
from markdownx import settings as markdownx_settings

from content import library, workflow
from content.document import Document
from content.models import Page, Revision
from tests.content.files import jpeg
from tests.content.test_admin import find, open_form, save, signed_in

pytestmark = pytest.mark.django_db

PREVIEW, UPLOAD, FIND = "/admin/editor/preview/", "/admin/editor/upload/", "/admin/editor/find/?what=picture"


def preview(client: Client, page: Page, **typed: str) -> Any:
    return client.post(PREVIEW, open_form(client, page) | typed)


def main_of(answer: Any) -> str:
    found = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize(("address", "method"), [(PREVIEW, "post"), (UPLOAD, "post"), (FIND, "get")])
def test_strangers_and_people_without_permission_are_refused_in_a_short_sentence(
    address: str, method: str, client: Client, mallory: User, make_user: Callable[..., User]
) -> None:
    former = make_user("former", "view_page", "change_page", "add_image", "view_image")  # left the staff, and still has permissions
    former.is_staff = False
    former.save()
    for someone in (client, signed_in(mallory), signed_in(former)):
        answer = getattr(someone, method)(address, {"page": find("therapy").pk, "alt": "x"})
        assert answer.status_code == 403
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode().startswith("Please sign in")
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
    assert html.count("data-crisis-notice") == 1
    assert "Llamar 988" in html


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


def test_the_preview_of_someone_who_may_not_move_the_page_finds_nothing_wrong_with_its_address(ada: User) -> None:
    answer = preview(signed_in(ada), find("approaches/cbt"), title="Another title")
    assert "Another title" in main_of(answer)
    assert "Address" not in main_of(answer)
