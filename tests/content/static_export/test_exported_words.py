"""What a page says where no server stands behind it: nothing that only a server can answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from content.page_store.asking import ask
from content.static_export import Wanted

pytestmark = pytest.mark.django_db

WITH_FORMS = (
    "/approaches/cbt/",
    "/practice/thought-record/",
    "/search/",
    "/compare/",
    "/compare/cbt/dbt/",
    "/compare/narrow/",
    "/handouts/",
    "/404/",
)


@pytest.fixture(autouse=True)
def nothing_is_closed() -> Iterator[None]:
    """A request ends with its connection, but here that holds the test's transaction; Django's own client leaves it open too."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


def exported(address: str, language: str = "") -> str:
    return ask(get_wsgi_application(), language + address, static_export=True)[2].decode()


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("address", WITH_FORMS)
def test_no_form_or_query_waits_for_a_server_that_is_not_there(address: str, language: str) -> None:
    html = exported(address, language)
    assert "<form" not in html
    assert not re.search(r'(?:href|src)="/[^"]*\?', html)


def test_the_served_pages_keep_their_forms() -> None:
    for address in WITH_FORMS:
        html = Client().get(address).content.decode()
        assert "<form" in html or "?ask" in html, address


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_list_that_search_looks_in_is_there_where_it_is_wanted_and_never_served(client: Client, language: str) -> None:
    address = f"{language}/search/list.json"
    assert not ask(get_wsgi_application(), address, static_export=Wanted())[0].startswith("200")
    line, _, body = ask(get_wsgi_application(), address, static_export=Wanted(search=True))
    assert line.startswith("200")
    assert {entry[0] for entry in json.loads(body)["entries"]} >= {f"{language}/crisis/", f"{language}/compare/"}
    assert "data-find" not in exported("/search/", language)
    assert client.get(address, follow=True).status_code == 404  # last: it connects again what it leaves out


def test_where_forms_were_words_say_what_to_do_instead() -> None:
    assert "has no search" in exported("/search/")
    assert "no tiene búsqueda" in exported("/search/", "/es")
    assert "/compare/cbt/dbt/" in exported("/compare/")
    assert "cannot take answers" in exported("/compare/narrow/")
    assert 'href="/alliance/"' in exported("/handouts/")
    assert "Our server" not in exported("/about/what-this-site-knows/")
    assert "your IP address" in exported("/about/what-this-site-knows/")


def test_a_page_that_is_not_in_spanish_yet_leads_to_the_spanish_home_page() -> None:
    assert '<a href="/es/" lang="es" hreflang="es">' in exported("/approaches/cbt/")
    assert '<a href="/es/crisis/" lang="es" hreflang="es">' in exported("/crisis/")
    assert '<a href="/es/approaches/cbt/" lang="es" hreflang="es">' in Client().get("/approaches/cbt/").content.decode()
