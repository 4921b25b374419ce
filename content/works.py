"""The sources as readers see them: what each supports, and where it is cited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from content import kinds
from content.markdown import slugify
from content.mentions import SOURCE
from content.models import Mention, Page, PageQuerySet, Source


@dataclass(frozen=True, slots=True)
class Group:
    """What some sources support, such as “Concerns”, and these sources by author; `cited` is false for those that no page cites."""

    title: str
    sources: tuple[Source, ...]
    cited: bool = True

    @property
    def anchor(self) -> str:
        """Its place on the page of all sources."""
        return f"for-{slugify(self.title)}"


def groups(language: str) -> list[Group]:
    """All sources by the part of the site that cites them, in alphabetical order; last what no page of the language cites.

    A source that two parts cite stands in both. Empty if no page of the language cites any.
    """
    live = Page.objects.published().in_language(language)
    cites, is_top = Exists(Mention.objects.filter(kind=SOURCE, page=OuterRef("pk"))), ~Q(path__contains="/")
    pages = {page.pk: page for page in _named(live.filter(cites | is_top))}
    mentions = Mention.objects.filter(kind=SOURCE, page__in=live).values_list("name", "page_id")
    parts: dict[str, set[str]] = defaultdict(set)
    tops = {page.path: page.name for page in pages.values()}
    for key, page_id in mentions:
        if page := pages.get(page_id):
            parts[_part(page, tops)].add(key)
    if not parts:
        return []
    sources = list(Source.objects.all())
    found = [Group(title, tuple(source for source in sources if source.key in keys)) for title, keys in sorted(parts.items())]
    left = tuple(source for source in sources if not any(source.key in keys for keys in parts.values()))
    return [group for group in found if group.sources] + ([Group(gettext("Not cited on a page at present"), left, cited=False)] if left else [])


def citing(key: str, language: str) -> list[Page]:
    """The published pages of a language that cite a source."""
    return _named(Page.objects.published().in_language(language).naming(SOURCE, key))


def _named(pages: PageQuerySet) -> list[Page]:
    """Pages with no more than lists need."""
    return list(pages.only("path", "language", "kind", "title", "short_title", "position", "changed_at").public())


def _part(page: Page, tops: dict[str, str]) -> str:
    """The part of the site that a page belongs to: the list of its kind, or the page at the top of its path."""
    top = page.path.partition("/")[0]
    return str(kinds.get(page.kind).list_name) or tops.get(top, top)
