"""The Markdown editor: its form field, the preview of a draft, the upload and choice of pictures; the only file that knows django-markdownx."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.csp import CSP
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from content import inspection, kinds, library
from content.desk import gallery
from content.desk.drafts import DraftForm
from content.lint import Review
from content.models import Image, Page, live_values

_PUBLIC_CSP: Any = settings.SECURE_CSP
PREVIEW_CSP = _PUBLIC_CSP | {"script-src": [CSP.NONE], "frame-ancestors": [CSP.SELF]}


def markdownify(text: str) -> str:
    """The HTML of an English page's body: what markdownx calls by its setting MARKDOWNX_MARKDOWNIFY_FUNCTION."""
    with translation.override(settings.LANGUAGE_CODE):
        return library.rendered("page", text, settings.LANGUAGE_CODE).html


class MarkdownWidget(MarkdownxWidget):
    """A plain text box with help beside it. markdownx's own script and addresses, which check no one, stay out."""

    template_name = "admin/widgets/markdown.html"

    class Media:
        extend = False
        js = tuple(forms.Script(f"desk/{feature}.js", defer=True) for feature in ("insert", "pictures", "preview", "rows", "checks"))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With where its helpers look things up."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {"find_url": reverse("editor:find")}

    @staticmethod
    def add_markdownx_attrs(attrs: dict[str, Any]) -> dict[str, Any]:
        """In place of markdownx's attributes: what our script needs."""
        return attrs | {"class": "markdown", "spellcheck": "true", "data-markdown": "", "data-upload": reverse("editor:upload")}


class MarkdownField(MarkdownxFormField):
    """The field for a page's body."""

    widget = MarkdownWidget


def _staff(request: HttpRequest, *permissions: str) -> User | None:
    """Who asks, if a member of staff with one of the permissions."""
    user = request.user
    if isinstance(user, User) and user.is_staff and any(user.has_perm(permission) for permission in permissions):
        return user
    return None


def _refused(sentence: str) -> HttpResponse:
    # In words, not as a redirect to the sign-in page: a script would show that page as if it were the answer.
    return HttpResponseForbidden(sentence, content_type="text/plain; charset=utf-8")


@require_POST
@cache_control(no_store=True)
@xframe_options_sameorigin
@csp_override(PREVIEW_CSP)
def preview(request: HttpRequest) -> HttpResponse:
    """The public page as the form that was sent would make it, with what is wrong in words above; nothing is saved."""
    if not _staff(request, "content.change_page", "content.view_page"):
        return _refused("Please sign in as someone who may see drafts.")
    number = request.POST.get("page", "")
    page = Page.objects.select_related("latest_revision__author").filter(pk=number).first() if number.isdecimal() else None
    if page is None:
        return HttpResponseNotFound("This page is no longer here.", content_type="text/plain; charset=utf-8")
    # Someone who may only look sends no words, and someone who may not move a page no address.
    sent = {"path": page.path, **request.POST.dict()} if "title" in request.POST else None
    form = DraftForm(sent, instance=page)
    wrong = [": ".join(filter(None, (label, message))) for _, label, message in form.problems()]
    for name, value in live_values(form.document if sent else form.latest).items():
        setattr(page, name, value)
    page.path = form.cleaned_data.get("path", page.path) if sent else page.path
    return HttpResponse(_as_public_page(page, request, wrong), headers={"Content-Language": page.language})


@require_POST
@cache_control(no_store=True)
def check(request: HttpRequest) -> HttpResponse:
    """What the checks say of the form that was sent, as a JSON object with the `html` of the list; nothing is saved."""
    if not _staff(request, "content.change_page"):
        return _refused("Please sign in as someone who may change pages.")
    number = request.POST.get("page", "")
    page = Page.objects.select_related("latest_revision").filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if page is None:
        return HttpResponseNotFound("This page is no longer here.", content_type="text/plain; charset=utf-8")
    form = DraftForm({"path": page.path, **request.POST.dict()}, instance=page)
    form.is_valid()
    review = inspection.review_of(page.latest_revision) if page.latest_revision and form.document.render() == page.latest_revision.text else Review()
    found = inspection.findings(page, form.document, review=review)
    return JsonResponse({"html": render_to_string("admin/content/page/_findings.html", {"findings": found})})


def _as_public_page(page: Page, request: HttpRequest, wrong: Iterable[str]) -> str:
    """The page as its address would show it: in its language, to someone who is not signed in."""
    public = HttpRequest()
    public.method = "GET"
    public.path = public.path_info = page.get_absolute_url()
    public.META = {name: request.META[name] for name in ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST") if name in request.META}
    kind = kinds.get(page.kind)
    with translation.override(page.language):
        context = kind.context(page, Page.objects.published().family(page.path))
        html = str(render_to_string(kind.template, context, public))
    notes = [*wrong, *context["rendered"].findings]
    if notes:
        html = html.replace("<main", render_to_string("admin/content/page/preview_notes.html", {"notes": notes}) + "<main", 1)
    html = _SCRIPT.sub("", html)  # the frame would refuse it, and complain
    # The frame's sandbox allows no new windows, so a link that wants one does nothing.
    return html.replace("<head>", '<head><base target="_blank">', 1)


_SCRIPT = re.compile(r"<script\b[^>]*></script>")


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a picture that was dropped into the editor, and answer with the Markdown that shows it."""
    user = _staff(request, "content.add_image")
    if not user:
        return _refused("Please sign in as someone who may add pictures.")
    decorative = request.POST.get("decorative", "") in {"1", "on", "true"}
    form = gallery.PictureForm(request.POST.dict() | {"decorative": decorative}, request.FILES)
    if not form.is_valid():
        status = 413 if form.has_error("image", "too_large") else 400
        return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=status)
    image: Image = form.save(commit=False)
    image.uploaded_by = user
    try:
        gallery.keep(image, form.cleaned_data["image"])
    except gallery.NotKept as error:
        return JsonResponse({"error": str(error)}, status=507)
    return JsonResponse({"markdown": gallery.markdown_of(image)})
