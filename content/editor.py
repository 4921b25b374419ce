"""The Markdown editor: its form field, the preview of a draft, the upload of pictures; the only file that knows django-markdownx."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import PIL.Image
import PIL.ImageOps
from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from django.core.files.base import ContentFile
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

from content import kinds, library
from content.drafts import DraftForm
from content.models import Image, Page, live_values

_PUBLIC_CSP: Any = settings.SECURE_CSP
PREVIEW_CSP = _PUBLIC_CSP | {"script-src": [CSP.NONE], "frame-ancestors": [CSP.SELF]}

PICTURES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "png"}
MOST_PIXELS = 24_000_000
LONGEST_ALT = 300


def markdownify(text: str) -> str:
    """The HTML of an English page's body: what markdownx calls by its setting MARKDOWNX_MARKDOWNIFY_FUNCTION."""
    with translation.override(settings.LANGUAGE_CODE):
        return library.rendered("page", text, settings.LANGUAGE_CODE).html


class MarkdownWidget(MarkdownxWidget):
    """A plain text box with help beside it. markdownx's own script and addresses, which check no one, stay out."""

    template_name = "admin/widgets/markdown.html"

    class Media:
        extend = False
        js = (forms.Script("desk/editor.js", defer=True),)

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
    sent = request.POST if "title" in request.POST else None  # someone who may only look sends no words
    form = DraftForm(sent, instance=page)
    wrong = [": ".join(filter(None, (label, message))) for _, label, message in form.problems()]
    for name, value in live_values(form.document if sent else form.latest).items():
        setattr(page, name, value)
    page.path = form.cleaned_data.get("path", page.path) if sent else page.path
    return HttpResponse(_as_public_page(page, request, wrong))


def _as_public_page(page: Page, request: HttpRequest, wrong: Iterable[str]) -> str:
    """The page as its address would show it: in its language, to someone who is not signed in."""
    public = HttpRequest()
    public.method = "GET"
    public.path = public.path_info = page.get_absolute_url()
    public.META = {name: request.META[name] for name in ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST") if name in request.META}
    kind = kinds.get(page.kind)
    with translation.override(page.language):
        context = kind.context(page)
        html = str(render_to_string(kind.template, context, public))
    notes = [*wrong, *context["rendered"].findings]
    if notes:
        html = html.replace("<main", render_to_string("admin/content/page/preview_notes.html", {"notes": notes}) + "<main", 1)
    html = _SCRIPT.sub("", html)  # the frame would refuse it, and complain
    # The frame's sandbox allows no new windows, so a link that wants one does nothing.
    return html.replace("<head>", '<head><base target="_blank">', 1)


_SCRIPT = re.compile(r"<script\b[^>]*></script>")


class BadPicture(ValueError):
    """A file that is no picture we take: says why in a sentence."""


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a picture that was dropped into the editor, and answer with the Markdown that shows it."""
    user = _staff(request, "content.add_image")
    if not user:
        return _refused("Please sign in as someone who may add pictures.")
    sent, alt = request.FILES.get("image"), " ".join(request.POST.get("alt", "").split())
    if sent is None:
        return _not_taken("Please choose a picture.")
    if (sent.size or 0) > settings.UPLOAD_MAX_BYTES:
        return _not_taken(too_large(), status=413)
    if not alt:
        return _not_taken("Please say in words what the picture shows, for people who cannot see it.")
    if len(alt) > LONGEST_ALT:
        return _not_taken(f"Please say what the picture shows in {LONGEST_ALT} characters or fewer.")
    try:
        image = Image.objects.create(file=made_anew(sent), alt=alt, uploaded_by=user)
    except BadPicture as error:
        return _not_taken(str(error))
    return JsonResponse({"markdown": markdown_of(image)})


def _not_taken(sentence: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def too_large() -> str:
    """The sentence for a file over the limit."""
    return f"This file is larger than {settings.UPLOAD_MAX_BYTES / 1_000_000:.0f} MB. Please make the picture smaller first."


def markdown_of(image: Image) -> str:
    """What puts a picture into a page, whatever signs its text alternative has."""
    alt = re.sub(r"([\\`*_{}\[\]<>&!])", r"\\\1", image.alt)
    return f"![{alt}]({image.file.url})"


def made_anew(file: File[bytes]) -> ContentFile[bytes]:
    """A new file of a picture's pixels, turned upright, under a random name: nothing else of what was sent is kept.

    Raises BadPicture.
    """
    try:
        with PIL.Image.open(file, formats=tuple(PICTURES)) as picture:
            _check_size(picture)
            kind = "JPEG" if picture.format == "MPO" else str(picture.format)  # MPO: a phone's JPEG with a second view behind it
            if kind != "JPEG" and getattr(picture, "is_animated", False):
                raise BadPicture("This picture moves. Please use one that stands still.")
            picture.verify()
        file.seek(0)
        with PIL.Image.open(file, formats=tuple(PICTURES)) as picture:
            data = _encoded(picture, kind)
    except BadPicture:
        raise
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
        raise BadPicture(_TOO_MANY_PIXELS) from None
    except PIL.UnidentifiedImageError:
        raise BadPicture("This is not a picture that pages can show. Please use a JPEG, PNG, WebP or GIF file.") from None
    except Exception as error:  # Pillow's readers raise almost anything on bytes that are broken or hostile
        raise BadPicture("This picture is damaged and cannot be read to its end. Please save it again and retry.") from error
    return ContentFile(data, name=f"{secrets.token_hex(8)}.{PICTURES[kind]}")


_TOO_MANY_PIXELS = f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels. Please make it smaller first."


def _check_size(picture: PIL.Image.Image) -> None:
    """Before any pixel is decoded: a small file can hold enough of them to fill the memory."""
    if picture.width * picture.height > MOST_PIXELS:
        raise BadPicture(_TOO_MANY_PIXELS)


def _encoded(picture: PIL.Image.Image, kind: str) -> bytes:
    upright = PIL.ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):  # 16 bits a gray; converting would cut the light half off instead of scaling it
        upright = upright.convert("I").point(lambda gray: gray / 256).convert("L")
    elif kind == "JPEG" or not upright.has_transparency_data:
        upright = upright.convert("L" if upright.mode in {"1", "L"} else "RGB")
    else:
        upright = upright.convert("RGBA")
    upright.info.clear()  # some writers copy comments, profiles and positions from here
    made = BytesIO()
    match kind:
        case "JPEG":
            upright.save(made, "JPEG", quality=85, optimize=True, progressive=True)
        case "WEBP":
            upright.save(made, "WEBP", quality=85)
        case _:
            upright.save(made, "PNG", optimize=True)
    return made.getvalue()
