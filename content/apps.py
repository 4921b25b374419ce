"""The content app: words, and the kinds of page that it owns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        """Register the kinds."""
        from content import context, forms, kinds

        kinds.register(kinds.Kind("page", gettext_noop("Page"), "content/page.html", forms.PageFacts, rank=2, context=context.page_context))
        kinds.register(
            kinds.Kind(
                "term", gettext_noop("Glossary term"), "content/term.html", forms.TermFacts, list_name=_("Glossary"), context=context.term_context
            )
        )
        kinds.register(
            kinds.Kind(
                "practice",
                gettext_noop("Practice"),
                "content/practice.html",
                forms.PracticeFacts,
                frozenset({"sheet"}),
                list_name=_("Practice"),
                rank=1,
                context=context.practice_context,
            )
        )
