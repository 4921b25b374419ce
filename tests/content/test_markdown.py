"""The site's Markdown: tables, lists, callouts, accordions, anchors and typography."""

from __future__ import annotations

import pytest

from content.markdown import slugify
from tests.content.made import Library, html_of, tree, words


def test_a_table_has_headings_in_both_directions_and_no_roles_that_its_elements_have_already() -> None:
    root = tree(html_of("| Skill | Use |\n|:--|--:|\n| Breath | Calm |\n| Walk | Rest |"))
    table = root.find(".//div[@class='sheet sheet--two']/table")
    assert table is not None
    headings = [(cell.get("scope"), words(cell)) for cell in table.iter("th")]
    assert headings == [("col", "Skill"), ("col", "Use"), ("row", "Breath"), ("row", "Walk")]
    assert [words(cell) for cell in table.iter("td")] == ["Calm", "Rest"]
    assert not table.findall(".//*[@role]")
    assert not table.findall(".//*[@style]")


def test_footnotes_are_linked_both_ways() -> None:
    root = tree(html_of("One[^a] and two[^b].\n\n[^a]: First note.\n\n[^b]: Second note."))
    notes = {note.get("id"): words(note) for note in root.findall(".//section[@class='footnotes']//li")}
    assert [words_.split(" note")[0] for words_ in notes.values()] == ["First", "Second"]
    links = root.findall(".//a")
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert len(links) == 4
    assert {str(link.get("href")).removeprefix("#") for link in links} <= ids
    assert set(notes) <= ids


def test_a_definition_list_has_terms_and_definitions() -> None:
    root = tree(html_of("Time\n: when it was\n: or will be\n\nPath\n: where"))
    assert [(part.tag, words(part)) for part in root.findall(".//dl/*")] == [
        ("dt", "Time"),
        ("dd", "when it was"),
        ("dd", "or will be"),
        ("dt", "Path"),
        ("dd", "where"),
    ]


@pytest.mark.parametrize(
    ("kind", "css_class", "tint"),
    [("note", "note", "mist"), ("help", "note note--help", None), ("plain", "note note--plain", None), ("bring", "note no-break", "mist")],
)
def test_a_callout_is_a_section_with_its_title_as_a_heading(kind: str, css_class: str, tint: str | None) -> None:
    section = tree(html_of(f"::: {kind} Call & tell\nSome *words*.\n:::")).find(".//section")
    assert section is not None
    assert (section.get("class"), section.get("data-tint")) == (css_class, tint)
    assert words(section.find("h2")) == "Call & tell"
    assert words(section.find("p")) == "Some words."
    assert section.find("p/em") is not None


def test_a_callout_below_a_heading_is_one_level_deeper() -> None:
    root = tree(html_of("## Part\n\n::: note Title\nWords.\n:::"))
    assert [(heading.tag, words(heading)) for heading in root.findall(".//h2") + root.findall(".//h3")] == [("h2", "Part"), ("h3", "Title")]


def test_a_callout_needs_no_title() -> None:
    assert html_of("::: plain\nWords.\n:::") == '<section class="note note--plain"><p>Words.</p>\n</section>'


def test_a_statistic_stands_large_above_its_words() -> None:
    root = tree(html_of("::: stat 75 %\nof people\n:::"))
    assert words(root.find(".//div[@class='note']/p[@class='stat']")) == "75 %"


def test_questions_to_bring_leave_room_for_ones_own_and_can_be_printed() -> None:
    section = tree(html_of("::: bring Questions\n- How long?\n:::")).find(".//section")
    assert section is not None
    assert words(section.find("div[@class='print-only']/p")) == "My own questions"
    button = section.find(".//button")
    assert button is not None
    assert (button.get("type"), button.get("data-print"), button.get("hidden")) == ("button", "", "")  # the script shows it


def test_an_accordion_folds_each_answer_under_its_question() -> None:
    root = tree(html_of("::: questions\n### How long?\n\nTwo *months*.\n\nOr more.\n\n### Who pays?\n\nAsk.\n:::"))
    answers = root.findall(".//div[@class='questions-list']/details[@class='acc']")
    assert [(answer.get("id"), words(answer.find("summary")), len(answer.findall("p"))) for answer in answers] == [
        ("how-long", "How long?", 2),
        ("who-pays", "Who pays?", 1),
    ]
    assert not root.findall(".//h3")


