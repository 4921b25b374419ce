"""Markdown to sanitised HTML with headings, citations, glossary terms, figures and slots; the only caller of markdown-it and nh3."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from secrets import token_hex
from typing import Any, Protocol

import nh3
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from content import marks, markup
from content.markdown import plain_words
from content.markup import make_writer

# A figure's or mark's own SVG is put in after sanitising, in the place of `[secret:kind:name]`. The secret is new for each
# text: no page, source or term can name it, so a drawing never comes out inside an attribute.
_PLACEHOLDER = r"\[{secret}:(figure|mark):([a-z0-9-]+)\]"
_WORDS_A_MINUTE = 200


class Citable(Protocol):
    """What a citation needs of a source."""

    key: str

    @property
    def short(self) -> str: ...


class Definable(Protocol):
    """What a glossary link needs of a term's page."""

    title: str
    facts: dict[str, Any]

    def get_absolute_url(self) -> str: ...


class Showable(Protocol):
    """What a picture in the text needs of the library's."""

    alt: str
    decorative: bool
    credit: str
    width: int
    height: int

    @property
    def srcset(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """Finished HTML, or the name of a slot that the page's template fills."""

    html: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one h2 (the first may have none): its anchor, words, mark and pieces."""

    id: str
    title: str
    mark: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered source of the page."""

    number: int
    source: Citable


@dataclass(slots=True)
class Rendered:
    """A rendered body. `terms` are those that it opens in place; `findings` say in words what it names that does not exist."""

    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    terms: tuple[Definable, ...] = ()
    findings: list[str] = field(default_factory=list)
    minutes: int = 1

    @property
    def contents(self) -> list[Section]:
        """The sections that a contents list shows."""
        return [section for section in self.sections if section.title]

    @property
    def html(self) -> SafeString:
        """All of it as one text, slots left out: for search and plain previews."""
        parts = []
        for section in self.sections:
            if section.title:
                parts.append(f'<h2 id="{section.id}">{escape(section.title)}</h2>')
            parts += [piece.html for piece in section.pieces]
        return mark_safe("".join(parts))  # noqa: S308 (each piece went through the sanitiser)

    def number_of(self, key: str) -> int | None:
        """The number of a source on this page."""
        return next((reference.number for reference in self.references if reference.source.key == key), None)


def render(
    body: str,
    *,
    sources: Mapping[str, Citable],
    terms: Mapping[str, Definable],
    pictures: Mapping[str, Showable],
    also_cite: Sequence[str] = (),
    slots: Iterable[str] = (),
) -> Rendered:
    """Render the Markdown of a page.

    The three mappings hold what exists of the keys, slugs and addresses that the body names (content.markdown.names_in).
    `also_cite` are keys that the page's facts cite; their numbers follow those of the text. Only the `slots` of the page's kind may
    be placed.
    """
    parser = make_writer()
    env: dict[str, Any] = {"secret": token_hex(8)}
    tokens = parser.parse(body, env)
    cited = list(dict.fromkeys([*_named(tokens, "citation"), *also_cite]))
    wanted_terms = list(dict.fromkeys(_named(tokens, "term")))
    shown = list(dict.fromkeys(_pictures(tokens)))

    result = Rendered()
    references = [sources[key] for key in cited if key in sources]
    result.references = tuple(Reference(number, source) for number, source in enumerate(references, start=1))
    result.findings += [f"Citation [@{key}] has no source." for key in cited if key not in sources]
    result.findings += [f"Glossary term [[{slug}]] does not exist." for slug in wanted_terms if slug not in terms]
    result.findings += [f"Picture {address} does not exist." for address in shown if address not in pictures]
    env |= {"numbers": {r.source.key: r.number for r in result.references}, "sources": sources, "terms": terms, "seen": set()}
    env["pictures"] = pictures
    markup.make_figures(tokens, pictures)
    result.sections = tuple(_sections(parser, tokens, env, frozenset(slots), result.findings))
    result.terms = tuple(terms[slug] for slug in wanted_terms if slug in env["seen"])
    result.findings += env.get("findings", [])
    words = sum(len(token.content.split()) for token in tokens if token.type == "inline")
    result.minutes = max(1, round(words / _WORDS_A_MINUTE))
    return result


def _named(tokens: Iterable[Token], kind: str) -> Iterable[str]:
    """The keys of all citations, or the slugs of all terms, in order."""
    for token in tokens:
        for child in token.children or ():
            if child.type == kind:
                yield from child.meta["keys"]


def _pictures(tokens: Iterable[Token]) -> Iterable[str]:
    """The addresses of all pictures of ours, in order."""
    sources = (str(child.attrs.get("src", "")) for token in tokens for child in token.children or () if child.type == "image")
    return (source for source in sources if source.startswith("/media/"))


def _sections(parser: MarkdownIt, tokens: list[Token], env: dict[str, Any], slots: frozenset[str], findings: list[str]) -> Iterable[Section]:
    """Cut the tokens at each outer h2, and each section at its slots."""
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2" and token.level == 0]
    if not starts or starts[0] > 0:
        env["callout_heading"] = "h2"
        yield Section("", "", "", tuple(_pieces(parser, tokens[: starts[0] if starts else None], env, slots, findings)))
    if not starts:
        return
    env["callout_heading"] = "h3"
    for at, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        opening, words = tokens[at], tokens[at + 1]
        named = str(opening.meta.get("mark", ""))
        if named and named not in marks.NAMES:
            findings.append(f"Mark {{mark: {named}}} does not exist.")
        title = plain_words(words.children or ())
        yield Section(str(opening.attrGet("id") or ""), title, named, tuple(_pieces(parser, tokens[at + 3 : end], env, slots, findings)))


def _pieces(parser: MarkdownIt, tokens: list[Token], env: dict[str, Any], slots: frozenset[str], findings: list[str]) -> Iterable[Piece]:
    run: list[Token] = []
    for token in tokens:
        if token.type != "slot":
            run.append(token)
            continue
        if run:
            yield _piece(parser, run, env, findings)
            run = []
        if token.meta["name"] in slots:
            yield Piece(slot=token.meta["name"])
        else:
            findings.append(f"{{{token.meta['name']}}} is not a piece that this kind of page has.")
    if run:
        yield _piece(parser, run, env, findings)


def _piece(parser: MarkdownIt, tokens: list[Token], env: dict[str, Any], findings: list[str]) -> Piece:
    html = nh3.Cleaner(**_cleaner_options()).clean(parser.renderer.render(tokens, parser.options, env))

    def drawing(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind == "mark":
            drawn: str = marks.svg(name)
        else:
            try:
                drawn = get_template(f"figures/{name}.svg").render()
            except TemplateDoesNotExist:
                drawn = ""
        if not drawn:
            findings.append(f"{{{kind}: {name}}} does not exist.")
        return drawn

    return Piece(html=mark_safe(re.sub(_PLACEHOLDER.format(secret=env["secret"]), drawing, html)))  # noqa: S308 (sanitised above; drawings are our own files)


_TAGS = """
a abbr aside b blockquote br button caption code dd del details div dl dt em figcaption figure h2 h3 h4 hr img ins kbd li ol p pre s section span
strong sub summary sup table tbody td th thead tr ul
"""


@cache
def _cleaner_options() -> dict[str, Any]:
    classes = {"class", "id", "lang"}
    return {
        "tags": set(_TAGS.split()),
        "attributes": {
            "*": classes | {"data-tint", "hidden", "role", "aria-label", "aria-labelledby", "aria-hidden"},
            "a": {"href", "rel", "hreflang"},
            "button": {"type", "popovertarget", "data-print"},
            "span": {"popover"},
            "img": {"src", "srcset", "sizes", "alt", "loading", "decoding", "width", "height"},
            "th": {"scope", "role"},
            "ol": {"start"},
        },
        "attribute_filter": _only_own_pictures,
        "url_schemes": {"http", "https", "mailto", "tel", "sms"},
        "link_rel": None,
        "strip_comments": True,
    }


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    wanted = _ADDRESSES.get(attribute) if tag == "img" else None
    return value if wanted is None or wanted.fullmatch(value) else None


_OWN = r"/(?:media|static)/[\w./-]+"
_ADDRESSES = {"src": re.compile(_OWN), "srcset": re.compile(rf"{_OWN} \d+w(?:, {_OWN} \d+w)*")}
