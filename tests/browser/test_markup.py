"""The HTML itself: parsed without an error, with unique ids, references that exist, headings in order and links that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest

from crisis import errors
from tests.browser.conftest import KINDS, Read
from tests.conftest import SITE

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "headers", "list")
FRAME = ["a.skip", "section", "aside.crisis", "header.site", "main", "footer.foot"]
STATIC = {f"error {status} {language}": errors.page(status, language) for status in (400, 403, 404, 405, 410, 413, 500) for language in ("en", "es")}


def parse(document: bytes) -> tuple[Element, list[str]]:
    """The tree of a document, and what a strict parser says against it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(document.decode())
    return root, [f"line {line}: {kind} {details}" for (line, _), kind, details in parser.errors]


@pytest.fixture(scope="module")
def parsed(read: Read) -> Callable[[str], tuple[Element, list[str]]]:
    """What `parse` says of an address, which takes long: of each but once."""
    return cache(lambda path: parse(read(path).body))


@pytest.fixture
def trees(every_page: list[str], parsed: Callable[[str], tuple[Element, list[str]]]) -> dict[str, Element]:
    return {path: parsed(path)[0] for path in every_page}


def test_every_page_is_parsed_without_an_error(every_page: list[str], parsed: Callable[[str], tuple[Element, list[str]]]) -> None:
    found = {path: faults for path in every_page if (faults := parsed(path)[1])}
    assert not found


def test_every_static_error_page_is_parsed_without_an_error() -> None:
    found = {name: faults for name, page in STATIC.items() if (faults := parse(page)[1])}
    assert not found


def faults(root: Element) -> Iterator[str]:
    """What a parser accepts and a validator does not."""
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    yield from (f"id {name} stands {count} times" for name, count in ids.items() if count > 1)
    for element in root.iter():
        for attribute in REFERENCES:
            yield from (f"{attribute} names {name}" for name in element.get(attribute, "").split() if name not in ids)
        for attribute in element.attrib:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{element.tag} has {attribute}"
        if element.tag == "img" and element.get("alt") is None:
            yield f"a picture without alternative: {element.get('src')}"
        if element.tag == "table" and any(part.get("role") for part in element.iter()):
            yield "a table with roles beside its elements"
        if element.tag == "svg" and element.get("aria-hidden") != "true" and not (element.get("role") == "img" and element.get("aria-labelledby")):
            yield f"a drawing that is neither hidden nor named: {element.attrib}"
        if element.tag in {"a", "button", "summary"} and not ("".join(element.itertext()).strip() or element.get("aria-label")):
            yield f"a target without words: {element.attrib}"


def test_ids_are_unique_references_exist_and_pictures_have_words(trees: dict[str, Element]) -> None:
    found = [f"{path}: {fault}" for path, root in trees.items() for fault in faults(root)]
    assert not found, "\n".join(found)


def test_there_is_one_h1_and_no_heading_skips_a_level(trees: dict[str, Element]) -> None:
    for path, root in trees.items():
        levels = [int(element.tag[1]) for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


def test_a_page_begins_with_skip_link_exit_and_crisis_bar_and_names_its_language(trees: dict[str, Element]) -> None:
    for path, root in trees.items():
        body = root.find("body")
        assert body is not None
        frame = [f"{part.tag}.{part.get('class', '')}".rstrip(".").partition(" ")[0] for part in body]
        assert frame == FRAME, path
        assert body[1].find("a[@id='exit']") is not None, path
        assert root.get("lang") == ("es" if path.startswith("/es/") else "en"), path


def test_no_page_tells_other_sites_of_itself_and_only_those_that_ask_tell_this_one(trees: dict[str, Element]) -> None:
    for path, root in trees.items():
        asks = any(str(form.get("action")).removeprefix("/es").startswith("/clear/") for form in root.iter("form"))
        said = [meta.get("content") for meta in root.findall("head/meta[@name='referrer']")]
        assert said == ["same-origin" if asks else "no-referrer"], path


def test_titles_end_with_the_practice_and_never_name_suicide(trees: dict[str, Element]) -> None:
    for path, root in trees.items():
        title = "".join(root.find("head/title").itertext())  # type: ignore[union-attr]
        assert re.fullmatch(r"\S.{3,60} \| EPH", title), (path, title)
        assert "suicid" not in title.lower(), path


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_on_it(trees: dict[str, Element], read: Read, server: str) -> None:
    broken = []
    for path, root in trees.items():
        for element in (element for element in root.iter() if element.tag in {"a", "link"} and element.get("rel") != "canonical"):
            target = urlsplit(urljoin(server + path, element.get("href", "").replace(SITE, server)))
            if target.netloc != urlsplit(server).netloc or target.path == "/leave/":  # that one leads off the site
                continue
            answer = read(target.path)
            if answer.status != (404 if target.path.endswith(KINDS["not found"]) else 200):
                broken.append(f"{path}: {target.path} is {answer.status}")
            elif target.fragment and f'id="{target.fragment}"'.encode() not in answer.body:
                broken.append(f"{path}: {target.path}#{target.fragment}")
    assert not broken, "\n".join(broken)
