"""Facts that no form could send: a file may hold anything that YAML can say."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from django import forms
from django.core.exceptions import ValidationError

from content.facts import FactsForm, LinesField

LAUGHS = "\n".join(["a0: &a0 ha", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))])


class Tea(FactsForm):
    leaf = forms.ChoiceField(choices=[("green", "Green")], required=False)
    cups = forms.IntegerField(required=False)
    words = LinesField(required=False)


@pytest.fixture(scope="module")
def bomb() -> Any:
    """Some hundred characters of YAML that would be 300 gigabytes of text."""
    return yaml.safe_load(LAUGHS)["a11"]


@pytest.mark.parametrize(
    "wrap", [lambda bomb: [bomb], lambda bomb: ["Fine", bomb], lambda bomb: [{"x": bomb}]], ids=["list", "behind a text", "mapping"]
)
def test_a_list_in_a_list_of_texts_is_refused_before_it_is_written_out(wrap: Any, bomb: Any) -> None:
    with pytest.raises(ValidationError, match="short texts only"):
        LinesField().clean(wrap(bomb))


@pytest.mark.parametrize("name", ["leaf", "cups"])
def test_a_list_where_one_value_belongs_is_refused_before_it_is_written_out(name: str, bomb: Any) -> None:
    assert Tea.check({name: bomb}) == ({}, {name: ["Expected one value, not a list."]})


def test_numbers_in_a_list_are_texts_too() -> None:
    assert Tea.check({"words": [988, "Two"]}) == ({"words": ["988", "Two"]}, {})