def test_what_follows_an_accordion_is_outside_it() -> None:
    root = tree(html_of("::: questions\n### One?\n\nYes.\n:::\n\nAfter.\n\n### Heading"))
    assert [words(part) for part in root.findall("body/p")] == ["After."]
    assert words(root.find("body/h3")) == "Heading"


@pytest.mark.parametrize("kind", ["myths", "parts"])
def test_myths_and_parts_are_lists_of_their_own(kind: str) -> None:
    assert tree(html_of(f"::: {kind}\n- One\n:::")).find(f".//div[@class='{kind}-list']/ul/li") is not None


def test_lists_have_seeds_and_parts_have_none() -> None:
    root = tree(html_of("- One\n\n::: parts\n- Two\n:::\n\n- Three"))
    assert [(item.get("class"), words(item)) for item in root.iter("ul")] == [("seeds", "One"), ("parts", "Two"), ("seeds", "Three")]


def test_a_numbered_list_that_starts_bold_is_steps_and_another_is_not() -> None:
    root = tree(html_of("1. **Look.** Five things.\n2. **Touch.** Four.\n\nWords.\n\n1. Just\n2. a list"))
    assert [item.get("class") for item in root.iter("ol")] == ["steps", None]


def test_a_quote_is_a_pull_quote() -> None:
    assert words(tree(html_of("> Take your time.")).find(".//blockquote[@class='quote']")) == "Take your time."


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("¿Qué es la TCC?", "que-es-la-tcc"),
        ("El niño y la ñ: corazón, pingüino", "el-nino-y-la-n-corazon-pinguino"),
        ("Obsessive-compulsive disorder (OCD)", "obsessive-compulsive-disorder"),
        ("What a [[rupture|break]] is, *really* [@a]", "what-a-break-is-really"),
        ("《心》", "part"),
    ],
)
def test_an_anchor_is_ascii_in_any_language(heading: str, anchor: str) -> None:
    (section,) = Library("a", "rupture").render(f"## {heading}").sections
    assert section.id == anchor


def test_anchors_are_unique_and_leave_those_of_the_frame_alone() -> None:
    body = "".join(
        f"## {title}\n\n" for title in ("Same", "Same", "Same 2", "Same", "Sources", "Contents", "Main", "Evidence", "Bring", "Words", "With")
    )
    ids = [section.id for section in Library().render(body).sections]
    assert ids == ["same", "same-2", "same-2-2", "same-3", "sources-2", "contents-2", "main-2", "evidence-2", "bring-2", "words-2", "with-2"]


def test_a_heading_never_takes_the_anchor_of_a_source_a_term_a_footnote_or_a_rating() -> None:
    rendered = Library("a", "rapport").render(
        "## Source 1\n\n[[rapport]] [@a] [^1]\n\n## Term rapport\n\n## Fn1\n\n## Fig CBT loop\n\n## Evidence CBT\n\n[^1]: Note."
    )
    made = ["part-source-1", "part-term-rapport", "part-fn1", "part-fig-cbt-loop", "part-evidence-cbt"]
    assert [section.id for section in rendered.sections] == made
    ids = [element.get("id") for element in tree(rendered.html).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_quotes_dashes_and_dots_are_set_as_in_print() -> None:
    assert html_of("\"It's 'fine',\" she said -- and left...") == "<p>“It’s ‘fine’,” she said – and left…</p>\n"


def test_letters_in_brackets_stay_letters() -> None:
    assert html_of("(a) one, (b) two, (c) three; the link (r) is small") == "<p>(a) one, (b) two, (c) three; the link (r) is small</p>\n"


def test_links_to_other_sites_tell_them_nothing_and_our_own_are_plain() -> None:
    html = html_of("[Out](https://example.org/a), <https://example.com>, [in](/crisis/), [here](#part), [call](tel:988), [text](sms:988)")
    assert '<a href="https://example.org/a" rel="noreferrer">Out</a>' in html
    assert '<a href="https://example.com" rel="noreferrer">' in html
    for own in ('<a href="/crisis/">', '<a href="#part">', '<a href="tel:988">', '<a href="sms:988">'):
        assert own in html


def test_a_slug_is_never_empty() -> None:
    assert [slugify(text) for text in ("", "()", "...", "Ñ")] == ["part", "part", "part", "n"]
