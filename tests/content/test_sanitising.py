"""Nothing that runs, loads or hides comes out of a body, whatever went in, and no text takes long."""

from __future__ import annotations

import re
import time
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.models import Image, Page, Source
from tests.content.made import Library, tree

SVG = "{http://www.w3.org/2000/svg}"
# What a page's body may hold: one list for readers of this test, not the renderer's own.
ELEMENTS = {
    *("html", "head", "body", "a", "abbr", "aside", "b", "blockquote", "br", "button", "caption", "code", "dd", "del", "details", "div", "dl", "dt"),
    *("em", "figcaption", "figure", "h2", "h3", "h4", "hr", "img", "ins", "kbd", "li", "ol", "p", "pre", "s", "section", "span", "strong", "sub"),
    *("summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
DRAWN = {"svg", "title", "g", "path", "circle", "text", "tspan", "rect", "line", "ellipse", "defs", "clipPath", "polyline"}
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)")
ALL = Library("ann", "rapport", [Image(file="a.png", alt="A", credit="Ann", width=9, height=9, widths=[4])])


def scheme(address: str) -> str:
    """As a browser reads it: controls in front and line breaks inside do not count."""
    found = SCHEME.match(re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33))))).lower())
    return found[0] if found else ""


def faults(html: str) -> list[str]:
    """Everything in the HTML that could run, load from elsewhere or imitate the frame."""
    found: list[str] = []

    def look(element: Element, in_drawing: bool) -> None:
        name = element.tag.removeprefix(SVG)
        in_drawing = in_drawing or element.tag == f"{SVG}svg"
        if name not in (DRAWN if in_drawing else ELEMENTS):
            found.append(f"<{name}>")
        for attribute, value in element.attrib.items():
            if attribute.startswith("on") or attribute in {"style", "srcdoc", "action", "formaction", "autofocus", "tabindex", "target"}:
                found.append(f"{name} {attribute}={value}")
            if attribute in {"href", "src"} and scheme(value) not in {"", "http", "https", "mailto", "tel", "sms"}:
                found.append(f"{name} {attribute}={value}")
            loaded = [part.split()[0] for part in value.split(",")] if attribute == "srcset" else [value] if attribute == "src" else []
            if any(not address.startswith("/media/") for address in loaded):
                found.append(f"{name} {attribute}={value}")
        for child in element:
            look(child, in_drawing)

    look(tree(html), in_drawing=False)
    return found


def test_the_search_for_faults_finds_them() -> None:
    html = '<script></script><p onclick="x" style="y"><a href=" JavaScript:z">a</a><svg><script></script></svg><iframe></iframe>'
    html += '<img src="//x/y.png" srcset="/media/a 1w, //x/y 2w">'
    assert len(faults(html)) == 8


