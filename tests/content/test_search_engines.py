"""What a search engine is told of every page of the sitemap, and where every link on them leads."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from content import workflow
from content.models import Mention, Page, Source
from tests.content.crawl import Visit, sitemap, visit
from tests.content.made import published, tree, words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> dict[str, Visit]:
    """Every page of the sitemap, by address, as it is shipped."""
    with django_db_blocker.unblock():
        return {address: visit(address) for address in sitemap()}


def test_every_address_of_the_sitemap_is_a_page(site: dict[str, Visit]) -> None:
    assert len(site) >= 300
    assert {address: page.status for address, page in site.items() if page.status != 200} == {}


def test_titles_and_descriptions_are_unique_in_each_language(site: dict[str, Visit]) -> None:
    titles = Counter((page.language, page.title) for page in site.values())
    descriptions = Counter((page.language, page.meta("description")[0]) for page in site.values())
    assert [told for told, count in (titles + descriptions).items() if count > 1] == []


def test_every_page_has_one_title_and_one_description_of_useful_length(site: dict[str, Visit]) -> None:
    assert {page.address: page.title for page in site.values() if not 10 <= len(page.title) <= 75} == {}
    assert {page.address: told for page in site.values() if len(told := page.meta("description")) != 1 or not 50 <= len(told[0]) <= 160} == {}
    assert {page.address for page in site.values() if len(page.root.findall("head/title")) != 1} == set()


def test_every_page_names_its_own_address(site: dict[str, Visit]) -> None:
    for page in site.values():
        canonical = [link.get("href") for link in page.root.findall("head/link[@rel='canonical']")]
        assert canonical == [settings.SITE_URL + page.address] == page.meta("og:url")


def test_every_page_says_its_language(site: dict[str, Visit]) -> None:
    assert {page.address for page in site.values() if page.language != ("es" if page.address.startswith("/es/") else "en")} == set()


def test_every_page_has_one_first_heading_and_skips_no_level(site: dict[str, Visit]) -> None:
    for page in site.values():
        levels = [int(element.tag[1]) for element in page.root.iter() if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
        assert levels.count(1) == 1, page.address
        main = [int(element.tag[1]) for element in page.root.find("body/main").iter() if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]  # type: ignore[union-attr]
        assert all(after - before <= 1 for before, after in zip([0, *main], main, strict=False)), (page.address, main)


def test_every_page_can_be_shared(site: dict[str, Visit]) -> None:
    for page in site.values():
        assert page.meta("og:title")[0], page.address
        assert page.meta("og:description") == page.meta("description"), page.address
        assert page.meta("og:type")[0] in {"website", "article"}, page.address
        assert page.meta("og:site_name") == [settings.PRACTICE_NAME], page.address
        assert page.meta("og:locale") == ["es_US" if page.language == "es" else "en_US"], page.address
        assert page.meta("og:image") == [f"{settings.SITE_URL}/static/img/icon-180.png"], page.address


def test_no_page_of_the_sitemap_hides_from_search(site: dict[str, Visit]) -> None:
    assert {page.address for page in site.values() if page.meta("robots")} == set()


def test_anchors_are_unique_on_every_page(site: dict[str, Visit]) -> None:
    assert {page.address: twice for page in site.values() if (twice := [name for name, n in Counter(page.anchors).items() if n > 1])} == {}


def test_every_link_leads_to_a_page_and_every_fragment_to_its_place(site: dict[str, Visit]) -> None:
    others: dict[str, Visit] = {}
    broken = set()
    for page in site.values():
        for address, fragment in page.links:
            if address == "/leave/":  # leads off the site
                continue
            if address not in site and address not in others:
                others[address] = visit(address)
            target = site.get(address) or others[address]
            if target.status != 200 or (fragment and fragment not in target.anchors):
                broken.add((page.address, f"{address}#{fragment}"))
    assert broken == set()
    outside = {address.partition("?")[0] for address in others if not address.startswith("/es/")}
    questions = {address for address in outside if address.startswith("/clear/")}
    assert outside - questions == {"/search/", "/handouts/"}, "only these, questions, and Spanish addresses of English pages, are outside the sitemap"
    assert all(visit(address).meta("robots") == ["noindex"] for address in questions)


def test_the_sitemap_has_every_published_page_and_the_lists(site: dict[str, Visit]) -> None:
    lists = {
        "/",
        "/approaches/",
        "/concerns/",
        "/practice/",
        "/glossary/",
        "/crisis/",
        "/crisis/safety-plan/",
        "/about/what-this-site-knows/",
        "/es/",
        "/es/crisis/",
        "/es/crisis/safety-plan/",
        "/es/practice/",
        "/es/about/what-this-site-knows/",
        "/compare/",
        "/compare/narrow/",
        "/evidence/",
        "/sources/",
    }
    pages = {page.get_absolute_url(): page for page in Page.objects.published()}
    slugs = [page.slug for page in Page.objects.published().of_kind("approach")]
    made = {f"/compare/{one}/{other}/" for one, other in combinations(slugs, 2)} | {f"/evidence/{slug}/" for slug in slugs}
    made |= {f"/evidence/concern/{page.slug}/" for page in pages.values() if page.kind == "concern"}
    cited = Mention.objects.filter(kind="source").values("name")
    assert set(site) == lists | set(pages) | made | {f"/sources/{source.key}/" for source in Source.objects.filter(key__in=cited)}


def test_the_sitemap_dates_each_page_and_list_by_its_last_change() -> None:
    Page.objects.update(changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    for month, path, kind in ((3, "tea", "page"), (5, "concerns/tea", "concern")):
        Page.objects.filter(pk=published(path, kind=kind).pk).update(changed_at=datetime(2026, month, 1, tzinfo=UTC))
    dates = sitemap()
    assert {address: dates[address] for address in ("/tea/", "/concerns/tea/", "/therapy/", "/", "/concerns/", "/approaches/", "/crisis/")} == {
        "/tea/": "2026-03-01",
        "/concerns/tea/": "2026-05-01",
        "/therapy/": "2026-01-01",
        "/": "2026-05-01",
        "/concerns/": "2026-05-01",
        "/approaches/": "2026-01-01",
        "/crisis/": "",
    }


def test_the_sitemap_follows_what_is_published_and_names_the_hosts_own_address(client: Client) -> None:
    page = published("tea")
    published("tea", "es")
    assert {"/tea/", "/es/tea/"} <= set(sitemap())
    workflow.withdraw(page, by=None)
    assert "/tea/" not in sitemap()
    assert b"localhost" not in client.get("/sitemap.xml", HTTP_HOST="localhost").content.replace(settings.SITE_URL.encode(), b"")


def test_robots_are_led_to_the_sitemap(client: Client) -> None:
    (line,) = [line for line in client.get("/robots.txt").content.decode().splitlines() if line.startswith("Sitemap:")]
    assert line.removeprefix("Sitemap: ") == f"{settings.SITE_URL}/sitemap.xml"
    assert client.get("/sitemap.xml").headers["Content-Type"] == "application/xml"


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/es/nowhere/", 404), ("/es/therapy/", 200), ("/es/glossary/", 200), ("/gone/", 410)]
)
def test_what_is_no_page_of_ours_is_not_to_be_found(client: Client, address: str, status: int) -> None:
    workflow.withdraw(published("gone"), by=None)
    response = client.get(address)
    root = tree(response.content)
    assert response.status_code == status
    assert [meta.get("content") for meta in root.findall(".//meta[@name='robots']")] == ["noindex"]
    assert not root.findall(".//link[@rel='canonical']")
    assert words(root.find(".//h1"))


@pytest.mark.django_db
def test_a_sitemap_that_is_too_long_names_the_files_that_it_is_made_of(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert client.get("/sitemap-1.xml").status_code == 404
    monkeypatch.setattr("content.sitemaps.LONGEST", 50)
    files = re.findall("<sitemap><loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert files == [f"{settings.SITE_URL}/sitemap-{number}.xml" for number in range(1, len(whole) // 50 + 2)]
    parts = [client.get(file.removeprefix(settings.SITE_URL)).content.decode() for file in files]
    assert [place for part in parts for place in re.findall("<url><loc>(.*?)</loc>", part)] == whole
    assert client.get(f"/sitemap-{len(files) + 1}.xml").status_code == 404
