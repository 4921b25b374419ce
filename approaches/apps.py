"""The approaches app: what the seven approaches and the concerns mean, and their two kinds of page."""

from __future__ import annotations

from django.apps import AppConfig


class ApproachesConfig(AppConfig):
    name = "approaches"

    def ready(self) -> None:
        """Register the kinds."""
        from django.utils.translation import gettext_lazy as _

        from approaches import context, forms
        from content import kinds

        kinds.register(
            kinds.Kind(
                "approach",
                "Approach",
                "approaches/approach.html",
                forms.ApproachFacts,
                frozenset({"fit", "evidence"}),
                list_name=_("Approaches"),
                context=context.approach_context,
            )
        )
        kinds.register(
            kinds.Kind(
                "concern",
                "Concern",
                "approaches/concern.html",
                forms.ConcernFacts,
                list_name=_("Concerns"),
                context=context.concern_context,
            )
        )
