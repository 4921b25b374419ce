"""The pages around a page: its next steps, its versions side by side, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from content import inspection, workflow
from content.admin import steps
from content.admin.state import state
from content.authority import NotAllowed
from content.desk.diff import counts, difference
from content.desk.drafts import latest_document
from content.document import Document, parse
from content.lint import Finding, Level
from content.models import Page, Revision, Stage, document_of
from content.workflow import NotReady

VERSIONS_SHOWN = 100


def person(request: HttpRequest) -> User:
    """Who asks. Never None, which the workflow takes for the system itself. Raises PermissionDenied."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def review(request: HttpRequest, page: Page, frame: dict[str, Any]) -> HttpResponse:
    """What changes for readers, what the checks say, and the steps that this person may take. Raises PermissionDenied."""
    user, status, problem = person(request), 200, ""
    wanted = steps.BY_NAME.get(request.POST.get("step", "")) if request.method == "POST" else None
    if wanted and not user.has_perm(wanted.permission):
        raise PermissionDenied
    findings = inspection.of_revision(page, page.latest_revision) if page.latest_revision else []
    stops = [finding for finding in findings if finding.level is Level.STOP]
    sent = _form(wanted, page, stops, request.POST) if wanted else None
    if wanted and sent and sent.is_valid():
        try:
            wanted.take(page, sent, user)
        except NotAllowed as error:
            status, problem = 403, str(error)
        except NotReady as error:
            status, problem = 409, str(error)
        else:
            messages.success(request, wanted.done)
            return HttpResponseRedirect(reverse("admin:content_page_review", args=[page.pk]))
        page.refresh_from_db()
    offered = [{"step": step, "form": sent if step is wanted and sent else _form(step, page, stops)} for step in steps.open_to(user, page, stops)]
    if wanted and sent and not sent.is_valid():
        problem = "Not done yet. Please look at the fields below."
    word, sentence = state(page)
    latest = latest_document(page)
    live = document_of(page) if page.is_published else None
    context = frame | {
        "title": "Review and publish",
        "page": page,
        "draft_title": latest.title,
        "state": {"word": word, "sentence": sentence},
        "problem": problem,
        "findings": findings,
        "is_stopped": any(not stop.may_be_justified for stop in stops) and page.stage != Stage.PUBLISHED,
        "offered": offered,
        "sign_offs": page.latest_revision.sign_offs.all() if page.latest_revision else (),
        "changes": difference(live, latest) if live else (),
        "is_new_to_readers": live is None,
        "events": page.events.select_related("by", "revision")[:10],
    }
    return render(request, "admin/content/page/review.html", context, status=status)


def _form(step: steps.Step, page: Page, stops: Sequence[Finding], data: Any = None) -> steps.StepForm:
    return step.form(data, page=page, prefix=step.name, reasons=steps.questions(stops))


def history(request: HttpRequest, page: Page, frame: dict[str, Any]) -> HttpResponse:
    """Every version with its author, time and note, to compare and to restore, and the log of every step."""
    versions = page.revisions.select_related("author").prefetch_related("sign_offs").defer("text")
    context = frame | {
        "title": "History",
        "page": page,
        "versions": versions[:VERSIONS_SHOWN],
        "more_versions": max(0, versions.count() - VERSIONS_SHOWN),
        "events": page.events.select_related("by", "revision")[:VERSIONS_SHOWN],
        "may_restore": request.user.has_perm("content.change_page"),
    }
    return render(request, "admin/content/page/history.html", context)


def compare(request: HttpRequest, page: Page, frame: dict[str, Any]) -> HttpResponse:
    """Two versions of a page, word by word; without a choice the newest with what readers see. Raises Http404."""
    new = _version(page, request.GET.get("new", ""), page.latest_revision)
    old = _version(page, request.GET.get("old", ""), page.published_revision or _before(page, new))
    if old.pk > new.pk:
        old, new = new, old
    passages = difference(_said(old), _said(new))
    added, removed = counts(passages)
    context = frame | {
        "title": f"Version {old.pk} and version {new.pk}",
        "page": page,
        "old": old,
        "new": new,
        "passages": passages,
        "added": added,
        "removed": removed,
        "may_restore": request.user.has_perm("content.change_page"),
    }
    return render(request, "admin/content/page/compare.html", context)


def _version(page: Page, number: str, otherwise: Revision | None) -> Revision:
    if not number:
        found = otherwise
    else:
        found = page.revisions.select_related("author").filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if found is None:
        raise Http404(number)
    return found


def _before(page: Page, revision: Revision) -> Revision:
    return page.revisions.filter(pk__lt=revision.pk).first() or revision


def _said(revision: Revision) -> Document:
    return parse(revision.text)


def restore(request: HttpRequest, page: Page) -> HttpResponse:
    """Make an older version the newest draft. Raises PermissionDenied and Http404."""
    revision = _version(page, request.POST.get("revision", ""), None)
    try:
        workflow.restore(page, revision, by=person(request))
    except NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, f"Version {revision.pk} is the newest draft again. Readers see it once it is signed off and published.")
    return HttpResponseRedirect(reverse("admin:content_page_change", args=[page.pk]))
