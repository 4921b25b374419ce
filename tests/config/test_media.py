"""Promises of the setting for pictures: a good address is taken, a bad one is refused by name and never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.test_settings import read, value

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "hush"}


def test_pictures_are_kept_on_this_machine_unless_told_otherwise(tmp_path: Path) -> None:
    assert value("settings.STORAGES['default']", tmp_path) == "{'BACKEND': 'django.core.files.storage.FileSystemStorage'}"


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("s3://our-pictures", ("our-pictures", "", None, "us-east-1")),
        ("s3://our.pictures/site/one/?region=eu-central-1", ("our.pictures", "site/one/", None, "eu-central-1")),
        ("s3://pictures?endpoint=http://127.0.0.1:9000", ("pictures", "", "http://127.0.0.1:9000", "us-east-1")),
        ("s3://pictures?endpoint=https%3A%2F%2Fs3.example.org&region=x", ("pictures", "", "https://s3.example.org", "x")),
    ],
)
def test_a_bucket_is_named_by_its_address(tmp_path: Path, address: str, options: tuple[str | None, ...]) -> None:
    said = value("tuple(settings.STORAGES['default']['OPTIONS'].values())", tmp_path, MEDIA_STORAGE=address, **KEYS)
    assert said == str(options)


@pytest.mark.parametrize(
    "bad",
    [
        "nonsense",
        "/var/pictures",
        "s3://",
        "s3://Upper",
        "s3://key:hush@pictures",
        "s3://pictures/../up",
        "s3://pictures/a b",
        "s3://pictures#part",
        "s3://pictures?secret=hush",
        "s3://pictures?endpoint",
        "s3://pictures?endpoint=s3.example.org",
        "s3://pictures?endpoint=https://key:hush@s3.example.org",
        "s3://[hush",
        "https://pictures.s3.example.org",
    ],
)
def test_a_bad_address_is_refused_without_a_letter_of_it(tmp_path: Path, bad: str) -> None:
    done = read("1", tmp_path, MEDIA_STORAGE=bad, **KEYS)
    assert done.stderr.strip().splitlines()[-1].startswith("django.core.exceptions.ImproperlyConfigured: MEDIA_STORAGE: ")
    assert "hush" not in done.stderr


@pytest.mark.parametrize("missing", KEYS)
def test_a_key_that_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    done = read("1", tmp_path, MEDIA_STORAGE="s3://pictures", **KEYS | {missing: ""})
    assert done.stderr.strip().splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {missing}: ")


def test_what_speaks_to_buckets_is_not_loaded_without_one(tmp_path: Path) -> None:
    code = "__import__('django').setup() or __import__('config.wsgi') and [name for name in __import__('sys').modules if name.startswith('boto')]"
    assert value(code, tmp_path, DJANGO_SETTINGS_MODULE="config.settings") == "[]"
