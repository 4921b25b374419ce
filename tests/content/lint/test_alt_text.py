"""Pictures have words, or are decoration, and exist."""

from __future__ import annotations

from content.lint import Surroundings
from tests.content.lint.about import passed, told

A, B = "/media/images/a.png", "/media/images/b.png"
AROUND = Surroundings(pictures={A: False, B: True})


def test_a_picture_without_words_stops_a_page() -> None:
    assert told("alt-text", f"Words.\n\n![]({A})") == [("stop", 3)]
    assert told("alt-text", f"![]({A})", around=AROUND) == [("stop", 1)]
    assert passed("alt-text", f"![Two hands around a cup]({A})") == ["Every picture has its words."]


def test_decoration_needs_none() -> None:
    assert told("alt-text", f'![]({A} "decorative")') == []
    assert told("alt-text", f"![]({B})", around=AROUND) == []


def test_words_that_say_nothing_are_none() -> None:
    assert [told("alt-text", f"![{alt}]({A})") for alt in ("IMG_2041", "tea.png", "photo")] == [[("stop", 1)]] * 3
    assert told("alt-text", f"![Picture of a cup]({A})") == [("look", 1)]
    assert told("alt-text", f"![{'tea ' * 40}]({A})") == [("look", 1)]


def test_a_picture_that_is_not_in_the_library_stops_a_page_where_the_library_is_known() -> None:
    body = "![A cup](/media/images/c.png)"
    assert told("alt-text", body, around=AROUND) == [("stop", 1)]
    assert told("alt-text", body) == []
