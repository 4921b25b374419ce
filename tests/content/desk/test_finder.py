"""What writers put into a text is found by its words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from content.models import Image
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db


def found(user: User, **asked: str) -> list[dict[str, str]]:
    answer = signed_in(user).get("/admin/editor/find/", asked)
    assert answer.status_code == 200
    told: list[dict[str, str]] = answer.json()["found"]
    return told


@pytest.mark.parametrize(
    ("what", "words", "markdown"),
    [
        ("page", "cognitive behav", "[{words|CBT}](/approaches/cbt/)"),
        ("page", "approaches/dbt", "[{words|DBT}](/approaches/dbt/)"),
        ("term", "empath", "[[empathy{|words}]]"),
        ("figure", "cbt loop", "{figure: cbt-loop}"),
    ],
)
def test_it_is_found_by_its_words_with_the_markdown_for_it(what: str, words: str, markdown: str, ada: User) -> None:
    assert markdown in [each["markdown"] for each in found(ada, what=what, q=words)]


def test_a_source_is_found_by_author_title_year_and_key(ada: User) -> None:
    for words in ("Flückiger", "2018", "alliance in adult psychotherapy", "fluckiger"):
        assert any(each["markdown"].startswith("[@") and "Flückiger" in each["label"] for each in found(ada, what="source", q=words)), words


def test_only_what_is_published_in_the_language_is_found(ada: User) -> None:
    assert found(ada, what="page", q="CBT", language="es") == []


@pytest.mark.parametrize("words", ["", "%", "_", "\0", "x" * 5000, "'; drop table", "日本語"])
def test_any_words_are_answered(words: str, ada: User) -> None:
    for what in ("page", "source", "term", "figure"):
        assert len(found(ada, what=what, q=words)) <= 12


def test_something_else_is_refused_in_words(ada: User) -> None:
    answer: Any = signed_in(ada).get("/admin/editor/find/", {"what": "user"})
    assert answer.status_code == 400


def test_it_is_for_staff_who_may_see_pages(mallory: User, client: Client) -> None:
    for who in (client, signed_in(mallory)):
        assert who.get("/admin/editor/find/", {"what": "page", "q": "a"}).status_code == 403


def kept(alt: str, **more: Any) -> Image:
    return Image.objects.create(file=f"images/2026/{alt}.webp", width=9, height=9, alt=alt, **more)


def test_kept_pictures_are_offered_the_newest_first_with_their_words(ada: User) -> None:
    kept("Two chairs")
    door = kept("A [door]", decorative=True)
    told = found(ada, what="picture")
    assert [each["label"] for each in told] == ["A [door]", "Two chairs"]
    assert (told[0]["markdown"], told[0]["thumb"]) == (f"![]({door.file.url})", door.thumb)


@pytest.mark.parametrize(("words", "count"), [("chairs", 2), ("CHAIRS two", 1), ("ann", 1), ("door", 0), ("%", 0), ("two\x00", 1)])
def test_pictures_are_found_by_every_word_of_what_is_said_of_them(words: str, count: int, ada: User) -> None:
    kept("Two chairs")
    kept("Three chairs", credit="Ann Example")
    assert len(found(ada, what="picture", q=words)) == count
