"""Promises of the notice: where it goes in a document, once, in which language, and that nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from crisis import notice

MARK = b"data-crisis-notice"
HERE = b"[988]"
TAGS = b"""<!doctype html>|<html lang=en>|<head>|</head>|<title>|</title>|<script>|</script>|<style>|</style>|<!--|-->|<body|<body>|<body id="a>b">
|</body>|</html>|<a class="skip" href="#m">|<a href="#c" class="skip-to-content-link">|Skip</a>|<p>Words</p>|\n|=|"|'|>"""
PIECES = [*TAGS.split(b"|"), notice.PLACE, notice.html("en"), notice.html("es"), b"x" * 700]
documents = st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=14).map(b"".join)
fillings = st.sampled_from([0, 0, 2100, 64000, 70000])
unhurried = settings(deadline=None)  # a busy machine is no failure
languages = st.sampled_from(notice.LANGUAGES)


def placed(document: str, language: str = "en") -> str:
    """The document with the notice in it, written short."""
    return notice.insert(document.encode(), language).replace(notice.html(language), HERE).decode()


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        (
            '<body><a class="skip">S</a><button>Leave</button><!--crisis-notice--><main>',
            '<body><a class="skip">S</a><button>Leave</button>[988]<main>',
        ),
        ("<!doctype html><html><head></head><body><main>", "<!doctype html><html><head></head><body>[988]<main>"),
        ("<BODY CLASS=x>\n<main>", "<BODY CLASS=x>[988]\n<main>"),
        ('<body class="login"\n data-utc="0">\n<a href="#c" class="skip-to-content-link">Skip</a>\n<div>', None),
        ("<body><a class=skip>S</a><div>", "<body><a class=skip>S</a>[988]<div>"),
        ('<body><a class="home" href="/">H</a>', '<body>[988]<a class="home" href="/">H</a>'),
        ("<!doctype html><html><head><title>T</title></head><p>Hi", "<!doctype html><html><head><title>T</title></head>[988]<p>Hi"),
        ("<!doctype html><p>Hi", "<!doctype html>[988]<p>Hi"),
        ("<p>A piece of a page</p>", "[988]<p>A piece of a page</p>"),
        ("", "[988]"),
    ],
)
def test_it_stands_before_everything_but_the_skip_link_and_the_quick_exit(document: str, wanted: str | None) -> None:
    found = placed(document)
    assert found == (wanted or document.replace("</a>", "</a>[988]"))


@pytest.mark.parametrize(
    "before",
    [
        "<head><!-- <body> --></head>",
        "<head><title>The <body> keeps the score</title></head>",
        "<head><script>write('<body>')</script></head>",
        "<head><style>/* <body> */</style></head>",
        "<!--[if IE]><body class=old><![endif]-->",
    ],
)
def test_a_body_tag_that_is_only_words_does_not_draw_the_notice_to_where_no_one_sees_it(before: str) -> None:
    assert placed(f"<html>{before}<body><main>") == f"<html>{before}<body>[988]<main>"


@pytest.mark.parametrize("tag", ['<body title="a > b">', "<body title='a > b'>", "<body data-x = \"'>'\" class=c>"])
def test_a_greater_sign_inside_an_attribute_does_not_end_the_body_tag(tag: str) -> None:
    assert placed(f"{tag}<main>") == f"{tag}[988]<main>"


def test_words_about_the_notice_do_not_keep_it_away() -> None:
    for words in ("data-crisis-notice", "&lt;aside class=&quot;crisis&quot;", '<aside class="note" data-crisis-notice>'):
        assert placed(f"<body><p>{words}</p>") == f"<body>[988]<p>{words}</p>"


def test_a_document_that_has_the_notice_keeps_that_one() -> None:
    whole = notice.insert(b"<html><body><main>", "es")
    assert notice.insert(whole, "en") == whole
    assert whole.count(MARK) == 1


