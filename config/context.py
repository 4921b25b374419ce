"""What the frame of every page needs to know; asks no database."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, object]:
    """The practice, the page's own address in both languages, and this year."""
    language = get_language() or settings.LANGUAGE_CODE
    path = escape_uri_path(request.path)
    bare = escape_leading_slashes(path.removeprefix("/es") if language == "es" else path)  # else a link of ours could lead to another site
    return {
        "practice_name": settings.PRACTICE_NAME,
        "practice_short_name": settings.PRACTICE_SHORT_NAME,
        "practice_rest_of_name": settings.PRACTICE_NAME.removeprefix(settings.PRACTICE_SHORT_NAME).strip(),
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "site_url": settings.SITE_URL,
        "language": language,
        "prefix": "" if language == settings.LANGUAGE_CODE else f"/{language}",
        "site_section": bare.strip("/").partition("/")[0],
        "address_en": bare or "/",
        "address_es": f"/es{bare}",
        "exported": "static_export" in request.META,  # content.static_export puts it there; a request from outside cannot
        "year": datetime.now(UTC).year,
    }
