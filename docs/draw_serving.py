"""Draws docs/serving.svg from docs/serving.json: a stored page beside the limit of the server. Standard library only.

The numbers come from the benchmark, which says what is measured and how (tests/benchmarks/test_serving.py):
SERVING_BENCHMARK_ROUNDS=20 SERVING_BENCHMARK_FILE=docs/serving.json .venv/bin/python -m pytest tests/benchmarks/test_serving.py
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 320, 130, 190, 60, 40
PROMISE = 0.95


def draw(results: dict[str, dict[str, float]]) -> str:
    """An SVG of bars: answers for the same processor time, a bare WSGI callable that returns the same bytes being 1."""
    told = "; ".join(f"{kind}: {found['of the limit']:.3f} of the limit, {found['microseconds']:,.0f} µs" for kind, found in results.items())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d"',
        ' font-family="sans-serif" font-size="13">',
        f'<title id="t">A stored page from gunicorn</title><desc id="d">{told}</desc><rect width="100%" height="100%" fill="#fffdf8"/>',
        f'<text x="{LEFT}" y="26" font-size="17" font-weight="bold">A stored page (bare WSGI callable on the same worker = 1)</text>',
    ]
    high = (HEIGHT - TOP - BOTTOM) / len(results)
    width = WIDTH - LEFT - RIGHT
    for number, (kind, found) in enumerate(results.items()):
        top, share = TOP + number * high, found["of the limit"]
        color = "#8a3b12" if kind == "made each time" else "#0b5f63"
        parts.append(f'<text x="{LEFT - 10}" y="{top + high / 2 + 4:.1f}" text-anchor="end">{kind}</text>')
        parts.append(f'<rect x="{LEFT}" y="{top + 6:.1f}" width="{width * min(share, 1.05):.1f}" height="{high - 12:.1f}" fill="{color}"/>')
        label = f"{share:.2f}, {found['microseconds']:,.0f} µs of processor"
        parts.append(f'<text x="{LEFT + width * min(share, 1.05) + 8:.1f}" y="{top + high / 2 + 4:.1f}" fill="{color}">{label}</text>')
    line = LEFT + width * PROMISE
    parts.append(f'<path d="M{line:.1f} {TOP - 6}V{HEIGHT - BOTTOM}" stroke="#fffdf8" stroke-dasharray="4 3"/>')
    parts.append(f'<text x="{line:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">promised: {PROMISE}</text>')
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    (HERE / "serving.svg").write_text(draw(json.loads((HERE / "serving.json").read_text(encoding="utf-8"))), encoding="utf-8")
