"""Folders of documents: what the files say, checked whole before anyone uses it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError

from content import kinds
from content.document import Document, DocumentError, parse
from content.models import Page, Source

SHIPPED = Path(__file__).resolve().parent / "pages"
SOURCE_KEYS = ("authors", "year", "title", "venue", "doi", "url")
SOURCES = "sources.yaml"


class BadContent(ValueError):
    """One or more files are wrong; nothing was written. `problems` has one line for each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def checked(document: Document, file: str = "") -> Document:
    """The document with its facts as the form of its kind cleans them. Raises DocumentError for a kind or facts that are wrong."""
    try:
        kind = kinds.get(document.kind)
    except KeyError:
        raise DocumentError(f"'kind': expected one of {', '.join(kinds.names())}", document.lines.get("kind", 2), file) from None
    facts, wrong = kind.facts_form.check(document.facts)
    for name, messages in wrong.items():
        line = document.lines.get(f"facts.{name}", document.lines.get("facts", document.lines.get("kind", 2)))
        raise DocumentError(f"facts, {name}: {' '.join(messages)}", line, file)
    values = {name: getattr(document, name) for name in ("kind", "title", "short_title", "summary", "written_on", "tint", "mark", "position", "body")}
    for name, longest in (("title", 120), ("short_title", 60), ("summary", 200), ("tint", 10), ("mark", 20)):
        if len(values[name]) > longest:
            raise DocumentError(f"{name!r}: expected {longest} characters or fewer", document.lines.get(name, 2), file)
    if not 0 <= document.position <= 32767:
        raise DocumentError("'position': expected a number from 0 to 32767", document.lines.get("position", 2), file)
    return Document(**values, facts=facts, lines=document.lines)


def read_folder(folder: Path) -> tuple[dict[tuple[str, str], Document], list[Source]]:
    """All documents by (language, path) and all sources of a folder. Raises BadContent with every problem found."""
    problems: list[str] = []
    documents: dict[tuple[str, str], Document] = {}
    for file in sorted(folder.glob("*/**/*.md")):
        language, *parts = file.relative_to(folder).with_suffix("").parts
        name = str(file.relative_to(folder))
        try:
            documents[_known(language, name), _path(parts, name)] = checked(parse(file.read_text(encoding="utf-8"), name), name)
        except DocumentError as error:
            problems.append(str(error))
        except UnicodeDecodeError:
            problems.append(f"{name}, line 1: expected text in UTF-8")
    sources = _read_sources(folder / SOURCES, problems)
    if problems:
        raise BadContent(problems)
    return documents, sources


def _known(language: str, file: str) -> str:
    codes = dict(settings.LANGUAGES)
    if language not in codes:
        raise DocumentError(f"expected a folder named for a language: {', '.join(codes)}", 1, file)
    return language


def _path(parts: list[str], file: str) -> str:
    path = "/".join(parts)
    try:
        Page._meta.get_field("path").clean(path, None)
    except ValidationError as error:
        raise DocumentError(f"the file's name is the page's address. {' '.join(error.messages)}", 1, file) from error
    return path


def _read_sources(file: Path, problems: list[str]) -> list[Source]:
    if not file.exists():
        return []
    try:
        text = file.read_text(encoding="utf-8")
        entries = yaml.safe_load(text) or {}
        if not isinstance(entries, dict):
            raise yaml.YAMLError
    except UnicodeDecodeError:
        problems.append(f"{SOURCES}, line 1: expected text in UTF-8")
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "text that cannot be read"
        problems.append(f"{SOURCES}, line {mark.line + 1 if mark else 1}: expected `key:` and its facts for each source ({problem})")
    else:
        lines = {line.partition(":")[0].strip("'\""): number for number, line in reversed(list(enumerate(text.splitlines(), start=1)))}
        sources = [_source(str(key), values, lines.get(str(key), 1), problems) for key, values in entries.items()]
        return [source for source in sources if source]
    return []


def _source(key: str, values: Any, line: int, problems: list[str]) -> Source | None:
    try:
        if not set(values) <= set(SOURCE_KEYS) or any(isinstance(value, (dict, list, set)) for value in values.values()):
            raise TypeError
        source = Source(key=key, **values)
        source.clean_fields()
    except (AttributeError, TypeError):
        problems.append(f"{SOURCES}, line {line}: {key}: expected some of {', '.join(SOURCE_KEYS)}, one text each")
    except ValidationError as error:
        told = " ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        problems.append(f"{SOURCES}, line {line}: {key}: {told}")
    else:
        return source
    return None


def render_sources(entries: dict[str, dict[str, Any]]) -> str:
    """The one text form of the bibliography."""
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=2**31)
