"""Draws docs/front.svg from docs/front.json: a page under nginx beside any file under nginx and gunicorn. Standard library only.

The numbers come from the benchmark, which says what is measured and how (tests/benchmarks/test_front.py):
FRONT_BENCHMARK_ROUNDS=20 FRONT_BENCHMARK_FILE=docs/front.json .venv/bin/python -m pytest tests/benchmarks/test_front.py
"""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 360, 90, 190, 60, 40
BARS = (("any file under nginx", "#5b4b8a"), ("the page under nginx", "#0b5f63"), ("the page from gunicorn", "#8a3b12"))
PROMISE = 0.95


def draw(results: dict[str, dict[str, float]]) -> str:
    """An SVG of bars: answers for the same processor time, any file being 1; for gunicorn, answers a second."""
    told = "; ".join(
        f"{kind}: {found['of the cost']:.2f} of any file by processor time, "
        f"{found['pages a second']:,.0f} a second, gunicorn {found['from gunicorn']:,.0f}"
        for kind, found in results.items()
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d"',
        ' font-family="sans-serif" font-size="13">',
        f'<title id="t">A finished page under nginx</title><desc id="d">{told}</desc><rect width="100%" height="100%" fill="#fffdf8"/>',
        f'<text x="{LEFT}" y="26" font-size="17" font-weight="bold">A finished page under nginx (any file of its size and headers = 1)</text>',
    ]
    high = (HEIGHT - TOP - BOTTOM) / len(results)
    width = WIDTH - LEFT - RIGHT
    for number, (kind, found) in enumerate(results.items()):
        top = TOP + number * high
        parts.append(f'<text x="{LEFT - 10}" y="{top + high / 2:.1f}" text-anchor="end">{kind}</text>')
        shares = (1.0, found["of the cost"], found["from gunicorn"] / found["pages a second"] * found["of the cost"])
        for place, (share, (name, color)) in enumerate(zip(shares, BARS, strict=True)):
            at, thick = top + place * (high - 16) / 3, (high - 22) / 3
            parts.append(f'<rect x="{LEFT}" y="{at:.1f}" width="{width * min(share, 1.05):.1f}" height="{thick:.1f}" fill="{color}"/>')
            label = f"{share:.2f} {name}" if number == 0 else f"{share:.2f}"
            parts.append(f'<text x="{LEFT + width * min(share, 1.05) + 8:.1f}" y="{at + thick / 2 + 4:.1f}" fill="{color}">{label}</text>')
    line = LEFT + width * PROMISE
    parts.append(f'<path d="M{line:.1f} {TOP - 6}V{HEIGHT - BOTTOM}" stroke="#fffdf8" stroke-dasharray="4 3"/>')
    parts.append(f'<text x="{line:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">promised: {PROMISE}</text>')
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    (HERE / "front.svg").write_text(draw(json.loads((HERE / "front.json").read_text(encoding="utf-8"))), encoding="utf-8")
