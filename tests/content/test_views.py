"""What an address answers: the page, where it went, that it is gone, or that it is not in this language yet."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils.http import parse_http_date
from pytest_django import DjangoAssertNumQueries

from content import workflow
from content.models import Page
from tests.content.crawl import sitemap
from tests.content.made import document, draft, published, tree, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "title", "has"),
    [
        ("/therapy/", "What is psychotherapy?", ".//article"),
        ("/alliance/", "The therapeutic alliance", ".//article[@class='long-read']"),
        ("/approaches/cbt/", "Cognitive behavioral therapy (CBT)", ".//dl[@class='facts']"),
        ("/concerns/depression/", "Low mood and depression", ".//h2[@id='evidence']"),
        ("/glossary/rapport/", "Rapport", ".//p[@class='lead']"),
        ("/practice/mindfulness/", "Practice mindfulness", ".//h2[@id='cautions']"),
        ("/glossary/", "Words you may meet", ".//dl[@class='terms']"),
    ],
)
def test_each_kind_of_page_is_shown_in_its_template(client: Client, address: str, title: str, has: str) -> None:
    response = client.get(address)
    root = tree(response.content)
    assert response.status_code == 200
    assert words(root.find(".//h1")) == title
    assert root.find(has) is not None


def test_a_term_names_its_other_forms_and_the_published_pages_about_it(client: Client) -> None:
    published("glossary/tea", kind="term", title="Tea", facts={"also": ["Cha", "Chai"], "see": ["/therapy/", "/nowhere/", "/approaches/cbt/"]})
    root = tree(client.get("/glossary/tea/").content)
    assert words(root.find(".//p[@class='hint']")) == "Also called: Cha, Chai"
    assert [link.get("href") for link in root.findall(".//article/ul[@class='ledger']//a")] == ["/therapy/", "/approaches/cbt/"]
    assert words(root.find(".//title")) == "Tea: glossary | EPH"


def test_a_long_read_lists_its_parts(client: Client) -> None:
    published("tea", facts={"contents": True}, body="Before.\n\n## One & only\n\nA.\n\n## Two\n\nB.")
    root = tree(client.get("/tea/").content)
    assert [(link.get("href"), words(link)) for link in root.findall(".//nav[@class='toc only-wide']//a")] == [
        ("#one-only", "One & only"),
        ("#two", "Two"),
    ]


def test_a_page_lists_its_sources_by_number_with_a_way_to_each(client: Client) -> None:
    published("tea", body="One [@fluckiger2018], two [@beckj2021].")
    items = tree(client.get("/tea/").content).findall(".//section[@class='refs']/ol/li")
    assert [item.get("id") for item in items] == ["source-1", "source-2"]
    assert "Flückiger" in words(items[0])
    link = items[0].find("a")
    assert link is not None
    assert str(link.get("href")).startswith("https://doi.org/")
    assert link.get("rel") == "noreferrer"


def test_breadcrumbs_name_the_published_pages_above(client: Client) -> None:
    published("drinks", short_title="Drinks")
    draft("drinks/hot")
    published("drinks/hot/tea")
    links = tree(client.get("/drinks/hot/tea/").content).findall(".//nav[@class='crumbs']//a")
    assert [(link.get("href"), words(link)) for link in links] == [("/", "Home"), ("/drinks/", "Drinks")]


def test_the_glossary_stands_in_the_order_of_the_alphabet_whatever_the_case(client: Client) -> None:
    for title in ("tea", "TEAPOT", "Éclair"):
        published(f"glossary/{title.lower().replace('é', 'e')}", kind="term", title=title)
    root = tree(client.get("/glossary/").content)
    letters = [words(letter) for letter in root.findall(".//section/h2")]
    titles = [words(term) for term in root.findall(".//dl[@class='terms']//a")]
    assert letters == sorted(set(letters))
    assert titles.index("tea") + 1 == titles.index("TEAPOT")
    assert titles.index("Dissociation") < titles.index("Éclair") < titles.index("Emotion regulation")
    assert titles.index("Stigma") < titles.index("SUDS") < titles.index("Systematic desensitization")


@pytest.mark.parametrize("address", ["/nowhere/", "/approaches/nowhere/", "/concerns/nowhere/", "/glossary/nowhere/", "/es/nowhere/", "/tea//pot/"])
def test_an_unknown_address_is_not_found_in_kind_words(client: Client, address: str) -> None:
    response = client.get(address)
    root = tree(response.content)
    assert response.status_code == 404
    assert len(root.findall(".//h1")) == 1
    assert {"/", "/crisis/"} <= {str(link.get("href")).removeprefix("/es") or "/" for link in root.findall(".//main//a")}


def test_an_address_without_its_last_slash_leads_to_the_one_with_it(client: Client) -> None:
    response = client.get("/therapy")
    assert (response.status_code, response.headers["Location"]) == (301, "/therapy/")


def test_a_page_may_stand_below_a_list_whatever_its_kind(client: Client) -> None:
    published("approaches/how-to-choose", title="How to choose")
    assert words(tree(client.get("/approaches/how-to-choose/").content).find(".//h1")) == "How to choose"


def test_an_approach_is_found_at_its_own_address_and_no_other(client: Client) -> None:
    published("elsewhere/tea", kind="approach")
    assert client.get("/elsewhere/tea/").status_code == 200
    assert client.get("/approaches/tea/").status_code == 404


@pytest.mark.parametrize("address", ["/es/therapy/", "/es/approaches/cbt/", "/es/concerns/panic/", "/es/glossary/rapport/"])
def test_the_spanish_address_of_an_english_page_says_so_and_leads_there(client: Client, address: str) -> None:
    response = client.get(address)
    root = tree(response.content)
    assert response.status_code == 200
    assert root.get("lang") == "es"
    links = {link.get("href"): link for link in root.findall(".//main//a")}
    assert links[address.removeprefix("/es")].get("hreflang") == "en"
    assert root.find(".//meta[@name='robots'][@content='noindex']") is not None


@pytest.mark.parametrize("address", ["/es/approaches/", "/es/concerns/", "/es/glossary/"])
def test_a_list_without_a_page_in_spanish_says_so_too(client: Client, address: str) -> None:
    root = tree(client.get(address).content)
    assert address.removeprefix("/es") in {link.get("href") for link in root.findall(".//main//a")}
    assert root.find(".//meta[@name='robots'][@content='noindex']") is not None


def test_a_page_in_two_languages_names_the_other(client: Client) -> None:
    published("tea")
    published("tea", "es", title="Té")
    for address, lang in (("/tea/", "en"), ("/es/tea/", "es")):
        root = tree(client.get(address).content)
        assert root.get("lang") == lang
        assert {link.get("hreflang"): link.get("href") for link in root.findall(".//link[@rel='alternate']")} == {
            "en": f"{settings.SITE_URL}/tea/",
            "es": f"{settings.SITE_URL}/es/tea/",
        }


@pytest.mark.parametrize("address", ["/", "/approaches/", "/concerns/", "/glossary/", "/therapy/", "/approaches/cbt/", "/concerns/panic/"])
def test_a_browser_is_told_when_its_copy_is_still_right(client: Client, address: str) -> None:
    first = client.get(address)
    parse_http_date(first.headers["Last-Modified"])
    assert first.headers["Cache-Control"] == settings.PUBLIC_CACHE_CONTROL
    for header, value in (("If-None-Match", first.headers["ETag"]), ("If-Modified-Since", first.headers["Last-Modified"])):
        again = client.get(address, headers={header: value})
        assert (again.status_code, again.content) == (304, b"")


def test_a_changed_page_is_sent_again(client: Client) -> None:
    page = published("tea", body="Old words.")
    etag = client.get("/tea/").headers["ETag"]
    workflow.save_draft(page, document(body="New words."), by=None)
    workflow.publish(page, by=None)
    again = client.get("/tea/", HTTP_IF_NONE_MATCH=etag)
    assert again.status_code == 200
    assert "New words." in again.content.decode()


@pytest.mark.parametrize("address", ["/", "/therapy/", "/glossary/", "/robots.txt"])
def test_pages_are_read_and_never_written_to(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
    assert not client.cookies


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 2),
        ("/approaches/", 1),
        ("/concerns/", 1),
        ("/glossary/", 1),
        ("/crisis/", 1),
        ("/therapy/", 3),  # the page with those above it and its other language; its sources; its terms and what it points to
        ("/alliance/first-session/", 3),
        ("/glossary/suds/", 3),
        ("/approaches/cbt/", 3),
        ("/concerns/depression/", 3),
        ("/practice/mindfulness/", 3),
    ],
)
def test_a_page_asks_the_database_so_often_and_no_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


QUERY = "ask=1&a=dbt&b=cbt&c=&page=concerns/depression&p=2&size=large&q=fear&utm_source=news"
READING = ("/compare/", "/handouts/", "/clear/therapy/", "/search/")


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_page_that_says_it_reads_no_query_reads_none(client: Client, language: str) -> None:
    places = {address for address in sitemap() if address.startswith(f"{language}/")} | {f"{language}{place}" for place in READING}
    some = {resolve(place).view_name + str(number % 3): place for number, place in enumerate(sorted(places))}  # three of each view
    silent = {place for place in some.values() if client.get(place).headers.get("No-Vary-Search") == "params"}
    assert len(silent) > len(some) / 2
    for place in sorted(silent):
        assert client.get(f"{place}?{QUERY}").content == client.get(place).content, place


@pytest.mark.parametrize("place", READING)
def test_a_page_that_reads_its_query_does_not_say_otherwise(client: Client, place: str) -> None:
    assert "No-Vary-Search" not in client.get(place).headers


def test_robots_may_read_the_site_and_find_the_list_of_pages(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert {"User-agent: *", "Disallow: /admin/", "Disallow: /search/", "Disallow: /es/search/"} <= set(lines)
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_the_feed_names_changed_pages_newest_first_at_the_sites_own_address(client: Client) -> None:
    published("tea", title="The newest")
    published("glossary/tea", kind="term", title="A word")
    response = client.get("/feed.xml", HTTP_HOST="localhost")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    text = response.content.decode()
    assert text.count("<entry>") == 20
    assert text.index("<title>The newest</title>") < text.index("<entry>") + 200
    assert f'href="{settings.SITE_URL}/tea/"' in text
    assert "localhost" not in text.replace(settings.SITE_URL, "")
    assert "A word" not in text


def test_the_practices_are_listed_by_what_they_are_with_the_safety_plan(client: Client) -> None:
    main = tree(client.get("/practice/").content).find(".//main")
    assert main is not None
    links = [link.get("href") for link in main.iter("a")]
    assert {page.get_absolute_url() for page in Page.objects.published().in_language("en").of_kind("practice")} <= set(links)
    assert "/crisis/safety-plan/" in links


def test_spanish_lists_the_practices_that_are_in_spanish_or_says_that_there_are_none_yet(client: Client) -> None:
    main = tree(client.get("/es/practice/").content).find(".//main")
    assert main is not None
    links = {str(link.get("href")) for link in main.iter("a")}
    assert {page.get_absolute_url() for page in Page.objects.published().in_language("es").of_kind("practice")} <= links
    assert all(link.startswith(("/es/", "tel:", "sms:")) for link in links)
    Page.objects.in_language("es").update(status="withdrawn")
    assert "aún no está en español" in client.get("/es/practice/").content.decode()
