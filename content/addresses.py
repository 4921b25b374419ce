"""What answers at the addresses of this site: pages, old addresses, and what is made by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from content import views
from content.models import Page, Redirect, address

Place = tuple[str, str]  # language, path without outer slashes
FILES = ("/media/", "/static/", "/admin/")  # what answers there is no matter of pages


@dataclass(frozen=True, slots=True)
class Addresses:
    """The places where a page is published, and where old ones lead (empty: gone)."""

    published: frozenset[Place]
    moved: Mapping[Place, str]

    @classmethod
    def now(cls, besides: int | None = None) -> Self:
        """As they are, without the redirect of that id. Two queries."""
        redirects = Redirect.objects.exclude(pk=besides or 0).values_list("language", "path", "to")
        published = frozenset(Page.objects.published().values_list("language", "path"))
        return cls(published, {(language, path): to for language, path, to in redirects})

    def end(self, language: str, path: str) -> str:
        """Where a browser that follows all redirects from there comes to rest: empty where that is gone. Raises ValueError for a circle."""
        passed = []
        while path and (language, path) in self.moved and (language, path) not in self.published:
            passed.append(path)
            path = self.moved[language, path]
            if path in passed:
                raise ValueError(" → ".join([*passed, path]))
        return path

    def answers(self, language: str, path: str) -> bool:
        """Whether a reader finds something there. A page that is not in Spanish yet says so itself."""
        try:
            end = self.end(language, path)
        except ValueError:
            return False
        if path and not end:
            return False
        return (language, end) in self.published or (settings.LANGUAGE_CODE, end) in self.published or made_by_code(end, language)


def place(path: str) -> Place:
    """The language and the path, without outer slashes, of an address of this site."""
    first, _, rest = path.strip("/").partition("/")
    is_other = first in dict(settings.LANGUAGES) and first != settings.LANGUAGE_CODE
    return (first, rest) if is_other else (settings.LANGUAGE_CODE, path.strip("/"))


@lru_cache(maxsize=1000)
def made_by_code(path: str, language: str) -> bool:
    """Whether there is something that is no page: the home page, a list, the glossary, the crisis lines."""
    whole = address(path, language)
    with translation.override(language):
        return any(_view_of(each) not in {None, views.page} for each in (whole, whole.rstrip("/")))


def _view_of(path: str) -> Callable[..., Any] | None:
    try:
        return resolve(path).func
    except Resolver404:
        return None
