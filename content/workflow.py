"""The only code that changes the state of a page. Each verb checks the permission, changes and records in one transaction."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.utils import timezone

from content.document import Document, parse
from content.models import Page, Redirect, Revision, Status, live_values

# None is the system itself: an import by someone who has the machine.
Actor = User | AbstractBaseUser | None


class NotAllowed(PermissionError):
    """The person may not do this."""


def _may(by: Actor, permission: str) -> None:
    if by is not None and not (isinstance(by, User) and by.has_perm(f"content.{permission}")):
        raise NotAllowed(f"This needs the permission {permission!r}.")


@transaction.atomic
def save_draft(page: Page, document: Document, *, by: Actor, note: str = "") -> Revision:
    """Write the document as the newest revision; what readers see stays as it is. The same text again writes nothing.

    Raises NotAllowed.
    """
    _may(by, "change_page" if page.pk else "add_page")
    _as_it_is_now(page)
    text = document.render()
    if page.latest_revision and page.latest_revision.text == text:
        return page.latest_revision
    if page.status == Status.DRAFT:  # nothing is live yet, so the row may show the newest words in lists
        _fill(page, document)
        page.save()
    author = by if isinstance(by, User) else None
    page.latest_revision = Revision.objects.create(page=page, text=text, author=author, note=note)
    page.save(update_fields=["latest_revision"])
    return page.latest_revision


@transaction.atomic
def publish(page: Page, *, by: Actor) -> None:
    """Make the newest revision what readers see. Publishing it again changes nothing, least of all the date of the change.

    Raises NotAllowed.
    """
    _may(by, "publish_page")
    _as_it_is_now(page)
    revision = page.latest_revision
    if revision is None:
        raise ValueError("A page without a revision cannot be published.")
    if page.is_published and page.published_revision_id == revision.pk:
        return
    _fill(page, parse(revision.text))
    now = timezone.now()
    page.status = Status.PUBLISHED
    page.published_revision = revision
    page.published_at = page.published_at or now
    page.changed_at = now
    page.save()
    Redirect.objects.filter(path=page.path, language=page.language).delete()


@transaction.atomic
def withdraw(page: Page, *, by: Actor, to: str = "") -> None:
    """Take a page off the site. Its address leads to the published page at the path `to`, or says that the page is gone.

    Raises NotAllowed.
    """
    _may(by, "publish_page")
    _as_it_is_now(page)
    if to and not Page.objects.published().in_language(page.language).filter(path=to).exclude(pk=page.pk).exists():
        raise ValueError(f"No other page is published at {to!r}.")
    page.status = Status.WITHDRAWN
    page.published_revision = None
    page.save()
    Redirect.objects.update_or_create(path=page.path, language=page.language, defaults={"to": to})


@transaction.atomic
def move(page: Page, path: str, *, by: Actor) -> None:
    """Give a page another address; the old one leads to it for ever, and so do older ones. A withdrawn page stays gone there too.

    Raises NotAllowed.
    """
    _as_it_is_now(page)
    _may(by, "publish_page" if page.is_published else "change_page")
    if path == page.path:
        return
    old, page.path = page.path, path
    page.save()
    redirects = Redirect.objects.filter(language=page.language)
    redirects.filter(path=path).delete()
    if page.published_at:
        redirects.filter(to=old).update(to=path)
    if page.status == Status.WITHDRAWN:
        redirects.filter(path=old).update(path=path)
    if page.published_at:
        redirects.update_or_create(path=old, language=page.language, defaults={"to": path})


def _as_it_is_now(page: Page) -> None:
    """Reads the row again and holds it: what the caller loaded may be older than what a colleague has done since."""
    if page.pk:
        page.refresh_from_db(from_queryset=Page.objects.select_for_update())


def _fill(page: Page, document: Document) -> None:
    for name, value in live_values(document).items():
        setattr(page, name, value)
