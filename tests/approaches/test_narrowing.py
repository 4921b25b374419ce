"""A few questions, and what fits each answer: by facts, in alphabetical order, never a score, and nothing of it kept."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from approaches.forms import ApproachFacts
from approaches.narrowing import BOTH, QUESTIONS, fitting_all, results
from content.models import Page
from tests.content.made import FACTS, published, tree, words

pytestmark = pytest.mark.django_db

ADDRESS = "/compare/narrow/"


def live(kind: str) -> list[Page]:
    return list(Page.objects.published().in_language("en").of_kind(kind))


def fits(**answers: str) -> list[list[str]]:
    """The approaches that fit each answer, by slug."""
    return [[fit.approach.slug for fit in result.fits] for result in results(answers, live("approach"), live("concern"))]


# By the clinical reference: structure, homework and formats of each approach; what it aims at in its own words.
@pytest.mark.parametrize(
    ("question", "answer", "wanted"),
    [
        ("aim", "skills", {"cbt", "behavior", "dbt", "mindfulness", "ipt"}),
        ("aim", "insight", {"psychodynamic", "humanistic", "ipt"}),
        ("structure", "structured", {"cbt", "behavior", "dbt", "mindfulness", "ipt"}),
        ("structure", "open", {"psychodynamic", "humanistic"}),
        ("between", "practice", {"cbt", "behavior", "dbt", "mindfulness", "ipt"}),
        ("between", "no-practice", {"psychodynamic", "humanistic", "ipt"}),
        ("company", "alone", {"cbt", "behavior", "dbt", "psychodynamic", "humanistic", "ipt"}),
        ("company", "group", {"cbt", "behavior", "dbt", "psychodynamic", "humanistic", "ipt", "mindfulness"}),
    ],
)
def test_what_fits_an_answer_is_what_the_facts_of_the_pages_say(question: str, answer: str, wanted: set[str]) -> None:
    (found,) = fits(**{question: answer})
    assert set(found) == wanted
    names = [Page.objects.get(path=f"approaches/{slug}", language="en").name for slug in found]
    assert names == sorted(names, key=str.casefold)


def test_every_approach_takes_a_side_on_each_question() -> None:
    for page in live("approach"):
        for question in QUESTIONS:
            assert page.facts[question.side] in {BOTH, *(option.trait for option in question.options)}, (page, question.name)
    _, wrong = ApproachFacts.check(FACTS["approach"] | {"fits_aim": "", "fits_company": "crowd"})
    assert set(wrong) == {"fits_aim", "fits_company"}


def test_for_a_concern_what_has_support_fits_and_what_a_guideline_advises_against_does_not() -> None:
    assert fits(concern="social-anxiety") == [["behavior", "cbt", "psychodynamic"]]
    assert fits(concern="ocd") == [["behavior", "cbt"]]


def test_what_fits_all_answers_fits_each() -> None:
    found = results({"concern": "depression", "aim": "insight", "between": "no-practice"}, live("approach"), live("concern"))
    assert [page.slug for page in fitting_all(found)] == ["humanistic", "ipt", "psychodynamic"]
    assert fitting_all([]) == []
    assert fitting_all(results({"structure": "open", "concern": "insomnia"}, live("approach"), live("concern"))) == []


def test_the_result_says_why_in_the_words_of_the_facts(client: Client) -> None:
    response = client.post(ADDRESS, {"concern": "grief", "between": "practice"})
    root = tree(response.content)
    text = words(root.find(".//section[@aria-labelledby='fits']"))
    assert Page.objects.get(path="approaches/dbt", language="en").facts["between"] in text
    assert "You would like to work on: Grief" in text
    assert "Strong research support" in text
    assert "starting points to talk over with a provider" in text
    assert "not a diagnosis" in text
    assert "best for you" not in text
    assert "%" not in text
    assert {"/evidence/concern/grief/"} <= {link.get("href") for link in root.iter("a")}


def test_two_or_three_that_fit_everything_can_be_compared_and_none_is_said_kindly(client: Client) -> None:
    some = tree(client.post(ADDRESS, {"structure": "open", "aim": "insight"}).content)
    assert "/compare/psychodynamic/humanistic/" in {link.get("href") for link in some.findall(".//main//a")}
    none = client.post(ADDRESS, {"structure": "open", "aim": "skills"}).content.decode()
    assert "No single approach fits all of them." in none


def test_the_answers_stand_in_the_form_again_and_nowhere_else(client: Client) -> None:
    response = client.post(ADDRESS, {"concern": "self-harm", "company": "group"})
    root = tree(response.content)
    assert {field.get("id") for field in root.findall(".//input[@checked]")} >= {"concern-self-harm", "group", "aim-open"}
    assert "self-harm" not in words(root.find(".//title")).lower()
    assert response.headers["Cache-Control"] == "no-store"
    assert "Last-Modified" not in response.headers
    assert not client.cookies
    assert root.find(".//form").get("method") == "post"  # type: ignore[union-attr]


def test_answers_are_written_to_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post(ADDRESS, {"concern": "self-harm"})
    assert "self-harm" not in "".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"concern": "", "aim": ""},
        {"concern": "nothing", "aim": "x" * 10_000, "structure": "\x00", "company": "ש'\"<b>"},
        {"aim": "group"},
        {"concern": ["depression'", "--"]},
    ],
)
def test_what_is_no_answer_counts_as_left_open(client: Client, answers: dict[str, str]) -> None:
    response = client.post(ADDRESS, answers)
    assert response.status_code == 200
    assert "You left everything open." in response.content.decode()
    assert b"<b>" not in response.content.partition(b"<main")[2]


def test_the_questions_can_be_asked_by_get_and_nothing_in_the_address_answers_them(client: Client) -> None:
    response = client.get(f"{ADDRESS}?concern=depression&aim=skills")
    root = tree(response.content)
    assert root.find(".//section[@aria-labelledby='fits']") is None
    assert [field.get("value") for field in root.findall(".//input[@checked]")] == [""] * 5
    assert len(root.findall(".//fieldset")) == 5
    assert client.put(ADDRESS).status_code == 405


def test_a_form_from_elsewhere_or_without_a_token_is_answered_like_any_other() -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"aim": "skills"}).status_code == 200


def test_a_new_approach_is_found_by_its_traits_without_any_code(client: Client) -> None:
    published("approaches/tea", kind="approach", title="Tea therapy", facts={"fits_structure": "open", "structure": "Whatever you like"})
    text = client.post(ADDRESS, {"structure": "open"}).content.decode()
    assert "Tea therapy" in text
    assert "Whatever you like" in text


def test_two_questions_to_the_database_are_enough(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        client.post(ADDRESS, {"concern": "depression", "aim": "skills"})
