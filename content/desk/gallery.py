"""The library of pictures: the form that takes one, its files and row kept and removed together, and which pages use it."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet

from content.desk.pictures import FORMATS, MOST_PIXELS, BadPicture, Made, made_anew
from content.models import Image, Page, PageQuerySet

logger = logging.getLogger(__name__)

_LARGEST = f"{settings.UPLOAD_MAX_BYTES / 1_000_000:g} MB"


class NotKept(Exception):
    """A picture could not be stored, and nothing of it was: says so in a sentence."""


class NotRemoved(Exception):
    """A picture could not be removed, and all of it is still there: says so in a sentence."""


class InUse(Exception):
    """A picture that pages use cannot be removed; `pages` are they."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = list(pages)
        super().__init__("This picture is used on pages.")


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """What is said of a picture."""

    class Meta:
        model = Image
        fields = ("alt", "decorative", "credit")

    def clean_alt(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["alt"].split())

    def clean_credit(self) -> str:
        """On one line."""
        return " ".join(self.cleaned_data["credit"].split())

    def clean(self) -> dict[str, Any]:
        """Words for everyone who cannot see it, unless it says nothing."""
        values = super().clean() or {}
        if "alt" in values and not values["alt"] and not values.get("decorative"):
            raise ValidationError({"alt": "Please say in words what the picture shows, or mark it as decoration."})
        return values


class PictureForm(WordsForm):
    """A picture with its words. `cleaned_data["image"]` is the picture made anew."""

    # Not Django's ImageField, which reads what was sent by its own rules: made_anew looks first and says why not.
    image = forms.FileField(
        label="Picture",
        help_text=f"A JPEG, PNG, WebP or GIF file that does not move, of at most {_LARGEST} and {MOST_PIXELS // 1_000_000} megapixels.",
        widget=forms.FileInput(attrs={"accept": ",".join(f"image/{name.lower()}" for name in FORMATS)}),
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Please choose a picture.")
        | {"empty": "This file is empty. Please choose a picture."},
    )
    field_order = ("image", "alt", "decorative", "credit")

    def clean_image(self) -> Made:
        """The picture made anew from its pixels."""
        sent = self.cleaned_data["image"]
        if sent.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(f"This file is larger than {_LARGEST}. Please make the picture smaller first.", code="too_large")
        try:
            return made_anew(sent)
        except BadPicture as error:
            raise ValidationError(str(error)) from error


def keep(image: Image, made: Made) -> None:
    """Store the files, then the row. If anything fails, neither is there afterwards. Raises NotKept."""
    storage, field = image.file.storage, image.file.field
    name = field.generate_filename(image, f"{secrets.token_hex(8)}.webp")
    image.widths = [width for width in made.files if width != made.width]
    names = {width: image.name_of(width, name) for width in image.widths} | {made.width: name}
    try:
        for width, data in made.files.items():
            storage.save(names[width], ContentFile(data))
        image.file = name
        with transaction.atomic():
            image.save()
    except BaseException as error:
        forget_files(image, names.values())
        if isinstance(error, (OSError, OperationalError)):
            raise NotKept(
                "The picture could not be stored: the place where pictures are kept has no room or does not answer. "
                "Nothing of it was kept. Please try again later."
            ) from error
        raise


def markdown_of(image: Image) -> str:
    """What puts a picture into a page, whatever signs its text alternative has; decoration has none there."""
    alt = "" if image.decorative else re.sub(r"([\\`*_{}\[\]<>&!])", r"\\\1", image.alt)
    return f"![{alt}]({image.file.url})"


def forget_files(image: Image, names: Iterable[str]) -> None:
    """Delete files of a picture; one that is not there is no error. One that cannot be deleted is named in the log."""
    for name in names:
        try:
            image.file.storage.delete(name)
        except OSError as error:
            logger.warning("The file %s of a picture that is not there any more could not be deleted: %s", name, error)


@transaction.atomic
def remove(image: Image) -> None:
    """Delete a picture that no page uses; its files go once the row is gone for good. Raises InUse and NotRemoved."""
    if pages := used_on(image):
        raise InUse(pages)
    try:
        image.file.storage.exists(image.names[0])
    except OSError as error:
        raise NotRemoved("The picture could not be deleted: the place where pictures are kept does not answer. Please try again later.") from error
    names = image.names
    image.delete()
    transaction.on_commit(partial(forget_files, image, names), robust=True)


# What a page says: to its readers, in the versions that are live, newest and next, and in words that are not saved yet.
_TEXTS = ("body", "latest_revision__text", "published_revision__text", "scheduled_revision__text", "autosaves__fields__body")
_NAMED = re.compile(r"/media/([\w/-]+\.\w+)")


def used_on(image: Image) -> PageQuerySet:
    """The pages that name a picture in any of their texts that count, drafts and withdrawn pages too."""
    named = [(f"{text}__icontains", f"/media/{name}") for text in _TEXTS for name in image.names]
    return Page.objects.filter(pk__in=Page.objects.filter(Q(*named, _connector=Q.OR)).values("pk"))


def unused() -> QuerySet[Image]:
    """The pictures that no page names: one pass over all texts, however many pictures there are."""
    rows = Page.objects.values_list(*_TEXTS).iterator()
    named = {name for row in rows for text in row if text for name in _NAMED.findall(text)}
    return Image.objects.exclude(pk__in=[image.pk for image in Image.objects.all() if not named.isdisjoint(image.names)])
