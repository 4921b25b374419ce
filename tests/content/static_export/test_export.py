"""What `export_site` writes, and what it writes again after a change."""

from __future__ import annotations

import gzip

import brotli

from crisis.hotlines import CALL_988, TEXT_988
from tests.content.static_export.conftest import Site

USERS = {"alliance/index.html", "approaches/cbt/index.html"}  # of a word, on the little site


def test_every_page_is_there_in_three_forms_and_carries_988(exported_once: Site) -> None:
    pages = list(exported_once.folder.rglob("*.html"))
    assert len(pages) > 200
    for page in pages:
        body = page.read_bytes()
        assert f'href="{CALL_988.href}"'.encode() in body, page
        assert f'href="{TEXT_988.href}"'.encode() in body, page
        if len(body) >= 1400:
            assert gzip.decompress(page.with_name(f"{page.name}.gz").read_bytes()) == body
            assert brotli.decompress(page.with_name(f"{page.name}.br").read_bytes()) == body


def test_lists_for_machines_and_pages_without_a_page_are_there(exported_once: Site) -> None:
    for name in ("sitemap.xml", "feed.xml", "robots.txt", "404.html", "es/404.html", "leave/index.html", "988/index.html", "es/help/index.html"):
        assert exported_once.folder.joinpath(name).is_file(), name
    assert "<!--crisis-notice-->" not in exported_once.read("404.html")
    assert '<meta http-equiv="refresh" content="0; url=/es/crisis/">' in exported_once.read("es/help/index.html")
    assert "/988/ /crisis/ 301" in exported_once.read("_redirects").splitlines()


def test_nothing_of_the_desk_is_exported(exported_once: Site) -> None:
    assert not [name for name in exported_once.files() if name.startswith(("admin", "static/admin", "static/desk"))]


def test_an_export_without_a_change_makes_nothing(site: Site) -> None:
    before = site.files()
    assert ", 0 made now" in site.export()
    assert site.files() == before


def test_a_changed_page_is_made_again_with_all_that_shows_it(site: Site) -> None:
    before = site.files()
    site.change('publish("glossary/exposure", title="Exposure in new words")')
    site.export()
    after = site.files()
    changed = {name for name in after if after[name] != before.get(name) and name.endswith((".html", ".xml"))}
    assert {name for name, body in before.items() if name.endswith(".html") and b'id="term-exposure"' in body} == USERS
    assert changed == {"glossary/exposure/index.html", "glossary/index.html"} | USERS
    for name in changed:
        assert "Exposure in new words" in site.read(name), name


def test_what_is_exported_after_changes_is_what_a_new_export_would_be(site: Site) -> None:
    site.change('publish("glossary/exposure", title="Exposure again")\npublish("made/new")')
    site.export()
    site.change('publish("approaches/cbt", title="CBT, newly")\npublish("made/new", title="Coffee", body="[CBT](/approaches/cbt/)")')
    site.export()
    site.change('workflow.withdraw(Page.objects.get(path="made/new"), by=None)')
    site.export()
    changed = site.files()
    anew = Site(site.data, site.folder.with_name("anew"))
    anew.export()
    fresh = anew.files()
    assert changed.keys() == fresh.keys()
    assert {name for name in fresh if fresh[name] != changed[name]} <= {".exported.json"}


def test_a_withdrawn_page_is_gone_from_the_export_and_says_so(site: Site) -> None:
    site.change('publish("made/secret", title="Bad advice", body="Never do this.")')
    site.export()
    assert "Never do this." in site.read("made/secret/index.html")
    site.change('workflow.withdraw(Page.objects.get(path="made/secret"), by=None)')
    site.export()
    assert not [name for name, body in site.files().items() if b"Never do this." in body or b"Bad advice" in body]
    assert "has been taken down" in site.read("made/secret/index.html")
    assert not site.folder.joinpath("qr/made/secret.svg").exists()


def test_a_moved_page_leads_on(site: Site) -> None:
    site.change('publish("made/old")\nworkflow.move(Page.objects.get(path="made/old"), "made/new", by=None)')
    site.export()
    assert "/made/old/ /made/new/ 301" in site.read("_redirects").splitlines()
    assert 'url=/made/new/"' in site.read("made/old/index.html")
