"""The sources as readers see them: what each supports, and where it is cited."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Value
from django.db.models.functions import Concat, Left, StrIndex
from django.utils.translation import gettext

from content import kinds
from content.markdown import slugify
from content.mentions import SOURCE
from content.models import Mention, Page, PageQuerySet, Source

_TOP = Left("page__path", StrIndex(Concat("page__path", Value("/")), Value("/")) - 1)  # the first part of the path of a page that cites


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
    cited = Mention.objects.seen_in(language).filter(kind=SOURCE)
    rows = cited.annotate(top=_TOP).values_list("name", "page__kind", "top").order_by("name").distinct()
    tops = Page.objects.published().in_language(language).filter(path__in={top for _, _, top in rows})
    names = {page.path: page.name for page in _named(tops)}
    parts: dict[str, set[str]] = defaultdict(set)
    for key, kind, top in rows:
        parts[str(kinds.get(kind).list_name) or names.get(top, top)].add(key)
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
