"""Promises of pictures in a bucket: readers ask this site alone, see what is here when the bucket is away, and staff are told in words."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import PIL.Image
import pytest
from django.conf import settings as site
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from config import media
from content import bucket
from content.desk import gallery
from content.desk.pictures import made_anew
from content.models import Image
from content.static_export.making import Maker, Wanted
from tests import s3
from tests.content.desk.test_editor_pictures import upload
from tests.content.files import encoded, jpeg, stored
from tests.content.test_admin import signed_in
from tests.content.test_archive import forget_everything

pytestmark = pytest.mark.django_db
_numbers = count()


@pytest.fixture(scope="module")
def server() -> Iterator[s3.Server]:
    with s3.running() as running:
        yield running


@pytest.fixture(autouse=True)
def pictures(server: s3.Server, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The name of a new bucket, in which this machine keeps its pictures."""
    name = f"pictures-{next(_numbers)}"
    server.client().create_bucket(Bucket=name)
    for key, value in s3.KEYS.items():
        monkeypatch.setenv(key, value)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STORAGES = {**site.STORAGES, "default": media.storage(server.address(name))}
    yield name
    server.thaw()


@pytest.fixture
def away(server: s3.Server) -> None:
    server.freeze()


def kept() -> Image:
    image = Image(alt="Two chairs")
    gallery.keep(image, made_anew(BytesIO(encoded("JPEG", PIL.Image.new("RGB", (900, 300), "teal")))))
    return image


@pytest.fixture
def another_machine(settings: Any) -> Callable[[], None]:
    """From then on this is one, on which nobody has asked for a picture yet."""

    def begin() -> None:
        settings.MEDIA_ROOT = f"{settings.MEDIA_ROOT}-of-another"

    return begin


def timed(address: str) -> tuple[Any, float]:
    began = time.monotonic()
    answer = Client().get(address)
    return answer, time.monotonic() - began


def assert_is_the_notice(answer: Any) -> None:
    assert answer.status_code == 503
    assert answer.headers["Crisis-Support"] == "Call or text 988"
    assert b"data-crisis-notice" in answer.content
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_kept_picture_is_in_the_bucket_in_all_its_widths_and_shown_under_our_own_address(server: s3.Server, pictures: str) -> None:
    image = Image.objects.get(pk=kept().pk)
    assert server.names(pictures) == set(image.names) == stored()
    assert (image.width, image.height, image.widths) == (900, 300, [400, 800])
    assert [part.split()[0].rpartition("/")[0] for part in image.srcset.split(", ")] == [image.thumb.rpartition("/")[0]] * 3
    assert image.thumb.startswith("/media/images/")


def test_another_machine_fetches_a_picture_once(server: s3.Server, pictures: str, another_machine: Callable[[], None]) -> None:
    image = kept()
    whole = [(Path(site.MEDIA_ROOT) / name).read_bytes() for name in image.names]
    another_machine()
    assert stored() == set()
    for _ in range(2):
        answers = [Client().get(f"/media/{name}") for name in image.names]
        assert [b"".join(answer) for answer in answers] == whole
        assert {answer.headers["Content-Type"] for answer in answers} == {"image/webp"}
        assert [int(answer.headers["Content-Length"]) for answer in answers] == [len(body) for body in whole]
        assert stored() == set(image.names)
        server.client().delete_object(Bucket=pictures, Key=image.names[0])  # the second time it is not asked
    assert [answer.headers["Crisis-Support"] for answer in answers] == ["Call or text 988"] * 3


def test_a_full_disk_costs_no_reader_a_picture(monkeypatch: pytest.MonkeyPatch, another_machine: Callable[[], None]) -> None:
    image = kept()
    another_machine()
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert PIL.Image.open(BytesIO(b"".join(Client().get(image.file.url)))).width == 900
    assert stored() == set()


def test_readers_go_on_with_what_is_here_while_the_bucket_is_frozen_and_wait_once_for_what_is_not(server: s3.Server) -> None:
    here, there = kept(), kept()
    for name in there.names:
        (Path(site.MEDIA_ROOT) / name).unlink()
    server.freeze()
    answer, seconds = timed(here.thumb)
    assert (answer.status_code, seconds < 1) == (200, True)
    answer, seconds = timed(there.thumb)
    assert_is_the_notice(answer)
    assert seconds < 7
    answer, seconds = timed(there.file.url)
    assert_is_the_notice(answer)
    assert seconds < 1, "it was just seen to be away"


def test_it_is_asked_again_after_a_rest(server: s3.Server, monkeypatch: pytest.MonkeyPatch, another_machine: Callable[[], None]) -> None:
    monkeypatch.setattr(bucket, "REST", 0.5)
    image = kept()
    another_machine()
    server.freeze()
    assert_is_the_notice(Client().get(image.thumb))
    server.thaw()
    time.sleep(0.6)
    assert Client().get(image.thumb).status_code == 200


