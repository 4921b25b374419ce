"""Keeps what someone types before they save it, and tells them who else is at the same page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from content.desk.drafts import RESUME
from content.models import Autosave, Page, Presence

MOST_CHARACTERS = 2_000_000
_NOT_WORDS = {"csrfmiddlewaretoken", "page", "_save", "_submit", "_resume", "kept_before"}


def unsaved(user: User, page: Page | None) -> Autosave | None:
    """What the person typed and did not save, of a page or (None) of a new one."""
    return Autosave.objects.filter(user=user, page=page).first()


def as_sent(kept: Autosave) -> QueryDict:
    """The fields as the form would send them, marked as brought back."""
    data = QueryDict(mutable=True)
    data.update({**kept.fields, RESUME: "1"})
    return data


def forget(user: User, page: Page | None) -> None:
    """Once the words are saved as a version, or thrown away."""
    Autosave.objects.filter(user=user, page=page).delete()


def others(user: User, page: Page) -> list[str]:
    """The names of those who have the page open besides this person, who is noted as being here."""
    Presence.objects.update_or_create(user=user, page=page, defaults={"seen_at": timezone.now()})
    here = Presence.objects.now().filter(page=page).exclude(user=user).select_related("user").order_by("user__username")
    return [present.user.get_short_name() or present.user.get_username() for present in here]


def newer(page: Page, based_on: str) -> dict[str, Any] | None:
    """Who saved a version since the one that the person writes on, and when; None if nobody did."""
    latest = page.latest_revision
    if latest is None or not based_on.isdecimal() or latest.pk == int(based_on):
        return None
    who = latest.author.get_short_name() or latest.author.get_username() if latest.author else "An import"
    return {"by": who, "at": latest.created_at.isoformat(), "version": latest.pk}


@require_POST
@cache_control(no_store=True)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the fields that were sent, or only note that the person is still here; answers with what they should know.

    A JSON object of `kept_at` (ISO 8601 or null), `others` (names), `newer` (by, at, version, or null); `error` where it could not be kept.
    """
    user, number = request.user, request.POST.get("page", "")
    if not (isinstance(user, User) and user.is_staff and user.has_perm("content.change_page" if number else "content.add_page")):
        # In words, not as a redirect to the sign-in page, which a script would take for an answer.
        return HttpResponseForbidden("Please sign in again.", content_type="text/plain; charset=utf-8")
    page = Page.objects.select_related("latest_revision__author").filter(pk=number).first() if _is_number(number) else None
    if number and page is None:
        return JsonResponse({"error": "This page is no longer here."}, status=404)
    if "discard" in request.POST:
        forget(user, page)
        return redirect("admin:content_page_change", page.pk) if page else redirect("admin:content_page_add")
    kept_at = None
    if "title" in request.POST:
        fields = {name: value for name, value in request.POST.items() if name not in _NOT_WORDS}
        if sum(map(len, fields.values())) > MOST_CHARACTERS:
            return JsonResponse({"error": "This text is too long to be kept."}, status=413)
        kept_at = timezone.now()
        Autosave.objects.update_or_create(user=user, page=page, defaults={"fields": fields, "saved_at": kept_at})
    return JsonResponse(
        {
            "kept_at": kept_at and kept_at.isoformat(),
            "others": others(user, page) if page else [],
            "newer": newer(page, request.POST.get("based_on", "")) if page else None,
        }
    )


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 19
