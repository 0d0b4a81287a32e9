"""A bar chart of medians as SVG, drawn without a library."""

from __future__ import annotations

import statistics
from typing import Any
from xml.sax.saxutils import escape

BAR, GAP, LEFT, WIDTH = 18, 6, 260, 900


def bars(results: dict[str, Any]) -> str:
    """Wall seconds of every step of every contestant and size, one bar each."""
    rows = [
        (f"{count} {name} {step}", statistics.median(run["wall"] for run in measured))
        for count, contestants in results.items()
        for name, steps in contestants.items()
        for step, measured in steps.items()
    ]
    longest = max((seconds for _, seconds in rows), default=1.0)
    height = len(rows) * (BAR + GAP) + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        'font-family="sans-serif" font-size="12">'
    ]
    for number, (label, seconds) in enumerate(rows):
        top = GAP + number * (BAR + GAP)
        length = seconds / longest * (WIDTH - LEFT - 70)
        parts.append(
            f'<text x="{LEFT - 8}" y="{top + 13}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{LEFT}" y="{top}" width="{length:.1f}" height="{BAR}" fill="#a5481c"/>'
            f'<text x="{LEFT + length + 6:.1f}" y="{top + 13}">{seconds:.2f} s</text>'
        )
    return "".join([*parts, "</svg>\n"])
