"""The crisis page: lines from code, so that it is whole with the database dead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from crisis.hotlines import EMERGENCY, LIFELINE, OTHER_LINES, Hotline


def _spoken(line: Hotline, language: str) -> dict[str, object]:
    contacts = [{"href": c.href, "label": c.label.of(language), "hint": c.hint.of(language)} for c in line.contacts]
    return {"key": line.key, "name": line.name.of(language), "need": line.need.of(language), "about": line.about.of(language), "contacts": contacts}


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Call, text, chat and 911 first, then what happens, then the other lines."""
    language = get_language() or "en"
    context: dict[str, object] = {
        "lifeline": _spoken(LIFELINE, language),
        "emergency": {"href": EMERGENCY.href, "label": EMERGENCY.label.of(language)},
        "other_lines": [_spoken(line, language) for line in OTHER_LINES],
    }
    return render(request, "crisis/directory.html", context)
