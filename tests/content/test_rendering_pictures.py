"""Pictures in a text: the size that fits, words for those who cannot see it, who made it, and what is wrong with it."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from content import library
from content.models import Image
from tests.content.made import Library, html_of, published, tree, words

ADDRESS = "/media/images/2026/a.webp"


def picture(name: str = "a.webp", **values: Any) -> Image:
    return Image(**{"file": f"images/2026/{name}", "alt": "Two chairs", "width": 900, "height": 300, "widths": [400, 800]} | values)


def shown(html: str) -> Element:
    found = tree(html).find(".//img")
    assert found is not None
    return found


def test_a_browser_is_told_the_size_and_may_choose_the_file_that_fits() -> None:
    image = shown(html_of(f"![Chairs]({ADDRESS})", pictures=[picture()]))
    assert image.attrib == {
        "src": ADDRESS,
        "srcset": "/media/images/2026/a-400.webp 400w, /media/images/2026/a-800.webp 800w, /media/images/2026/a.webp 900w",
        "sizes": "(min-width: 42rem) 38rem, calc(92.5vw - 0.5rem)",
        "width": "900",
        "height": "300",
        "alt": "Chairs",
        "loading": "lazy",
        "decoding": "async",
    }


def test_a_picture_with_one_file_has_no_choice() -> None:
    html = html_of("![Chairs](/media/images/2026/a.png)", pictures=[picture("a.png", widths=[])])
    assert html == '<p><img src="/media/images/2026/a.png" width="900" height="300" alt="Chairs" loading="lazy" decoding="async"></p>\n'


def test_its_words_are_what_the_text_says() -> None:
    html = html_of(f'![A "big" `cup` in [[rapport|hands]]]({ADDRESS})', terms="rapport", pictures=[picture()])
    assert shown(html).get("alt") == 'A "big" cup in hands'


def test_decoration_needs_no_words() -> None:
    assert shown(html_of(f"![]({ADDRESS})", pictures=[picture(decorative=True)])).get("alt") == ""


@pytest.mark.parametrize("alt", ["", "  "])
def test_any_other_without_words_is_a_finding_and_the_library_lends_its_own(alt: str) -> None:
    rendered = Library(pictures=[picture()]).render(f"![{alt}]({ADDRESS})")
    assert [finding.partition(".")[0] for finding in rendered.findings] == ["Picture /media/images/2026/a"]
    assert "has no words here" in rendered.findings[0]
    assert shown(rendered.html).get("alt") == "Two chairs"


def test_one_that_does_not_exist_is_a_finding() -> None:
    rendered = Library().render(f"![Chairs]({ADDRESS})\n\n![Again]({ADDRESS})")
    assert rendered.findings == [f"Picture {ADDRESS} does not exist."]
    assert shown(rendered.html).get("src") == ADDRESS


@pytest.mark.parametrize("body", ["{}", "Words.\n\n{}\n\nWords.", "- {}\n- Words.", "::: note\n{}\n:::", "> {}", "Term\n: {}"])
def test_a_credit_is_the_caption_of_a_picture_that_stands_alone(body: str) -> None:
    figure = tree(html_of(body.format(f"![Chairs]({ADDRESS})"), pictures=[picture(credit="Ann & Bob")])).find(".//figure")
    assert figure is not None
    assert [part.tag for part in figure] == ["img", "figcaption"]
    assert words(figure.find("figcaption")) == "Picture: Ann & Bob"


@pytest.mark.parametrize(
    "body", ["See {} here.", "{}\n{}", "| a |\n|-|\n| {} |", "### {}", "[{}](/crisis/)", "**{}**", "Words.^[{}]", "::: questions\n### {}\n\nX.\n:::"]
)
def test_a_credit_stands_beside_a_picture_among_words(body: str) -> None:
    image = f"![Chairs]({ADDRESS})"
    root = tree(html_of(body.replace("{}", image), pictures=[picture(credit="Ann")]))
    assert root.find(".//figure") is None
    assert {words(hint) for hint in root.findall(".//img/../span[@class='hint']")} == {"Picture: Ann"}


def test_without_a_credit_there_is_no_caption() -> None:
    root = tree(html_of(f"![Chairs]({ADDRESS})", pictures=[picture()]))
    assert root.find(".//figure") is root.find(".//figcaption") is root.find(".//span") is None


def test_a_credit_is_worded_in_the_language_of_the_page() -> None:
    with translation.override("es"):
        assert "Imagen: Ann" in html_of(f"![Sillas]({ADDRESS})", pictures=[picture(credit="Ann")])


@pytest.mark.django_db
def test_pictures_of_a_page_cost_one_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(5):
        picture(f"{number}.webp", credit="Ann").save()
    body = "\n\n".join(f"![Picture {number}](/media/images/2026/{number}.webp)" for number in range(5))
    with django_assert_num_queries(1):
        rendered = library.rendered("page", body, "en")
    assert (rendered.findings, rendered.html.count("srcset"), rendered.html.count("<figcaption")) == ([], 5, 5)
    page = published("waterfall", body=body)
    assert client.get(page.get_absolute_url()).content.count(b"srcset") == 5
    with django_assert_num_queries(0):
        library.rendered("page", "Words.", "en")
