"""Folders of documents into the database and back: idempotent, whole or not at all, and never over the heads of staff."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from content import workflow
from content.folders import SHIPPED, SOURCES, BadContent
from content.interchange import export, import_folder
from content.models import Page, Redirect, Revision, Source
from tests.content.made import document

pytestmark = pytest.mark.django_db

PAGES = len(list(SHIPPED.glob("*/**/*.md")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages, one in each language, and one source."""
    for language in ("en", "es"):
        (tmp_path / language / "tea").mkdir(parents=True)
        write(tmp_path, f"{language}/tea/green.md", title=f"Green tea ({language})")
    (tmp_path / SOURCES).write_text("tea2020:\n  authors: Leaf A, Pot B\n  year: 2020\n  title: On tea\n")
    return tmp_path


def write(folder: Path, name: str, **values: str) -> None:
    (folder / name).write_text(document(**values).render(), encoding="utf-8")


def texts(folder: Path) -> dict[str, bytes]:
    """The bytes of all documents and of the sources, by name."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in (*folder.glob("*/**/*.md"), folder / SOURCES)}


def said(*words: object) -> str:
    """What a command says."""
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


def tea(language: str = "en") -> Page:
    return Page.objects.get(path="tea/green", language=language)


def everything() -> tuple[list[object], ...]:
    """All rows that an import may touch."""
    return tuple(list(model.objects.order_by("pk").values()) for model in (Page, Revision, Source, Redirect))


def test_importing_creates_and_publishes_pages_and_sources(folder: Path) -> None:
    report = import_folder(folder)
    assert sorted(report.created) == ["en/tea/green", "es/tea/green", "source tea2020"]
    assert (report.changed, report.left, report.kept) == ([], [], [])
    assert tea().is_published
    assert tea("es").title == "Green tea (es)"
    assert Source.objects.get(key="tea2020").year == 2020


def test_importing_again_changes_nothing_and_says_so(folder: Path) -> None:
    import_folder(folder)
    before = everything()
    report = import_folder(folder)
    assert (sorted(report.left), report.created, report.changed, report.kept) == (["en/tea/green", "es/tea/green"], [], [], [])
    assert everything() == before


def test_the_shipped_pages_are_left_as_they_were() -> None:
    report = import_folder(SHIPPED)
    assert (len(report.left), report.created, report.changed, report.kept) == (PAGES, [], [], [])


def test_a_changed_file_changes_its_page_and_no_other(folder: Path) -> None:
    import_folder(folder)
    write(folder, "en/tea/green.md", title="Green tea, anew")
    report = import_folder(folder)
    assert (report.changed, report.left) == (["en/tea/green"], ["es/tea/green"])
    assert tea().title == "Green tea, anew"
    assert tea().revisions.count() == 2


def test_a_changed_source_is_updated(folder: Path) -> None:
    import_folder(folder)
    (folder / SOURCES).write_text("tea2020:\n  authors: Leaf A\n  year: 2021\n  title: On tea\n")
    report = import_folder(folder)
    assert report.changed == ["source tea2020"]
    assert Source.objects.get(key="tea2020").year == 2021


def test_a_dry_run_tells_the_same_and_writes_nothing(folder: Path) -> None:
    before = everything()
    told = import_folder(folder, dry_run=True)
    assert everything() == before
    assert told == import_folder(folder)


@pytest.mark.parametrize("publish", [False, True])
def test_what_staff_changed_is_kept_without_force_and_overwritten_with_it(folder: Path, grace: User, publish: bool) -> None:
    import_folder(folder)
    page = tea()
    workflow.save_draft(page, document(title="What Grace says"), by=grace)
    if publish:
        workflow.publish(page, by=None)
    write(folder, "en/tea/green.md", title="What the file says")
    before = everything()
    assert import_folder(folder).kept == ["en/tea/green"]
    assert everything() == before
    assert import_folder(folder, force=True).changed == ["en/tea/green"]
    assert tea().title == "What the file says"
    assert [revision.author for revision in tea().revisions.all()] == [None, grace, None]


def test_after_force_the_page_follows_its_file_again(folder: Path, grace: User) -> None:
    import_folder(folder)
    workflow.save_draft(tea(), document(title="What Grace says"), by=grace)
    import_folder(folder, force=True)
    write(folder, "en/tea/green.md", title="What the file says later")
    assert import_folder(folder).changed == ["en/tea/green"]


def test_a_page_that_staff_withdrew_does_not_come_back_with_a_new_version_of_its_file(folder: Path, grace: User) -> None:
    import_folder(folder)
    workflow.withdraw(tea(), by=grace)
    write(folder, "en/tea/green.md", title="Advice that was withdrawn, with a comma more")
    assert import_folder(folder).kept == ["en/tea/green"]
    assert not tea().is_published
    import_folder(folder, force=True)
    assert tea().is_published


def test_a_page_that_staff_moved_does_not_appear_at_its_old_address_as_well(folder: Path, grace: User) -> None:
    import_folder(folder)
    workflow.move(tea(), "drinks/green-tea", by=grace)
    assert import_folder(folder).kept == ["en/tea/green"]
    assert not Page.objects.filter(path="tea/green", language="en").exists()


BAD = {
    "en/no-fence.md": ("Only words.", "line 1: expected front matter"),
    "en/no-kind.md": (document().render().replace("kind: page", "kind: poem"), "line 2: 'kind': expected one of page,"),
    "en/bad-fact.md": (document().render().replace("written_on", "facts: {color: red}\nwritten_on"), "line 5: facts, color: Unknown fact"),
    "en/bad-date.md": (document().render().replace("2026-11-24", "2026-02-30"), "line 5: expected YAML (day is out of range"),
    "en/Not a path.md": (document().render(), "line 1: the file's name is the page's address. Use lower-case letters"),
    "fr/tea.md": (document().render(), "line 1: expected a folder named for a language: en, es"),
}


def test_one_bad_file_and_nothing_is_written_but_every_problem_is_named(folder: Path) -> None:
    (folder / "fr").mkdir()
    for name, (text, _) in BAD.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "en/latin.md").write_bytes(document(title="Té").render().encode("latin-1"))
    before = everything()
    with pytest.raises(BadContent) as caught:
        import_folder(folder, force=True)
    assert everything() == before
    assert len(caught.value.problems) == len(BAD) + 1
    for name, (_, problem) in {**BAD, "en/latin.md": ("", "line 1: expected text in UTF-8")}.items():
        assert any(told.startswith(f"{name}, {problem}") for told in caught.value.problems), name


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a list", "sources.yaml, line 1: expected `key:` and its facts for each source"),
        ("tea2020: [open", "sources.yaml, line 1: expected `key:` and its facts for each source (expected ',' or ']'"),
        ("a1:\n  authors: A\n  title: T\ntea2020:\n  authors: A\n  name: T", "sources.yaml, line 4: tea2020: expected some of authors, year, title"),
        ("tea2020: On tea", "sources.yaml, line 1: tea2020: expected some of authors, year, title"),
        ("tea2020:\n  authors: A", "sources.yaml, line 1: tea2020: title: This field cannot be blank."),
        ("tea2020:\n  authors: A\n  title: T\n  year: soon", "sources.yaml, line 1: tea2020: year: "),
        ("tea2020:\n  authors: A\n  title: T\n  url: javascript:alert(1)", "sources.yaml, line 1: tea2020: url: Enter a valid URL."),
        ("tea 2020:\n  authors: A\n  title: T", "sources.yaml, line 1: tea 2020: key: Enter a valid"),
    ],
)
def test_a_bad_source_is_named_and_nothing_is_written(folder: Path, text: str, problem: str) -> None:
    (folder / SOURCES).write_text(text)
    with pytest.raises(BadContent) as caught:
        import_folder(folder)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(problem)
    assert not Page.objects.filter(path="tea/green").exists()


def test_windows_line_endings_and_a_byte_order_mark_make_no_difference(folder: Path) -> None:
    import_folder(folder)
    for file in folder.glob("*/**/*.md"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert sorted(import_folder(folder).left) == ["en/tea/green", "es/tea/green"]


def test_what_is_exported_is_what_was_shipped(tmp_path: Path) -> None:
    assert len(list(export(tmp_path))) == PAGES + 1
    assert texts(tmp_path) == texts(SHIPPED)


def test_an_export_fills_an_empty_database_with_the_same(tmp_path: Path) -> None:
    list(export(tmp_path / "first"))
    pages, sources = Page.objects.count(), list(Source.objects.values())
    Page.objects.update(published_revision=None, latest_revision=None)
    Page.objects.all().delete()
    Source.objects.all().delete()
    import_folder(tmp_path / "first")
    assert (Page.objects.count(), list(Source.objects.values())) == (pages, sources)
    list(export(tmp_path / "second"))
    assert texts(tmp_path / "second") == texts(tmp_path / "first")


def test_an_export_holds_what_readers_see_and_no_draft(tmp_path: Path, folder: Path, grace: User) -> None:
    import_folder(folder)
    workflow.save_draft(tea(), document(title="Not yet"), by=grace)
    workflow.withdraw(tea("es"), by=grace)
    list(export(tmp_path / "out"))
    assert "title: Green tea (en)\n" in (tmp_path / "out/en/tea/green.md").read_text()
    assert not (tmp_path / "out/es/tea/green.md").exists()


def test_the_import_command_says_what_it_did(folder: Path, grace: User) -> None:
    told = said("import_content", folder)
    assert "created: en/tea/green, es/tea/green" in told.replace("source tea2020, ", "")
    assert told.endswith("3 created, 0 changed, 0 left as they were, 0 kept.\n")
    workflow.save_draft(tea(), document(title="What Grace says"), by=grace)
    write(folder, "es/tea/green.md", title="Otro título")
    told = said("import_content", folder, "--dry-run")
    assert "changed: es/tea/green\nkept (changed by staff): en/tea/green\n" in told
    assert told.endswith("Dry run, nothing written: 0 created, 1 changed, 0 left as they were, 1 kept.\n")
    assert said("import_content", folder, "--force").endswith("0 created, 2 changed, 0 left as they were, 0 kept.\n")


def test_the_import_command_reads_the_shipped_pages_when_no_folder_is_named() -> None:
    assert said("import_content").endswith(f"0 created, 0 changed, {PAGES} left as they were, 0 kept.\n")


def test_the_import_command_stops_at_bad_content_and_at_a_folder_that_is_not_there(folder: Path) -> None:
    (folder / "en/bad.md").write_text("Only words.")
    with pytest.raises(CommandError, match=r"Nothing was written\.\nen/bad\.md, line 1: expected front matter"):
        said("import_content", folder)
    with pytest.raises(CommandError, match="is not a folder"):
        said("import_content", folder / "nowhere")


def test_the_export_command_makes_the_folder_and_counts(tmp_path: Path) -> None:
    assert said("export_content", tmp_path / "deep/er") == f"{PAGES + 1} files written to {tmp_path / 'deep/er'}.\n"
