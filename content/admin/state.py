"""Where a page stands, in words: for the state line, lists and the front page of the desk."""

from __future__ import annotations

from django.utils import timezone

from content.models import Page, Revision, Stage, Status


def told(revision: Revision) -> str:
    """When a version was saved, and by whom."""
    when = timezone.localtime(revision.created_at)
    return f"{when:%B} {when.day}, {when:%Y, %H:%M} by {revision.author or 'an import'}"


def state(page: Page) -> tuple[str, str]:
    """Where a page stands, in a word and in a sentence."""
    sentences = [_newest(page), _live(page), _schedule(page)]
    return word(page), " ".join(filter(None, sentences))


def word(page: Page) -> str:
    """The stage of the newest version; for one that readers can no longer open, that."""
    if page.status == Status.WITHDRAWN and page.stage in {Stage.DRAFT, Stage.SIGNED_OFF}:
        return "Withdrawn"
    return str(Stage(page.stage).label)


def _newest(page: Page) -> str:
    if page.stage == Stage.PUBLISHED or page.latest_revision is None:
        return ""
    return f"Last saved {told(page.latest_revision)}."


def _live(page: Page) -> str:
    if page.is_published and page.published_revision:
        return f"Readers see the version of {told(page.published_revision)}."
    return "Readers cannot open this page." if page.status == Status.WITHDRAWN else "Never published."


def _schedule(page: Page) -> str:
    if page.publish_at is None or page.scheduled_revision is None:
        return ""
    at = timezone.localtime(page.publish_at)
    which = "It" if page.scheduled_revision_id == page.latest_revision_id else f"Version {page.scheduled_revision_id}"
    return f"{which} goes live on {at:%B} {at.day}, {at:%Y, %H:%M} {at.tzname()}."
