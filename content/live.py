"""The row of a page, as the verbs of content.workflow change it: what readers see from now on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from content.document import Document, parse
from content.mentions import named_in
from content.models import Mention, Page, Redirect, Revision, SignOff, Stage, Status, live_values

CHANGES_SHOWN = 20


def show(page: Page, revision: Revision) -> None:
    """Make a revision what readers see, with all that is written down of what they see."""
    now, document = timezone.now(), parse(revision.text)
    fill(page, document)
    if page.published_at:  # before its first day nothing has changed for readers
        page.changes = [*_new_changes(page, revision, now), *page.changes][:CHANGES_SHOWN]
    show_review(page, revision.sign_offs.first())
    page.status = Status.PUBLISHED
    page.published_revision = revision
    page.published_at = page.published_at or now
    page.changed_at = now
    if revision.pk == page.latest_revision_id:
        page.stage = Stage.PUBLISHED
    if page.scheduled_revision_id is not None and page.scheduled_revision_id <= revision.pk:  # what waited is live now, or older than what is
        clear_schedule(page)
    page.save()
    page.mentions.all().delete()
    Mention.objects.bulk_create(Mention(page=page, kind=kind, name=name) for kind, name in sorted(named_in(document)))
    Redirect.objects.filter(path=page.path, language=page.language).delete()


def _new_changes(page: Page, revision: Revision, now: datetime) -> list[dict[str, Any]]:
    """What to tell readers of a revision that goes live: the public notes since the last one that they were told of, newest first."""
    told = max((change["version"] for change in page.changes), default=0)
    notes = page.revisions.filter(note_is_public=True, pk__gt=told, pk__lte=revision.pk, created_at__gte=page.published_at).exclude(note="")
    return [{"version": pk, "on": now.date().isoformat(), "note": note} for pk, note in notes.values_list("pk", "note")]


def show_review(page: Page, signed: SignOff | None) -> None:
    """What the public stamp says: the sign-off of what is live, or that there is none."""
    page.reviewed_by = signed.reviewer if signed else ""
    page.reviewed_by_author = signed.by_author if signed else False
    page.reviewed_on = signed.signed_on if signed else None
    page.review_due_on = signed.review_due_on if signed else None


def clear_schedule(page: Page) -> None:
    """Nothing waits for its time any more."""
    page.scheduled_revision = page.publish_at = None


def fill(page: Page, document: Document) -> None:
    """The words and facts of a document."""
    for name, value in live_values(document).items():
        setattr(page, name, value)
