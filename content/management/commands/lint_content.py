"""Check the documents of a folder as the desk does before publishing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from content.folders import SHIPPED, BadContent
from content.inspection import findings_in_folder
from content.lint import Level


class Command(BaseCommand):
    help = "Check the documents of a folder (the shipped ones when none is named). Ends with an error if one has a Stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
        parser.add_argument("--level", choices=[Level.LOOK.value, Level.STOP.value], default=Level.LOOK.value, help="the least that is printed")

    def handle(self, *args: Any, folder: Path, level: str, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            told = findings_in_folder(folder)
        except BadContent as error:
            raise CommandError("\n".join(error.problems)) from error
        for file, findings in told.items():
            for finding in findings:
                if finding.level.rank <= Level(level).rank:
                    self.stdout.write(f"{file}:{finding.line} {finding.rule} {finding.level.label} {finding.message}")
        stops = sum(finding.level is Level.STOP for findings in told.values() for finding in findings)
        if stops:
            raise CommandError(f"{stops} {'Stop' if stops == 1 else 'Stops'} in {len(told)} documents.")
        self.stdout.write(f"No Stop in {len(told)} documents.")
