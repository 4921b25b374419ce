"""Prints the configuration of nginx or Caddy for this site, and writes the error pages that it names."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from config.front import configuration, errors


class Command(BaseCommand):
    help = "Print a whole configuration of nginx or Caddy in front of the site, made from the settings. See docs/operating.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("server", choices=sorted(configuration.SERVERS))
        parser.add_argument(
            "--node", action="append", metavar="HOST:PORT", help="gunicorn; again for others, which are asked when the first does not answer"
        )
        parser.add_argument("--listen", default="", metavar="HOST:PORT", help="plain HTTP here, when HTTPS ends in front of this server")
        parser.add_argument("--state", default="", metavar="FOLDER", help="for pid, log and passing files, instead of the system's places")
        parser.add_argument("--user", default="www-data", help="whom nginx reads the files as (www-data)")

    def handle(self, *args: Any, server: str, node: list[str] | None, listen: str, state: str, user: str, **options: Any) -> None:
        try:
            text = configuration.text(server, configuration.Place(tuple(node or configuration.Place.nodes), listen, state, user))
            errors.write()
        except (ImproperlyConfigured, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(text)
