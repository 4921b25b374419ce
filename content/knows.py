"""“What this site knows about you”: the measured truth, and the server's log as it is really kept."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.views import dated


def log_parts() -> list[tuple[str, str]]:
    """Each field of the access log as its format names it, with what it holds; one that nobody described stands for itself."""
    words = {
        "t": _("the time"),
        "m": _("the kind of request"),
        "U": _("the address of the page on this site, without what follows a question mark"),
        "s": _("whether it worked, as a number"),
        "B": _("how many bytes the answer had"),
        "M": _("how many milliseconds it took"),
    }
    names: list[str] = re.findall(r"%\(([^)]+)\)s", settings.ACCESS_LOG_FORMAT)
    return [(f"%({name})s", words.get(name, name)) for name in names]


@require_safe
def what_this_site_knows(request: HttpRequest) -> HttpResponse:
    """The same for everyone: what is measured is measured in the reader's own browser."""
    return dated(render(request, "content/what_this_site_knows.html", {"format": settings.ACCESS_LOG_FORMAT, "parts": log_parts()}), None)
