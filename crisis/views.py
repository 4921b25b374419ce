"""The crisis pages: 988 and 911 from code, the other lines as staff keep them or from code too, the safety plan, and the way out."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from crisis import kept
from crisis.guidance import AFTER, WARNING_SIGNS
from crisis.hotlines import CALL_988, CHAT_988, EMERGENCY, TEXT_988, Contact, Entry, Words
from crisis.needs import NEEDS
from crisis.safety_plan import STEPS

VIDEOPHONE, TTY = Words("Videophone", "Videoteléfono"), Words("TTY", "TTY")
LABELS = {
    "hours": Words("Hours", "Horario"),
    "languages": Words("Languages", "Idiomas"),
    "cost": Words("Cost", "Costo"),
    "deaf": Words("Deaf or hard of hearing", "Personas sordas"),
    "happens": Words("What happens", "Qué pasa"),
    "privacy": Words("Privacy", "Privacidad"),
}


def _link(contact: Contact, language: str) -> dict[str, str | bool]:
    away = contact.href.startswith("https:")
    return {"href": contact.href, "label": contact.label.of(language), "hint": contact.hint.of(language), "away": away}


def _said(entry: Entry, name: str, language: str) -> str:
    """One fact of an entry; that of Deaf callers begins with their numbers."""
    words: Words = getattr(entry, name)
    numbers = [(VIDEOPHONE, entry.videophone), (TTY, entry.tty)] if name == "deaf" else []
    return " ".join([*(f"{label.of(language)}: {number}." for label, number in numbers if number), words.of(language)]).strip()


def _spoken(entry: Entry, language: str) -> dict[str, object]:
    """An entry in one language. `checked` and `sources` are dates; sources known by their year alone are that year."""
    facts = [(label.of(language), said) for name, label in LABELS.items() if (said := _said(entry, name, language))]
    sources = date.fromisoformat(entry.vouched_on) if len(entry.vouched_on) > 4 else entry.vouched_on
    return {
        "key": entry.key,
        "name": entry.name.of(language),
        "who": entry.who.of(language),
        "note": entry.note.of(language),
        "contacts": [_link(contact, language) for contact in entry.contacts],
        "facts": facts,
        "checked": date.fromisoformat(entry.verified_on) if entry.verified_on else None,
        "sources": sources,
    }


@require_safe
@csp_override(settings.SHEET_CSP)
def safety_plan(request: HttpRequest) -> HttpResponse:
    """A sheet to write a safety plan on, which stays with its reader."""
    language = get_language() or "en"
    fields = [{"label": step.label.of(language), "hint": step.hint.of(language)} for step in STEPS]
    contacts = [_link(contact, language) for contact in (CALL_988, TEXT_988)]
    context = {"fields": fields, "contacts": contacts, "emergency": _link(EMERGENCY, language)}
    response = render(request, "crisis/safety_plan.html", context)
    response.headers["Cache-Control"] = settings.PUBLIC_CACHE_CONTROL
    return response


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Call, text, chat and 911 first, then what happens, then lines by need, then other people and the time after."""
    language = get_language() or "en"
    found = kept.directory()
    parts = [(need, [_spoken(entry, language) for entry in found.entries if entry.need == need.key]) for need in NEEDS]
    context: dict[str, object] = {
        "ways": [_link(contact, language) for contact in (CALL_988, TEXT_988, CHAT_988)],
        "emergency": _link(EMERGENCY, language),
        "needs": [
            {"key": need.key, "title": need.title.of(language), "note": need.note.of(language), "lines": lines} for need, lines in parts if lines
        ],
        "signs": [sign.of(language) for sign in WARNING_SIGNS],
        "after": [(first.of(language), then.of(language)) for first, then in AFTER],
    }
    response = render(request, "crisis/directory.html", context)
    response.headers["Cache-Control"] = settings.PUBLIC_CACHE_CONTROL if found.is_current else "no-cache"
    return response


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """The way of the quick exit without script: on to the other page, and the browser drops its copies of ours and what is stored."""
    headers = {"Location": settings.QUICK_EXIT_URL, "Clear-Site-Data": '"cache", "storage"', "Cache-Control": "no-store"}
    return HttpResponse(status=303, headers=headers)
