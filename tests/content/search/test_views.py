"""The search page: the form, its results, help above them, and what it leaves nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from content import workflow
from content.models import Page
from content.search import engine
from tests.content.made import published, tree, words

pytestmark = pytest.mark.usefixtures("index")
Asked = Callable[..., Element]


@pytest.fixture
def asked(client: Client) -> Asked:
    """The main part of the answer to a search."""

    def main(query: str, language: str = "en") -> Element:
        answer = client.post("/es/search/" if language == "es" else "/search/", {"q": query})
        assert answer.status_code == 200
        found = tree(answer.content).find(".//main")
        assert found is not None
        return found

    return main


def results(main: Element) -> list[Element]:
    return main.findall(".//li[@class='result']")


def test_the_form_comes_with_the_four_doors_and_no_results(client: Client) -> None:
    main = tree(client.get("/search/").content).find(".//main")
    assert main is not None
    form = main.find(".//form[@role='search']")
    assert form is not None
    assert (form.get("method"), form.get("action")) == ("post", "/search/")
    assert len(main.findall(".//a[@class='door']")) + len(main.findall(".//a[@class='door door--now']")) == 4
    assert results(main) == []


@pytest.mark.parametrize("path", ["/search/", "/es/search/"])
def test_words_in_an_address_are_neither_looked_for_nor_shown(client: Client, path: str) -> None:
    answer = client.get(path, {"q": "anxiety"})
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert client.post(f"{path}?q=anxiety", {"q": "grief"})["Location"] == path


def test_a_result_has_its_kind_title_and_one_line_with_the_words_marked(asked: Asked) -> None:
    first = results(asked("rumination"))[0]
    link = first.find("a")
    assert link is not None
    assert (words(first.find("p[@class='kind']")), words(link), link.get("href")) == ("Glossary term", "Rumination", "/glossary/rumination/")
    assert first.find(".//mark") is not None or len(first.findall("p")) == 2


def test_a_heading_that_answers_is_linked_itself(asked: Asked) -> None:
    link = results(asked("how long does therapy take"))[0].find("a")
    assert link is not None
    assert link.get("href") == "/therapy/#how-long-it-takes"
    assert words(link) == "What is psychotherapy?: How long it takes"


def test_what_was_put_right_is_said(asked: Asked) -> None:
    assert "We also looked for: anxiety." in words(asked("anxeity").find(".//*[@role='status']"))


def test_nothing_found_says_so_kindly_and_offers_the_doors(asked: Asked) -> None:
    main = asked("zxqv")
    assert "We found nothing for these words." in words(main.find(".//*[@role='status']"))
    assert main.find(".//a[@href='/crisis/']") is not None


def test_no_words_are_no_search(asked: Asked) -> None:
    assert words(asked("  \0 ").find(".//*[@role='status']")) == ""


@pytest.mark.parametrize(
    ("query", "language"), [("cbt for suicidal thoughts", "en"), ("anxiety and I want to dye", "en"), ("terapia quiero morirme", "es")]
)
def test_help_stands_above_the_results_never_instead(asked: Asked, query: str, language: str) -> None:
    main = asked(query, language)
    region = main.find(".//*[@data-results]")
    assert region is not None
    assert region[0].get("class") == "note note--help prose"
    assert {"tel:988", "sms:988"} <= {link.get("href") for link in region[0].iter("a")}
    assert "AYUDA" in words(region[0])
    assert results(main)


def test_innocent_words_bring_no_card(asked: Asked) -> None:
    assert asked("committed to change").find(".//section") is None


def test_english_pages_are_offered_in_spanish_and_marked(asked: Asked) -> None:
    first = results(asked("ansiedad", "es"))[0]
    assert words(first.find("p[@class='kind']")) == "Inquietud · en inglés"
    link = first.find("a")
    assert link is not None
    assert (link.get("href"), link.get("lang")) == ("/concerns/generalized-anxiety/", "en")


def test_a_spanish_page_takes_the_place_of_the_english_one(asked: Asked, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        published("concerns/generalized-anxiety", "es", kind="concern", title="Preocupación constante y ansiedad", body="## Qué es\n\nLa ansiedad.")
    links = [link.get("href") for result in results(asked("ansiedad", "es")) for link in result.findall("a")]
    assert links[0] == "/es/concerns/generalized-anxiety/"
    assert "/concerns/generalized-anxiety/" not in links
    assert results(asked("preocupacion constante", "es"))


HOSTILE = [
    '"unclosed (quote AND OR NOT title:x^9~2 [a TO z] {* *} \\ / +- && || !',
    "<script>alert(1)</script>",
    "\x01\x02\x7f\u202e\ufeff",
    "助けて подавленность قلق 😀😀",
    "a" * 10_000,
    "anxiety " * 1_250,
    "%s %d {} {{ }} {% x %}",
    "' OR 1=1 --",
    "~ ^ * ?",
    "\ud83d",
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["/search/", "/es/search/"])
def test_any_text_has_a_helpful_answer(client: Client, path: str, query: str) -> None:
    answer = client.post(path, {"q": query.encode("utf-8", "surrogatepass").decode("utf-8", "replace")})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    assert len(answer.content) < 40_000


def test_bytes_that_are_no_text_have_one_too(client: Client) -> None:
    assert client.post("/search/", b"q=%ff%fe%00", content_type="application/x-www-form-urlencoded").status_code == 200


def test_nothing_is_kept_said_or_set(client: Client) -> None:
    answer = client.post("/search/", {"q": "sertraline rash"})
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "sertraline" not in str(answer.headers)
    page = tree(answer.content)
    assert "sertraline" not in words(page.find(".//title"))
    assert page.find(".//meta[@name='robots']") is not None
    assert [field.get("autocomplete") for field in page.iter("input")] == ["off"]


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}])
def test_another_site_cannot_search_for_someone(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/search/", {"q": "anxiety"}, headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, "/search/")


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin", "origin": "null"}, {"origin": "null"}, {"origin": "http://testserver"}])
def test_our_own_form_can(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/search/", {"q": "anxiety"}, headers=headers).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_pages(client: Client, django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        client.post("/search/", {"q": "anxiety"})


def test_without_an_index_there_is_still_the_form_and_help(client: Client, index: Path) -> None:
    (index / "current").unlink()
    assert engine.searcher() is None
    answer = client.post("/search/", {"q": "kill myself"})
    assert b'class="note note--help' in answer.content


def test_a_withdrawn_page_is_not_found_again(asked: Asked, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        workflow.withdraw(Page.objects.get(path="approaches/dbt"), by=None)
    assert "/approaches/dbt/" not in {link.get("href") for link in asked("dbt").iter("a")}
