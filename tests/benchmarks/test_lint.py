"""How long the checks take: fast enough to run while someone writes."""

from __future__ import annotations

from itertools import cycle, islice
from time import process_time

import pytest

from content.document import parse
from content.folders import SHIPPED
from content.lint import Surroundings, lint
from tests.content.made import document


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


def seconds(body: str) -> float:
    page = document(body=body)
    start = process_time()
    lint(page)
    return process_time() - start


@pytest.mark.parametrize("part", ["addict. ", "suicide at peace. ", '"I am an addict '])
def test_a_huge_paste_takes_time_in_step_with_its_length(part: str) -> None:
    """Not with the square of it: four times the text in much less than sixteen times the time."""
    took = [min(seconds(part * count) for _ in range(3)) for count in (2_000, 8_000)]
    assert took[1] < took[0] * 12, took
