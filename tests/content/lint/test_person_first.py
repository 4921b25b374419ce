"""Person-first words: labels stop a page, and people may speak of themselves as they wish."""

from __future__ import annotations

from tests.content.lint.about import found, told


def test_a_label_stops_a_page_unless_a_reason_is_given() -> None:
    [finding] = found("person-first", "Many drug addicts recover.")
    assert (finding.level, finding.excerpt, finding.may_be_justified) == ("stop", "drug addicts", True)


def test_a_person_who_speaks_of_themselves_is_only_looked_at() -> None:
    assert told("person-first", '"I am an addict," he said.') == [("look", 1)]
    assert told("person-first", "«Soy un drogadicto», dijo.", language="es") == [("look", 1)]
    assert told("person-first", kind="concern", facts={"everyday": ["am I an addict"]}) == [("look", 0)]


def test_what_others_say_of_a_person_is_not_their_own_speech() -> None:
    assert told("person-first", '"They are addicts," he said.') == [("stop", 1)]
    assert told("person-first", 'I said "tea". An addict came.') == [("stop", 1)]
