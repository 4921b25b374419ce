"""Which rows a query could give, and so which changes make a page again."""

from __future__ import annotations

import pytest
from django.db.models import Q

from content.models import Mention, Page, Redirect, SiteSettings, Source
from content.static_export import needs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        (Page.objects.published().filter(path="a/b"), {"content_page.path=a/b"}),
        (Page.objects.published().in_language("en").filter(path__in=["a", "b"]), {"content_page.path=a", "content_page.path=b"}),
        (Page.objects.published().of_kind("term"), {"content_page.kind=term"}),
        (Page.objects.of_kind("page").filter(path="a"), {"content_page.path=a"}),
        (Page.objects.of_kind("page").filter(path__regex="^a"), {"content_page.kind=page"}),
        (Page.objects.naming("source", "ros"), {"content_page.mentions=ros"}),
        (Page.objects.filter(Q(path__in=["a"]) | Q(kind__in=["term"]), language="en"), {"content_page.path=a", "content_page.kind=term"}),
        (Page.objects.filter(Q(path="a") | Q(title="b")), {"content_page"}),
        (Page.objects.filter(Q(path="a") | Q(title__contains="b")), {"content_page"}),
        (Page.objects.exclude(path="a"), {"content_page"}),
        (Page.objects.filter(path__startswith="a"), {"content_page"}),
        (Page.objects.published().in_language("en"), {"content_page"}),
        (Mention.objects.filter(page__in=Page.objects.published()), {"content_page"}),
        (Source.objects.all(), {"content_source"}),
        (Source.objects.filter(pk__in=["a", "b"]), {"content_source.key=a", "content_source.key=b"}),
        (Redirect.objects.filter(path="a", language="en"), {"content_redirect.path=a"}),
        (SiteSettings.objects.filter(pk=1), {needs.ANYTHING}),
        (Page.objects.none(), {needs.ANYTHING}),
    ],
)
def test_a_query_is_known_by_what_it_could_give(query: object, keys: set[str]) -> None:
    with needs.recorded() as asked:
        list(query)  # type: ignore[call-overload]
    assert asked == keys
