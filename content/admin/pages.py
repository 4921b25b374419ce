"""Pages at the desk: written as drafts, published and withdrawn by steps of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content import editor, kinds, library, workflow
from content.drafts import FACTS, DraftForm, NewPageForm, latest_document
from content.models import Page, Revision, Status

VERSIONS_SHOWN = 50


def state(page: Page) -> tuple[str, str]:
    """Where a page stands, in a word and in a sentence."""
    match page.status:
        case Status.PUBLISHED if page.has_unpublished_changes and page.latest_revision:
            return "Published", f"Changes of {_told(page.latest_revision)} are not published yet."
        case Status.PUBLISHED if page.published_revision:
            return "Published", f"Readers see the version of {_told(page.published_revision)}."
        case Status.WITHDRAWN:
            return "Withdrawn", "Readers cannot open this page."
    saved = f" Last saved {_told(page.latest_revision)}." if page.latest_revision else ""
    return "Draft", f"Never published.{saved}"


def _told(revision: Revision) -> str:
    when = timezone.localtime(revision.created_at)
    return f"{when:%B} {when.day}, {when:%Y, %H:%M} by {revision.author or 'an import'}"


def _person(request: HttpRequest) -> User:
    """Who asks. Never None, which the workflow takes for the system itself. Raises PermissionDenied."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class StateFilter(admin.SimpleListFilter):
    """Pages by state, also by whether changes wait."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """The states in words."""
        return [*((status.value, str(status.label)) for status in Status), ("waiting", "Published, with changes not published yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pages in the chosen state."""
        if self.value() == "waiting":
            return queryset.filter(status=Status.PUBLISHED).exclude(latest_revision=F("published_revision"))
        return queryset.filter(status=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    """Pages by kind, under the labels of the registry."""

    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        """All kinds."""
        return kinds.choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The pages of the chosen kind."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


class MarkdownDraftForm(DraftForm):
    """A draft with the Markdown editor for its body."""

    body = editor.MarkdownField(required=False, strip=False, label="Body (Markdown)")


class SettledDraftForm(MarkdownDraftForm):
    """For someone who may not publish: a published page keeps its address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["path"].disabled = True
        self.fields["path"].help_text = "Readers use this address; only someone who may publish can change it."


class WithdrawForm(forms.Form):
    """Where readers of a withdrawn page go."""

    to = forms.ModelChoiceField(
        Page.objects.none(),
        required=False,
        label="Send readers to",
        empty_label="No other page: say that it is gone",
        help_text="Choose a page that takes its place, if there is one.",
    )


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """Pages. The form shows the newest revision, and what it saves is a revision: the verbs of workflow do the rest."""

    list_display = ("title", "path", "language", "kind_label", "state", "last_change")
    list_filter = (StateFilter, KindFilter, "language")
    search_fields = ("title", "path", "summary", "body")
    list_select_related = ("latest_revision__author", "published_revision__author")
    list_per_page = 50
    actions = None
    change_form_template = "admin/content/page/change_form.html"

    @admin.display(description="Kind", ordering="kind")
    def kind_label(self, page: Page) -> str:
        """The kind in words."""
        return kinds.get(page.kind).label

    @admin.display(description="State", ordering="status")
    def state(self, page: Page) -> str:
        """The state in words."""
        return "Published, with changes not published yet" if page.is_published and page.has_unpublished_changes else page.get_status_display()

    @admin.display(description="Last change", ordering="latest_revision__created_at")
    def last_change(self, page: Page) -> str:
        """When and by whom."""
        return _told(page.latest_revision) if page.latest_revision else ""

    @admin.display(description="Newest text")
    def text(self, page: Page) -> SafeString:
        """The document itself, for people who may only look."""
        return format_html('<pre class="document" tabindex="0">{}</pre>', latest_document(page).render())

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """Never: a page is withdrawn, and what it said stays on record."""
        return False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the person may publish, withdraw, and move what is published."""
        return request.user.has_perm("content.publish_page")

    def view_on_site(self, page: Page) -> str | None:
        """Only where readers find it too."""
        return page.get_absolute_url() if page.is_published else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        """With the revisions that every view of a page names."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_form(self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any) -> type[forms.ModelForm[Page]]:
        """Our own forms, not one made from the model: its save() would write to the live row."""
        if obj is None:
            return NewPageForm
        return SettledDraftForm if obj.is_published and not self.has_publish_permission(request) else MarkdownDraftForm

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
            ("This version", {"fields": ["note", "based_on"]}),
        ]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The draft's form. Raises PermissionDenied, with nothing saved, for what the workflow does not let this person do."""
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except workflow.NotAllowed as error:
            raise PermissionDenied from error

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """With the state, the versions and the buttons that the person may use."""
        page: Page | None = kwargs.get("obj")
        form = context["adminform"].form
        context |= {"problems": list(form.problems()), "may_save": self.has_change_permission(request, page) if page else True}
        if page:
            revisions = page.revisions.select_related("author").defer("text")
            word, sentence = state(page)
            context |= {
                "draft_title": form.latest.title,
                "kind_label": kinds.get(page.kind).label,
                "state": {"word": word, "sentence": sentence},
                "versions": revisions[:VERSIONS_SHOWN],
                "more_versions": max(0, revisions.count() - VERSIONS_SHOWN),
                "may_publish": self.has_publish_permission(request),
                "withdraw_url": reverse("admin:content_page_withdraw", args=[page.pk]) if self._may_withdraw(request, page) else "",
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _may_withdraw(self, request: HttpRequest, page: Page) -> bool:
        return page.is_published and self.has_publish_permission(request)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Page:
        """The page itself, as it was."""
        page: Page = form.instance
        return page

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Write a revision; publish it too when that button was pressed."""
        user, before = _person(request), obj.latest_revision_id
        if not change:
            obj.path, obj.language = form.cleaned_data["path"], form.cleaned_data["language"]
        elif form.cleaned_data["path"] != obj.path:
            workflow.move(obj, form.cleaned_data["path"], by=user)
            messages.success(request, f"The page's address is now {obj.get_absolute_url()}.")
        workflow.save_draft(obj, form.document, by=user, note=form.cleaned_data.get("note", ""))
        if "_publish" in request.POST:
            workflow.publish(obj, by=user)
            messages.success(request, "Published. Readers see this version now.")
        elif obj.latest_revision_id == before:
            messages.info(request, "Nothing in the words had changed, so there is no new version.")
        else:
            messages.success(
                request,
                f"Draft saved. {'Readers still see the published version' if obj.is_published else 'Readers do not see it'} until you publish it.",
            )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A revision is whole; nothing hangs on it."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Which version, the note, and where it was before."""
        page: Page = form.instance
        done = "Saved and published" if "_publish" in request.POST else "Saved"
        before = form.initial.get("path", page.path)
        moved = f"Moved from {before} to {page.path}." if before != page.path else ""
        return " ".join(filter(None, (f"{done} version {page.latest_revision_id}.", moved, form.cleaned_data.get("note", ""))))

    def response_add(self, request: HttpRequest, obj: Page, post_url_continue: str | None = None) -> HttpResponse:
        """On to the facts and the body."""
        return self.response_change(request, obj) if self.has_view_or_change_permission(request, obj) else self.response_post_save_add(request, obj)

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        """Back to the form, with what the text names that does not exist."""
        document = latest_document(obj)
        for finding in library.rendered(document.kind, document.body, obj.language).findings:
            messages.warning(request, finding)
        return HttpResponseRedirect(reverse("admin:content_page_change", args=[quote(obj.pk)]))

    def get_urls(self) -> list[URLPattern]:
        """With the address of the confirmation."""
        withdraw = path("<int:number>/withdraw/", self.admin_site.admin_view(self.withdraw), name="content_page_withdraw")
        return [withdraw, *super().get_urls()]

    def withdraw(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask, then take a page off the site. Raises PermissionDenied and Http404."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        page = self.get_queryset(request).filter(pk=number).first()
        if page is None:
            raise Http404(number)
        back = HttpResponseRedirect(reverse("admin:content_page_change", args=[page.pk]))
        if not page.is_published:
            messages.info(request, "This page is not published, so there is nothing to withdraw.")
            return back
        form = WithdrawForm(request.POST if request.method == "POST" else None)
        form.fields["to"].queryset = Page.objects.published().in_language(page.language).exclude(pk=page.pk)  # type: ignore[attr-defined]
        if not form.is_valid():
            context = {**self.admin_site.each_context(request), "title": f"Withdraw “{page.title}”?", "page": page, "form": form}
            return render(request, "admin/content/page/withdraw.html", context)
        to = form.cleaned_data["to"]
        with transaction.atomic():
            workflow.withdraw(page, by=_person(request), to=to.path if to else "")
            self.log_change(request, page, f"Withdrawn. Readers are sent to {to.path}." if to else "Withdrawn.")
        messages.success(request, "Withdrawn. Readers can no longer open it.")
        return back
