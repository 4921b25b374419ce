"""Out of one database and into an empty one: the same public site, the same versions, the same people's names."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from content import workflow
from content.models import Autosave, Event, Image, Page, Profile, Redirect, Revision, SignOff, Source
from crisis.models import Resource
from tests.content.desk.test_editor_pictures import upload
from tests.content.files import jpeg, stored
from tests.content.made import document, draft, published, signed_off

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    people = dict(User.objects.values_list("pk", "username"))
    return {
        "pages": list(Page.objects.order_by("pk").values()),
        "versions": [(r.pk, r.page_id, r.text, people.get(r.author_id or 0), r.note, r.note_is_public, r.created_at) for r in Revision.objects.all()],
        "sign-offs": [(s.revision_id, people[s.by_id], s.reviewer, s.signed_on, s.review_due_on) for s in SignOff.objects.all()],
        "events": [(e.verb, e.page_id, people.get(e.by_id or 0), e.why, e.at) for e in Event.objects.all()],
        "redirects": list(Redirect.objects.order_by("pk").values()),
        "sources": list(Source.objects.order_by("pk").values()),
        "pictures": list(Image.objects.order_by("pk").values("pk", "file", "alt", "widths", "credit")),
        "lines": list(Resource.objects.order_by("key").values("key", "shown", "verified_on")),
    }


def read_by_a_reader(client: Client) -> dict[str, bytes]:
    paths = [page.get_absolute_url() for page in Page.objects.published()][::9]
    return {
        path: client.get(path).content for path in ["/", "/crisis/", "/sitemap.xml", "/feed.xml", "/made/tea/", "/made/old/", "/made/gone/", *paths]
    }


def forget_everything() -> None:
    for model in (Autosave, SignOff, Event):
        model.objects.all().delete()
    Page.objects.update(latest_revision=None, published_revision=None, scheduled_revision=None)
    for model in (Revision, Page, Redirect, Source, Image, Resource, Profile):
        model.objects.all().delete()
    User.objects.all().delete()
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


def test_export_and_import_into_an_empty_database_give_the_same_site_and_the_same_versions(
    client: Client, ada: User, vera: User, grace: User, tmp_path: Path
) -> None:
    picture = upload(ada, jpeg(), alt="Two chairs").json()["markdown"]
    page = draft("made/tea", by=ada, body=f"Words.\n\n{picture}")
    signed_off(page, vera)
    workflow.publish(page, by=grace)
    workflow.save_draft(page, document(body="Newer words."), by=ada, note="In work")
    workflow.move(published("made/old"), "made/new", by=None)
    workflow.withdraw(published("made/gone"), by=grace, why="Out of date")
    Resource.objects.filter(key="trevor").update(shown=False)
    call_command("export_content", str(tmp_path), archive=True, verbosity=0)
    before, read = everything(), read_by_a_reader(client)
    files = {name: (Path(settings.MEDIA_ROOT) / name).read_bytes() for image in Image.objects.all() for name in image.names}
    forget_everything()
    call_command("import_content", str(tmp_path), archive=True, verbosity=0)
    assert everything() == before
    assert read_by_a_reader(client) == read
    assert {name: (Path(settings.MEDIA_ROOT) / name).read_bytes() for name in stored()} == files
    assert not User.objects.filter(is_active=True).exists()


def test_a_picture_that_has_lost_a_file_is_named_and_the_rest_is_archived(ada: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Two chairs", "A window"):
        upload(ada, jpeg(), alt=name)
    lost, there = (str(image.file.name) for image in Image.objects.all())
    (Path(settings.MEDIA_ROOT) / lost).unlink()
    call_command("export_content", str(tmp_path), archive=True, verbosity=0)
    assert f"lost its file {lost}" in capsys.readouterr().err
    assert (tmp_path / "archive" / "media" / there).read_bytes() == (Path(settings.MEDIA_ROOT) / there).read_bytes()


def test_an_archive_holds_no_password_address_or_licence(ada: User, vera: User, tmp_path: Path) -> None:
    User.objects.filter(pk=ada.pk).update(email="ada@example.org")
    signed_off(draft("made/tea", by=ada), vera)
    call_command("export_content", str(tmp_path), archive=True, verbosity=0)
    told = "".join((tmp_path / "archive" / name).read_text() for name in ("records.yaml", "people.yaml"))
    assert "username: ada" in told
    for secret in ("md5$", "example.org", "licence_expires_on", "content.autosave"):
        assert secret not in told


def test_an_archive_is_not_read_over_pages_that_are_there(tmp_path: Path) -> None:
    call_command("export_content", str(tmp_path), archive=True, verbosity=0)
    before = everything()
    with pytest.raises(CommandError, match="There are pages in this database already"):
        call_command("import_content", str(tmp_path), archive=True, verbosity=0)
    assert everything() == before


@pytest.mark.parametrize("records", [None, "", "[{", '[{"model": "content.nothing", "pk": 1, "fields": {}}]'])
def test_what_is_no_archive_is_refused_in_a_sentence_and_nothing_is_written(records: str | None, tmp_path: Path) -> None:
    forget_everything()
    (tmp_path / "archive").mkdir()
    if records is not None:
        (tmp_path / "archive" / "records.yaml").write_text(records)
        (tmp_path / "archive" / "people.yaml").write_text("[]")
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_content", str(tmp_path), archive=True, verbosity=0)
    assert not Page.objects.exists()
