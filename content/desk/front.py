"""The desk's front page: what waits for the one who signed in, and how the site stands. A fixed number of queries, whatever there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from content import clarity, links
from content.lint.readability import label
from content.models import Autosave, Event, LinkCheck, Page, PageQuerySet, Profile, SiteSettings, Stage, Status, Verb

MOST = 10
SOON = timedelta(days=60)
OTHER = "es"


@dataclass(frozen=True, slots=True)
class Line:
    """Something to open: its words, where, and what more to say of it."""

    words: str
    href: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list under a heading: at most MOST lines, the link to all of them if there are more, a closing note, or words for none."""

    key: str
    title: str
    lines: tuple[Line, ...]
    empty: str = ""
    more: str = ""
    note: Line | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """All of the page: warnings, what waits (parts that have something), and how the site stands (parts that may be empty)."""

    warnings: tuple[str, ...]
    waiting: tuple[Part, ...]
    standing: tuple[Part, ...]
    may_write: bool


def front(user: User) -> Front:
    """The front page of a person, by what they may do."""
    today, may_read = timezone.localdate(), user.has_perm("content.view_page")
    waiting = [part for part in _waiting(user) if part.lines]
    standing = _standing(user, today) if may_read else ()
    return Front(tuple(filter(None, [license_warning(user, today)])), tuple(waiting), tuple(standing), user.has_perm("content.add_page"))


def license_warning(user: User, today: date) -> str:
    """What a reviewer should know of their license: that there is none, that it has ended, or ends soon; else nothing.

    A superuser may sign off too, but is taken for a reviewer only with a license.
    """
    if not user.has_perm("content.sign_off_page"):
        return ""
    profile = Profile.objects.filter(user=user).first()
    if profile is None or not profile.licence:
        return "" if user.is_superuser else f"Your license is not on your profile yet, so you cannot sign pages off. {_KEEPER}"
    until = profile.licence_expires_on
    if until is None:
        return f"The license on your profile has no date, so you cannot sign pages off. {_KEEPER}"
    if until < today:
        return f"The license on your profile ended on {_day(until)}, so you cannot sign pages off. {_KEEPER}"
    return f"The license on your profile ends on {_day(until)}. Please have the new date entered by then." if until <= today + SOON else ""


_KEEPER = "Someone who looks after the accounts can enter it."


# 1. What waits.


def to_review(user: User) -> PageQuerySet:
    """Pages in review that this person may sign off, as far as four eyes go."""
    pages = _pages().filter(stage=Stage.IN_REVIEW)
    return pages.exclude(latest_revision__author=user) if SiteSettings.current().four_eyes else pages


def to_publish() -> PageQuerySet:
    """Pages signed off and neither live nor scheduled."""
    return _pages().filter(stage=Stage.SIGNED_OFF)


def sent_back_to(user: User) -> PageQuerySet:
    """Pages whose newest version is this person's and came back from review, with `why`."""
    back = Event.objects.filter(revision=OuterRef("latest_revision"), verb=Verb.SEND_BACK)
    return _drafts().filter(Exists(back), latest_revision__author=user).annotate(why=Subquery(back.values("why")[:1]))


def drafts_of(user: User) -> PageQuerySet:
    """Pages whose newest version is this person's and was not in review yet."""
    back = Event.objects.filter(revision=OuterRef("latest_revision"), verb=Verb.SEND_BACK)
    return _drafts().filter(~Exists(back), latest_revision__author=user)


def drafts_of_others(user: User) -> PageQuerySet:
    """Pages whose newest version is a draft of a colleague."""
    return _drafts().exclude(latest_revision__author=user)


def _drafts() -> PageQuerySet:
    return _pages().filter(stage=Stage.DRAFT, latest_revision__isnull=False)


def _pages() -> PageQuerySet:
    """Those with their newest versions, longest waiting first; without what was withdrawn and not written on since."""
    left = Event.objects.filter(revision=OuterRef("latest_revision"), verb=Verb.WITHDRAW)
    pages = Page.objects.exclude(Q(Exists(left), status=Status.WITHDRAWN)).order_by("latest_revision__created_at")
    return pages.select_related("latest_revision__author").defer("body", "facts", "latest_revision__text")


