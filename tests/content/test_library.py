"""What a text names is found in few queries, and its page is made again only as far as something changed."""

from __future__ import annotations

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from content import library, rendering
from content.markdown import names_in
from content.models import Page, Source
from tests.content.made import published

BODY = "## Trust\n\nWords of [[trust|Trust]]! [@ann; @bob] and [[rapport]] [@ann].\n\n![A chair](/media/images/2026/chair.webp)"


def test_all_that_a_text_names_is_found_without_parsing_it() -> None:
    named = names_in(BODY)
    assert named.sources == ("ann", "bob")
    assert named.terms == ("trust", "rapport")
    assert named.pictures == ("/media/images/2026/chair.webp",)
    assert names_in("Plain [words](/x/), a@example.org and ![x](https://example.org/media.png).") == names_in("")


@pytest.mark.django_db
def test_sources_and_terms_cost_a_query_each_and_only_when_named(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        library.rendered("page", "[[trust]] [@bob] [[rapport]]\n\n- [[Trust]] [@ann; @bob]", "en", ["ann"])
    with django_assert_num_queries(0):
        library.rendered("page", "Plain words.", "en")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were parsed, in order."""
    seen: list[str] = []
    writer = rendering.make_writer()
    parse = writer.parse
    monkeypatch.setattr(writer, "parse", lambda body, env: seen.append(body) or parse(body, env))  # type: ignore[func-returns-value]
    library._rendered.cache_clear()
    return seen


@pytest.mark.django_db
def test_a_text_is_not_rendered_again_while_it_says_the_same(parsed: list[str]) -> None:
    Source.objects.create(key="ann", authors="Ann A", year=2020, title="On trust")
    first = library.rendered("page", "Words [@ann].", "en")
    assert library.rendered("page", "Words [@ann].", "en").html == first.html
    assert len(parsed) == 1


@pytest.mark.django_db
def test_a_changed_source_term_or_language_is_seen_at_once(parsed: list[str]) -> None:
    ann = Source.objects.create(key="ann", authors="Ann A", year=2020, title="On trust")
    published("glossary/trust", kind="term", title="Trust", facts={"definition": "To lean on."})
    body = "Words [@ann] of [[trust]]."
    assert 'aria-label="Source 1: Ann, 2020"' in library.rendered("page", body, "en").html
    ann.year = 2021
    ann.save()
    assert 'aria-label="Source 1: Ann, 2021"' in library.rendered("page", body, "en").html
    Page.objects.filter(path="glossary/trust").update(facts={"definition": "To rely on."})
    assert "To rely on." in library.rendered("page", body, "en").html
    with translation.override("es"):
        assert 'aria-label="Fuente 1: Ann, 2021"' in library.rendered("page", body, "en").html
    ann.delete()
    assert library.rendered("page", body, "en").findings == ["Citation [@ann] has no source."]
    assert len(parsed) == 5
