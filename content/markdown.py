"""The site's Markdown as tokens: markdown-it with rules for citations, glossary terms, marks, figures, slots and callouts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.replacements import replace_rare
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

DIRECTIVE_KINDS = ("note", "help", "plain", "bring", "stat", "questions", "myths", "parts")

_CITATION = re.compile(r"\[((?:@[\w-]+)(?:\s*;\s*@[\w-]+)*)\]")
# With the punctuation behind it, which must not be torn off at the end of a line.
_TERM = re.compile(r"\[\[([^\]|\n]{1,80})(?:\|([^\]\n]{1,80}))?\]\]([,.;:?!)]?)")
_MARK = re.compile(r"\{mark:\s*([a-z-]+)\s*\}")
_FIGURE = re.compile(r"\{figure:\s*([a-z0-9-]+)\s*\}\s*(.*)", re.DOTALL)
_SLOT = re.compile(r"\{([a-z]+)\}")
_PICTURE = re.compile(r"/media/[^\s()<>\"']+")

# Anchors that the page's frame and templates use themselves, and beginnings of those that are made while rendering.
_TAKEN = ("main", "exit", "exit-say", "contents", "sources", "evidence", "sooner", "bring", "cautions", "words", "with")
_MADE = re.compile(r"(?:source|term|fig|fn|fnref)(?:-|\d|$)|evidence-")


def slugify(text: str) -> str:
    """An ASCII anchor or slug, also for Spanish: accents are dropped, everything else becomes hyphens; brackets are left out."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\([^()]*\)", "", text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "part"


@dataclass(frozen=True, slots=True)
class Names:
    """Keys of sources, slugs of terms and addresses of our pictures."""

    sources: tuple[str, ...]
    terms: tuple[str, ...]
    pictures: tuple[str, ...]


def names_in(body: str) -> Names:
    """All that a text names, found without parsing it: a little more than it shows, because code is read too."""
    cited = (key.strip().lstrip("@") for found in _CITATION.finditer(body) for key in found[1].split(";"))
    terms = (slugify(found[1]) for found in _TERM.finditer(body))
    return Names(tuple(dict.fromkeys(cited)), tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(_PICTURE.findall(body))))


def make_parser() -> MarkdownIt:
    """A new parser that reads; it keeps no state of a page, so whoever makes one may keep it for all threads."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "strikethrough", "replacements", "smartquotes"])
    parser.use(footnote_plugin).use(deflist_plugin)
    for kind in DIRECTIVE_KINDS:
        parser.use(container_plugin, kind)
    parser.inline.ruler.before("link", "term", _term_rule)
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.inline.ruler.before("link", "mark", _mark_rule)
    parser.core.ruler.at("replacements", _dashes_and_dots)
    parser.core.ruler.before("inline", "shape_blocks", _shape_blocks)
    parser.core.ruler.push("shape_lists", _shape_lists)
    return parser


def plain_words(tokens: Iterable[Token]) -> str:
    """What inline tokens say, without their looks, sources and drawings."""
    said = (" " if token.type == "softbreak" else token.content + str(token.meta.get("tail", "")) for token in tokens if token.type in _WORDS)
    return "".join(said)


_WORDS = frozenset({"text", "code_inline", "term", "softbreak"})


def _citation_rule(state: StateInline, silent: bool) -> bool:
    found = _CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        token = state.push("citation", "", 0)
        token.meta = {"keys": [key.strip().lstrip("@") for key in found[1].split(";")]}
    state.pos = found.end()
    return True


def _term_rule(state: StateInline, silent: bool) -> bool:
    # While the end of a link's words is looked for (silent), a term is brackets in brackets; as a link of its own it would undo the link.
    found = None if silent else _TERM.match(state.src, state.pos)
    if not found:
        return False
    token = state.push("term", "", 0)
    token.content = (found[2] or found[1]).strip()
    token.meta = {"keys": [slugify(found[1])], "tail": found[3]}
    state.pos = found.end()
    return True


def _mark_rule(state: StateInline, silent: bool) -> bool:
    found = _MARK.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("mark", "", 0).meta = {"name": found[1]}
    state.pos = found.end()
    while state.pos < state.posMax and state.src[state.pos] == " ":
        state.pos += 1
    return True


def _dashes_and_dots(state: StateCore) -> None:
    """Typographic signs, but not © and ® for "(c)" and "(r)": those are points of a list and letters of a formula."""
    for token in state.tokens:
        replace_rare(token.children or [])


def _shape_blocks(state: StateCore) -> None:
    """Figures, slots, heading anchors and the accordion, before words inside blocks are read."""
    tokens: list[Token] = []
    anchors: dict[str, int] = {}
    questions = answer = False
    for at, token in enumerate(state.tokens):
        if token.type == "container_questions_open":
            questions = True
        elif token.type == "container_questions_close":
            questions = answer = _close_answer(tokens, answer)
        if token.type == "heading_open":
            _name_heading(token, state.tokens[at + 1], anchors)
        if questions and token.type in {"heading_open", "heading_close"} and token.tag == "h3":
            if token.nesting == 1:
                answer = not _close_answer(tokens, answer)
                opening = Token("details_open", "details", 1, attrs={"class": "acc", "id": token.attrs["id"]}, block=True)
                tokens += [opening, Token("summary_open", "summary", 1)]
            else:
                tokens.append(Token("summary_close", "summary", -1, block=True))
            continue
        if token.type == "paragraph_open" and _directive(state.tokens[at + 1], tokens, token.level, state.env):
            state.tokens[at + 1].meta = {"taken": True}
            continue
        if token.meta.get("taken") if token.type == "inline" else (token.type == "paragraph_close" and state.tokens[at - 1].meta.get("taken")):
            continue
        tokens.append(token)
    state.tokens = tokens


def _close_answer(tokens: list[Token], is_open: bool) -> bool:
    """Close the answer if one is open; none is afterwards."""
    if is_open:
        tokens.append(Token("details_close", "details", -1, block=True))
    return False


def _name_heading(heading: Token, words: Token, anchors: dict[str, int]) -> None:
    """Give it an anchor of its own; `anchors` count how often each is asked for."""
    if found := _MARK.search(words.content):
        heading.meta = {"mark": found[1]}
        words.content = _MARK.sub("", words.content).strip()
    heading.attrSet("id", make_anchor(words.content, anchors))


def make_anchor(heading: str, taken: dict[str, int]) -> str:
    """The anchor of a heading's Markdown, unlike those of the page before it; `taken` counts how often each was asked for."""
    base = slugify(_CITATION.sub("", _TERM.sub(lambda term: (term[2] or term[1]) + term[3], heading)))
    base = f"part-{base}" if _MADE.match(base) else base
    if not taken:
        taken.update(dict.fromkeys(_TAKEN, 1))
    anchor = base
    while anchor in taken:
        taken[base] += 1
        anchor = f"{base}-{taken[base]}"
    taken[anchor] = 1
    return anchor


