"""Publishes what is scheduled for now or before; the server does it by itself, this is for those who have a cron job."""

from typing import Any

from django.core.management.base import BaseCommand

from content import workflow


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        for page in workflow.publish_due():
            self.stdout.write(f"Published {page.get_absolute_url()}")
