"""The drawn marks by name (design brief, section 17): circles and half circles on a grid of 64, in the figure colours."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

_A, _B, _C, _D = (f'fill="var(--fig-{letter})"' for letter in "abcd")

_SHAPES = {
    "alliance": f'<circle cx="24" cy="32" r="20" {_A}/><circle cx="40" cy="32" r="20" {_B}/>'
    f'<path d="M32 13.67A20 20 0 0 1 32 50.33 20 20 0 0 1 32 13.67Z" {_C}/>',
    "cbt": f'<path d="M30 8A24 24 0 1 0 54 34H30Z" {_A}/><path d="M36 4A24 24 0 0 1 60 28H36Z" {_B}/><circle cx="30" cy="34" r="8" {_C}/>',
    "psychodynamic": f'<path d="M18 24a14 14 0 0 1 28 0Z" {_B}/><path d="M4 28h56a28 28 0 0 1-56 0Z" {_A}/><path d="M18 28h28a14 14 0 0 1-28 0Z" {_C}/>',
    "humanistic": f'<path d="M4 34h56a28 28 0 0 1-56 0Z" {_A}/><circle cx="32" cy="26" r="18" {_B}/><path d="M15.9 34h32.2a18 18 0 0 1-32.2 0Z" {_C}/>',
    "ipt": f'<circle cx="17" cy="42" r="15" {_A}/><circle cx="47" cy="42" r="15" {_A}/><circle cx="32" cy="22" r="17" {_B}/>'
    f'<path d="M18.7 27.1A15 15 0 0 1 31 36.5 15 15 0 0 1 31.7 39 17 17 0 0 1 18.7 27.1Z" {_C}/>'
    f'<path d="M45.3 27.1A15 15 0 0 0 33 36.5 15 15 0 0 0 32.3 39 17 17 0 0 0 45.3 27.1Z" {_C}/>',
    "behavior": f'<circle cx="10" cy="52" r="7" {_D}/><circle cx="27" cy="39" r="11" {_A}/><circle cx="46" cy="19" r="16" {_B}/>',
    "dbt": f'<path d="M31 6a24 24 0 0 0 0 48Z" {_A}/><path d="M33 10a24 24 0 0 1 0 48Z" {_B}/>'
    f'<path d="M31 20v24a12 12 0 0 1 0-24ZM33 20a12 12 0 0 1 0 24Z" {_C}/>',
    "mindfulness": f'<circle cx="32" cy="32" r="28" {_A}/><circle cx="32" cy="32" r="19" {_B}/><circle cx="32" cy="32" r="9" {_C}/>',
    "touch": f'<circle cx="17" cy="32" r="15" {_A}/><circle cx="47" cy="32" r="15" {_B}/><circle cx="32" cy="32" r="5" {_C}/>',
    "aim": f'<circle cx="18" cy="46" r="13" {_A}/><circle cx="46" cy="46" r="13" {_B}/>'
    f'<path d="M18 46 32 12 46 46" fill="none" stroke="var(--fig-d)" stroke-width="3"/><circle cx="32" cy="11" r="7" {_D}/>',
    "hold": f'<circle cx="32" cy="32" r="26" {_B}/><circle cx="32" cy="38" r="16" {_A}/><circle cx="32" cy="44" r="6" {_C}/>',
    "near": f'<circle cx="28" cy="32" r="22" {_A}/><circle cx="36" cy="32" r="22" {_B}/><path d="M32 10.4A22 22 0 0 1 32 53.6 22 22 0 0 1 32 10.4Z" {_C}/>',
    "bounds": '<circle cx="32" cy="32" r="29" fill="none" stroke="var(--fig-d)" stroke-width="3"/>'
    f'<circle cx="24" cy="32" r="13" {_A}/><circle cx="40" cy="32" r="13" {_B}/><path d="M32 21.75A13 13 0 0 1 32 42.25 13 13 0 0 1 32 21.75Z" {_C}/>',
    "grow": f'<circle cx="20" cy="44" r="14" {_A}/><circle cx="42" cy="26" r="22" {_B}/><path d="M21.3 30.1A14 14 0 0 1 33.4 46.3 22 22 0 0 1 21.3 30.1Z" {_C}/>',
    "repair": f'<circle cx="18" cy="32" r="15" {_A}/><circle cx="46" cy="32" r="15" {_B}/>'
    '<path d="M20 32h24" fill="none" stroke="var(--fig-c)" stroke-width="4" stroke-dasharray="5 4.5"/>',
}
_SHAPES["overlap"] = _SHAPES["alliance"]

NAMES = frozenset(_SHAPES)


def svg(name: str, css_class: str = "") -> SafeString:
    """The mark as inline SVG, hidden from screen readers: it always stands beside its name. Empty for an unknown name."""
    shapes = _SHAPES.get(name)
    if not shapes:
        return SafeString("")
    attribute = f' class="{css_class}"' if css_class else ""
    return mark_safe(f'<svg{attribute} viewBox="0 0 64 64" aria-hidden="true">{shapes}</svg>')  # noqa: S308 (built from constants)
