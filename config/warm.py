"""What every process would otherwise make for itself: made once before they are forked, they share it."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, connections
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import translation

from content import kinds
from content.markup import make_writer
from content.models import Page, Publication
from content.page_store.asking import Application, ask
from content.page_store.editions import release

_AT_ONCE = 0.2  # seconds that a start waits for a database that another process has locked
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # of malloc.h
_LARGE = 65_536  # bytes


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


def ask_pages(application: Application) -> None:
    """Make one page of each kind, so that the processes share what Python notes down in code as it runs.

    From SQLite's file alone: it answers at once or not at all, and leaves no connection that cannot be forked.
    """
    if connection.vendor != "sqlite":
        return
    patient = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = {**patient, "timeout": _AT_ONCE}
    try:
        with suppress(DatabaseError):
            published = Page.objects.published().in_language(settings.LANGUAGE_CODE)
            for page in [published.of_kind(name).first() for name in kinds.names()]:
                if page:
                    ask(application, page.get_absolute_url())
    finally:
        connection.settings_dict["OPTIONS"] = patient
        connections.close_all()


def give_memory_back() -> None:
    """Let malloc return what was freed: by default glibc keeps a heap for each thread, and ever more of what compressing needs for a moment."""
    with suppress(OSError, AttributeError):  # another C library has other ways
        malloc = ctypes.CDLL(None).mallopt
        for name, value in ((_M_ARENA_MAX, 1), (_M_TRIM_THRESHOLD, _LARGE), (_M_MMAP_THRESHOLD, _LARGE)):
            malloc(name, value)
