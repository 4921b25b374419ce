"""Says which links lead nowhere: those inside the site always, those to other sites when asked to."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from content import links
from content.link_checker import PATIENT, Answer, Patience, check
from content.models import LinkCheck

_WORDS = {True: "works", None: "cannot tell", False: "BROKEN"}


class Command(BaseCommand):
    help = (
        "Say which links of the published pages lead nowhere. With --external ask other sites too, slowly, and keep what they answered for the desk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--external", action="store_true", help="also ask other sites: one request at a time, with a pause")
        parser.add_argument("--pause", type=float, default=PATIENT.pause, help="seconds between two requests to the same site (2)")
        parser.add_argument("--timeout", type=float, default=PATIENT.silence, help="seconds to wait for a site to say something (10)")

    def handle(self, *args: Any, external: bool, pause: float, timeout: float, **options: Any) -> None:
        found = links.read()
        for page, addresses in found.broken:
            self.stdout.write(f"{page.get_absolute_url()} links to {', '.join(addresses)}, where nothing answers.")
        self.stdout.write(f"{sum(len(addresses) for _, addresses in found.broken)} broken links inside the site.")
        if not external:
            return
        LinkCheck.objects.exclude(url__in=found.leaving).delete()
        counts = dict.fromkeys(_WORDS, 0)
        for number, answer in enumerate(check(found.leaving, Patience(max(pause, 0), max(timeout, 1), max(timeout, 1) * 2)), start=1):
            _keep(answer)
            counts[answer.ok] += 1
            self.stdout.write(f"[{number}/{len(found.leaving)}] {answer.url} {_WORDS[answer.ok]}: {answer.said}")
            self.stdout.flush()
        self.stdout.write(f"{counts[False]} broken links to other sites, {counts[None]} that only a person can check, {counts[True]} work.")


def _keep(answer: Answer) -> None:
    """At once, so that a run that is stopped has not been for nothing."""
    told = {"ok": answer.ok, "status": answer.status, "said": answer.said[:300], "checked_at": timezone.now()}
    LinkCheck.objects.update_or_create(url=answer.url, defaults=told)