HOSTILE = [
    "<script>alert(1)</script>",
    "<style>body{display:none}</style>",
    '<p onclick="alert(1)" style="color:red">x</p>',
    '<a href="https://example.org" onmouseover="alert(1)">x</a>',
    '<iframe src="https://example.org"></iframe><object data="x"></object><embed src="x">',
    '<svg onload="alert(1)"><script>alert(1)</script></svg>',
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    '<form action="/admin/"><input name="x"><button formaction="javascript:alert(1)">x</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://example.org"><base href="https://example.org">',
    "<!-- <b>hidden</b> --><!--crisis-notice-->",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#x01;javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](DATA:text/html,x)",
    "[x](file:///etc/passwd) [y](ftp://example.org/x) [z](blob:x)",
    "<javascript:alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x](/a "onclick=alert(1)")',
    '[x](/a"onclick="alert(1))',
    "![x](https://example.org/track.png)",
    "![x](//example.org/track.png)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![x](/media/x.png?onerror=alert(1))",
    '![x" onerror="alert(1)](/media/x.png)',
    '![x](/media/x.png" onerror="alert(1))',
    "![x][1]\n\n[1]: https://example.org/track.png",
    '::: note <script>alert(1)</script> "onclick="x"\nWords.\n:::',
    "::: stat <img src=x onerror=alert(1)>\nWords.\n:::",
    '## <img src=x onerror=alert(1)> "onclick="x"\n\n## [x](javascript:alert(1))',
    "::: questions\n### <script>alert(1)</script>\n\n<b onclick=x>",
    '[[<img src=x onerror=alert(1)>|"onclick="x"]] [[rapport|<script>alert(1)</script>]]',
    '[@"onclick="x"] [@<script>]',
    "{figure: ../../base} {figure: ../settings}\n\n{mark: <script>}\n\n{figure: x} <script>alert(1)</script>",
    '```"onclick="alert(1)"><script>\nx\n```',
    "| <script>x</script> | b |\n|-|-|\n| [x](javascript:alert(1)) | <img src=x onerror=y> |",
    "x[^1]\n\n[^1]: <script>alert(1)</script> [x](javascript:alert(1))",
    "^[<img src=x onerror=alert(1)>]",
    "Term\n: <script>alert(1)</script>",
    "\x00<script\x00>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script&#62;",
    "\\<script>alert(1)\\</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_runs_or_loads_comes_out(text: str) -> None:
    html = ALL.render(text, slots=["fit"]).html
    assert faults(html) == []


def test_raw_html_is_shown_as_the_words_it_is() -> None:
    assert ALL.render("<b>bold</b> & <!-- note -->").html == "<p>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;!-- note --&gt;</p>\n"
    assert ALL.render("[[x|1 < 2 <b>bold</b>]]").html == "<p>1 &lt; 2 &lt;b&gt;bold&lt;/b&gt;</p>\n"
    assert "<h2>1 &lt; 2 &lt;b&gt;bold&lt;/b&gt;</h2>" in ALL.render("::: note 1 < 2 <b>bold</b>\nWords.\n:::").html


HOSTILE_PICTURE = Image(
    file='images/2026/a", //x/y 9w.png', alt='"><script>', credit='"><script>alert(1)</script> {mark: cbt}', width=9, height=9, widths=[4]
)


def test_what_sources_terms_and_pictures_say_is_words_too() -> None:
    library = Library()
    library.pictures["/media/a.png"] = HOSTILE_PICTURE
    for body in ("![](/media/a.png)", "Words ![](/media/a.png)"):
        shown = library.render(body).html
        assert faults(shown) == []
        assert "srcset" not in shown
        assert "Picture: &quot;&gt;&lt;script&gt;" in shown or 'Picture: "&gt;&lt;script&gt;' in shown
        assert "<svg" not in shown
    library.sources["ann"] = Source(key="ann", authors='"><script>alert(1)</script>', year=2020, title="T")
    library.terms["rapport"] = Page(path="glossary/rapport", title="<script>alert(1)</script>", facts={"definition": "<img src=x onerror=alert(1)>"})
    html = library.render("[[rapport]] [@ann]").html
    assert faults(html) == []
    assert '<strong class="h">&lt;script&gt;' in html
    assert "&lt;img src=x" in html


OPEN, CLOSE = "\ue000", "\ue001"


@pytest.mark.parametrize(
    "text",
    [
        f"{OPEN}mark:cbt{CLOSE}",
        "&#xe000;mark:cbt&#xe001;",
        "![&#xe000;figure:cbt-loop&#xe001;](/media/a.png)",
        "```&#xe000;mark:cbt&#xe001;\nx\n```",
        "[x](/a&#xe000;mark:cbt&#xe001;)",
        "::: note [0:mark:cbt]\n[:mark:cbt] [0000000000000000:figure:cbt-loop]\n:::",
    ],
)
def test_no_text_can_ask_for_a_drawing_but_by_its_own_sign(text: str) -> None:
    html = ALL.render(text).html
    assert "<svg" not in html
    assert "<path" not in html


def test_a_drawing_is_never_put_into_an_attribute() -> None:
    library = Library()
    for guess in ("[:mark:cbt]", "[0:mark:cbt]", "{mark: cbt}", f"{OPEN}mark:cbt{CLOSE}"):
        library.sources["ann"] = Source(key="ann", authors=guess, title="T")
        html = library.render("![{mark: cbt}](/media/a.png) [@ann] [a {mark: cbt}](/x/)").html
        assert html.count("<svg") == 1
        assert not [value for element in tree(html).iter() for value in element.attrib.values() if "<" in value]


@pytest.mark.parametrize(
    "text",
    [
        "::: note\nWords.",
        "::: questions\n### One?\n\nWords.",
        "::: bring A\n::: note B\n- Words.",
        "**bold *and\n\n> quote\n- list",
        "::: note A\n\n## Part\n\nWords.",
    ],
)
def test_what_is_not_closed_is_closed_for_it(text: str) -> None:
    html = ALL.render(text).html
    for name in ("section", "div", "details", "summary", "strong", "blockquote", "ul", "li"):
        assert len(re.findall(rf"<{name}\b", html)) == html.count(f"</{name}>"), name


SIGNS = """# ## ### > - 1. * ** _ ` ``` ~~~ [ ] ( ) [[ ]] [@ann] [[rapport]] [[x|y]] {fit} {figure: cbt-loop} {mark: cbt} ::: ::::
note questions bring stat [^1] [^1]: ^[ | |- : <b> <script> &#x3c; &lt; \\ ! ![ ](/media/a.png) ](javascript:x) ](http://[ <http://[> " ' -- ...
--- \ue000 \ue001 \x00 é 心"""
MARKUP = st.lists(st.sampled_from([*SIGNS.split(), "\n", "\n\n", "\n    ", " ", "\u2028", "word", "{figure: cbt-loop}"]), max_size=40).map("".join)


@settings(max_examples=200, deadline=None, database=None)
@given(MARKUP | st.text(max_size=60))
def test_any_text_is_rendered_and_nothing_in_it_runs(text: str) -> None:
    html = ALL.render(text, slots=["fit"]).html
    assert faults(html) == []
    ids = [name for element in tree(html).iter() if not (name := element.get("id", "fig-")).startswith("fig-")]
    assert len(ids) == len(set(ids))


SIZE = 20_000
ENDLESS = {
    "[": "[" * SIZE,
    "*": "*" * SIZE,
    "_a": "_a" * (SIZE // 2),
    "`": "`a" * (SIZE // 2),
    "![": "![" * (SIZE // 2),
    "^[": "^[" * (SIZE // 2),
    "[[a": "[[a" * (SIZE // 3),
    "[a](": "[a](" * (SIZE // 4),
    "<": "<" * SIZE,
    '"': '"' * SIZE,
    ">": "> " * (SIZE // 2),
    "nested lists": "\n".join(" " * depth + "- a" for depth in range(200)),
    "unclosed containers": "::: note\n" * (SIZE // 9),
    "nested containers": "\n".join(":" * (200 - depth) + " note" for depth in range(190)),
    "questions": "::: questions\n" + "### a\n" * (SIZE // 6),
    "same headings": "## a\n\n" * (SIZE // 6),
    "brackets in a heading": "## " + "[" * SIZE,
    "parentheses in a heading": "## " + "(" * SIZE,
    "marks": "{mark: " * (SIZE // 7),
    "figures": "{figure: cbt-loop}\n\n" * (SIZE // 20),
    "citations": "[@ann;" * (SIZE // 6),
    "footnotes": "[^1]" * (SIZE // 4) + "\n\n[^1]: a",
    "a wide table": "|a" * (SIZE // 4) + "\n" + "|-" * (SIZE // 4),
    "private signs": "&#xe000;" * (SIZE // 8),
}


def seconds(text: str) -> float:
    start = time.process_time()
    ALL.render(text)
    return time.process_time() - start


@pytest.fixture(scope="module")
def normal() -> float:
    """How long this machine takes for as much ordinary text; the best of three."""
    text = "Words with *stress*, a [link](/crisis/) and a list:\n\n- one\n- two\n\n" * (SIZE // 70)
    return min(seconds(text) for _ in range(3))


@pytest.mark.parametrize("name", ENDLESS)
def test_no_text_takes_much_longer_than_words_do(name: str, normal: float) -> None:
    """What grows with the square of the length takes hundreds of times as long."""
    assert any(seconds(ENDLESS[name]) < 25 * normal for _ in range(2))
