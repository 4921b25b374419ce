"""The approaches app: what the seven approaches and the concerns mean, and their two kinds of page."""

from __future__ import annotations

from django.apps import AppConfig


class ApproachesConfig(AppConfig):
    name = "approaches"

    def ready(self) -> None:
        """Register the kinds."""
        from approaches import context, forms
        from content import kinds

        slots = frozenset({"fit", "evidence"})
        kinds.register(kinds.Kind("approach", "Approach", "approaches/approach.html", forms.ApproachFacts, slots, context=context.approach_context))
        kinds.register(kinds.Kind("concern", "Concern", "approaches/concern.html", forms.ConcernFacts, context=context.concern_context))
