"""What pages draw on, at the desk: sources, pictures, and the addresses that pages had once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content import editor
from content.models import Image, Page, Redirect, Source


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """The bibliography. A key is settled once pages may cite it."""

    list_display = ("key", "authors", "year", "title", "venue")
    search_fields = ("key", "authors", "title", "venue", "doi")
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        """The key of a source that exists: another key would make a second source, not rename this one."""
        return ("key",) if obj else ()


class RedirectForm(forms.ModelForm):  # type: ignore[type-arg]
    """An old address and where it leads."""

    class Meta:
        model = Redirect
        fields = ("path", "language", "to")

    def _clean_path(self, name: str) -> str:
        value = str(self.cleaned_data[name]).strip("/")
        if value:
            Page._meta.get_field("path").run_validators(value)
        return value

    def clean_path(self) -> str:
        """Without the outer slashes."""
        return self._clean_path("path")

    def clean_to(self) -> str:
        """An address of this site: nothing else can be written here."""
        return self._clean_path("to")

    def clean(self) -> dict[str, Any]:
        """Neither a circle nor an address that a page answers at."""
        values = super().clean() or {}
        old, language = values.get("path"), values.get("language")
        if old and old == values.get("to"):
            raise ValidationError({"to": "An address cannot lead to itself."})
        if old and Page.objects.published().in_language(str(language)).filter(path=old).exists():
            raise ValidationError({"path": "A published page answers at this address. To move the page, change its address there."})
        return values


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Old addresses. Moving and withdrawing pages writes them; by hand they are rarely needed."""

    form = RedirectForm
    list_display = ("path", "language", "leads_to")
    list_filter = ("language",)
    search_fields = ("path", "to")

    @admin.display(description="Leads to", ordering="to")
    def leads_to(self, redirect: Redirect) -> str:
        """The new address, or that there is none."""
        return redirect.to or "Says that the page is gone"


class ImageForm(forms.ModelForm):  # type: ignore[type-arg]
    """A picture with its words."""

    # Not Django's ImageField, which reads what was sent by its own rules: made_anew looks first and says why not.
    file = forms.FileField(label="Picture", widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}))

    class Meta:
        model = Image
        fields = ("file", "alt", "decorative")

    def clean_file(self) -> Any:
        """The picture made anew from its pixels."""
        sent = self.cleaned_data["file"]
        if not isinstance(sent, UploadedFile):
            return sent
        if (sent.size or 0) > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(editor.too_large())
        try:
            return editor.made_anew(sent)
        except editor.BadPicture as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Words for everyone who cannot see it, unless it says nothing."""
        values = super().clean() or {}
        if not values.get("alt") and not values.get("decorative"):
            raise ValidationError({"alt": "Please say what the picture shows, or mark it as decoration."})
        return values


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Pictures, each with the Markdown that puts it into a page."""

    form = ImageForm
    list_display = ("picture", "__str__", "markdown", "uploaded_by", "uploaded_at")
    list_display_links = ("picture", "__str__")
    list_select_related = ("uploaded_by",)
    search_fields = ("alt", "file")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        """Once it is there, the picture and what to type for it."""
        return ("picture", "markdown", "alt", "decorative") if obj else ("file", "alt", "decorative")

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        """The file of a picture stays: pages name it in their texts."""
        return ("picture", "markdown") if obj else ()

    @admin.display(description="Picture")
    def picture(self, image: Image) -> SafeString:
        """Small."""
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">', image.file.url, image.alt, image.width, image.height
        )

    @admin.display(description="To put it into a page, type")
    def markdown(self, image: Image) -> SafeString:
        """The Markdown."""
        return format_html("<code>{}</code>", editor.markdown_of(image))

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        """With the name of who brought it."""
        if not change and isinstance(request.user, User):
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)
