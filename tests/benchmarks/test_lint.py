"""How long the checks take: fast enough to run while someone writes."""

from __future__ import annotations

from itertools import cycle, islice
from time import process_time

from content.document import parse
from content.interchange import SHIPPED
from content.lint import Surroundings, lint


def test_a_hundred_long_pages_take_less_than_two_seconds() -> None:
    every = [parse(file.read_text(encoding="utf-8")) for file in SHIPPED.glob("en/**/*.md") if "glossary" not in file.parts]
    pages = list(islice(cycle(every), 100))
    lint(pages[0])
    took = []
    for _ in range(3):
        start = process_time()
        for page in pages:
            lint(page, Surroundings(path="concerns/self-harm"))
        took.append(process_time() - start)
    assert min(took) < 2, took
