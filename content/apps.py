"""The content app: words, and the kinds of page that it owns."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        """Register the kinds."""
        from content import context, forms, kinds

        kinds.register(kinds.Kind("page", "Page", "content/page.html", forms.PageFacts, context=context.page_context))
        kinds.register(kinds.Kind("term", "Glossary term", "content/term.html", forms.TermFacts, context=context.page_context))
        placed = frozenset({"sheet"})
        kinds.register(kinds.Kind("practice", "Practice", "content/practice.html", forms.PracticeFacts, placed, context=context.practice_context))
