"""Write the public site to a folder, as files that any host can hand out."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from content.static_export import Broken, NoRoom, Refused, Wanted, export

_SHOWN = 50  # troubles
_NOTHING = "Nothing was exported; the folder is as it was."


class Command(BaseCommand):
    help = "Write the public site to a folder, as files that any host can hand out. What is there is replaced whole, or not at all."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a new or empty folder, or one that this command made")
        parser.add_argument("--brotli", type=int, choices=(5, 11), default=11, help="5 is made ten times faster and is a tenth larger (11)")
        parser.add_argument("--search", action="store_true", help="let the search page look in a list that it carries (needs script)")
        parser.add_argument("--processes", type=int, default=os.process_cpu_count() or 1, help="how many make pages at once (one for each core)")

    def handle(self, *args: Any, folder: Path, brotli: int, search: bool, processes: int, **options: Any) -> None:
        began = perf_counter()
        tqdm.monitor_interval = 0  # its thread has no place beside processes that are forked
        try:
            with tqdm(unit=" addresses", disable=None, leave=False) as bar:
                report = export(folder, Wanted(brotli=brotli, search=search), lambda done, total: _show(bar, done, total), processes)
        except Refused as error:
            raise CommandError(str(error)) from error
        except Broken as error:
            more = len(error.troubles) - _SHOWN
            raise _failed(error, *error.troubles[:_SHOWN], *([f"and {more} more."] if more > 0 else [])) from error
        except DatabaseError as error:
            raise _failed(error, f"The database does not answer: {error}") from error
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {_NOTHING}") from None
        except (NoRoom, OSError) as error:
            raise _failed(error, str(error)) from error
        for note in report.notes:
            self.stdout.write(note)
        self.stdout.write(f"{report.addresses} addresses, {report.made} made now, in {perf_counter() - began:.1f} seconds.")


def _failed(error: Exception, *lines: str) -> CommandError:
    notes: list[str] = getattr(error, "__notes__", [])
    began = " ".join(["Nothing new was exported.", *notes]) if notes else _NOTHING
    return CommandError("\n".join([began, *lines]))


def _show(bar: tqdm[Any], done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
