"""Template tag for a rating of evidence, drawn and in words."""

from __future__ import annotations

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from approaches.facts import RATINGS, Rating

register = template.Library()


@register.simple_tag
def meter(rating: Rating) -> SafeString:
    """The seeds of a rating and its words. There are few, and pages show them again and again: each is drawn once in a language."""
    return _drawn(rating.key, get_language())


@cache
def _drawn(key: str, language: str | None) -> SafeString:
    """`language` is the one that the words are in, which Django knows by itself."""
    return render_to_string("approaches/_meter.html", {"rating": RATINGS[key]})
