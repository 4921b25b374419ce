"""The search page: words come in the body of a request, are looked for, and are gone with the answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from content import search, senders
from content.search.carried import carried
from content.views import current_language

_SHOWN = 200  # characters of a query that stand in the field again

# The script that shows results while someone types asks this site; no other page asks anything.
_CSP: dict[str, Any] = {**settings.SECURE_CSP, "connect-src": [CSP.SELF]}


@csrf_exempt  # it changes nothing, and a token would need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@csp_override(_CSP)
@sensitive_post_parameters()
@sensitive_variables("words", "results")
def search_page(request: HttpRequest) -> HttpResponse:
    """The form; by POST what it finds. Words in an address are neither looked for nor shown: they would stay in histories and logs."""
    if request.GET or (request.method == "POST" and senders.is_ours(request) is False):
        response: HttpResponse = redirect(request.path)
    else:
        words = request.POST.get("q", "").replace("\0", "").strip()
        results = search.search(words, current_language()) if words else None
        response = render(request, "content/search.html", {"words": words[:_SHOWN], "results": results, "carries_list": _carries_list(request)})
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def carried_list(request: HttpRequest) -> HttpResponse:
    """What the search page of an exported site looks in; there is none where a server searches."""
    if not _carries_list(request):
        raise Http404(request.path)
    return JsonResponse(carried(current_language()), json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def _carries_list(request: HttpRequest) -> bool:
    return getattr(request.META.get("static_export"), "search", False)
