"""The only code that changes the state of a page. Each verb checks the permission, changes and records in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from content import inspection, live, search
from content.authority import Actor, account, licensed, require, wrote
from content.desk import mail
from content.document import Document, parse
from content.lint import Finding, Reading, readability
from content.models import Event, Page, Redirect, Revision, SignOff, SiteSettings, Stage, Status, Verb
from content.page_store import advance


class NotReady(ValueError):
    """The page is not where this step starts from; says in a sentence what is missing. `findings` are those that stop it, if some do."""

    def __init__(self, sentence: str, findings: Sequence[Finding] = ()) -> None:
        self.findings = list(findings)
        super().__init__(sentence)


@transaction.atomic
def save_draft(page: Page, document: Document, *, by: Actor, note: str = "", note_is_public: bool = False) -> Revision:
    """Write the document as the newest revision, a draft; what readers see stays as it is, and so does what is scheduled.

    The same text again writes nothing. Raises NotAllowed.
    """
    require(by, "change_page" if page.pk else "add_page")
    return _write(page, document, by, Verb.SAVE, note, note_is_public)


@transaction.atomic
def restore(page: Page, revision: Revision, *, by: Actor) -> Revision:
    """Make an older revision's text the newest draft. It goes the whole way to the readers like any other. Raises NotAllowed."""
    require(by, "change_page")
    return _write(page, parse(revision.text), by, Verb.RESTORE, f"Restored version {revision.pk}")


@transaction.atomic
def submit(page: Page, *, by: Actor, why: str = "") -> None:
    """Ask the clinical reviewers to read the newest revision. Raises NotAllowed and NotReady."""
    require(by, "change_page")
    revision = _newest(page)
    _step(page, Stage.IN_REVIEW, "This version is already on its way; there is nothing to send.")
    _record(page, Verb.SUBMIT, by, revision, why)
    transaction.on_commit(lambda: mail.review_wanted(page, by, why))


@transaction.atomic
def send_back(page: Page, *, by: Actor, why: str) -> None:
    """Give a page in review back to its author with what should change. Raises NotAllowed and NotReady."""
    require(by, "sign_off_page")
    revision = _newest(page)
    if not why.strip():
        raise NotReady("Please say what should change.")
    if page.stage != Stage.IN_REVIEW:
        raise NotReady("This version is not in review.")
    _step(page, Stage.DRAFT, "")
    _record(page, Verb.SEND_BACK, by, revision, why)
    transaction.on_commit(lambda: mail.sent_back(page, revision, why))


@transaction.atomic
def sign_off(page: Page, revision: Revision, *, by: User, why: str = "") -> SignOff:
    """Vouch for a revision that is in review, or again for the one that readers see, as the reviewer has read it.

    A published page says so at once. Raises NotAllowed and NotReady.
    """
    require(by, "sign_off_page")
    today, rules = timezone.localdate(), SiteSettings.current()
    reviewer = licensed(by, today)
    if revision.pk != _newest(page).pk:
        raise NotReady("There is a newer version than the one you read. Please read that one.")
    given = revision.sign_offs.filter(by=by, signed_on=today).first()
    if given and page.stage in {Stage.SIGNED_OFF, Stage.SCHEDULED}:  # the form was sent twice
        return given
    own = wrote(by, revision, rules)
    is_live = page.is_published and page.published_revision_id == revision.pk
    if not is_live:
        _step(page, Stage.SIGNED_OFF, "This version has not been sent for review.")
    signed = SignOff.objects.create(
        revision=revision, by=by, reviewer=str(reviewer), by_author=own, signed_on=today, review_due_on=rules.next_review(today)
    )
    if is_live:
        live.show_review(page, signed)
        page.changed_at = timezone.now()
        page.save()
        advance()
    _record(page, Verb.SIGN_OFF, by, revision, why)
    return signed


@transaction.atomic
def schedule(page: Page, revision: Revision, at: datetime, *, by: Actor, reasons: Mapping[str, str] | None = None) -> None:
    """Let a signed-off revision go live at a time to come. Raises NotAllowed and NotReady."""
    require(by, "publish_page")
    _as_it_is_now(page)
    if at <= timezone.now():
        raise NotReady("This time is past. Please choose one to come.")
    why = _ready(page, revision, reasons or {})
    page.scheduled_revision, page.publish_at = revision, at
    if revision.pk == page.latest_revision_id:
        page.stage = Stage.SCHEDULED
    page.save()
    _record(page, Verb.SCHEDULE, by, revision, "\n".join(filter(None, (f"For {at:%B %-d, %Y, %H:%M} UTC.", why))))


@transaction.atomic
def unschedule(page: Page, *, by: Actor, why: str = "") -> None:
    """Call off what was scheduled. Raises NotAllowed and NotReady."""
    require(by, "publish_page")
    _as_it_is_now(page)
    revision = page.scheduled_revision
    if revision is None:
        raise NotReady("Nothing is scheduled.")
    live.clear_schedule(page)
    if page.stage == Stage.SCHEDULED:
        page.stage = Stage.SIGNED_OFF
    page.save()
    _record(page, Verb.UNSCHEDULE, by, revision, why)


