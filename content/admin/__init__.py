"""The desk of staff: what Django's admin shows of the content app."""

from content.admin import library, pages, redirects, sources

__all__ = ["library", "pages", "redirects", "sources"]
