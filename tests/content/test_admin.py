"""Staff write drafts, publish and withdraw in the admin; what is live changes only when someone says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import html5lib
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from content import workflow
from content.desk.drafts import DraftForm, latest_document
from content.document import parse
from content.models import Page, Revision

pytestmark = pytest.mark.django_db

HTML = "{http://www.w3.org/1999/xhtml}"
LIST = "/admin/content/page/"


def change(page: Page) -> str:
    return reverse("admin:content_page_change", args=[page.pk])


def find(path: str) -> Page:
    return Page.objects.select_related("latest_revision", "published_revision").get(path=path, language="en")


def filled_form(html: str) -> dict[str, str]:
    """What a browser would send of the page's form, untouched."""
    form = html5lib.parse(html).find(f".//{HTML}form[@id='page_form']")
    data = {}
    for field in form.iter():
        name, kind = field.get("name"), field.tag.removeprefix(HTML)
        if not name or (field.get("type") == "checkbox" and field.get("checked") is None):
            continue
        if kind == "select":
            options = list(field.iter(f"{HTML}option"))
            data[name] = next((option for option in options if option.get("selected") is not None), options[0]).get("value")
        elif kind == "textarea":
            data[name] = (field.text or "").removeprefix("\n")
        elif kind == "input":
            data[name] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    return data


def open_form(client: Client, page: Page) -> dict[str, str]:
    return filled_form(client.get(change(page)).content.decode())


def save(client: Client, page: Page, **typed: str) -> Any:
    """Open the page's form, type, and press Save draft (or Publish with `_publish`)."""
    return client.post(change(page), open_form(client, page) | typed, follow=True)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_draft_leaves_the_live_page_as_it_was(client: Client, ada: User) -> None:
    page = find("approaches/cbt")
    before = client.get(page.get_absolute_url()).content
    answer = save(signed_in(ada), page, title="A title in work", body="## Only a draft", note="Trying something")
    assert "Draft saved. Readers still see the published version" in answer.content.decode()
    assert client.get(page.get_absolute_url()).content == before
    page = find("approaches/cbt")
    assert page.title != "A title in work"
    assert page.latest_revision
    assert parse(page.latest_revision.text).body == "## Only a draft"
    assert (page.latest_revision.author, page.latest_revision.note) == (ada, "Trying something")


def test_the_form_shows_the_newest_draft_and_not_what_is_live(ada: User) -> None:
    page = find("therapy")
    save(signed_in(ada), page, title="Newer words")
    assert open_form(signed_in(ada), page)["title"] == "Newer words"


@pytest.mark.parametrize("path", ["therapy", "alliance", "approaches/cbt", "concerns/ocd", "glossary/rapport", "practice/mindfulness"])
def test_saving_an_untouched_form_changes_nothing(path: str, ada: User) -> None:
    page = find(path)
    answer = save(signed_in(ada), page)
    assert "Nothing in the words had changed" in answer.content.decode()
    assert find(path).latest_revision == page.latest_revision


def test_every_shipped_page_goes_through_the_form_unchanged() -> None:
    for page in Page.objects.select_related("latest_revision"):
        form = DraftForm(instance=page)
        data: dict[str, Any] = {}
        for name in form.fields:
            value = form[name].value()
            if isinstance(value, list):
                data |= {
                    f"{name}-{number}-{key}": "\n".join(words) if isinstance(words, list) else words
                    for number, row in enumerate(value)
                    for key, words in row.items()
                }
            else:
                data[name] = value
        sent = DraftForm(data, instance=page)
        assert sent.is_valid(), (page.path, list(sent.problems()))
        assert page.latest_revision
        assert sent.document.render() == page.latest_revision.text


def test_an_error_loses_nothing_typed_and_says_where_it_is(ada: User) -> None:
    page = find("concerns/ocd")
    typed = {
        "title": "Long " * 40,
        "body": "## Kept & <safe>",
        "facts-everyday": "",
        "facts-evidence-0-sources": "",
        "facts-evidence-1-basis": "Kept in its row",
        "facts-evidence-3-approach": "dbt",
        "note": "Kept too",
    }
    answer = save(signed_in(ada), page, **typed)
    html = answer.content.decode()
    form = filled_form(html)
    assert {name: form[name].strip() for name in typed} == {name: words.strip() for name, words in typed.items()}
    document = html5lib.parse(html)
    alert = "".join(document.find(f".//{HTML}div[@role='alert']").itertext())
    for words in (
        "Everything you typed is still here",
        "Title: Ensure this value has at most 120 characters",
        "Everyday words: This field is required",
        "Row 1, sources",
        "Row 4, rating",
    ):
        assert words in alert
    assert document.find(f".//{HTML}input[@id='id_title']").get("aria-invalid") == "true"
    assert document.find(f".//{HTML}textarea[@id='id_facts-evidence-0-sources']").get("aria-invalid") == "true"
    assert find("concerns/ocd").latest_revision == page.latest_revision


