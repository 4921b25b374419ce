"""The HTML of the tokens that are our own: callouts, terms, citations, drawings, pictures, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from content.markdown import DIRECTIVE_KINDS, make_parser, plain_words


@cache
def make_writer() -> MarkdownIt:
    """The parser with what our own tokens become; it keeps no state of a page, so one serves all threads."""
    writer = make_parser()
    for kind in DIRECTIVE_KINDS:
        writer.add_render_rule(f"container_{kind}_open", callout)
        writer.add_render_rule(f"container_{kind}_close", callout)
    for name, rule in (("term", term), ("citation", citation), ("mark", mark), ("figure_picture", figure), ("image", image), ("link_open", link)):
        writer.add_render_rule(name, rule)
    writer.add_render_rule("table_open", lambda *_: '<div class="sheet sheet--two"><table>')
    writer.add_render_rule("table_close", lambda *_: "</table></div>")
    return writer


def callout(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    """A callout's first or last line."""
    kind = tokens[at].type.removeprefix("container_").removesuffix("_open").removesuffix("_close")
    title = escape(tokens[at].info.strip().removeprefix(kind).strip())
    if tokens[at].nesting == -1:
        return _own_questions() + "</section>" if kind == "bring" else "</div>" if kind in {"stat", "questions", "myths", "parts"} else "</section>"
    if kind == "stat":
        return f'<div class="note" data-tint="butter"><p class="stat">{title}</p>'
    if kind in {"questions", "myths", "parts"}:
        return f'<div class="{kind}-list">'
    look = {"help": ' note--help"', "plain": ' note--plain"', "bring": ' no-break" data-tint="mist"'}.get(kind, '" data-tint="mist"')
    heading = env["callout_heading"]
    return f'<section class="note{look}>' + (f"<{heading}>{title}</{heading}>" if title else "")


def _own_questions() -> str:
    return (
        f'<div class="print-only"><p>{escape(gettext("My own questions"))}</p><div class="rule-lines"></div></div>'
        f'<p class="no-print"><button class="btn btn--quiet" type="button" data-print hidden>{escape(gettext("Print this page"))}</button></p>'
    )


def term(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    """The first use of a term: a button and the box that it opens; else its plain words."""
    token = tokens[at]
    slug, words, tail = str(token.meta["keys"][0]), escape(token.content), str(token.meta["tail"])
    page = env.get("terms", {}).get(slug)
    if page is None or token.meta.get("plain") or slug in env["seen"]:
        return words + tail
    env["seen"].add(slug)
    definition = escape(str(page.facts.get("definition", "")))
    opener = escape(gettext("Open the glossary"))  # xgettext does not read inside an f-string
    button = f'<button type="button" class="term" popovertarget="term-{slug}">{words}</button>'
    box = f'<strong class="h">{escape(page.title)}</strong><br>{definition} <a href="{escape(page.get_absolute_url())}">{opener}</a>'
    return f'<span class="keep">{button}{tail}</span><span popover id="term-{slug}" class="gloss">{box}</span>'


def citation(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    """The numbers of the sources that exist."""
    links = []
    for key in tokens[at].meta["keys"]:
        if number := env.get("numbers", {}).get(key):
            label = escape(gettext("Source %(number)s: %(name)s") % {"number": number, "name": env["sources"][key].short})
            links.append(f'<a href="#source-{number}" aria-label="{label}">{number}</a>')
    return f'<sup class="cite">{", ".join(links)}</sup>' if links else ""


def mark(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    """The place of a drawn mark, filled in after sanitising."""
    return f"[{env['secret']}:mark:{tokens[at].meta['name']}]"


def figure(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    """The place of a figure, filled in after sanitising."""
    return f"[{env['secret']}:figure:{tokens[at].meta['name']}]"


# How wide the text's column is: 38rem, on smaller screens all but the gutters (tokens.css, layout.css).
SIZES = "(min-width: 42rem) 38rem, calc(92.5vw - 0.5rem)"


def image(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    """A picture of ours, with who made it; of any other its words alone, and a finding."""
    token = tokens[at]
    source, alt = str(token.attrs.get("src", "")), plain_words(token.children or ()).strip()
    if not source.startswith("/media/"):
        env.setdefault("findings", []).append(f"The picture {source} is not one of ours; upload it first.")
        return escape(alt)
    picture = env.get("pictures", {}).get(source)
    if picture is None:  # its file may be there all the same
        return f'<img src="{escape(source)}" alt="{escape(alt)}" loading="lazy" decoding="async">'
    if not alt and not picture.decorative:
        alt = picture.alt
        env.setdefault("findings", []).append(
            f"Picture {source} has no words here. Write what it shows between the square brackets: ![words]({source})."
        )
    every = f' srcset="{escape(picture.srcset)}" sizes="{SIZES}"' if picture.srcset else ""
    size = f'width="{picture.width}" height="{picture.height}"'
    shown = f'<img src="{escape(source)}"{every} {size} alt="{escape(alt)}" loading="lazy" decoding="async">'
    if not picture.credit:
        return shown
    credit = escape(gettext("Picture: %(credit)s") % {"credit": picture.credit})
    return shown + (f'<figcaption class="hint">{credit}</figcaption>' if token.meta.get("alone") else f'<span class="hint">{credit}</span>')


def make_figures(tokens: Sequence[Token], pictures: Mapping[str, Any]) -> None:
    """A picture with a credit that stands alone in its paragraph becomes a figure, so that the credit is its caption."""
    for opening, words, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        said = [child for child in words.children or () if child.type != "text" or child.content]
        if (opening.type, closing.type) != ("paragraph_open", "paragraph_close") or [child.type for child in said] != ["image"]:
            continue
        picture = pictures.get(str(said[0].attrs.get("src", "")))
        if picture is not None and picture.credit:
            said[0].meta["alone"] = True
            opening.tag = closing.tag = "figure"
            opening.hidden = closing.hidden = False


def link(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    """A link; one that leaves the site tells nobody where it came from."""
    token = tokens[at]
    if urlsplit(str(token.attrs.get("href", ""))).netloc:
        token.attrSet("rel", "noreferrer")
    return str(renderer.renderToken(tokens, at, options, env))
