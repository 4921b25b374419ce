"""Mails between staff about pages in review. Optional: they go to those who ask for them, and a mail that fails stops nothing."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse

from content.models import Page, Revision

logger = logging.getLogger(__name__)


def review_wanted(page: Page, by: object, why: str = "") -> None:
    """Tell the clinical reviewers who want to know, and who did not write it themselves."""
    may = Q(is_superuser=True) | Q(groups__permissions__codename="sign_off_page") | Q(user_permissions__codename="sign_off_page")
    reviewers = User.objects.filter(may, is_active=True, content_profile__wants_mail=True).exclude(email="").distinct()
    to = [user.email for user in reviewers if user != by]
    _send(to, f"For review: {page.title}", f"“{page.title}” waits for your review.", why, page)


def sent_back(page: Page, revision: Revision, why: str) -> None:
    """Tell the author of a version that it came back, if they want to know."""
    author = revision.author
    profile = getattr(author, "content_profile", None)
    if author and author.email and profile and profile.wants_mail:
        _send([author.email], f"Sent back: {page.title}", f"A reviewer has sent “{page.title}” back to you.", why, page)


def _send(to: list[str], subject: str, sentence: str, why: str, page: Page) -> None:
    address = settings.SITE_URL + reverse("admin:content_page_change", args=[page.pk])
    body = "\n\n".join(filter(None, (sentence, why, address)))
    for each in to:  # one mail a person: nobody learns who else has an account
        try:
            send_mail(subject, body, None, [each])
        except Exception:  # a mail server can fail in any way, and the page's step is done already
            logger.exception("A mail about page %s could not be sent.", page.pk)