@transaction.atomic
def publish(page: Page, revision: Revision | None = None, *, by: Actor, reasons: Mapping[str, str] | None = None) -> None:
    """Make a revision what readers see: for people one that was signed off, for an import its own newest.

    `reasons` are the written reasons for findings that would stop it, by rule, where the rule allows one. Publishing what is live
    already changes nothing, least of all the date of the change. Raises NotAllowed and NotReady.
    """
    require(by, "publish_page")
    _as_it_is_now(page)
    revision = revision or page.latest_revision
    if revision is None:
        raise NotReady("A page without a version cannot be published.")
    if page.is_published and page.published_revision_id == revision.pk:
        return
    why = _ready(page, revision, reasons or {}) if by is not None else ""
    live.show(page, revision)
    _record(page, Verb.PUBLISH, by, revision, why)


def publish_due(moment: datetime | None = None) -> list[Page]:
    """Publish all that is scheduled for now or before; the pages that went live. Any number of processes may call it at any time."""
    moment = moment or timezone.now()
    return [page for page in Page.objects.due(moment) if _publish_if_due(page, moment)]


@transaction.atomic
def _publish_if_due(page: Page, moment: datetime) -> bool:
    _as_it_is_now(page)
    if page.publish_at is None or page.publish_at > moment or page.scheduled_revision is None:
        return False  # another process was faster, or someone called it off
    revision = page.scheduled_revision
    live.show(page, revision)
    _record(page, Verb.PUBLISH, None, revision, "As scheduled.")
    return True


@transaction.atomic
def withdraw(page: Page, *, by: Actor, to: str = "", why: str = "") -> None:
    """Take a page off the site. Its address leads to the published page at the path `to`, or says that the page is gone.

    What was scheduled for it is called off too. Raises NotAllowed and NotReady.
    """
    require(by, "publish_page")
    _as_it_is_now(page)
    if to and not Page.objects.published().in_language(page.language).filter(path=to).exclude(pk=page.pk).exists():
        raise NotReady(f"No other page is published at {to!r}.")
    revision = page.published_revision
    page.status = Status.WITHDRAWN
    if page.stage in {Stage.PUBLISHED, Stage.SCHEDULED}:
        page.stage = Stage.SIGNED_OFF if page.latest_revision and page.latest_revision.sign_offs.exists() else Stage.DRAFT
    page.published_revision = None
    live.clear_schedule(page)
    page.save()
    Redirect.objects.update_or_create(path=page.path, language=page.language, defaults={"to": to})
    why = "\n".join(filter(None, (f"Readers are sent to {to}." if to else "", why)))
    _record(page, Verb.WITHDRAW, by, revision, why, gone=page.get_absolute_url())


@transaction.atomic
def move(page: Page, path: str, *, by: Actor) -> None:
    """Give a page another address; the old one leads to it for ever, and so do older ones. A withdrawn page stays gone there too.

    Raises NotAllowed.
    """
    _as_it_is_now(page)
    require(by, "publish_page" if page.is_published else "change_page")
    if path == page.path:
        return
    gone = page.get_absolute_url()
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
    _record(page, Verb.MOVE, by, page.latest_revision, f"From {old} to {path}.", gone=gone)


def _as_it_is_now(page: Page) -> None:
    """Reads the row again and holds it: what the caller loaded may be older than what a colleague has done since."""
    if page.pk:
        page.refresh_from_db(from_queryset=Page.objects.select_for_update())


def _newest(page: Page) -> Revision:
    """The newest revision of the page as it is now. Raises NotReady without one."""
    _as_it_is_now(page)
    if page.latest_revision is None:
        raise NotReady("This page has no text yet.")
    return page.latest_revision


def _write(page: Page, document: Document, by: Actor, verb: Verb, note: str, note_is_public: bool = False) -> Revision:
    _as_it_is_now(page)
    text = document.render()
    if page.latest_revision and page.latest_revision.text == text:
        return page.latest_revision
    if page.status == Status.DRAFT:  # nothing is live yet, so the row may show the newest words in lists
        live.fill(page, document)
        page.save()
    page.latest_revision = Revision.objects.create(page=page, text=text, author=account(by), note=note, note_is_public=note_is_public)
    page.stage = Stage.DRAFT
    level = readability(Reading(document), page.language)
    page.reading_score = level.score if level else None
    page.save(update_fields=["latest_revision", "stage", "reading_score"])
    _record(page, verb, by, page.latest_revision, note)
    return page.latest_revision


def _step(page: Page, stage: Stage, otherwise: str) -> None:
    """Take the newest revision to a stage that it may reach from where it is. Raises NotReady with the sentence `otherwise`."""
    if stage not in Stage(page.stage).may_become:
        raise NotReady(otherwise)
    page.stage = stage
    page.save(update_fields=["stage"])


def _ready(page: Page, revision: Revision, reasons: Mapping[str, str]) -> str:
    """The reasons given, as a text for the log. Raises NotReady for a revision that was not signed off, or that the checks stop."""
    if revision.page_id != page.pk:
        raise NotReady("This version is not one of this page.")
    if not revision.sign_offs.exists():
        raise NotReady("A clinical reviewer has not signed this version off yet.")
    stops = [finding for finding in inspection.stops(page, revision) if not (finding.may_be_justified and reasons.get(finding.rule, "").strip())]
    if stops:
        raise NotReady("The checks stop this version. Please look at what they say.", stops)
    return "\n".join(f"{rule}: {reason}" for rule, reason in reasons.items())


def _record(page: Page, verb: Verb, by: Actor, revision: Revision | None, why: str, *, gone: str = "") -> None:
    Event.objects.create(page=page, verb=verb, by=account(by), revision=revision, why=why)
    if verb in search.FOLLOWED:
        advance(*filter(None, (gone,)))
        transaction.on_commit(search.follow, robust=True)
