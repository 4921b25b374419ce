"""Words of links."""

from __future__ import annotations

from tests.content.lint.about import passed, told


def test_a_link_says_where_it_leads() -> None:
    assert passed("link-text", "Read [what a first session is like](/alliance/first-session/).") == ["Links say where they lead."]
    for vague in ("Click here", "here", "Read more…", "this link", "**More**"):
        assert told("link-text", f"Tea.\n\n[{vague}](/tea/)") == [("look", 3)], vague
    assert told("link-text", "[haga clic aquí](/es/te/)", language="es") == [("look", 1)]


def test_a_link_without_words_stops_and_a_picture_with_words_gives_it_some() -> None:
    assert told("link-text", "[](/tea/)") == [("stop", 1)]
    assert told("link-text", "[![](/media/images/a.png)](/tea/)") == [("stop", 1)]
    assert told("link-text", "[![A cup of tea](/media/images/a.png)](/tea/)") == []


def test_an_address_is_no_text_for_readers() -> None:
    assert told("link-text", "[https://example.org/tea](https://example.org/tea)") == [("look", 1)]
    assert told("link-text", "See\nhttps://example.org/tea now.") == [("look", 2)]
    assert told("link-text", "Go to [988lifeline.org](https://988lifeline.org/). In code: `https://example.org/`.") == []


def test_the_same_words_lead_to_the_same_place() -> None:
    assert told("link-text", "[Tea](/tea/) and\n[tea](/coffee/)") == [("look", 2)]
    assert told("link-text", "[Tea](/tea/) and [tea](/tea/)") == []
