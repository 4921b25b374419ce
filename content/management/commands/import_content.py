"""Bring pages and sources in step with a folder of documents."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from content.interchange import SHIPPED, BadContent, import_folder


class Command(BaseCommand):
    help = "Import pages and sources from a folder (the shipped ones when none is named) and publish what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--force", action="store_true", help="also overwrite pages and sources that staff changed since the last import")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args: Any, folder: Path, force: bool, dry_run: bool, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            report = import_folder(folder, force=force, dry_run=dry_run)
        except BadContent as error:
            raise CommandError("Nothing was written.\n" + "\n".join(error.problems)) from error
        for word, names in (("created", report.created), ("changed", report.changed), ("kept (changed by staff)", report.kept)):
            if names and (word != "created" or options["verbosity"] > 1 or len(names) <= 10):
                self.stdout.write(f"{word}: {', '.join(names)}")
        counts = f"{len(report.created)} created, {len(report.changed)} changed, {len(report.left)} left as they were, {len(report.kept)} kept"
        self.stdout.write(f"{'Dry run, nothing written: ' if dry_run else ''}{counts}.")
