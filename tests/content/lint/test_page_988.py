"""988 on pages that speak of suicide or self-harm."""

from __future__ import annotations

from tests.content.lint.about import passed, told

LONG = "Tea is warm. " * 130 + "\n\n"


def test_a_page_that_speaks_of_it_says_988() -> None:
    assert told("page-988", "Words.\n\nSome think about suicide.") == [("look", 3)]
    assert told("page-988", "Some want to die. Call 988.") == []
    assert passed("page-988", "Some want to die. Call 988.") == ["988 stands where it is needed."]


def test_another_page_need_not() -> None:
    assert told("page-988", "Tea.") == []
    assert passed("page-988", "Tea.") == []


def test_it_stands_near_the_top_or_close_by() -> None:
    assert told("page-988", f"Suicide.\n\n{LONG}Call 988.") == [("look", 5)]
    assert told("page-988", f"{LONG}Suicide. Call 988.") == []
    assert told("page-988", f"{LONG}Suicide. Call 988.", title="Self-harm") == [("look", 3)]
    assert told("page-988", f"{LONG}Suicide.", summary="Call 988 at any hour.") == []


def test_spanish_pages_say_how_to_reach_spanish() -> None:
    assert told("page-988", "Si piensa en el suicidio, llame al 988.", language="es") == [("look", 1)]
    assert told("page-988", "Si piensa en el suicidio, llame al 988 y oprima 2.", language="es") == []
