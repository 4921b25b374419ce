"""Bring pages and sources in step with a folder of documents."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.base import DeserializationError

from content import search
from content.archive import NotEmpty, read
from content.folders import SHIPPED, BadContent
from content.interchange import import_folder


class Command(BaseCommand):
    help = "Import pages and sources from a folder (the shipped ones when none is named) and publish what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--force", action="store_true", help="also overwrite pages and sources that staff changed since the last import")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

        parser.add_argument("--archive", action="store_true", help="read FOLDER/archive, with all versions, into a database without pages")

    def handle(self, *args: Any, folder: Path, force: bool, dry_run: bool, archive: bool, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        if archive:
            self._read_archive(folder / "archive")
            return
        try:
            report = import_folder(folder, force=force, dry_run=dry_run)
        except BadContent as error:
            raise CommandError("Nothing was written.\n" + "\n".join(error.problems)) from error
        for word, names in (("created", report.created), ("changed", report.changed), ("kept (changed by staff)", report.kept)):
            if names and (word != "created" or options["verbosity"] > 1 or len(names) <= 10):
                self.stdout.write(f"{word}: {', '.join(names)}")
        counts = f"{len(report.created)} created, {len(report.changed)} changed, {len(report.left)} left as they were, {len(report.kept)} kept"
        if not dry_run:
            self._make_findable()
        self.stdout.write(f"{'Dry run, nothing written: ' if dry_run else ''}{counts}.")

    def _read_archive(self, folder: Path) -> None:
        try:
            count = read(folder)
        except NotEmpty as error:
            raise CommandError(f"Nothing was written. {error}") from error
        except (OSError, ValueError, TypeError, yaml.YAMLError, DeserializationError) as error:
            raise CommandError(f"Nothing was written. {folder} is no archive that can be read: {error}") from error
        self._make_findable()
        self.stdout.write(f"{count} pages with all their versions.")

    def _make_findable(self) -> None:
        if not search.catch_up(thorough=True):
            self.stderr.write("The search index could not be written; the server tries again by itself, or run rebuild_search.")