def test_a_copy_that_has_not_been_asked_for_long_is_shown_while_the_bucket_is_away(away: None, server: s3.Server) -> None:
    server.thaw()
    image = kept()
    server.freeze()
    for name in image.names:
        os.utime(Path(site.MEDIA_ROOT) / name, (1, 1))
    assert [Client().get(f"/media/{name}").status_code for name in image.names] == [200] * 3


def test_what_was_never_there_is_not_found_and_leaves_nothing(server: s3.Server) -> None:
    assert Client().get("/media/images/2026/never.webp").status_code == 404
    assert stored() == set()


@pytest.mark.usefixtures("away")
def test_an_upload_that_cannot_be_stored_is_said_and_what_was_typed_for_it_stays(server: s3.Server, pictures: str, grace: User) -> None:
    answer = upload(grace, jpeg(), alt="Two chairs")
    assert answer.status_code == 507
    assert "could not be stored: the place where pictures are kept has no room or does not answer" in answer.json()["error"]
    data = {"image": jpeg(), "alt": "Two chairs by a window", "credit": "Ada"}
    html = signed_in(grace).post("/admin/content/image/add/", data, follow=True).content.decode()
    assert "has no room or does not answer" in html
    assert "Two chairs by a window" in html
    server.thaw()
    assert (Image.objects.count(), stored(), server.names(pictures)) == (0, set(), set())


def test_a_removed_picture_is_gone_from_the_bucket_and_in_time_from_every_machine(
    server: s3.Server, pictures: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    image, other = kept(), kept()
    copies = {name: (Path(site.MEDIA_ROOT) / name).read_bytes() for name in image.names}
    with django_capture_on_commit_callbacks(execute=True):
        gallery.remove(image)
    assert server.names(pictures) == stored() == set(other.names)
    for name, body in copies.items():  # as another machine has them
        (Path(site.MEDIA_ROOT) / name).write_bytes(body)
    assert Client().get(image.thumb).status_code == 200
    for name in image.names:
        os.utime(Path(site.MEDIA_ROOT) / name, (time.time() - bucket.SURE,) * 2)
    assert [Client().get(f"/media/{name}").status_code for name in image.names] == [404] * 3
    assert stored() == set(other.names)


def test_an_export_takes_pictures_out_of_the_bucket(pictures: str, another_machine: Callable[[], None]) -> None:
    image = kept()
    another_machine()
    made = [Maker(Wanted()).make(image.file.storage.url(name)) for name in image.names]
    assert [PIL.Image.open(BytesIO(each.files[""])).width for each in made] == [*image.widths, image.width]


def test_an_export_takes_no_empty_file_for_a_picture_while_the_bucket_is_away(
    server: s3.Server, pictures: str, another_machine: Callable[[], None]
) -> None:
    image = kept()
    another_machine()
    server.freeze()
    made = Maker(Wanted()).make(image.file.url)
    assert made.status >= 400  # so that the page with the picture fails the export
    assert not made.files


def test_a_picture_that_the_bucket_could_not_forget_is_not_removed(server: s3.Server, pictures: str, admin_client: Client) -> None:
    image = kept()
    server.freeze()
    html = admin_client.post(f"/admin/content/image/{image.pk}/delete/", {"post": "yes"}, follow=True).content.decode()
    assert "could not be deleted: the place where pictures are kept does not answer" in html
    assert Image.objects.get() == image
    server.thaw()
    assert server.names(pictures) == set(image.names)


def test_wrong_keys_are_told_as_words_and_not_as_a_missing_picture(server: s3.Server, pictures: str) -> None:
    server.client().delete_bucket(Bucket=pictures)
    with pytest.raises(gallery.NotKept):
        kept()


def test_an_archive_carries_pictures_out_of_one_bucket_and_into_another(
    server: s3.Server, pictures: str, settings: Any, tmp_path: Path, another_machine: Callable[[], None]
) -> None:
    image = kept()
    another_machine()
    call_command("export_content", str(tmp_path / "out"), archive=True, verbosity=0)
    forget_everything()
    server.client().create_bucket(Bucket=f"{pictures}-new")
    settings.STORAGES = {**site.STORAGES, "default": media.storage(server.address(f"{pictures}-new"))}
    call_command("import_content", str(tmp_path / "out"), archive=True, verbosity=0)
    assert server.names(f"{pictures}-new") == set(Image.objects.get().names) == set(image.names)
    another_machine()
    assert PIL.Image.open(BytesIO(b"".join(Client().get(image.file.url)))).width == 900
