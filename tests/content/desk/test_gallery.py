"""A picture is kept whole or not at all, and is removed only when no page uses it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from io import BytesIO
from typing import Any

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from content import workflow
from content.desk import gallery
from content.desk.pictures import made_anew
from content.models import Image
from tests.content.files import encoded, stored
from tests.content.made import document, draft, published

pytestmark = pytest.mark.django_db


def kept(alt: str = "Two chairs", width: int = 900, **words: Any) -> Image:
    image = Image(alt=alt, **words)
    gallery.keep(image, made_anew(BytesIO(encoded("JPEG", PIL.Image.new("RGB", (width, 300), "teal")))))
    return image


def full_disk(after: int) -> Callable[..., Any]:
    """Saves some files, then half of one."""
    left = [after]
    really = FileSystemStorage._save

    def save(self: FileSystemStorage, name: str, content: Any) -> str:
        left[0] -= 1
        if left[0] < 0:
            really(self, name, ContentFile(content.read()[:50]))
            raise OSError(errno.ENOSPC, "No space left on device")
        return really(self, name, content)

    return save


def test_a_kept_picture_has_all_its_files_and_says_how_large_they_are() -> None:
    before = stored()
    image = Image.objects.get(pk=kept().pk)
    assert (image.width, image.height, image.widths) == (900, 300, [400, 800])
    assert stored() - before == set(image.names)
    for name, width in zip(image.names, (400, 800, 900), strict=True):
        with default_storage.open(name) as file:
            assert PIL.Image.open(file).width == width
    address = image.file.url.removesuffix(".webp")
    assert image.srcset == f"{address}-400.webp 400w, {address}-800.webp 800w, {address}.webp 900w"
    assert image.thumb == f"{address}-400.webp"


def test_the_same_picture_twice_is_two_pictures() -> None:
    assert not set(kept().names) & set(kept().names)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_disk_that_is_full_keeps_neither_row_nor_file(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored()
    monkeypatch.setattr(FileSystemStorage, "_save", full_disk(after))
    with pytest.raises(gallery.NotKept, match="has no room or does not answer"):
        kept()
    assert (stored(), Image.objects.count()) == (before, 0)


@pytest.mark.parametrize("error", [OperationalError("database or disk is full"), RuntimeError("anything"), KeyboardInterrupt()])
def test_a_row_that_cannot_be_written_leaves_no_file(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(self: Image, *args: Any, **options: Any) -> None:
        raise error

    before = stored()
    monkeypatch.setattr(Image, "save", save)
    with pytest.raises(gallery.NotKept if isinstance(error, OperationalError) else type(error)):
        kept()
    assert stored() == before


@pytest.mark.parametrize("where", ["live", "published", "newest", "draft", "withdrawn", "spanish", "link"])
def test_a_picture_that_a_page_names_is_used(where: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    image = kept()
    body = f"Words.\n\n![Two chairs]({image.file.url})"
    match where:
        case "draft":
            page = draft("waterfall", body=body)
        case "newest":
            page = published("waterfall")
            workflow.save_draft(page, document(body=body), by=None)
        case "published":
            page = published("waterfall", body=body)
            workflow.save_draft(page, document(body="Other words."), by=None)
        case "withdrawn":
            page = published("waterfall", body=body)
            workflow.withdraw(page, by=None)
        case "live":  # what no revision says any more
            page = published("waterfall")
            type(page).objects.filter(pk=page.pk).update(body=body)
        case "spanish":
            page = published("waterfall", "es", body=body)
        case _:
            page = published("waterfall", body=f"[A smaller one](/media/{image.names[0]}).")
    assert list(gallery.used_on(image)) == [page]
    assert not gallery.unused().exists()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(gallery.InUse) as error:
        gallery.remove(image)
    assert error.value.pages == [page]
    assert set(image.names) <= stored()


def test_a_picture_that_only_an_old_version_or_no_page_names_is_unused() -> None:
    once, never, now = kept(), kept(), kept()
    page = published("waterfall", body=f"![x]({once.file.url})")
    workflow.save_draft(page, document(body=f"{never.file.name} {now.file.url}-not-quite ![x]({now.file.url})."), by=None)
    workflow.publish(page, by=None)
    assert set(gallery.unused()) == {once, never}
    assert not gallery.used_on(once)


def test_the_unused_are_found_in_one_pass_however_many_there_are(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        Image.objects.create(file=f"images/2026/{number}.webp", width=9, height=9, alt="x")
    with django_assert_num_queries(3):
        assert len(gallery.unused()) == 30


def test_a_removed_picture_takes_its_files_along_once_it_is_gone_for_good(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = stored()
    image, other = kept(), kept()
    with django_capture_on_commit_callbacks() as callbacks:
        gallery.remove(image)
    assert set(image.names) <= stored()
    for callback in callbacks:
        callback()
    assert stored() - before == set(other.names)
    assert list(Image.objects.all()) == [other]


def test_a_picture_from_before_there_were_widths_has_one_file() -> None:
    image = Image.objects.create(file="images/2025/old.png", width=40, height=20, alt="x")
    assert (image.names, image.srcset, image.thumb) == (["images/2025/old.png"], "", "/media/images/2025/old.png")
