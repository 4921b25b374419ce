"""Old addresses at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from content.models import Page, Redirect


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
