"""All that staff have made, in one folder: every version, sign-off and step, old addresses, sources and pictures with their files."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import yaml
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model

from content.models import Page

RECORDS, PEOPLE, MEDIA = "records.yaml", "people.yaml", "media"  # YAML keeps a time to its last digit, Django's JSON does not
_APPS = ("crisis", "content")
_NOT_KEPT = {"autosave", "presence", "profile"}  # of a moment, or of a person's account


class NotEmpty(ValueError):
    """An archive is read into a database without pages only; this one has some."""


def write(folder: Path) -> None:
    """Write the records, the names of the people in them, and the pictures. No password, address or license leaves the database."""
    folder.mkdir(parents=True, exist_ok=True)
    models = [model for app in _APPS for model in apps.get_app_config(app).get_models() if model._meta.model_name not in _NOT_KEPT]
    labels = [model._meta.label for model in models]
    call_command("dumpdata", *labels, format="yaml", natural_foreign=True, output=str(folder / RECORDS), verbosity=0)
    people = User.objects.filter(pk__in=_named(models)).order_by("username").values("username", "first_name", "last_name")
    (folder / PEOPLE).write_text(yaml.safe_dump(list(people), allow_unicode=True), encoding="utf-8")
    if Path(settings.MEDIA_ROOT).is_dir():
        shutil.copytree(settings.MEDIA_ROOT, folder / MEDIA, dirs_exist_ok=True)


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
        if (folder / MEDIA).is_dir():
            shutil.copytree(folder / MEDIA, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return Page.objects.count()


def _named(models: Iterable[type[Model]]) -> set[int]:
    """The people that records of these models name."""
    fields = [(model, field.name) for model in models for field in model._meta.fields if field.related_model is User]
    return {pk for model, name in fields for pk in model._default_manager.values_list(name, flat=True) if pk}
