"""The crisis app: safety that works when everything else is broken."""

from django.apps import AppConfig


class CrisisConfig(AppConfig):
    name = "crisis"

    def ready(self) -> None:
        """Register the system checks and make the error pages before the first request."""
        from crisis import checks, errors

        assert checks
        errors.build_all()
