"""Pages at the desk: written as drafts, published and withdrawn by steps of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content import inspection, kinds, workflow
from content.admin import review
from content.admin.filters import KindFilter, ReviewFilter, StateFilter, TranslationFilter
from content.admin.state import state, told, word
from content.authority import NotAllowed
from content.desk import autosave, editor
from content.desk.drafts import FACTS, LONGEST_BODY, DraftForm, NewPageForm, latest_document
from content.lint import Finding, Review
from content.models import Page


class MarkdownDraftForm(DraftForm):
    """A draft with the Markdown editor for its body."""

    body = editor.MarkdownField(required=False, strip=False, max_length=LONGEST_BODY, label="Body (Markdown)")


class SettledDraftForm(MarkdownDraftForm):
    """For someone who may not publish: a published page keeps its address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["path"].disabled = True
        self.fields["path"].help_text = "Readers use this address; only someone who may publish can change it."


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Pages. The form shows the newest revision, and what it saves is a revision: the verbs of workflow do the rest."""

    list_display = ("title", "path", "language", "kind_label", "state", "live", "last_change")
    list_filter = (StateFilter, KindFilter, ReviewFilter, TranslationFilter, "language")
    search_fields = ("title", "path", "summary", "body")
    list_select_related = ("latest_revision__author", "published_revision__author", "scheduled_revision")
    list_per_page = 50
    actions = None
    change_form_template = "admin/content/page/change_form.html"

    @admin.display(description="Kind", ordering="kind")
    def kind_label(self, page: Page) -> str:
        """The kind in words."""
        return kinds.get(page.kind).label

    @admin.display(description="Newest version", ordering="stage")
    def state(self, page: Page) -> str:
        """The stage in a word."""
        return word(page)

    @admin.display(description="Readers can open it", boolean=True, ordering="status")
    def live(self, page: Page) -> bool:
        """Whether it is live."""
        return page.is_published

    @admin.display(description="Last change", ordering="latest_revision__created_at")
    def last_change(self, page: Page) -> str:
        """When and by whom."""
        return told(page.latest_revision) if page.latest_revision else ""

    @admin.display(description="Newest text")
    def text(self, page: Page) -> SafeString:
        """The document itself, for people who may only look."""
        return format_html('<pre class="document" tabindex="0">{}</pre>', latest_document(page).render())

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """Never: a page is withdrawn, and what it said stays on record."""
        return False

    def view_on_site(self, page: Page) -> str | None:
        """Only where readers find it too."""
        return page.get_absolute_url() if page.is_published else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        """With the revisions that every view of a page names."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Page | None:
        """The page; held from being read to being saved, so that of two who save at one moment the second sees what the first wrote."""
        page: Page | None = super().get_object(request, object_id, from_field)
        if page and request.method == "POST" and connection.in_atomic_block:
            page.refresh_from_db(from_queryset=Page.objects.select_for_update())
        return page

    def get_form(self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any) -> type[forms.ModelForm[Page]]:
        """Our own forms, not one made from the model: its save() would write to the live row."""
        if obj is None:
            return NewPageForm
        return SettledDraftForm if obj.is_published and not request.user.has_perm("content.publish_page") else MarkdownDraftForm

    def get_fieldsets(self, request: HttpRequest, obj: Page | None = None) -> Any:
        """The words, what the kind asks for, the address and look, and a note on the change."""
        if obj is None:
            return [("New page", {"fields": list(NewPageForm.field_order)})]
        if not self.has_change_permission(request, obj):
            return [("Text", {"fields": ["text"]})]
        kind = kinds.get(obj.kind)
        facts = [f"{FACTS}-{name}" for name in kind.facts_form.base_fields]
        return [
            ("Text", {"fields": ["title", "short_title", "summary", "body"]}),
            *([(f"{kind.label} facts", {"fields": facts})] if facts else []),
            ("Address and look", {"fields": ["path", ("tint", "mark"), ("position", "written_on")]}),
            ("This version", {"fields": ["note", "note_is_public", "based_on"]}),
        ]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The draft's form. Raises PermissionDenied, with nothing saved, for what the workflow does not let this person do."""
        page = self.get_object(request, quote(object_id)) if "resume" in request.GET else None
        self._resume(request, page)
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except NotAllowed as error:
            raise PermissionDenied from error

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A new page's form."""
        self._resume(request, None)
        return super().add_view(request, form_url, extra_context)

    def _resume(self, request: HttpRequest, page: Page | None) -> None:
        """Bring back what the person typed and did not save: the form takes it as if it had been sent, and does not save it."""
        if request.method != "GET" or "resume" not in request.GET:
            return
        kept = autosave.unsaved(review.person(request), page)
        if kept:
            request.method = "POST"
            request.POST = autosave.as_sent(kept)  # type: ignore[assignment]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """With the state, who else is here, and the buttons that the person may use."""
        page: Page | None = kwargs.get("obj")
        form = context["adminform"].form
        context |= {"problems": list(form.problems()), "may_save": self.has_change_permission(request, page) if page else True}
        user = review.person(request)
        context |= {"unsaved": form.is_resumed or bool(form.errors), "resumed": form.is_resumed}
        context |= {"kept": None if context["unsaved"] else autosave.unsaved(user, page)}
        if page:
            sentence = state(page)
            context |= {
                "draft_title": form.latest.title,
                "kind_label": kinds.get(page.kind).label,
                "state": {"word": sentence[0], "sentence": sentence[1]},
                "conflict": form.conflict,
                "findings": self._findings(page, form),
                "other_language": Page.objects.filter(path=page.path).exclude(pk=page.pk).first(),
                "others": autosave.others(user, page) if context["may_save"] else [],
                "saved_by_me": page.latest_revision is not None and page.latest_revision.author_id == user.pk,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _translation(self, request: HttpRequest, page: Page) -> dict[str, str]:
        """Where to begin the page in the other language."""
        code, name = next((code, name) for code, name in settings.LANGUAGES if code != page.language)
        if not self.has_add_permission(request):
            return {}
        query = urlencode({"language": code, "kind": page.kind, "path": page.path})
        return {"translate_url": f"{reverse('admin:content_page_add')}?{query}", "translate_into": name}

    def _findings(self, page: Page, form: Any) -> list[Finding]:
        """What the checks say of what the form shows."""
        if form.is_bound or page.latest_revision is None:
            return inspection.findings(page, form.document if form.is_bound else form.latest, review=Review())
        return inspection.of_revision(page, page.latest_revision)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Page:
        """The page itself, as it was."""
        page: Page = form.instance
        return page

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Write a revision; publish it too when that button was pressed."""
        user, before = review.person(request), obj.latest_revision_id
        if not change:
            obj.path, obj.language = form.cleaned_data["path"], form.cleaned_data["language"]
        elif form.cleaned_data["path"] != obj.path:
            workflow.move(obj, form.cleaned_data["path"], by=user)
            messages.success(request, f"The page's address is now {obj.get_absolute_url()}.")
        values = form.cleaned_data
        if "kept_before" not in request.POST:  # else older words are still offered, and not these
            autosave.forget(user, obj if change else None)
        workflow.save_draft(obj, form.document, by=user, note=values.get("note", ""), note_is_public=values.get("note_is_public", False))
        if "_submit" in request.POST:
            self._submit(request, obj, user)
        elif obj.latest_revision_id == before:
            messages.info(request, "Nothing in the words had changed, so there is no new version.")
        else:
            seen = "Readers still see the published version" if obj.is_published else "Readers do not see it"
            messages.success(request, f"Draft saved. {seen} until a reviewer has signed it off and it is published.")

    def _submit(self, request: HttpRequest, page: Page, user: User) -> None:
        try:
            workflow.submit(page, by=user)
        except workflow.NotReady as error:
            messages.info(request, str(error))
        else:
            messages.success(request, "Saved and sent for review.")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A revision is whole; nothing hangs on it."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Which version, the note, and where it was before."""
        page: Page = form.instance
        done = "Saved and sent for review" if "_submit" in request.POST else "Saved"
        before = form.initial.get("path", page.path)
        moved = f"Moved from {before} to {page.path}." if before != page.path else ""
        return " ".join(filter(None, (f"{done} version {page.latest_revision_id}.", moved, form.cleaned_data.get("note", ""))))

    def response_add(self, request: HttpRequest, obj: Page, post_url_continue: str | None = None) -> HttpResponse:
        """On to the facts and the body."""
        return self.response_change(request, obj) if self.has_view_or_change_permission(request, obj) else self.response_post_save_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        """Back to the form."""
        return HttpResponseRedirect(reverse("admin:content_page_change", args=[quote(obj.pk)]))

    def get_urls(self) -> list[URLPattern]:
        """With the pages around a page."""
        around = [
            path("<int:number>/review/", self.admin_site.admin_view(self._around(review.review)), name="content_page_review"),
            path("<int:number>/history/", self.admin_site.admin_view(self._around(review.history)), name="content_page_history"),
            path("<int:number>/compare/", self.admin_site.admin_view(self._around(review.compare)), name="content_page_compare"),
            path("<int:number>/restore/", self.admin_site.admin_view(self.restore), name="content_page_restore"),
        ]
        return [*around, *super().get_urls()]

    def _around(self, view: Callable[[HttpRequest, Page, dict[str, Any]], HttpResponse]) -> Callable[[HttpRequest, int], HttpResponse]:
        def answer(request: HttpRequest, number: int) -> HttpResponse:
            return view(request, self._page(request, number), self.admin_site.each_context(request) | {"opts": self.opts})

        return answer

    def _page(self, request: HttpRequest, number: int) -> Page:
        """The page, for someone who may see it. Raises PermissionDenied and Http404."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        page = self.get_queryset(request).filter(pk=number).first()
        if page is None:
            raise Http404(number)
        return page

    def restore(self, request: HttpRequest, number: int) -> HttpResponse:
        """Only by POST: a link that someone sends must not change a page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return review.restore(request, self._page(request, number))
