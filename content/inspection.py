"""The checks before publishing with what the site knows: pages and their anchors, sources, terms, pictures, reviews and originals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from content import kinds, library
from content.addresses import FILES, made_by_code, place
from content.document import Document, parse
from content.folders import read_folder
from content.lint import Finding, Level, Original, Place, Reading, Review, Surroundings, in_order, lint
from content.markdown import names_in
from content.models import Image, Page, Redirect, Revision, Source, address
from content.rendering import render

MEDIA = "/media/"


def findings(page: Page, document: Document, *, review: Review | None = None) -> list[Finding]:
    """What the checks say of a document that is to go live on a page. Without a `review`, the one that stands on the page counts.

    Asks the database a number of questions that does not grow with the text.
    """
    reading = Reading(document)
    around = Surroundings(
        language=page.language,
        path=page.path,
        today=timezone.localdate(),
        addresses=_published(reading, page, document),
        pictures=_pictures(reading),
        sources=set(library.find_sources(_cited(reading))),
        terms=set(library.find_terms({term.key for term in reading.terms}, page.language)),
        review=review or Review(page.reviewed_by, page.reviewed_on, page.review_due_on),
        original=_original(page),
    )
    return _all(document, around, reading)


def of_revision(page: Page, revision: Revision) -> list[Finding]:
    """What the checks say of a version of a page, with its own sign-off."""
    return findings(page, parse(revision.text), review=review_of(revision))


def stops(page: Page, revision: Revision) -> list[Finding]:
    """What stops a version from being published, also where a written reason can lift it."""
    return [finding for finding in of_revision(page, revision) if finding.level is Level.STOP]


def review_of(revision: Revision) -> Review:
    """Who signed a revision off, as the checks take it."""
    signed = revision.sign_offs.first()
    return Review(signed.reviewer, signed.signed_on, signed.review_due_on) if signed else Review()


def findings_in_folder(folder: Path) -> dict[str, list[Finding]]:
    """What the checks say of every document of a folder, by the name of its file; links may lead to pages of the folder only.

    Lines are those of the file. Raises BadContent for a folder that cannot be imported.
    """
    documents, sources = read_folder(folder)
    readings = {place: Reading(document) for place, document in documents.items()}
    pages = {address(path, language): Place(readings[language, path].anchors) for language, path in documents}
    keys = {source.key for source in sources}
    terms = {language: {path.rpartition("/")[2] for code, path in documents if code == language and _is_term(path)} for language, _ in documents}
    told = {}
    for (language, path), document in documents.items():
        around = Surroundings(
            language=language,
            path=path,
            today=timezone.localdate(),
            addresses=lambda wanted: pages.get(wanted) or _route(wanted),
            sources=keys,
            terms=terms[language],
        )
        name = f"{language}/{path}.md"
        first = _first_line((folder / name).read_text(encoding="utf-8"), document.body)
        told[name] = [_in_file(finding, document, first) for finding in _all(document, around, readings[language, path])]
    return told


def _all(document: Document, around: Surroundings, reading: Reading) -> list[Finding]:
    """The findings of the rules, and those of the renderer among them."""
    return in_order([*lint(document, around, reading=reading), *_drawings(document)])


def _drawings(document: Document) -> Iterable[Finding]:
    """Figures, marks, pieces and pictures that the renderer cannot place. Sources, terms and our pictures are judged by rules of their own."""
    named = names_in(document.body)
    rendered = render(
        document.body,
        sources={key: Source(key=key) for key in named.sources},
        terms={slug: Page(path=f"glossary/{slug}") for slug in named.terms},
        pictures={address: Image(decorative=True) for address in named.pictures},
        slots=kinds.get(document.kind).slots,
    )
    for message in rendered.findings:
        excerpt = message.partition("{")[2].partition("}")[0] or message.removeprefix("The picture ").partition(" ")[0]
        lines = document.body.split("\n")
        line = next((number for number, text in enumerate(lines, start=1) if excerpt in text), 0)
        yield Finding(Level.STOP, message, "body", line, excerpt=excerpt, rule="drawings")


def _cited(reading: Reading) -> set[str]:
    rows = [row for row in reading.document.facts.get("evidence", ()) if isinstance(row, Mapping)]
    return {cited.key for cited in reading.citations} | {str(key) for row in rows for key in row.get("sources", ())}


def _pictures(reading: Reading) -> dict[str, bool]:
    """For each picture of ours that the text shows and that exists, whether it is decoration."""
    names = {picture.src.removeprefix(MEDIA) for picture in reading.pictures if picture.src.startswith(MEDIA)}
    return (
        {f"{MEDIA}{name}": decorative for name, decorative in Image.objects.filter(file__in=names).values_list("file", "decorative")} if names else {}
    )


def _published(reading: Reading, page: Page, document: Document) -> Callable[[str], Place | None]:
    """Knows the published pages that the text links to, with the anchors of those that it links into."""
    wanted = {link.href.partition("#")[0].partition("?")[0]: "" for link in reading.links if link.href.startswith("/")}
    into = {link.href.partition("#")[0].partition("?")[0] for link in reading.links if "#" in link.href}
    asked = {place(named) for named in [*wanted, *(f"{named}/" for named in wanted if not named.endswith("/"))]}
    found = Page.objects.published().filter(path__in={path for _, path in asked}).exclude(pk=page.pk)
    places: dict[str, Place] = {}
    for language, path, kind, body in found.values_list("language", "path", "kind", "body"):
        named = address(path, language)
        other = replace(document, kind=kind, title="", short_title="", summary="", facts={}, body=body)
        places[named] = Place(Reading(other).anchors if named in into else None)
    for moved in Redirect.objects.filter(path__in={path for _, path in asked}).exclude(to=""):
        places.setdefault(address(moved.path, moved.language), Place())
    places[address(page.path, page.language)] = Place(reading.anchors)
    return lambda named: places.get(named) or _route(named)


def _route(named: str) -> Place | None:
    """An address that is made by code, whatever is published; its anchors are not known."""
    is_whole = named.endswith("/") or "." in named  # without its last slash it only leads on
    return Place() if named.startswith(FILES) or (is_whole and made_by_code(*reversed(place(named)))) else None


def _original(page: Page) -> Original | None:
    """The English page of a translation, and how many of its versions are newer than the newest of the translation."""
    if page.language == settings.LANGUAGE_CODE:
        return None
    original = Page.objects.published().in_language(settings.LANGUAGE_CODE).filter(path=page.path).first()
    seen = page.latest_revision.created_at if page.latest_revision else None
    if original is None or original.changed_at is None or seen is None:
        return None
    newer: Any = Revision.objects.filter(page=original, created_at__gt=seen, pk__lte=original.published_revision_id or 0)
    return Original(timezone.localdate(original.changed_at), newer.count())


def _is_term(path: str) -> bool:
    return path.startswith(f"{library.GLOSSARY}/")


def _first_line(text: str, body: str) -> int:
    """The line of a file on which its body begins."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return whole.count("\n", 0, len(whole) - len(body)) + 1


def _in_file(finding: Finding, document: Document, first: int) -> Finding:
    """The same finding with its line in the file: of the body, or of the key in the front matter."""
    if finding.line:
        return replace(finding, line=first + finding.line - 1)
    return replace(finding, line=document.lines.get(finding.field.partition("-")[0], 1))
