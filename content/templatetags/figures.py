"""Template tags for what is drawn: marks, the evidence meter, and inline SVG figures."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from content import marks

register = template.Library()

_SEED = "M10 1.5a15 15 0 0 1 0 23 15 15 0 0 1 0-23Z"


@register.simple_tag
def mark(name: str, css_class: str = "") -> SafeString:
    """The drawn mark of a name."""
    return marks.svg(name, css_class)


@register.simple_tag
def seeds(filled: int | None) -> SafeString:
    """Four seeds, so many of them filled; a ruled bar for None. The words beside them say the same."""
    if filled is None:
        return mark_safe('<svg viewBox="0 0 88 26" aria-hidden="true"><path class="on" d="M2 11h84v4H2z"/></svg>')
    parts = (f'<path transform="translate({22 * place})" class="{"on" if place < filled else "off"}" d="{_SEED}"/>' for place in range(4))
    return mark_safe(f'<svg viewBox="0 0 88 26" aria-hidden="true">{"".join(parts)}</svg>')  # noqa: S308