def test_each_error_of_the_summary_leads_to_its_field(ada: User) -> None:
    answer = save(signed_in(ada), find("concerns/ocd"), title="", **{"facts-evidence-0-sources": ""})
    document = html5lib.parse(answer.content.decode())
    places = [link.get("href").removeprefix("#") for link in document.findall(f".//{HTML}div[@role='alert']//{HTML}a")]
    assert places == ["id_title", "id_facts-evidence"]
    for place in places:
        assert document.find(f".//*[@id='{place}']") is not None
    row = document.find(f".//{HTML}textarea[@id='id_facts-evidence-0-sources']/../../..")
    assert (row.tag, row.get("open")) == (f"{HTML}details", "")


def test_a_tint_that_came_from_a_file_is_not_changed_unasked(ada: User) -> None:
    page = find("therapy")
    workflow.save_draft(page, replace(latest_document(page), tint="teal"), by=None)
    answer = save(signed_in(ada), page, title="Other words")
    assert "Draft saved" in answer.content.decode()
    assert latest_document(find("therapy")).tint == "teal"


def test_rows_are_added_at_the_end_and_taken_out_by_emptying_them(ada: User) -> None:
    page = find("concerns/ocd")
    rows = latest_document(page).facts["evidence"]
    form = open_form(signed_in(ada), page)
    emptied = {name: "" for name in form if name.startswith("facts-evidence-0-")}
    added = {"approach": "dbt", "rating": "modest_research", "does": "Something", "basis": "A review", "sources": "nice_cg31"}
    last = len(rows)
    save(signed_in(ada), page, **emptied, **{f"facts-evidence-{last + 1}-{name}": words for name, words in added.items()})
    assert latest_document(find("concerns/ocd")).facts["evidence"] == [*rows[1:], added | {"sources": ["nice_cg31"]}]


def test_pasted_line_breaks_of_other_programs_are_kept_as_line_breaks(ada: User) -> None:
    page = find("concerns/ocd")
    answer = save(signed_in(ada), page, body="One\r\n\r\nTwo", **{"facts-evidence-0-basis": "First\u2028Second\r\nThird"})
    assert "Draft saved" in answer.content.decode()
    document = latest_document(find("concerns/ocd"))
    assert document.body == "One\n\nTwo"
    assert document.facts["evidence"][0]["basis"] == "First\nSecond\nThird"


def test_what_a_text_names_and_does_not_exist_is_said_after_saving(ada: User) -> None:
    answer = save(
        signed_in(ada), find("therapy"), body="[@nobody] [[no such word]]\n\n{figure: none-such}\n\n![x](https://example.org/x.png)"
    ).content.decode()
    for words in ("nobody", "no-such-word", "{figure: none-such} does not exist.", "is not one of ours"):
        assert words in answer


def test_the_log_of_the_admin_keeps_who_did_what(ada: User) -> None:
    save(signed_in(ada), find("therapy"), title="Other words", note="Plainer title")
    entry = LogEntry.objects.get(user=ada)
    assert entry.get_change_message() == f"Saved version {find('therapy').latest_revision_id}. Plainer title"


def test_someone_who_may_only_look_sees_the_newest_text_and_can_send_nothing(make_user: Callable[..., User]) -> None:
    page = find("therapy")
    desk = signed_in(make_user("reader", "view_page"))
    html = desk.get(change(page)).content.decode()
    assert '<pre class="document"' in html
    assert 'name="_save"' not in html
    assert desk.post(change(page), {"title": "Mine"}).status_code == 403


def test_the_list_says_the_state_in_words_and_asks_the_database_as_often_for_many_pages_as_for_few(
    ada: User, grace: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    save(signed_in(ada), find("therapy"), title="Other words")
    desk = signed_in(grace)
    assert '">Draft</td>' in desk.get(LIST, {"state": "draft"}).content.decode()
    with django_assert_max_num_queries(9):
        html = desk.get(LIST).content.decode()
    assert html.count('class="field-path"') == 50
    for state, count in (("draft", 1), ("in-review", 0), ("withdrawn", 0), ("unseen", 0)):
        assert desk.get(LIST, {"state": state}).content.decode().count('class="field-path"') == count, state
    assert desk.get(LIST, {"kind": "approach"}).content.decode().count('class="field-path"') == 7
    assert desk.get(LIST, {"q": "panic"}).content.decode().count('class="field-path"') >= 1


def test_pages_of_the_desk_hold_no_inline_script_or_style_and_carry_the_notice_and_the_strict_policy(admin_client: Client) -> None:
    page = find("concerns/ocd")
    for address in (
        "/admin/",
        LIST,
        f"{LIST}add/",
        change(page),
        f"{LIST}{page.pk}/review/",
        f"{LIST}{page.pk}/compare/",
        f"{LIST}{page.pk}/history/",
        "/admin/content/image/add/",
        "/admin/auth/user/",
    ):
        answer = admin_client.get(address)
        html = answer.content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", html), address
        assert "markdownx" not in html, address
        assert html.count("data-crisis-notice") == 1
        assert answer["Content-Security-Policy"].startswith("default-src 'self';")


def test_a_revision_is_never_written_for_the_system_by_the_desk(ada: User) -> None:
    save(signed_in(ada), find("therapy"), title="Other words")
    assert not Revision.objects.exclude(note="Imported").filter(author=None).exists()
