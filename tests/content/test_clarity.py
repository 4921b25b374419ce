"""“Was this clear?”: counted by page and month, of published pages alone, by our own forms alone, with nothing about who answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from content import clarity, workflow
from content.desk import front
from content.models import Clarity, Page
from tests.content.made import draft, published, tree, words
from tests.content.test_admin import signed_in

pytestmark = pytest.mark.django_db

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clarity, "limit", clarity.Limit(60))


def answer(client: Client, path: str, word: str = "yes", headers: dict[str, str] = OURS) -> Any:
    return client.post(f"/clear/{path}/", f"clear={word}", content_type="application/x-www-form-urlencoded", headers=headers)


def counts() -> list[tuple[str, str, date, int, int]]:
    return list(Clarity.objects.order_by("page__path").values_list("page__path", "page__language", "month", "yes", "no"))


@pytest.mark.parametrize("address", ["/alliance/", "/approaches/cbt/", "/concerns/depression/", "/practice/mindfulness/", "/glossary/rapport/"])
def test_every_kind_of_page_asks_in_a_plain_form_that_holds_one_word(client: Client, address: str) -> None:
    form = tree(client.get(address).content).find(".//form[@method='post']")
    assert form is not None
    assert form.get("action") == f"/clear{address}"
    assert words(form) == "Was this clear? Yes No"
    assert [(button.get("name"), button.get("value")) for button in form.iter("button")] == [("clear", "yes"), ("clear", "no")]
    assert list(form.iter("input")) == []


@pytest.mark.parametrize("address", ["/", "/crisis/", "/approaches/", "/glossary/", "/nope/", "/es/alliance/"])
def test_nothing_else_asks(client: Client, address: str) -> None:
    assert b"/clear/" not in client.get(address).content


def test_answers_are_added_up_by_page_and_month(client: Client) -> None:
    published("tea")
    published("tea", "es")
    for word in ("yes", "no", "no"):
        response = answer(client, "tea", word)
        assert (response.status_code, response.headers["Location"]) == (303, "/clear/tea/")
        assert not response.cookies
    client.post("/es/clear/tea/", "clear=yes", content_type="application/x-www-form-urlencoded", headers=OURS)
    month = timezone.localdate().replace(day=1)
    assert sorted(counts()) == [("tea", "en", month, 1, 2), ("tea", "es", month, 1, 0)]


def test_the_answer_is_thanked_for_at_an_address_that_says_nothing_of_it_and_leads_back(client: Client) -> None:
    published("tea", title="Tea & you")
    root = tree(client.get("/clear/tea/").content)
    assert words(root.find(".//h1")) == "Thank you for your answer"
    assert root.find(".//a[@href='/tea/']") is not None
    assert [meta.get("content") for meta in root.findall(".//meta[@name='robots']")] == ["noindex"]
    assert counts() == []


def test_a_page_of_its_own_asks_about_a_sheet_and_names_itself_to_this_site_alone(client: Client) -> None:
    published("practice/made", kind="practice", title="Tea & you", facts={"sheet": [{"label": "What happened"}]}, body="{sheet}")
    root = tree(client.get("/clear/practice/made/?ask").content)
    assert words(root.find(".//h1")) == "About “Tea & you”"
    form = root.find(".//form")
    assert form is not None
    assert (form.get("action"), form.get("method"), words(form)) == ("/clear/practice/made/", "post", "Was this clear? Yes No")
    assert [meta.get("content") for meta in root.findall("head/meta[@name='referrer']")] == ["same-origin"]
    assert answer(client, "practice/made").status_code == 303


def test_a_page_that_is_not_live_is_not_asked_about_nor_counted(client: Client) -> None:
    draft("unseen")
    withdrawn = published("withdrawn")
    workflow.withdraw(withdrawn, by=None)
    for path, status in (("unseen", 404), ("withdrawn", 410), ("nowhere", 404), ("x" * 300, 404), ("crisis", 404)):
        assert answer(client, path).status_code == status
        assert client.get(f"/clear/{path}/").status_code == status
    assert counts() == []


@pytest.mark.parametrize(
    "said", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}, {"Origin": "null"}, {"Origin": "https://evil.example"}, {}]
)
def test_a_form_of_another_site_is_not_counted(client: Client, said: dict[str, str]) -> None:
    published("tea")
    assert answer(client, "tea", headers=said).status_code == 403
    assert counts() == []


def test_a_browser_that_names_no_site_but_our_origin_is_believed(client: Client) -> None:
    published("tea")
    assert answer(client, "tea", headers={"Origin": "http://testserver"}).status_code == 303


@pytest.mark.parametrize("body", ["", "clear=maybe", "clear=", "other=yes", "clear=yes&more=" + "x" * 200])
def test_anything_but_yes_or_no_is_refused(client: Client, body: str) -> None:
    published("tea")
    assert client.post("/clear/tea/", body, content_type="application/x-www-form-urlencoded", headers=OURS).status_code == 400
    assert counts() == []


def test_answers_that_wait_for_a_write_to_end_leave_threads_to_readers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    published("therapy/tea")
    told: list[int] = []

    def while_another_writes(page: Page, word: str) -> None:
        if len(told) < 2:
            told.append(answer(client, "therapy/tea").status_code)

    monkeypatch.setattr(clarity, "count", while_another_writes)
    assert answer(client, "therapy/tea").status_code == 303
    assert told == [429, 303], "while two waited, the third was told that it is not counted"
    assert answer(client, "therapy/tea").status_code == 303


def test_a_flood_is_not_counted_and_told_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(clarity, "monotonic", lambda: now)
    published("tea")
    assert [answer(client, "tea").status_code for _ in range(62)] == [303] * 60 + [429] * 2
    assert words(tree(answer(client, "tea").content).find(".//h1")) == "We could not count your answer"
    now = 61.0
    assert answer(client, "tea").status_code == 303
    assert [row[3] for row in counts()] == [61]


def test_a_flood_makes_one_row_a_page_and_month(client: Client) -> None:
    for path in ("tea", "coffee"):
        published(path)
        for number in range(20):
            answer(client, path, ("yes", "no")[number % 2])
    assert Clarity.objects.count() == 2


def test_readers_see_the_same_page_whatever_was_answered(client: Client) -> None:
    page = published("tea")
    before = client.get("/tea/")
    Clarity.objects.create(page=page, month=date(2026, 11, 1), yes=0, no=900)
    after = client.get("/tea/")
    assert (before.content, before.headers["ETag"]) == (after.content, after.headers["ETag"])


def made(path: str, month: date, yes: int, no: int) -> Page:
    page = Page.objects.filter(path=path).first() or published(path, title=path)
    Clarity.objects.create(page=page, month=month, yes=yes, no=no)
    return page


def test_the_desk_names_pages_that_a_quarter_of_many_answers_called_unclear(ada: User) -> None:
    month = timezone.localdate().replace(day=1)
    made("often", month, 15, 5)
    made("seldom", month, 16, 5)
    made("few", month, 0, 4)
    made("long-ago", date(2020, 1, 1), 0, 50)
    made("most", month, 0, 6)
    [unclear] = [part for part in front.front(ada).standing if part.key == "unclear"]
    assert [line.words for line in unclear.lines] == ["most", "often"]
    assert unclear.lines[1].detail.startswith("5 of 20 ")


def test_staff_read_the_counts_and_change_nothing(ada: User) -> None:
    ada.user_permissions.add(Permission.objects.get(codename="view_clarity"))
    page = made("tea", date(2026, 11, 1), 3, 4)
    client = signed_in(ada)
    html = client.get("/admin/content/clarity/").content.decode()
    assert "November 2026" in html
    assert "/tea/" in html
    row = Clarity.objects.get(page=page)
    for address in ("add/", f"{row.pk}/delete/"):
        assert client.get(f"/admin/content/clarity/{address}").status_code == 403
    client.post(f"/admin/content/clarity/{row.pk}/change/", {"yes": 900})
    row.refresh_from_db()
    assert row.yes == 3
