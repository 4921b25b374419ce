"""The desk of staff: what Django's admin shows of the content app."""

from content.admin import clarity, library, links, pages, people, practice, redirects, sources

__all__ = ["clarity", "library", "links", "pages", "people", "practice", "redirects", "sources"]
