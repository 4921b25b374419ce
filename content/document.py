"""A page as text: YAML front matter and Markdown, parsed and rendered byte for byte; pure Python."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import yaml

_FENCE = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)


class DocumentError(ValueError):
    """A text that is no document: says in which file and line, and what was expected there."""

    def __init__(self, expected: str, line: int = 1, file: str = "") -> None:
        self.expected, self.line, self.file = expected, line, file
        super().__init__(f"{file or 'document'}, line {line}: {expected}")


@dataclass(frozen=True, slots=True)
class Document:
    """The words and facts of one page in one language.

    `summary` stands under the title and in search results; `position` orders lists; `tint` and `mark` choose the page
    header's look; `facts` hold what the page's kind asks for. `lines` tells where a key of the front matter stood.
    """

    kind: str
    title: str
    summary: str
    written_on: date
    short_title: str = ""
    tint: str = "sand"
    mark: str = ""
    position: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    lines: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def render(self) -> str:
        """The text of the document; `parse` of it gives the document back."""
        front = {key: value for key in _KEYS if (value := getattr(self, key)) not in (_DEFAULTS.get(key), {})}
        text = yaml.dump(front, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=2**31)
        body = _our_line_endings(self.body).strip("\n")
        return f"---\n{text}---\n" + (f"\n{body}\n" if body else "")


_ORDER = ("kind", "title", "short_title", "summary", "written_on", "tint", "mark", "position", "facts")
_KEYS = _ORDER
_DEFAULTS: dict[str, Any] = {f.name: f.default for f in fields(Document) if isinstance(f.default, (str, int)) and f.name != "kind"}
_TYPES: dict[str, tuple[type, str]] = {
    "written_on": (date, "a date such as 2026-11-24"),
    "position": (int, "a whole number"),
    "facts": (dict, "a mapping of facts, one `name: value` a line, indented"),
}
_REQUIRED = ("kind", "title", "summary", "written_on")


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as people write them; a text with a line break of any kind stays on one line, escaped."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def represent_text(self, text: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", text, style='"' if len(text.splitlines()) > 1 or text != text.strip() else None)


_Dumper.add_representer(str, _Dumper.represent_text)


class _Loader(yaml.SafeLoader):
    """Takes no key twice, and says where a value stands that its type does not have (a month 13)."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError) as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in keys:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands here for the second time", key.start_mark)
            keys.add(str(key.value))
        return super().construct_mapping(node, deep)


def parse(text: str, file: str = "") -> Document:
    """The document in a text; raises DocumentError where it is not one. Line endings of other systems are taken as ours."""
    text = _our_line_endings(text).removeprefix("\ufeff")
    found = _FENCE.match(text)
    if not found:
        raise DocumentError("expected front matter between two lines of three dashes, and the first at the very top", 1, file)
    front, lines = _load(found[1], file)
    for key in front:
        if key not in _KEYS:
            raise DocumentError(f"unknown key {key!r}: expected one of {', '.join(_KEYS)}", lines[key], file)
    for key in _REQUIRED:
        if not front.get(key):
            raise DocumentError(f"expected a value for {key!r}", lines.get(key, 1), file)
    for key, value in front.items():
        wanted, words = _TYPES.get(key, (str, "text (put quotes around it if it looks like a number or a date)"))
        if type(value) is not wanted:
            raise DocumentError(f"{key!r}: expected {words}", lines[key], file)
    return Document(**front, body=found[2].strip("\n"), lines=lines)


def _our_line_endings(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _load(text: str, file: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The front matter and the line of each of its keys; a fact's key is written `facts.name`."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        front = yaml.load(text, Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "text that cannot be read"
        raise DocumentError(f"expected YAML ({problem})", mark.line + 2 if mark else 1, file) from error
    if not isinstance(front, dict) or not isinstance(node, yaml.MappingNode):
        raise DocumentError("expected `name: value` lines in the front matter", 2, file)
    lines: dict[str, int] = {}
    for key, value in node.value:
        lines[str(key.value)] = key.start_mark.line + 2
        if key.value == "facts" and isinstance(value, yaml.MappingNode):
            lines.update({f"facts.{name.value}": name.start_mark.line + 2 for name, _ in value.value})
    return {str(key): value for key, value in front.items()}, lines
