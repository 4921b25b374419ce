"""Links lead to what exists."""

from __future__ import annotations

import pytest

from content.lint import Place, Surroundings
from tests.content.lint.about import found, told

PLACES = {"/tea/": Place(frozenset({"green", "black"})), "/crisis/": Place(), "/es/te/": Place(), "/": Place()}
AROUND = Surroundings(addresses=PLACES.get)


def test_an_address_and_an_anchor_have_to_exist() -> None:
    fine = "[a](/tea/) [b](/tea/#green) [c](/crisis/#anything) [d](/) [e](/tea/#source-1) [f](/tea/#main) [g](/tea/?q=1)"
    assert found("broken-links", fine, around=AROUND) == []
    assert told("broken-links", "Words.\n\n[a](/coffee/)\n[b](/tea/#white)", around=AROUND) == [("stop", 3), ("stop", 4)]


def test_a_forgotten_slash_is_named() -> None:
    [finding] = found("broken-links", "[a](/tea)", around=AROUND)
    assert (finding.level, finding.suggestion) == ("stop", "Write /tea/ with a slash at its end.")


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert found("broken-links", "[a](/coffee/#x)") == []


def test_an_anchor_of_the_page_itself_is_known_without_surroundings() -> None:
    assert told("broken-links", "[a](#tea) [b](#sources)\n\n## Tea") == []
    assert told("broken-links", "[a](#coffee)\n\n## Tea") == [("stop", 1)]


@pytest.mark.parametrize("href", ["tea/", "./tea/", "//example.org/", "ftp://example.org/", "tel:help", "#", "sms:x"])
def test_what_no_browser_follows_as_meant_is_stopped(href: str) -> None:
    assert told("broken-links", f"[a]({href})", around=AROUND) == [("stop", 1)]


@pytest.mark.parametrize("href", ["https://example.org/", "mailto:a@example.org", "tel:988", "tel:+1-800-222-1222", "sms:988", "HTTPS://example.org"])
def test_what_leads_outside_is_left_to_another_check(href: str) -> None:
    assert told("broken-links", f"[a]({href})", around=AROUND) == []


def test_an_open_connection_and_a_change_of_language_are_looked_at() -> None:
    assert told("broken-links", "[a](http://example.org/)") == [("look", 1)]
    spanish = Surroundings(language="es", addresses=PLACES.get)
    assert told("broken-links", "[a](/es/te/)", around=spanish) == []
    assert told("broken-links", "[a](/tea/)", around=spanish) == [("look", 1)]
