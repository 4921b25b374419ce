"""The desk of staff: what Django's admin shows of the content app."""

from content.admin import library, links, pages, people, practice, redirects, sources

__all__ = ["library", "links", "pages", "people", "practice", "redirects", "sources"]