@unhurried
@example(b" \n<html>\n<body>\n <p>Words</p>\n", "es")
@given(documents, languages)
def test_any_document_has_the_notice_once_and_is_otherwise_untouched(document: bytes, language: str) -> None:
    made, html = notice.insert(document, language), notice.html(language)
    begins = [at for at in range(len(made)) if made.startswith(html, at)]
    rests = {made[:at] + mark + made[at + len(html) :] for at in begins for mark in (b"", notice.PLACE)}
    assert document in rests or (made == document and b'<aside class="crisis"' in document)


@unhurried
@given(st.binary())
def test_bytes_that_are_no_document_get_the_notice_and_nothing_else_changes(junk: bytes) -> None:
    assume(b"crisis" not in junk)  # hypothesis reads our sources and tries the signs by which a notice is known
    made = notice.insert(junk, "en")
    assert made.count(MARK) == 1
    assert made.replace(notice.html("en"), b"") == junk


@unhurried
@given(documents, fillings, documents, languages, languages)
def test_a_second_insertion_changes_nothing(start: bytes, filling: int, end: bytes, first: str, second: str) -> None:
    once = notice.insert(start + b"w" * filling + end, first)
    assert notice.insert(once, second) == once


@unhurried
@given(documents, fillings, documents, st.lists(st.integers(0, 72000), max_size=8))
def test_a_stream_in_any_chunks_says_what_the_whole_document_would(start: bytes, filling: int, end: bytes, cuts: list[int]) -> None:
    document = start + b"w" * filling + end
    edges = [0, *sorted(cut % (len(document) + 1) for cut in cuts), len(document)]
    chunks = [document[begin:stop] for begin, stop in pairwise(edges)]
    assert b"".join(notice.insert_into_stream(chunks, "en")) == notice.insert(document, "en")


@unhurried
@given(documents)
def test_a_stream_of_single_bytes_says_what_the_whole_document_would(document: bytes) -> None:
    single = (document[at : at + 1] for at in range(len(document)))
    assert b"".join(notice.insert_into_stream(single, "es")) == notice.insert(document, "es")


def test_a_stream_is_sent_on_as_soon_as_the_place_has_passed() -> None:
    asked: list[bytes] = []

    def long() -> Iterator[bytes]:
        yield b"<body>"
        for _ in range(500):
            asked.append(b"word " * 100)
            yield asked[-1]

    stream = notice.insert_into_stream(long(), "en")
    assert next(stream).startswith(b"<body>" + notice.html("en"))
    assert len(asked) < 10
    assert next(stream) == b"word " * 100
    assert len(asked) < 11


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "ascii", "koi8-r", "shift_jis"])
@pytest.mark.parametrize("language", notice.LANGUAGES)
def test_in_another_charset_it_is_in_that_charset_and_reads_the_same(charset: str, language: str) -> None:
    page = notice.insert("<body><p>é".encode(charset, "xmlcharrefreplace"), language, charset).decode(charset)
    assert unescape(notice.html(language).decode()) in unescape(page)


@pytest.mark.parametrize(
    ("path", "language"),
    [(path, "en") for path in ("/", "/crisis/", "/essays/", "/fr/", "", "/admin/es/", "/ES/", "*")]
    + [(path, "es") for path in ("/es", "/es/", "/es/crisis/", "//es/")],
)
def test_its_language_is_the_one_the_address_is_written_in(path: str, language: str) -> None:
    assert notice.language_of(path) == language


@pytest.mark.parametrize(("language", "page"), [("en", "/crisis/"), ("es", "/es/crisis/")])
def test_it_calls_and_texts_988_leads_to_the_crisis_page_and_says_its_language(language: str, page: str) -> None:
    html = notice.html(language).decode()
    for needed in ('href="tel:988"', 'href="sms:988"', f'href="{page}"', f'lang="{language}"', "aria-label=", notice.sentence(language)):
        assert needed in html


def test_a_language_that_is_not_here_gets_english() -> None:
    assert notice.html("fr") == notice.html("en")
    assert notice.sentence("fr") == notice.sentence("en")


def test_the_header_is_plain_ascii() -> None:
    assert notice.HEADER == ("Crisis-Support", "Call or text 988")
    assert all(part.isascii() for part in notice.HEADER)
