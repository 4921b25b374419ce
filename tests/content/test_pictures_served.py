"""Promises of the address of pictures: what is there is sent as what it is, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def media() -> Path:
    folder = Path(settings.MEDIA_ROOT)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    (folder.parent / "outside.png").write_bytes(b"secret")
    for name in ("a.png", "a.html", "a.svg", "a.txt", "a"):
        (folder / "images" / name).write_bytes(b"bytes")
    return folder


def test_a_picture_is_sent_as_what_it_is(client: Client, media: Path) -> None:
    response = client.get("/media/images/a.png")
    assert (response.status_code, b"".join(response), response.headers["Content-Type"]) == (200, b"bytes", "image/png")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert client.head("/media/images/a.png").status_code == 200


@pytest.mark.parametrize("name", ["images/a.html", "images/a.svg", "images/a.txt", "images/a", "images", "images/b.png", ""])
def test_nothing_but_pictures_that_are_there_is_sent(client: Client, media: Path, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "name", ["../outside.png", "images/../../outside.png", "%2e%2e/outside.png", "images/..%2f../outside.png", "/etc/a.png", "a%00.png"]
)
def test_no_path_leads_out_of_the_folder_of_pictures(client: Client, media: Path, name: str) -> None:
    response = client.get(f"/media/{name}")
    assert response.status_code in {400, 404}
    assert b"secret" not in response.content
