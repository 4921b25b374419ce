"""Documents to and from pages: import and export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from content import workflow
from content.folders import SOURCE_KEYS, SOURCES, read_folder, render_sources
from content.models import Page, Redirect, Source, document_of
from content.page_store import advance


@dataclass(slots=True)
class Report:
    """What an import did, or would do: names of pages and sources."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def import_folder(folder: Path, *, force: bool = False, dry_run: bool = False) -> Report:
    """Bring pages and sources in step with a folder, and publish what changed.

    A page that staff changed, moved or withdrew since the last import is kept unless `force`, and so is a source that they changed.
    With `dry_run` nothing is written.
    Raises BadContent before anything is written.
    """
    documents, sources = read_folder(folder)
    report = Report()
    _import_sources(sources, report, force=force)
    pages = {(page.language, page.path): page for page in Page.objects.select_related("latest_revision")}
    left_behind = set(Redirect.objects.values_list("language", "path"))
    for (language, path), document in documents.items():
        name = f"{language}/{path}"
        page = pages.get((language, path))
        latest = page.latest_revision if page else None
        if latest and latest.text == document.render():
            report.left.append(name)
            continue
        by_staff = (latest and latest.author_id is not None) or (language, path) in left_behind
        if by_staff and not force:
            report.kept.append(name)
            continue
        (report.changed if page else report.created).append(name)
        page = page or Page(path=path, language=language)
        workflow.save_draft(page, document, by=None, note="Imported")
        workflow.publish(page, by=None)
    if dry_run:
        transaction.set_rollback(True)
    return report


def _import_sources(sources: list[Source], report: Report, *, force: bool) -> None:
    known = Source.objects.in_bulk()
    for source in sources:
        name, there = f"source {source.key}", known.get(source.key)
        if there and _source_values(there) == _source_values(source):
            continue
        if there and there.changed_by_staff and not force:
            report.kept.append(name)
            continue
        (report.changed if there else report.created).append(name)
        source.save()
        advance()


def export(folder: Path) -> Iterator[Path]:
    """Write every published page and the sources to a folder in the form that `import_folder` reads; yields each file."""
    for page in Page.objects.published().select_related("published_revision"):
        file = folder / page.language / f"{page.path}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.published_revision.text if page.published_revision else document_of(page).render(), encoding="utf-8")
        yield file
    entries = {source.key: _source_values(source) for source in Source.objects.order_by("key")}
    if entries:
        target = folder / SOURCES
        target.write_text(render_sources(entries), encoding="utf-8")
        yield target


def _source_values(source: Source) -> dict[str, Any]:
    return {name: value for name in SOURCE_KEYS if (value := getattr(source, name))}
