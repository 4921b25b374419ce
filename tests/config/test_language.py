"""Promises of the language: it is the one of the address, whatever the browser prefers and whoever came before."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from config.language import PathLanguageMiddleware


def answer(path: str, **headers: str) -> HttpResponse:
    """A response whose body names the language that its view saw."""
    request = HttpRequest()
    request.path = request.path_info = path
    request.META.update({f"HTTP_{name}": text for name, text in headers.items()})
    made = PathLanguageMiddleware(lambda request: HttpResponse(translation.get_language()))(request)
    assert isinstance(made, HttpResponse)
    return made


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "en"), ("/crisis/", "en"), ("/es/", "es"), ("/es", "es"), ("/es/crisis/", "es"), ("/essays/", "en"), ("/fr/", "en"), ("/admin/", "en")],
)
@pytest.mark.parametrize("before", ["en", "es", "de"])
def test_the_address_alone_decides(path: str, language: str, before: str) -> None:
    with translation.override(before):
        made = answer(path, ACCEPT_LANGUAGE="es-MX, de", COOKIE="django_language=es")
        assert made.content.decode() == language
        assert made.headers["Content-Language"] == language
        assert "Vary" not in made.headers


def test_the_thread_is_left_as_it_was() -> None:
    with translation.override("de"):
        answer("/es/")
        assert translation.get_language() == "de"


def test_the_thread_is_left_as_it_was_when_a_view_fails() -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    request = HttpRequest()
    request.path_info = "/es/"
    with translation.override("de"):
        with pytest.raises(ZeroDivisionError):
            PathLanguageMiddleware(fail)(request)
        assert translation.get_language() == "de"


def test_a_language_that_a_view_says_itself_is_kept() -> None:
    request = HttpRequest()
    request.path_info = "/es/"
    made = PathLanguageMiddleware(lambda request: HttpResponse(headers={"Content-Language": "en"}))(request)
    assert made.headers["Content-Language"] == "en"
