"""Draws docs/search.svg from docs/search.json: how search grows with the pages. Standard library only.

The numbers come from the benchmark, which says what is measured and how (tests/benchmarks/test_search.py):
SEARCH_BENCHMARK_PAGES=1000,10000,100000 SEARCH_BENCHMARK_FILE=docs/search.json .venv/bin/python -m pytest tests/benchmarks/test_search.py
"""

from __future__ import annotations

import json
from math import log10
from pathlib import Path

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 70, 150, 50, 60
LINES = (("p99", "p99, ms", "#8a3b12"), ("median", "median, ms", "#0b5f63"), ("index", "index, s", "#5b4b8a"))
PROMISES = {10_000: 10, 100_000: 30}  # ms, p99


def draw(results: list[dict[str, float]]) -> str:
    """An SVG with both axes logarithmic."""
    pages = [found["pages"] for found in results]
    lowest, highest = 0.1, 10 ** (int(log10(max(found[name] for found in results for name, *_ in LINES))) + 1)

    def x(count: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(count) - log10(pages[0])) / (log10(pages[-1]) - log10(pages[0]))

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (log10(value) - log10(lowest)) / (log10(highest) - log10(lowest))

    told = "; ".join(
        f"{found['pages']:,.0f} pages: index {found['index']:.1f} s, median {found['median']:.1f} ms, p99 {found['p99']:.1f} ms" for found in results
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d"',
        ' font-family="sans-serif" font-size="13">',
        f'<title id="t">How search grows with the pages</title><desc id="d">{told}</desc><rect width="100%" height="100%" fill="#fffdf8"/>',
        f'<text x="{LEFT}" y="26" font-size="17" font-weight="bold">Search as the library grows (processor time, both axes logarithmic)</text>',
    ]
    value = lowest
    while value <= highest:
        at = y(value)
        line, label = f"M{LEFT} {at:.1f}H{WIDTH - RIGHT}", f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{value:g}</text>'
        parts.append(f'<path d="{line}" stroke="#ddd5c6"/>{label}')
        value *= 10
    parts += [f'<text x="{x(count):.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{count:,.0f} pages</text>' for count in pages]
    for count, most in PROMISES.items():
        if count in pages:
            parts.append(f'<path d="M{x(count) - 22:.1f} {y(most):.1f}h44" stroke="#8a3b12" stroke-dasharray="4 3"/>')
            parts.append(f'<text x="{x(count) - 26:.1f}" y="{y(most) + 4:.1f}" text-anchor="end" fill="#8a3b12">p99 under {most} ms</text>')
    for name, label, color in LINES:
        points = " ".join(f"{x(found['pages']):.1f},{y(found[name]):.1f}" for found in results)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x(found["pages"]):.1f}" cy="{y(found[name]):.1f}" r="4" fill="{color}"/>' for found in results]
        last = results[-1]
        parts.append(f'<text x="{x(last["pages"]) + 12:.1f}" y="{y(last[name]) + 4:.1f}" fill="{color}">{label}: {last[name]:.1f}</text>')
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    (HERE / "search.svg").write_text(draw(json.loads((HERE / "search.json").read_text(encoding="utf-8"))), encoding="utf-8")
