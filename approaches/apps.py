"""The approaches app: what the seven approaches and the concerns mean, and their two kinds of page."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class ApproachesConfig(AppConfig):
    name = "approaches"

    def ready(self) -> None:
        """Register the kinds."""
        from approaches import context, forms
        from content import kinds

        kinds.register(
            kinds.Kind(
                "approach",
                gettext_noop("Approach"),
                "approaches/approach.html",
                forms.ApproachFacts,
                frozenset({"fit", "evidence"}),
                list_name=_("Approaches"),
                rank=3,
                context=context.approach_context,
            )
        )
        kinds.register(
            kinds.Kind(
                "concern",
                gettext_noop("Concern"),
                "approaches/concern.html",
                forms.ConcernFacts,
                list_name=_("Concerns"),
                rank=4,
                context=context.concern_context,
            )
        )
