"""Two people at one page: the second save never overwrites, and nothing that either typed is lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from content.document import parse
from content.models import Page
from tests.content.made import published
from tests.content.test_admin import change, filled_form, open_form, save, signed_in

pytestmark = pytest.mark.django_db

BODY = "First part.\n\nMiddle part.\n\nLast part."


def newest(page: Page) -> tuple[str, str]:
    page = Page.objects.get(pk=page.pk)
    assert page.latest_revision
    document = parse(page.latest_revision.text)
    return document.title, document.body


def test_changes_that_do_not_touch_are_put_together_and_shown_before_anything_is_saved(ada: User, grace: User) -> None:
    page = published("tea", title="Tea", body=BODY)
    opened = open_form(signed_in(ada), page)
    save(signed_in(grace), page, body=BODY.replace("First", "Grace's first"))
    typed = opened | {"title": "Ada's tea", "body": BODY.replace("Last", "Ada's last"), "note": "Mine"}
    html = signed_in(ada).post(change(page), typed).content.decode()
    assert newest(page) == ("Tea", BODY.replace("First", "Grace's first"))
    assert "Grace saved another version while you wrote" in html
    assert "do not touch" in html
    merged = filled_form(html)
    assert (merged["title"], merged["note"]) == ("Ada's tea", "Mine")
    assert merged["body"].replace("\r", "") == "Grace's first part.\n\nMiddle part.\n\nAda's last part."
    signed_in(ada).post(change(page), merged)
    assert newest(page) == ("Ada's tea", "Grace's first part.\n\nMiddle part.\n\nAda's last part.")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Ada's middle."), ("theirs", "Grace's middle."), ("both", "Ada's middle.\n\nGrace's middle.")])
def test_where_both_changed_the_same_words_a_person_chooses(choice: str, kept: str, ada: User, grace: User) -> None:
    page = published("tea", title="Tea", body=BODY)
    opened = open_form(signed_in(ada), page)
    save(signed_in(grace), page, body=BODY.replace("Middle part.", "Grace's middle."))
    html = signed_in(ada).post(change(page), opened | {"body": BODY.replace("Middle part.", "Ada's middle.")}).content.decode()
    form = filled_form(html)
    assert form["body"].replace("\r", "") == BODY.replace("Middle part.", "Ada's middle.")
    assert "Grace&#x27;s middle." in html
    key = next(part.split('"')[0] for part in html.split('name="choice-')[1:])
    html = signed_in(ada).post(change(page), form | {f"choice-{key}": choice}).content.decode()
    assert newest(page)[1] == BODY.replace("Middle part.", "Grace's middle.")
    merged = filled_form(html)
    assert kept in merged["body"].replace("\r", "")
    signed_in(ada).post(change(page), merged)
    assert kept in newest(page)[1]


def test_saving_again_without_a_choice_overwrites_nothing(ada: User, grace: User) -> None:
    page = published("tea", title="Tea")
    opened = open_form(signed_in(ada), page)
    save(signed_in(grace), page, title="Grace's tea")
    form = filled_form(signed_in(ada).post(change(page), opened | {"title": "Ada's tea"}).content.decode())
    for _ in range(3):
        form = filled_form(signed_in(ada).post(change(page), form).content.decode())
    assert newest(page)[0] == "Grace's tea"
    assert form["title"] == "Ada's tea"


def test_a_third_save_meanwhile_is_seen_too(ada: User, grace: User) -> None:
    page = published("tea", title="Tea", body=BODY)
    opened = open_form(signed_in(ada), page)
    save(signed_in(grace), page, body=BODY.replace("First", "1st"))
    merged = filled_form(signed_in(ada).post(change(page), opened | {"title": "Ada's tea"}).content.decode())
    save(signed_in(grace), page, body=BODY.replace("First", "1st").replace("Last", "3rd"))
    again = filled_form(signed_in(ada).post(change(page), merged).content.decode())
    signed_in(ada).post(change(page), again)
    assert newest(page) == ("Ada's tea", BODY.replace("First", "1st").replace("Last", "3rd"))


def test_a_form_sent_twice_is_saved_once(ada: User) -> None:
    page = published("tea", title="Tea")
    opened = open_form(signed_in(ada), page) | {"title": "Ada's tea"}
    assert signed_in(ada).post(change(page), opened).status_code == 302
    assert signed_in(ada).post(change(page), opened).status_code == 302
    assert page.revisions.count() == 2


def test_a_mistake_is_settled_before_the_two_texts_are_compared(ada: User, grace: User) -> None:
    page = published("tea", title="Tea")
    opened = open_form(signed_in(ada), page)
    save(signed_in(grace), page, title="Grace's tea")
    html = signed_in(ada).post(change(page), opened | {"title": "Ada's tea", "summary": ""}).content.decode()
    assert "This field is required." in html
    html = signed_in(ada).post(change(page), filled_form(html) | {"summary": "In short."}).content.decode()
    assert "Two people changed this page" in html
    assert newest(page)[0] == "Grace's tea"


def test_rows_of_evidence_are_put_together_row_by_row(ada: User, grace: User) -> None:
    page = Page.objects.get(path="concerns/ocd", language="en")
    opened = open_form(signed_in(ada), page)
    save(signed_in(grace), page, **{"facts-evidence-0-caveat": "Grace's caveat."})
    typed = opened | {"facts-evidence-2-caveat": "Ada's caveat."}
    merged = filled_form(signed_in(ada).post(change(page), typed).content.decode())
    assert merged["facts-evidence-0-caveat"] == "Grace's caveat."
    assert merged["facts-evidence-2-caveat"] == "Ada's caveat."
