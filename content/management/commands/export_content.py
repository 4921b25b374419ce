"""Write the published pages and the sources to a folder of documents."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from content.interchange import export


class Command(BaseCommand):
    help = "Write every published page and the sources to a folder, in the form that import_content reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        count = sum(1 for _ in export(folder))
        self.stdout.write(f"{count} files written to {folder}.")
