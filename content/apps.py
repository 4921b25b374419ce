"""The content app: words, and the kinds of page that it owns."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        """Register the kinds."""
        from django.utils.translation import gettext_lazy as _

        from content import context, forms, kinds

        kinds.register(kinds.Kind("page", "Page", "content/page.html", forms.PageFacts, context=context.page_context))
        kinds.register(
            kinds.Kind("term", "Glossary term", "content/term.html", forms.TermFacts, list_name=_("Glossary"), context=context.term_context)
        )
        kinds.register(
            kinds.Kind("practice", "Practice", "content/practice.html", forms.PracticeFacts, list_name=_("Practice"), context=context.page_context)
        )