def _waiting(user: User) -> Iterator[Part]:
    if user.has_perm("content.sign_off_page"):
        yield _listed("to-review", "Read and sign off", to_review(user), _to_step, _saved, more="state=in-review")
    if user.has_perm("content.publish_page"):
        yield _listed("to-publish", "Publish or schedule", to_publish(), _to_step, _saved, more="state=signed-off")
    if user.has_perm("content.change_page"):
        yield _listed("sent-back", "Sent back to you", sent_back_to(user), _to_form, lambda page: f"“{page.why}”", more="state=draft")  # type: ignore[attr-defined]
        yield _unsaved(user)
        yield _listed("my-drafts", "Your drafts, not sent for review yet", drafts_of(user), _to_form, _saved, more="state=draft")


def _unsaved(user: User) -> Part:
    """What the person typed and never saved as a version."""
    lines = []
    for kept in Autosave.objects.filter(user=user).select_related("page").order_by("-saved_at")[:MOST]:
        title = str(kept.fields.get("title") or "") or (kept.page.title if kept.page else "A new page")
        address = reverse("admin:content_page_change", args=[kept.page_id]) if kept.page_id else reverse("admin:content_page_add")
        lines.append(Line(title, f"{address}?resume=1", f"Typed on {_moment(kept.saved_at)}"))
    return Part("unsaved", "Words you typed and never saved", tuple(lines))


# 2. How the site stands.


def behind() -> PageQuerySet:
    """Pages in Spanish whose English page was published anew since their own newest version, with `edits`: by how many versions."""
    english = Page.objects.published().filter(language=settings.LANGUAGE_CODE, path=OuterRef("path"))
    newer = Q(revisions__created_at__gt=OuterRef("latest_revision__created_at"), revisions__pk__lte=F("published_revision_id"))
    edits = english.annotate(edits=Count("revisions", filter=newer)).values("edits")
    return Page.objects.in_language(OTHER).annotate(edits=Subquery(edits)).filter(edits__gt=0).order_by("-edits", "path").defer("body", "facts")


def without_spanish() -> PageQuerySet:
    """Published pages in English that nobody has begun in Spanish."""
    begun = Page.objects.in_language(OTHER).filter(path=OuterRef("path"))
    return Page.objects.published().in_language(settings.LANGUAGE_CODE).filter(~Exists(begun))


def never_reviewed() -> PageQuerySet:
    """Published pages that no clinician has signed off."""
    return Page.objects.published().filter(reviewed_on=None)


def _standing(user: User, today: date) -> Iterator[Part]:
    to_page = _to_form if user.has_perm("content.change_page") else _to_step
    scheduled = _pages().filter(publish_at__isnull=False).order_by("publish_at")
    yield _listed("scheduled", "Scheduled", scheduled, _to_step, _goes_live, "Nothing is scheduled.", "state=scheduled")
    yield _listed("drafts", "Drafts of others", drafts_of_others(user), to_page, _saved, "No one else is writing just now.", "state=draft")
    due = Page.objects.for_review_by(today + SOON).defer("body", "facts")
    note = _counted(never_reviewed().count(), "published page has", "published pages have", "never been reviewed", "review=none")
    yield _listed("reviews", "Reviews due", due, _to_step, partial(_due, today), "No review is due in the next 60 days.", "review=due", note)
    note = _counted(without_spanish().count(), "page is", "pages are", "not in Spanish yet", "translation=none")
    yield _listed("spanish", "Spanish behind English", behind(), to_page, _edits, "What is in Spanish is up to date.", "translation=behind", note)
    yield _hardest(to_page)
    yield _listed(
        "unclear",
        "Unclear to readers",
        clarity.unclear(),
        to_page,
        _answers,
        "No page was called unclear by many readers of late.",
        note=_all_answers(),
    )
    yield _broken(to_page)
    yield _broken_elsewhere()


