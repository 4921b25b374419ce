"""What every process would otherwise make for itself: made once before they are forked, they share it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import translation

from content.markup import make_writer
from content.models import Page, Publication
from content.page_store.editions import release


def warm_up() -> None:
    """Read templates, words of both languages, addresses and the writer of Markdown; asks no database, which may be away."""
    folder = Path(settings.BASE_DIR, "templates")
    for template in sorted(folder.rglob("*.html")):
        get_template(str(template.relative_to(folder)))
    request = HttpRequest()
    request.path, request.user = "/", AnonymousUser()
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            render_to_string("404.html", request=request)
            reverse("approaches:home")
    release()
    make_writer().parse("**Words** with [@one] and [[another]].", {})
    for question in (Page.objects.published().family("a/b").order_by("position"), Publication.objects.filter(pk=1).values_list("number")):
        str(question.query)
