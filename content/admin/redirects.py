"""Old addresses at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from content.addresses import Addresses, made_by_code
from content.admin.seen import SeenByReaders
from content.models import Page, Redirect, address


class RedirectForm(forms.ModelForm):  # type: ignore[type-arg]
    """An old address and where it leads."""

    class Meta:
        model = Redirect
        fields = ("path", "language", "to")
        labels = {"path": "Old address", "to": "Leads to"}
        help_texts = {
            "path": "Without the language, such as therapy/old-name. The same in both languages.",
            "to": "The address of a page that readers can open. Leave it empty to say that the page is gone for good.",
        }

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
        """An address that no page answers at, and where readers really come to: at once, and not in a circle."""
        values = super().clean() or {}
        old, language, new = values.get("path"), str(values.get("language")), values.get("to")
        if self.errors or not old:
            return values
        there = Addresses.now(besides=self.instance.pk)
        if (language, old) in there.published or made_by_code(old, language):
            raise ValidationError({"path": "A published page answers at this address. To move the page, change its address there."})
        if new:
            values["to"] = self._end(there, language, old, str(new))
        return values

    def _end(self, there: Addresses, language: str, old: str, new: str) -> str:
        if old == new:
            raise ValidationError({"to": "An address cannot lead to itself."})
        try:
            end = there.end(language, new)
        except ValueError as error:
            raise ValidationError({"to": f"The old addresses there lead in a circle: {error}. Please put that right first."}) from error
        if end == old:
            raise ValidationError({"to": f"{address(new, language)} leads back to {address(old, language)}, so readers would go in a circle."})
        if not end:
            raise ValidationError({"to": f"{address(new, language)} is gone itself. Leave this empty to say that the page is gone."})
        if (language, end) not in there.published and not made_by_code(end, language):
            raise ValidationError({"to": f"No published page answers at {address(end, language)}. Choose one that readers can open."})
        return end


@admin.register(Redirect)
class RedirectAdmin(SeenByReaders):
    """Old addresses. Moving and withdrawing pages writes them; by hand they are rarely needed."""

    form = RedirectForm
    list_display = ("old", "language", "leads_to")
    list_filter = ("language",)
    search_fields = ("path", "to")

    @admin.display(description="Old address", ordering="path")
    def old(self, redirect: Redirect) -> str:
        """As readers type it."""
        return address(redirect.path, redirect.language)

    @admin.display(description="Leads to", ordering="to")
    def leads_to(self, redirect: Redirect) -> str:
        """The new address, or that there is none."""
        return address(redirect.to, redirect.language) if redirect.to else "Says that the page is gone"

    def save_model(self, request: HttpRequest, obj: Redirect, form: Any, change: bool) -> None:
        """Old addresses that led here lead on at once: no reader takes two steps."""
        super().save_model(request, obj, form, change)
        Redirect.objects.filter(language=obj.language, to=obj.path).update(to=obj.to)
