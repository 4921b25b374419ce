"""Which site sent a form. Readers get no cookies, so this takes the place of a token in the form."""

from __future__ import annotations

from django.http import HttpRequest


def is_ours(request: HttpRequest) -> bool | None:
    """Whether a page of this site sent the request; None where the browser does not say, because of its age or of a page's referrer policy."""
    if site := request.headers.get("Sec-Fetch-Site"):  # only sent over HTTPS, and to this machine itself
        return None if site == "none" else site == "same-origin"
    origin = request.headers.get("Origin", "null")
    return None if origin == "null" else origin.partition("://")[2] == request.get_host()
