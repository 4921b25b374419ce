"""The pictures at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.admin.lists import links
from content.admin.seen import SeenByReaders
from content.desk import gallery
from content.models import Image


class UseFilter(admin.SimpleListFilter):
    """Pictures by whether a page uses them."""

    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """Both."""
        return [("used", "Used on a page"), ("unused", "Not used")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pictures of the chosen side."""
        match self.value():
            case "used":
                return queryset.exclude(pk__in=gallery.unused())
            case "unused":
                return queryset.filter(pk__in=gallery.unused())
        return queryset


@admin.register(Image)
class ImageAdmin(SeenByReaders):
    """Pictures, each with the Markdown that puts it into a page and the pages that use it."""

    list_display = ("picture", "__str__", "markdown", "credit", "uploaded_by", "uploaded_at")
    list_display_links = ("picture", "__str__")
    list_filter = (UseFilter,)
    list_select_related = ("uploaded_by",)
    list_per_page = 50
    search_fields = ("alt", "credit", "file")
    actions = None  # one at a time: a used one among many could be refused in no clear words

    def get_form(self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The file of a picture stays: pages name it in their texts."""
        return gallery.WordsForm if obj else gallery.PictureForm

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        """Once it is there, the picture, what to type for it and where it is used."""
        return ("picture", "markdown", "alt", "decorative", "credit", "used_on") if obj else gallery.PictureForm.field_order

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        """What is only shown."""
        return ("picture", "markdown", "used_on") if obj else ()

    @admin.display(description="Picture")
    def picture(self, image: Image) -> SafeString:
        """Small."""
        return format_html(
            '<img class="thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">', image.thumb, image.alt, image.width, image.height
        )

    @admin.display(description="To put it into a page, type")
    def markdown(self, image: Image) -> SafeString:
        """The Markdown."""
        return format_html("<code>{}</code>", gallery.markdown_of(image))

    @admin.display(description="Used on")
    def used_on(self, image: Image) -> SafeString | str:
        """The pages, each with its address at the desk."""
        return links(gallery.used_on(image)) or "No page uses this picture."

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        """Of a new one the files too, with the name of who brought it. Raises NotKept."""
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.uploaded_by = request.user if isinstance(request.user, User) else None
        gallery.keep(obj, form.cleaned_data["image"])
        request.kept = obj  # type: ignore[attr-defined]  # for add_view

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The form. What could not be stored is said, and the words typed for it are still there; no file stays without its row."""
        try:
            return super().add_view(request, form_url, extra_context)
        except gallery.NotKept as error:
            messages.error(request, str(error))
            typed = {name: request.POST[name] for name in gallery.WordsForm.base_fields if name in request.POST}
            return HttpResponseRedirect(f"{request.path}?{urlencode(typed)}")
        except Exception:
            if kept := getattr(request, "kept", None):
                gallery.forget_files(kept, kept.names)
            raise

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Ask, then delete; of a used picture say where it is used instead."""
        image = self.get_object(request, unquote(object_id))
        try:
            if image and self.has_delete_permission(request, image) and (pages := gallery.used_on(image)):
                raise gallery.InUse(pages)
            return super().delete_view(request, object_id, extra_context)
        except gallery.InUse as error:
            sentence = format_html("This picture cannot be deleted, because it is used on {}. Take it out there first.", links(error.pages))
            messages.error(request, sentence)
        except gallery.NotRemoved as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:content_image_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        """With its files. Raises NotRemoved, and InUse when a page has begun to use it since the question."""
        gallery.remove(obj)
