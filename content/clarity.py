"""“Was this clear?”: the yes and no of readers, counted by page and month, with nothing about who answered."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from threading import BoundedSemaphore, Lock
from time import monotonic

from django.db.models import F, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from content import senders
from content.models import Clarity, Page, PageQuerySet
from content.views import current_language, elsewhere, public

ANSWERS = ("yes", "no")
LONGEST = 100  # bytes of a form that holds one short word
FEW = 5  # answers; fewer say little about a page


class Limit:
    """So many a minute and no more, whoever asks: an address of a person is never looked at."""

    def __init__(self, most: int) -> None:
        self.most, self._times, self._lock = most, deque[float](), Lock()

    def allows(self) -> bool:
        """Whether there is room for one more, which it then takes."""
        with self._lock:
            now = monotonic()
            while self._times and self._times[0] <= now - 60:
                self._times.popleft()
            free = len(self._times) < self.most
            if free:
                self._times.append(now)
            return free


limit = Limit(60)  # of one process
_counting = BoundedSemaphore(2)  # answers that may wait for another's write to end; the other threads are for readers


def count(page: Page, answer: str) -> None:
    """Adds one to this month's count of an answer, one of ANSWERS."""
    row, _ = Clarity.objects.get_or_create(page=page, month=timezone.localdate().replace(day=1))
    Clarity.objects.filter(pk=row.pk).update(**{answer: F(answer) + 1})


def unclear() -> PageQuerySet:
    """Published pages that a quarter of the answers of this month and the two before called unclear, with `yes` and `no`; most of them first."""
    recent = Q(clarity__month__gte=(timezone.localdate().replace(day=1) - timedelta(days=32)).replace(day=1))
    counted = Page.objects.published().annotate(yes=Sum("clarity__yes", filter=recent), no=Sum("clarity__no", filter=recent))
    return counted.filter(no__gt=0, no__gte=FEW - F("yes"), yes__lte=F("no") * 3).order_by("-no", "path").defer("body", "facts")


@csrf_exempt  # without a cookie there is nobody whose rights a forged form could use; where it comes from is checked all the same
@require_http_methods(["GET", "HEAD", "POST"])
def clear(request: HttpRequest, path: str) -> HttpResponseBase:
    """Takes the answer about a page, then thanks for it at the same address; with `?ask` it asks first."""
    language = current_language()
    page = Page.objects.published().in_language(language).filter(path=path).defer("body", "facts").first()
    if page is None:
        return elsewhere(request, path, language)
    if request.method != "POST":
        return _said(request, page, counted=True, asked="ask" in request.GET)
    if not senders.is_ours(request):
        return HttpResponseForbidden()
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST or (answer := request.POST.get("clear")) not in ANSWERS:
        return HttpResponseBadRequest()
    if not limit.allows() or not _counting.acquire(blocking=False):
        return _said(request, page, counted=False)
    try:
        count(page, str(answer))
    finally:
        _counting.release()
    return HttpResponse(status=303, headers={"Location": request.path})


def _said(request: HttpRequest, page: Page, *, counted: bool, asked: bool = False) -> HttpResponse:
    response = render(request, "content/clear.html", {"page": page, "counted": counted, "asked": asked}, status=200 if counted else 429)
    if counted:
        return public(response, reads_query=True)
    response.headers["Cache-Control"] = "no-store"
    return response
