"""Make a new search index from what is published; the old one serves until the new one is whole."""

from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from content import search

WIDTH = 40  # characters of the bar


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--patience", type=float, default=60, help="seconds to wait for another process that writes")

    def handle(self, *args: Any, patience: float, **options: Any) -> None:
        self._shown = -1
        start = monotonic()
        try:
            count = search.rebuild(self._show, patience)
        except search.Busy as error:
            raise CommandError("Another process writes to the search index and does not finish. Please try again.") from error
        except OSError as error:
            raise CommandError(f"The search index cannot be written: {error}. The old one is as it was.") from error
        self.stdout.write(f"{count} entries in {monotonic() - start:.1f} seconds.")

    def _show(self, done: int, total: int) -> None:
        """A bar on a terminal, nothing in a log."""
        part = WIDTH * done // max(total, 1)
        if part != self._shown and self.stderr.isatty():
            self._shown = part
            self.stderr.write(f"\r[{'#' * part}{' ' * (WIDTH - part)}] {done} of {total}", str, ending="\n" if done == total else "")
