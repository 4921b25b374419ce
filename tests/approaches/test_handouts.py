"""Handouts: chosen pages in one document, apart from each other, with words for what is left out, and a code for each."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from approaches.handouts import MOST, apart
from content import workflow
from content.models import Page
from tests.content.made import draft, published, tree, words

pytestmark = pytest.mark.django_db

THREE = "/handouts/?page=concerns/grief&page=approaches/cbt&page=alliance"


def sheets(client: Client, address: str) -> list[str]:
    """The titles of the sheets of a booklet."""
    return [words(sheet.find(".//h1")) for sheet in tree(client.get(address).content).findall(".//div[@class='booklet__sheet']")]


def test_every_page_of_the_four_groups_can_be_chosen_and_nothing_else(client: Client) -> None:
    offered = {str(box.get("value")) for box in tree(client.get("/handouts/").content).findall(".//input[@name='page']")}
    live = set(Page.objects.published().in_language("en").values_list("path", flat=True))
    assert offered == {path for path in live if path.split("/")[0] in {"alliance", "approaches", "concerns", "practice"}}
    assert len(offered) > 25


def test_the_booklet_holds_the_chosen_pages_in_the_order_they_were_asked_for_and_each_but_once(client: Client) -> None:
    assert sheets(client, f"{THREE}&page=approaches/cbt") == [
        "Grief and prolonged grief",
        "Cognitive behavioral therapy (CBT)",
        "The therapeutic alliance",
    ]
    root = tree(client.get(THREE).content)
    contents = root.findall(".//ol[@class='booklet__list']//a")
    assert [(link.get("href"), words(link)) for link in contents] == [
        ("#sheet-1", "Grief and prolonged grief"),
        ("#sheet-2", "Cognitive behavioral therapy (CBT)"),
        ("#sheet-3", "The therapeutic alliance"),
    ]


def test_each_sheet_has_its_sources_its_state_of_review_the_practice_the_date_and_the_way_to_the_page(client: Client) -> None:
    for sheet in tree(client.get(THREE).content).findall(".//div[@class='booklet__sheet']"):
        text = words(sheet)
        for part in ("Sources", "Written from the sources listed on", "EPH Mental Health Services", "988"):
            assert part in text
        image = sheet.find(".//img[@class='print-only code']")
        assert image is not None
        assert image.get("alt") == ""
        assert client.get(str(image.get("src"))).status_code == 200
        assert str(image.get("src")).removeprefix("/qr/").removesuffix(".svg") in text
        assert sheet.find(".//form") is None
        assert sheet.find(".//nav[@class='pager']") is None


def test_no_name_comes_twice_and_every_reference_finds_its_own(client: Client) -> None:
    root = tree(client.get(THREE).content)
    names = [str(one.get("id")) for one in root.iter() if one.get("id")]
    assert len(names) == len(set(names))
    asked = [str(link.get("href"))[1:] for link in root.iter("a") if str(link.get("href")).startswith("#")]
    asked += [each for one in root.iter() for name in ("aria-labelledby", "popovertarget") for each in str(one.get(name, "")).split()]
    assert len(asked) > 40
    assert set(asked) <= set(names)


def test_only_names_and_what_refers_to_them_are_changed() -> None:
    html = '<p id="a" class="id">id="b" <a href="#c">c</a> <a href="/d/#e">d</a> <i aria-labelledby="f g"></i></p>'
    wanted = '<p id="x-a" class="id">id="b" <a href="#x-c">c</a> <a href="/d/#e">d</a> <i aria-labelledby="x-f x-g"></i></p>'
    assert apart(html, "x", "T") == wanted


def test_parts_of_the_same_name_are_told_apart_by_the_title_of_their_page() -> None:
    html = '<section class="refs" aria-labelledby="s"></section><aside aria-label="Key facts"></aside><p aria-label="one"></p>'
    wanted = '<section class="refs" aria-labelledby="x-s x-title"></section><aside aria-label="Key facts, A &amp; B"></aside><p aria-label="one"></p>'
    assert apart(html, "x", "A & B") == wanted


def test_what_is_not_there_is_left_out_with_words(client: Client) -> None:
    draft("practice/unseen", kind="practice")
    withdrawn = published("practice/gone", kind="practice")
    workflow.withdraw(withdrawn, by=None)
    address = "/handouts/?page=alliance&page=practice/unseen&page=practice/gone&page=nowhere&page=<b>&page=about/privacy"
    root = tree(client.get(address).content)
    assert words(root.find(".//div[@role='status']")) == "5 pages that were asked for are not here, so they are left out."
    assert sheets(client, address) == ["The therapeutic alliance"]
    assert "1 page that was asked for" in client.get("/handouts/?page=alliance&page=x").content.decode()


@pytest.mark.parametrize(
    ("query", "said"), [("?size=large", "No page is chosen yet."), ("?page=nowhere", "The pages that were asked for are not here.")]
)
def test_who_has_chosen_nothing_is_shown_the_list_again_and_told_so(client: Client, query: str, said: str) -> None:
    root = tree(client.get(f"/handouts/{query}").content)
    assert words(root.find(".//p[@role='status']")).startswith(said)
    assert root.find(".//input[@name='page']") is not None
    assert (root.find(".//input[@name='size']").get("checked") is not None) == ("large" in query)  # type: ignore[union-attr]


def test_a_booklet_is_bounded(client: Client) -> None:
    paths = list(Page.objects.published().of_kind("concern").values_list("path", flat=True))
    assert len(paths) > MOST
    address = "/handouts/?" + "&".join(f"page={path}" for path in paths)
    assert len(sheets(client, address)) == MOST
    assert "A booklet holds 12 pages." in words(tree(client.get(address).content).find(".//div[@role='status']"))
    assert client.get("/handouts/?" + "&".join(f"page={number}" for number in range(2000))).status_code == 400


def test_large_print_is_a_link_away_on_every_page_and_back_again(client: Client) -> None:
    link = tree(client.get("/practice/mindfulness/").content).find(".//a[@href='/handouts/?page=practice/mindfulness&size=large']")
    assert words(link) == "In large print"
    root = tree(client.get("/handouts/?page=alliance&page=approaches/cbt&size=large").content)
    assert root.find(".//div[@class='booklet booklet--large']") is not None
    assert words(root.find(".//a[@href='?page=alliance&page=approaches/cbt&']")) == "In normal print"


def test_the_booklet_and_the_list_are_not_for_search_engines_and_set_no_cookie(client: Client) -> None:
    for address in ("/handouts/", THREE):
        response = client.get(address)
        assert b'<meta name="robots" content="noindex">' in response.content
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_spanish_offers_what_is_in_spanish_or_says_that_there_is_nothing_yet(client: Client) -> None:
    Page.objects.in_language("es").update(status="withdrawn")
    assert b'href="/handouts/" lang="en"' in client.get("/es/handouts/").content
    published("practice/te", "es", kind="practice", title="Té")
    assert [box.get("value") for box in tree(client.get("/es/handouts/").content).findall(".//input[@name='page']")] == ["practice/te"]
    booklet = client.get("/es/handouts/?page=practice/te").content.decode()
    assert 'src="/es/qr/practice/te.svg"' in booklet
    assert "Cuadernillo para imprimir" in booklet


def test_the_code_is_a_small_picture_of_a_published_page_alone(client: Client) -> None:
    draft("unseen")
    response = client.get("/qr/approaches/cbt.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert len(response.content) < 3000
    assert ElementTree.fromstring(response.content).tag.endswith("svg")  # noqa: S314  # our own
    assert response.content != client.get("/qr/approaches/dbt.svg").content
    for path in ("unseen", "nowhere", "../secret"):
        assert client.get(f"/qr/{path}.svg").status_code == 404
