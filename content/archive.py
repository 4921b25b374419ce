"""All that staff have made, in one folder: every version, sign-off and step, old addresses, sources and pictures with their files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model

from content.models import Image, Page

RECORDS, PEOPLE, MEDIA = "records.yaml", "people.yaml", "media"  # YAML keeps a time to its last digit, Django's JSON does not
_APPS = ("crisis", "content")
_NOT_KEPT = {"autosave", "presence", "profile"}  # of a moment, or of a person's account


class NotEmpty(ValueError):
    """An archive is read into a database without pages only; this one has some."""


def write(folder: Path) -> list[str]:
    """Write the records, the names of the people in them, and the pictures; gives the names of files that should be there and are not.

    No password, address or license leaves the database.
    """
    folder.mkdir(parents=True, exist_ok=True)
    models = [model for app in _APPS for model in apps.get_app_config(app).get_models() if model._meta.model_name not in _NOT_KEPT]
    labels = [model._meta.label for model in models]
    call_command("dumpdata", *labels, format="yaml", natural_foreign=True, output=str(folder / RECORDS), verbosity=0)
    people = User.objects.filter(pk__in=_named(models)).order_by("username").values("username", "first_name", "last_name")
    (folder / PEOPLE).write_text(yaml.safe_dump(list(people), allow_unicode=True), encoding="utf-8")
    return _write_pictures(folder / MEDIA)


def read(folder: Path) -> int:
    """Read an archive; the number of pages that are there then.

    People who have no account here get one that nobody can sign in with, so that what they did keeps their name. Raises NotEmpty.
    """
    if Page.objects.exists():
        raise NotEmpty("There are pages in this database already.")
    with transaction.atomic():
        for person in yaml.safe_load((folder / PEOPLE).read_text(encoding="utf-8")):
            user, is_new = User.objects.get_or_create(username=person["username"], defaults={**person, "is_active": False})
            if is_new:
                user.set_unusable_password()
                user.save()
        call_command("loaddata", str(folder / RECORDS), verbosity=0)
        _read_pictures(folder / MEDIA)
    return Page.objects.count()


def _write_pictures(folder: Path) -> list[str]:
    missing = []
    for name in (name for image in Image.objects.all() for name in image.names):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as picture:
                file.write_bytes(picture.read())
        except FileNotFoundError:
            missing.append(name)
    return missing


def _read_pictures(folder: Path) -> None:
    for file in filter(Path.is_file, folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        default_storage.delete(name)  # else it would get another name
        with file.open("rb") as picture:
            default_storage.save(name, File(picture))


def _named(models: Iterable[type[Model]]) -> set[int]:
    """The people that records of these models name."""
    fields = [(model, field.name) for model in models for field in model._meta.fields if field.related_model is User]
    return {pk for model, name in fields for pk in model._default_manager.values_list(name, flat=True) if pk}
