"""The bibliography at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.admin.lists import KnowingList, links
from content.admin.seen import SeenByReaders
from content.desk import bibliography
from content.models import Source


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """A work, named once."""

    # Longer than its column: an address is often pasted with it.
    doi = forms.CharField(
        required=False, max_length=300, label="DOI", help_text="Such as 10.1037/pst0000172. The address https://doi.org/… may be pasted too."
    )

    class Meta:
        model = Source
        fields = ("key", "authors", "year", "title", "venue", "doi", "url")
        labels = {"key": "Key"}
        help_texts = {
            "key": "A short name to cite it by, such as fluckiger2018 for [@fluckiger2018]. It cannot be changed later.",
            "authors": "Surname and initials, with commas between them: Flückiger C, Del Re AC, Wampold BE.",
        }

    def clean_doi(self) -> str:
        """The bare DOI, if no other source has it."""
        try:
            doi = bibliography.bare_doi(self.cleaned_data["doi"])
        except ValueError as error:
            raise ValidationError("This is not a DOI. A DOI starts with 10 and a dot and has a slash, such as 10.1037/pst0000172.") from error
        if len(doi) > 100:
            raise ValidationError("This is longer than a DOI can be here (100 characters). Please give its address below instead.")
        twin = bibliography.same_work(doi, besides=self.instance.pk) if doi else None
        if twin:
            address = reverse("admin:content_source_change", args=[twin.pk])
            raise ValidationError(format_html('This work is here already, as <a href="{}">{}</a>. Please cite that one.', address, twin))
        return doi

    def clean_url(self) -> str:
        """An address that a browser opens."""
        url: str = self.cleaned_data["url"]
        if url and urlsplit(url).scheme not in {"http", "https"}:
            raise ValidationError("Please give an address that starts with https:// or http://.")
        return url


class CitedFilter(admin.SimpleListFilter):
    """Sources by whether a page cites them."""

    title = "use"
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """Both."""
        return [("cited", "Cited on a page"), ("uncited", "Not cited")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The sources of the chosen side."""
        match self.value():
            case "cited":
                return queryset.filter(pk__in=bibliography.cited())
            case "uncited":
                return queryset.exclude(pk__in=bibliography.cited())
        return queryset


@admin.register(Source)
class SourceAdmin(SeenByReaders):
    """The bibliography. A key is settled once pages may cite it, and a cited source stays."""

    form = SourceForm
    list_display = ("key", "authors", "year", "title", "venue", "cited_on_pages")
    list_filter = (CitedFilter,)
    search_fields = ("key", "authors", "title", "venue", "doi")
    list_per_page = 50
    actions = None  # one at a time: a cited one among many could be refused in no clear words

    def get_changelist(self, request: HttpRequest, **words: Any) -> type[KnowingList]:
        """One that knows the pages of its rows."""
        return KnowingList

    def add_to(self, rows: list[Source]) -> None:
        """The pages that cite each."""
        cited = bibliography.cited()
        for source in rows:
            source.pages = cited.get(source.pk, [])  # type: ignore[attr-defined]

    @admin.display(description="Cited on")
    def cited_on_pages(self, source: Any) -> str:
        """On how many pages."""
        return f"{len(source.pages)} page{'' if len(source.pages) == 1 else 's'}" if source.pages else "No page"

    @admin.display(description="Cited on")
    def cited_on(self, source: Source) -> SafeString | str:
        """The pages, each with its address at the desk."""
        return links(bibliography.cited().get(source.pk, [])) or "No page cites this source."

    def get_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        """Once it is there, where it is cited too."""
        return (*SourceForm.Meta.fields, "cited_on") if obj else SourceForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        """The key of a source that exists: another key would make a second source, not rename this one."""
        return ("key", "cited_on") if obj else ()

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Marked as ours from now on, so that the next import leaves it as it is."""
        obj.changed_by_staff = obj.changed_by_staff or not change or bool(form.changed_data)
        super().save_model(request, obj, form, change)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Ask, then delete; of a cited source say where it is cited instead."""
        source = self.get_object(request, unquote(object_id))
        if source and self.has_delete_permission(request, source) and (pages := bibliography.cited().get(source.pk)):
            messages.error(
                request, format_html("This source cannot be deleted, because it is cited on {}. Take the citation out there first.", links(pages))
            )
            return HttpResponseRedirect(reverse("admin:content_source_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)
