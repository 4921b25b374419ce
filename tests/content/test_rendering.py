"""Sections, citations, glossary terms, figures, marks and slots: what a body names is found, and what is not there is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from content import marks
from tests.content.made import Library, html_of, tree, words

FIGURES = sorted(file.stem for file in Path(settings.BASE_DIR, "templates/figures").glob("*.svg"))


def test_a_body_is_cut_at_its_second_level_headings() -> None:
    rendered = Library().render("Before.\n\n## One *soft* `hard`\n\nA.\n\n### Deeper\n\n## Two {mark: repair}\n\nB.")
    assert [(section.id, section.title, section.mark) for section in rendered.sections] == [
        ("", "", ""),
        ("one-soft-hard", "One soft hard", ""),
        ("two", "Two", "repair"),
    ]
    assert [section.title for section in rendered.contents] == ["One soft hard", "Two"]
    assert '<h3 id="deeper">Deeper</h3>' in rendered.sections[1].pieces[0].html


def test_a_title_keeps_the_words_of_its_terms_and_leaves_out_its_sources() -> None:
    (section,) = Library("a", "rapport").render("## What is [[Rapport]]? And [[rapport|trust]] [@a]").sections
    assert section.title == "What is Rapport? And trust"


def test_the_whole_html_has_the_headings_again() -> None:
    assert html_of("## Fish & chips\n\nWords.") == '<h2 id="fish-chips">Fish &amp; chips</h2><p>Words.</p>\n'


def test_an_empty_body_is_no_error() -> None:
    rendered = Library().render("")
    assert (rendered.html, rendered.references, rendered.findings, rendered.minutes) == ("", (), [], 1)


def test_reading_time_is_200_words_a_minute() -> None:
    assert Library().render("word " * 1000).minutes == 5


def test_citations_are_numbered_in_the_order_of_the_text_and_listed_once() -> None:
    library = Library("ann bob cat dan")
    rendered = library.render("One [@bob]. Two [@ann; @bob].\n\n| a | b |\n|-|-|\n| c | d [@cat] |", also_cite=["bob", "dan"])
    assert [(reference.number, reference.source.key) for reference in rendered.references] == [(1, "bob"), (2, "ann"), (3, "cat"), (4, "dan")]
    links = tree(rendered.html).findall(".//sup[@class='cite']/a")
    assert [(link.get("href"), words(link)) for link in links] == [("#source-1", "1"), ("#source-2", "2"), ("#source-1", "1"), ("#source-3", "3")]
    assert links[0].get("aria-label") == "Source 1: Bob and others, 2020"
    assert (rendered.number_of("cat"), rendered.number_of("eve")) == (3, None)


def test_a_number_stands_right_behind_its_word() -> None:
    assert "<p>Words<sup" in html_of("Words [@ann].", sources="ann")


def test_a_source_is_named_in_the_language_of_the_page() -> None:
    with translation.override("es"):
        assert 'href="#source-1"' in html_of("Palabras [@ann].", sources="ann")


@pytest.mark.parametrize(
    ("body", "finding", "left"),
    [
        ("Words [@nobody].", "Citation [@nobody] has no source.", "<p>Words.</p>"),
        ("Words [@ann; @nobody].", "Citation [@nobody] has no source.", ">1</a></sup>."),
        ("A [[Big word|word]].", "Glossary term [[big-word]] does not exist.", "<p>A word.</p>"),
        ("{figure: nothing}", "{figure: nothing} does not exist.", "<figure>"),
        ("Here {mark: nothing}", "{mark: nothing} does not exist.", "<p>Here </p>"),
        ("## Part {mark: nothing}", "Mark {mark: nothing} does not exist.", '<h2 id="part">Part</h2>'),
        ("{evidence}", "{evidence} is not a piece that this kind of page has.", ""),
        ("- {fit}", "{fit} cannot stand inside a list, a quote or a callout.", "<li></li>"),
        ("![A cat](https://example.org/cat.png)", "The picture https://example.org/cat.png is not one of ours; upload it first.", "<p>A cat</p>"),
    ],
)
def test_what_does_not_exist_is_a_finding_and_no_error(body: str, finding: str, left: str) -> None:
    rendered = Library("ann").render(body, slots=["fit"])
    assert rendered.findings == [finding]
    assert left in rendered.html


def test_a_source_that_only_the_facts_cite_and_that_is_not_there_is_a_finding() -> None:
    assert Library().render("Words.", also_cite=["nobody"]).findings == ["Citation [@nobody] has no source."]


def test_a_term_opens_its_definition_and_leads_to_the_glossary() -> None:
    root = tree(html_of("Say [[rapport|a good fit]].", terms="rapport"))
    button, box = root.find(".//button"), root.find(".//span[@popover]")
    assert button is not None
    assert box is not None
    assert (button.get("type"), button.get("class"), words(button)) == ("button", "term", "a good fit")
    assert button.get("popovertarget") == box.get("id") == "term-rapport"
    assert words(box) == "RapportWhat rapport means. Open the glossary"
    assert [link.get("href") for link in box.findall("a")] == ["/glossary/rapport/"]


def test_only_the_first_use_of_a_term_is_a_button() -> None:
    html = html_of("[[rapport]] and [[Rapport]].\n\n## Part\n\n[[trust]], [[rapport|it]].", terms="rapport trust")
    assert [words(button) for button in tree(html).iter("button")] == ["rapport", "trust"]
    assert "and Rapport.</p>" in html
    assert " it.</p>" in html


@pytest.mark.parametrize(
    "plain", ["### On [[rapport]]", "[see [[rapport]]](/crisis/)", "::: questions\n### On [[rapport]]\n\nWords.\n:::", "## On [[rapport]]"]
)
def test_a_term_in_a_heading_a_summary_or_a_link_stays_a_word_and_the_next_use_is_the_first(plain: str) -> None:
    html = html_of(f"{plain}\n\nThen [[rapport]].", terms="rapport")
    (button,) = tree(html).iter("button")
    assert html.index("rapport") < html.index("<button")
    assert f'Then <span class="keep">{html[html.index("<button") :][:14]}' in html
    assert words(button) == "rapport"


@pytest.mark.parametrize("mark", list(",.;:?!)"))
def test_the_sign_behind_a_term_is_kept_with_it(mark: str) -> None:
    assert f'<span class="keep"><button type="button" class="term" popovertarget="term-rapport">rapport</button>{mark}</span>' in html_of(
        f"([[rapport]]{mark} Words", terms="rapport"
    )


def test_the_sign_behind_a_plain_term_is_kept_too() -> None:
    assert Library().render("See [[rapport]], [[trust]].").html == "<p>See rapport, trust.</p>\n"


def test_quotes_close_around_a_term() -> None:
    html = html_of('"[[rapport]]"', terms="rapport")
    assert html.startswith("<p>“<span")
    assert html.endswith("</span>”</p>\n")


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_drawn_by_name_with_a_text_alternative(name: str) -> None:
    figure = tree(html_of(f"{{figure: {name}}} What it *shows*.")).find(".//figure")
    assert figure is not None
    drawing = figure.find("{http://www.w3.org/2000/svg}svg")
    drawing = drawing if drawing is not None else figure.find("svg")
    assert drawing is not None
    (title,) = [part for part in drawing if part.tag.endswith("title")]
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == title.get("id") == f"fig-{name}"
    assert len(words(title)) > 40
    assert words(figure.find("figcaption[@class='hint']")) == "What it shows."


def test_a_figure_may_stand_in_a_list_or_a_callout_and_needs_no_caption() -> None:
    for body in (f"- {{figure: {FIGURES[0]}}}", f"::: note\n{{figure: {FIGURES[0]}}}\n:::"):
        figure = tree(html_of(body)).find(".//figure")
        assert figure is not None
        assert len(figure) == 1


@pytest.mark.parametrize("name", sorted(marks.NAMES))
def test_a_mark_is_drawn_by_name_and_hidden_from_screen_readers(name: str) -> None:
    assert f"<p>{marks.svg(name)}Words</p>" in html_of(f"{{mark: {name}}} Words")
    assert 'aria-hidden="true"' in marks.svg(name)


def test_a_slot_is_left_to_the_template_and_only_where_the_kind_has_it() -> None:
    (section,) = Library().render("Before.\n\n{fit}\n\nBetween.\n\n{evidence}", slots=["fit", "evidence"]).sections
    assert [(piece.slot, words(tree(piece.html))) for piece in section.pieces] == [("", "Before."), ("fit", ""), ("", "Between."), ("evidence", "")]
