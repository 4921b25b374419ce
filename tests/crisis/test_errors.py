"""Promises of the error pages: whole without a database, a template or a manifest, in the language of the address."""

from __future__ import annotations

import json
from pathlib import Path

import html5lib
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.http import HttpRequest
from django.template import engines
from django.test import Client
from django.urls import path as route

from crisis import errors, notice

STATUSES = [400, 403, 404, 405, 410, 413, 418, 500, 502, 503]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Pages made under the settings of another test are forgotten."""
    errors.build_all()


def asked(path: str) -> HttpRequest:
    request = HttpRequest()
    request.path = request.path_info = path
    return request


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", notice.LANGUAGES)
def test_every_page_is_a_valid_document_in_its_language_with_one_heading_and_the_notice_behind_the_quick_exit(status: int, language: str) -> None:
    page = errors.page(status, language)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    tree = parser.parse(page.decode())
    assert tree.get("lang") == language
    assert len(tree.findall(".//h1")) == 1
    assert len(tree.findall(".//main")) == 1
    assert (tree.findtext(".//title") or "").strip()
    assert [element.get("data-crisis-notice") for element in tree.findall("body/*")] == [None, "", None]
    exit_link = tree.findall("body/*")[0].find("a")
    assert (exit_link.get("href"), exit_link.get("data-to")) == ("/leave/", "https://www.weather.gov/")
    assert page.count(notice.html(language)) == 1


@pytest.mark.parametrize(("language", "home"), [("en", "/"), ("es", "/es/")])
def test_every_page_leads_home_and_to_the_crisis_page_in_its_language(language: str, home: str) -> None:
    for status in STATUSES:
        main = errors.page(status, language).decode().partition("<main")[2]
        assert f'href="{home}"' in main
        assert f'href="{home}crisis/"' in main


def test_the_two_languages_say_different_words() -> None:
    for status in STATUSES:
        assert "You did nothing wrong" in errors.page(status, "en").decode() or status >= 500
        assert "Usted no hizo nada mal" in errors.page(status, "es").decode() or status >= 500
        assert errors.page(status, "en") != errors.page(status, "es")


def test_a_status_without_words_of_its_own_gets_those_of_its_kind() -> None:
    assert errors.page(502, "en") == errors.page(500, "en")
    assert errors.page(418, "es") == errors.page(400, "es")


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "en"), ("/alliance/", "en"), ("/es/", "es"), ("/es/alliance/", "es"), ("/es", "es"), ("/essays/", "en")],
)
def test_an_error_speaks_the_language_of_its_address(path: str, language: str) -> None:
    request = asked(path)
    answers = [errors.bad_request(request), errors.forbidden(request), errors.forbidden(request, reason="CSRF"), errors.server_error(request)]
    assert [answer.status_code for answer in answers] == [400, 403, 403, 500]
    for answer in answers:
        assert f'<html lang="{language}">'.encode() in answer.content
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Content-Length"] == str(len(answer.content))


def with_manifest(settings: LazySettings, folder: Path, text: str) -> None:
    settings.STATIC_ROOT = folder
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    (folder / "staticfiles.json").write_text(text, encoding="utf-8")


def test_with_the_manifest_the_page_has_the_fingerprinted_stylesheet_and_script(settings: LazySettings, tmp_path: Path) -> None:
    with_manifest(settings, tmp_path, json.dumps({"version": "1.1", "paths": {"site.css": "site.0123.css", "site.js": "site.4567.js"}, "hash": ""}))
    errors.build_all()
    page = errors.page(500, "en")
    assert b'<link rel="stylesheet" href="/static/site.0123.css">' in page
    assert b'<script src="/static/site.4567.js" defer></script>' in page


@pytest.mark.parametrize("manifest", ["{}", "no JSON at all", '{"version": "1.1", "paths": {}, "hash": ""}'])
def test_without_a_usable_manifest_the_page_is_still_a_page(settings: LazySettings, tmp_path: Path, manifest: str) -> None:
    with_manifest(settings, tmp_path, manifest)
    errors.build_all()
    page = errors.page(500, "en")
    assert b"stylesheet" not in page
    assert b"<h1>Something is not working</h1>" in page
    assert notice.html("en") in page


def test_every_page_is_ready_before_the_first_request(settings: LazySettings, tmp_path: Path) -> None:
    errors.page.cache_clear()
    apps.get_app_config("crisis").ready()
    with_manifest(settings, tmp_path, "no JSON at all")
    for status in (400, 403, 404, 405, 410, 413, 500):
        for language in notice.LANGUAGES:
            assert b"stylesheet" in errors.page(status, language)


class Broken(Exception):
    """What the views of the tests die of."""


def failing(request: HttpRequest) -> None:
    raise Broken


class Here:
    """A URLconf with a view that fails and the site's own handler."""

    urlpatterns = (route("fails/", failing), route("es/fails/", failing))
    handler500 = "crisis.errors.server_error"


@pytest.mark.parametrize(("path", "language"), [("/fails/", "en"), ("/es/fails/", "es")])
def test_a_view_that_fails_gets_the_page_with_templates_and_the_database_broken(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, path: str, language: str
) -> None:
    # No database either: this test asks for none, so pytest-django fails whatever reaches for one.
    def no_templates(*names: object) -> None:
        raise Broken

    settings.ROOT_URLCONF = Here
    monkeypatch.setattr(engines, "all", no_templates)
    monkeypatch.setattr("django.template.engine.Engine.find_template", no_templates)
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == 500
    assert answer.content == errors.page(500, language)
    assert answer.headers["Crisis-Support"] == "Call or text 988"
