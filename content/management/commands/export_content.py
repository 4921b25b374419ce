"""Write the published pages and the sources to a folder of documents."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from content.archive import write
from content.interchange import export


class Command(BaseCommand):
    help = "Write every published page and the sources to a folder, in the form that import_content reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--archive", action="store_true", help="write all versions, sign-offs, steps and pictures too, into FOLDER/archive")

    def handle(self, *args: Any, folder: Path, archive: bool, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        count = sum(1 for _ in export(folder))
        for name in self._archive(folder / "archive") if archive else ():
            self.stderr.write(f"A picture has lost its file {name}; it is not in the archive.")
        self.stdout.write(f"{count} files written to {folder}{', with the archive' if archive else ''}.")

    def _archive(self, folder: Path) -> list[str]:
        try:
            return write(folder)
        except OSError as error:
            raise CommandError(f"The archive is not whole: {error}") from error