def _directive(words: Token, tokens: list[Token], level: int, env: Any) -> bool:
    """A paragraph that is a figure or a slot becomes tokens of its own; a slot only outside lists, quotes and callouts."""
    if found := _SLOT.fullmatch(words.content.strip()):
        if level:
            env.setdefault("findings", []).append(f"{{{found[1]}}} cannot stand inside a list, a quote or a callout.")
        else:
            tokens.append(Token("slot", "", 0, meta={"name": found[1]}, block=True))
        return True
    found = _FIGURE.fullmatch(words.content.strip())
    if not found:
        return False
    name, caption = found[1], found[2].strip()
    tokens.append(Token("figure_open", "figure", 1, block=True))
    tokens.append(Token("figure_picture", "", 0, meta={"name": name}, block=True))
    if caption:
        inline = Token("inline", "", 0, content=caption, children=[], map=words.map)
        tokens += [
            Token("figcaption_open", "figcaption", 1, attrs={"class": "hint"}),
            inline,
            Token("figcaption_close", "figcaption", -1, block=True),
        ]
    tokens.append(Token("figure_close", "figure", -1, block=True))
    return True


def _shape_lists(state: StateCore) -> None:
    """Classes of lists and quotes, headings of tables; terms inside headings, summaries and links stay plain words."""
    inside_parts = in_plain = 0
    for at, token in enumerate(state.tokens):
        inside_parts += (token.type == "container_parts_open") - (token.type == "container_parts_close")
        in_plain += (token.type in {"heading_open", "summary_open"}) - (token.type in {"heading_close", "summary_close"})
        if token.type == "bullet_list_open":
            token.attrSet("class", "parts" if inside_parts else "seeds")
        elif token.type == "ordered_list_open" and _starts_bold(state.tokens[at : at + 4]):
            token.attrSet("class", "steps")
        elif token.type == "blockquote_open":
            token.attrSet("class", "quote")
        elif token.type in {"th_open", "td_open"}:
            _shape_cell(state.tokens, at)
        elif token.type == "inline":
            _plain_terms(token.children or [], bool(in_plain))


def _shape_cell(tokens: list[Token], at: int) -> None:
    """What a heading cell heads; the first cell of a row is one. Alignment would need inline style."""
    token = tokens[at]
    token.attrs = {"scope": "col"} if token.type == "th_open" else {}
    if token.type == "td_open" and tokens[at - 1].type == "tr_open":
        token.tag = tokens[at + 2].tag = "th"
        token.attrs = {"scope": "row"}


def _starts_bold(tokens: Sequence[Token]) -> bool:
    inline = next((token for token in tokens if token.type == "inline"), None)
    children = [child for child in (inline.children or []) if child.type != "text" or child.content] if inline else []
    return bool(children) and children[0].type == "strong_open"


def _plain_terms(children: Sequence[Token], everywhere: bool) -> None:
    linked = 0
    for child in children:
        linked += (child.type == "link_open") - (child.type == "link_close")
        if child.type == "term":
            child.meta["plain"] = everywhere or linked > 0
