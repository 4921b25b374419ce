"""What the application says with each kind of answer that a front server sends from disk: asked, not written down a second time."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

Headers = list[tuple[str, str]]

# A front server says these by itself, from the file, or they differ from one address to the next; the last is for the page store alone.
_OF_A_FILE = {"content-type", "content-length", "content-language", "etag", "last-modified", "vary", "accept-ranges", "no-vary-search"}


def of_a_page() -> Headers:
    """With a finished page."""
    return _said(reverse("robots"))


def of_a_sheet() -> Headers:
    """With a page that readers write on."""
    return _said(reverse("crisis:safety_plan"))


def of_a_static_file() -> Headers:
    """With a collected file that has its fingerprint in its name."""
    try:
        return _said(staticfiles_storage.url("site.css"))
    except ValueError as error:
        raise ImproperlyConfigured("There are no static files yet: run manage.py collectstatic first.") from error


def of_an_error() -> Headers:
    """With a page of the front server's own: as with a page, but nobody keeps it."""
    return [(name, "no-store" if name == "Cache-Control" else value) for name, value in of_a_page()]


def _said(address: str) -> Headers:
    host = urlsplit(settings.SITE_URL).netloc
    response = Client(headers={"host": host}).get(address, secure=settings.HTTPS)
    if response.status_code != 200:
        raise ImproperlyConfigured(f"{address} answers {response.status_code}: is the site set up, and SITE_URL among ALLOWED_HOSTS?")
    return [(name, value) for name, value in response.headers.items() if name.lower() not in _OF_A_FILE]
