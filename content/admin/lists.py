"""Lists of the admin whose rows know more than their table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from content.models import Page


class KnowingList(ChangeList):
    """A list whose admin class adds to all rows that are shown what they have to tell, at once: `add_to(rows)`."""

    def get_results(self, request: HttpRequest) -> None:
        """As always, then what is known of the rows."""
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        self.model_admin.add_to(rows)  # type: ignore[attr-defined]
        self.result_list = rows


def links(pages: Iterable[Page]) -> SafeString:
    """The pages, each with a link to its form and its address; empty for none."""
    named = ((reverse("admin:content_page_change", args=[page.pk]), page.title, page.get_absolute_url()) for page in pages)
    return format_html_join(", ", '<a href="{}">{}</a> ({})', named)