def hardest_to_read(language: str) -> PageQuerySet:
    """The pages of a language whose newest text was measured, the hardest first: a grade rises with it, an ease falls."""
    order = "-reading_score" if language == settings.LANGUAGE_CODE else "reading_score"
    return Page.objects.in_language(language).exclude(reading_score=None).order_by(order).defer("body", "facts")


def _hardest(to_page: Callable[[Page], str]) -> Part:
    pages = [page for language, _ in settings.LANGUAGES for page in hardest_to_read(language)[: MOST // 2]]
    lines = tuple(Line(_named(page), to_page(page), f"Reading level: {label(page.reading_score or 0, page.language)}") for page in pages)
    return Part("reading", "Hardest to read", lines, "No page has been measured yet.")


def _answers(page: Page) -> str:
    yes, no = page.yes, page.no  # type: ignore[attr-defined]
    return f"{no} of {yes + no} who answered in these three months said that it was not clear"


def _all_answers() -> Line:
    return Line("All answers to “Was this clear?”", reverse("admin:content_clarity_changelist"))


def _broken(to_page: Callable[[Page], str]) -> Part:
    found = links.read().broken
    lines = [Line(_named(page), to_page(page), f"To {', '.join(addresses)}") for page, addresses in found[:MOST]]
    hidden = len(found) - len(lines)
    note = Line(f"{hidden} more pages. The command check_links lists them all.", "") if hidden else None
    return Part("broken", "Broken links inside the site", tuple(lines), "All links inside the site lead somewhere.", note=note)


def _broken_elsewhere() -> Part:
    address = reverse("admin:content_linkcheck_changelist")
    newest = LinkCheck.objects.order_by("-checked_at").values_list("checked_at", flat=True).first()
    rows = list(LinkCheck.objects.filter(ok=False)[: MOST + 1])
    lines = tuple(Line(row.url, f"{address}?{urlencode({'q': row.url})}", row.said) for row in rows[:MOST])
    told = f"Last checked on {_moment(newest)}." if newest else "Never checked. Someone who runs the server can start check_links --external."
    more = f"{address}?answer=broken" if rows[MOST:] else ""
    return Part("broken-elsewhere", "Broken links to other sites", lines, "None that we know of.", more, Line(told, ""))


# 3. Words.


def _listed(
    key: str,
    title: str,
    pages: PageQuerySet,
    to: Callable[[Page], str],
    detail: Callable[[Page], str],
    empty: str = "",
    more: str = "",
    note: Line | None = None,
) -> Part:
    found = list(pages[: MOST + 1])
    lines = tuple(Line(_named(page), to(page), detail(page)) for page in found[:MOST])
    return Part(key, title, lines, empty, f"{_list()}?{more}" if found[MOST:] else "", note)


def _counted(count: int, one: str, many: str, what: str, query: str) -> Line | None:
    return Line(f"{count} {one if count == 1 else many} {what}", f"{_list()}?{query}") if count else None


def _list() -> str:
    return reverse("admin:content_page_changelist")


def _to_form(page: Page) -> str:
    return reverse("admin:content_page_change", args=[page.pk])


def _to_step(page: Page) -> str:
    return reverse("admin:content_page_review", args=[page.pk])


def _named(page: Page) -> str:
    return page.title if page.language == settings.LANGUAGE_CODE else f"{page.title} ({page.get_language_display()})"


def _saved(page: Page) -> str:
    newest = page.latest_revision
    return f"Saved on {_moment(newest.created_at)} by {newest.author or 'an import'}" if newest else ""


def _goes_live(page: Page) -> str:
    return f"Goes live on {_moment(page.publish_at)}"


def _due(today: date, page: Page) -> str:
    due = page.review_due_on
    return (f"Overdue since {_day(due)}" if due < today else f"Due on {_day(due)}") if due else ""


def _edits(page: Page) -> str:
    count: int = page.edits  # type: ignore[attr-defined]
    return f"Behind by {count} edit{'' if count == 1 else 's'}"


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day:%Y}"


def _moment(at: object) -> str:
    when = timezone.localtime(at)  # type: ignore[arg-type]
    return f"{_day(when)}, {when:%H:%M}"
