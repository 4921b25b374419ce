"""The Spanish catalogue: whole, faithful to the English, in the usted form, compiled, and what Spanish pages really show."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "config" / "locale" / "es" / "LC_MESSAGES"
PACKAGES = ("config", "approaches", "content", "crisis")
# What only staff see; Django itself has Spanish for most of it.
STAFF_ONLY = {ROOT / "content" / "facts.py", ROOT / "content" / "forms.py", *(ROOT / "content" / "desk").glob("*.py")}
STAFF_TEMPLATES = ROOT / "templates" / "admin"

_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_IN_TEMPLATE = re.compile(rf"(?:\b(n?p?)gettext|\b_)\(({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_IN_PYTHON = re.compile(r"_|n?p?gettext(?:_lazy|_noop)?")
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
_TAG = re.compile(r"<[^>]+>")
_FAMILIAR = re.compile(r"\b(?:tú|tu|tus|contigo|puedes|tienes|llama|haz)\b", re.IGNORECASE)

type Message = tuple[str | None, str]  # its context and its English


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(FOLDER / "django.po"))


def in_template(path: Path) -> Iterator[Message]:
    for call in _IN_TEMPLATE.finditer(templatize(path.read_text(), origin=str(path))):
        words = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, call[2])]
        yield (words[0], words[1]) if "p" in (call[1] or "") else (None, words[0])


def in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        words = [word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
        if words and _IN_PYTHON.fullmatch(name):
            yield (words[0], words[1]) if name.startswith(("pgettext", "npgettext")) else (None, words[0])


def public_messages() -> set[Message]:
    """What readers may meet, read from the templates and the code themselves."""
    templates = (path for kind in ("html", "svg") for path in (ROOT / "templates").rglob(f"*.{kind}") if STAFF_TEMPLATES not in path.parents)
    modules = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path not in STAFF_ONLY)
    return {message for path in templates for message in in_template(path)} | {message for path in modules for message in in_python(path)}


def test_every_public_message_has_spanish(catalogue: polib.POFile) -> None:
    spoken = {(entry.msgctxt, entry.msgid) for entry in catalogue.translated_entries()}
    wanted = public_messages()
    assert len(wanted) > 100
    assert wanted - spoken == set()


def test_where_english_says_call_or_text_988_spanish_says_which_key_and_which_word(catalogue: polib.POFile) -> None:
    both = [entry.msgstr for entry in catalogue if {"tel:988", "sms:988"} <= set(re.findall(r"\b(?:tel|sms):988\b", entry.msgid))]
    assert len(both) > 2
    assert [text for text in both if "AYUDA" not in text or not re.search(r"oprim[ai]r? 2", text)] == []


def test_nothing_is_a_guess_or_left_over(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.fuzzy_entries() + catalogue.obsolete_entries()] == []


def test_header_changes_only_with_the_words(catalogue: polib.POFile) -> None:
    assert catalogue.metadata["Language"] == "es"
    assert catalogue.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert not {"POT-Creation-Date", "PO-Revision-Date", "Last-Translator"} & set(catalogue.metadata)
    assert not any(entry.occurrences for entry in catalogue)


def test_placeholders_tags_links_and_numbers_are_the_same(catalogue: polib.POFile) -> None:
    wrong = [
        entry.msgid
        for entry in catalogue.translated_entries()
        for spanish in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        for english in [entry.msgid_plural or entry.msgid]
        if Counter(_PLACEHOLDER.findall(english)) != Counter(_PLACEHOLDER.findall(spanish))
        or Counter(_TAG.findall(english)) != Counter(_TAG.findall(spanish))
        or set(re.findall(r"\b\d{3,}\b", english)) != set(re.findall(r"\b\d{3,}\b", spanish))
    ]
    assert wrong == []


def test_mo_says_what_the_po_says(catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(FOLDER / "django.mo"))

    def said(entries: list[polib.POEntry] | list[polib.MOEntry]) -> dict[Message, tuple[str, dict[int, str]]]:
        return {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in entries}

    assert said(list(compiled)) == said(catalogue.translated_entries())
    assert compiled.metadata == catalogue.metadata


def test_readers_are_usted(catalogue: polib.POFile) -> None:
    assert [entry.msgstr for entry in catalogue if _FAMILIAR.search(_TAG.sub("", entry.msgstr))] == []


class _Shown(HTMLParser):
    """What eyes and screen readers get of a page: its text, and the attributes that hold text."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts += [value for name, value in attrs if value and name in {"alt", "aria-label", "content", "data-say", "title"}]

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def shown(document: str) -> str:
    reader = _Shown()
    reader.feed(document)
    reader.close()
    return " ".join(" ".join(reader.parts).split())


def english_pieces(catalogue: polib.POFile) -> set[str]:
    """The English of the catalogue between placeholders and tags, as far as it is long enough to be telling."""
    pieces = {piece for entry in catalogue for part in _PLACEHOLDER.split(entry.msgid) for piece in _TAG.split(part)}
    return {" ".join(piece.split()) for piece in pieces if len(piece.strip()) > 25}


ADDRESSES = {"/es/": 200, "/es/crisis/": 200, "/es/glossary/": 200, "/es/approaches/cbt/": 200, "/es/no-hay-nada/": 404}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_spanish_pages_hold_no_english_sentence(client: Client, catalogue: polib.POFile, address: str) -> None:
    response = client.get(address)
    assert response.status_code == ADDRESSES[address]
    text = shown(response.content.decode())
    assert "Ir al contenido principal" in text
    assert [piece for piece in english_pieces(catalogue) if piece in text] == []


@pytest.mark.django_db
def test_the_english_of_the_same_pages_would_be_found(client: Client, catalogue: polib.POFile) -> None:
    for address in ("/", "/crisis/"):
        text = shown(client.get(address).content.decode())
        assert len([piece for piece in english_pieces(catalogue) if piece in text]) > 10, address


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_spanish_pages_say_how_to_reach_988_in_spanish(client: Client, address: str) -> None:
    text = shown(client.get(address).content.decode())
    assert re.search(r"988 ?, oprima 2", text)
    assert "AYUDA al 988" in text
