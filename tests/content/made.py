"""Documents and pages made for one test, and readers of the HTML that comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.contrib.auth.models import User

from content import workflow
from content.document import Document
from content.models import Image, Page, Revision, Source
from content.rendering import Rendered, render

# The least that each kind asks for.
FACTS: dict[str, dict[str, Any]] = {
    "page": {},
    "term": {"definition": "What the word means."},
    "practice": {"time": "One minute", "posture": "Sitting", "cautions": ["Not while driving."]},
    "approach": {
        **dict.fromkeys(("tile", "works_on", "session", "length", "rhythm", "structure", "between", "focus", "format", "alliance"), "Some words"),
        "may_suit": ["you like it"],
        "think_twice": ["you do not"],
        "fits_aim": "skills",
        "fits_structure": "structured",
        "fits_between": "practice",
        "fits_company": "both",
    },
    "concern": {name: ["Some words"] for name in ("everyday", "notice", "sooner", "questions")},
}


def document(kind: str = "page", **values: Any) -> Document:
    """A whole document of a kind; `facts` are added to the least that the kind asks for."""
    facts = FACTS[kind] | values.pop("facts", {})
    given: dict[str, Any] = {"title": "Waterfall", "summary": "A page that only this test knows.", "written_on": date(2026, 11, 24), "body": "Words."}
    return Document(kind=kind, facts=facts, **(given | values))


def draft(path: str, language: str = "en", *, by: Any = None, **values: Any) -> Page:
    """A page that was never published."""
    page = Page(path=path, language=language)
    workflow.save_draft(page, document(**values), by=by)
    return page


def published(path: str, language: str = "en", **values: Any) -> Page:
    """A page that is live, put there by the system itself."""
    page = draft(path, language, **values)
    workflow.publish(page, by=None)
    return page


def signed_off(page: Page, by: User) -> Revision:
    """The newest revision of a page, sent for review and signed off by someone who may."""
    workflow.submit(page, by=None)
    assert page.latest_revision is not None
    workflow.sign_off(page, page.latest_revision, by=by)
    return page.latest_revision


def tree(html: str | bytes) -> Element:
    """The document as a browser builds it, names without their namespace."""
    root: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return root


def words(element: Element | None) -> str:
    """The text of an element with single spaces; empty for none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


class Library:
    """Sources, terms and pictures that exist for one test."""

    def __init__(self, sources: str = "", terms: str = "", pictures: Iterable[Image] = ()) -> None:
        self.sources = {key: Source(key=key, authors=f"{key.title()} A, Other B", year=2020, title=f"On {key}") for key in sources.split()}
        self.terms = {
            slug: Page(path=f"glossary/{slug}", title=slug.title(), facts={"definition": f"What {slug} means."}, kind="term")
            for slug in terms.split()
        }
        self.pictures = {picture.file.url: picture for picture in pictures}

    def render(self, body: str, *, slots: Iterable[str] = (), also_cite: Sequence[str] = ()) -> Rendered:
        """The body with what this library has."""
        return render(body, sources=self.sources, terms=self.terms, pictures=self.pictures, slots=slots, also_cite=also_cite)


def html_of(body: str, *, sources: str = "", terms: str = "", pictures: Iterable[Image] = ()) -> str:
    """The HTML of a body, with nothing wrong in it."""
    rendered = Library(sources, terms, pictures).render(body)
    assert rendered.findings == []
    return str(rendered.html)


def fresh(page: Page) -> Page:
    """The page as the database has it now."""
    return Page.objects.get(pk=page.pk)
