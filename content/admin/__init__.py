"""The desk of staff: what Django's admin shows of the content app."""

from content.admin import library, pages

__all__ = ["library", "pages"]
