"""What `make bench-web` says of a figure, and how it tells computing from waiting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bench.figures import Figure, as_json, table
from tests.bench.lookups import work
from tests.bench.photographs import draw


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("g", "n", 40.0, "kB", 40), "ok"),
        (Figure("g", "n", 40.1, "kB", 40), "MELESET"),
        (Figure("g", "n", 98, "", 98, at_least=True), "ok"),
        (Figure("g", "n", 97, "", 98, at_least=True), "MELESET"),
        (Figure("g", "n", 3.5), ""),
        (Figure("g", "n", None, "", 98), "tidak diukur"),
    ],
)
def test_a_figure_is_judged_by_its_limit(figure: Figure, verdict: str) -> None:
    assert figure.verdict == verdict
    assert table([figure]).endswith(verdict)
    assert as_json([figure])[0]["verdict"] == verdict


def test_numbers_are_written_as_indonesians_do() -> None:
    line = table([Figure("g", "n", 12345.6, "ms"), Figure("g", "m", 5.918, "kB")])
    assert "12.346" in line
    assert "5,92" in line


def test_computing_is_what_stands_in_or_below_a_script() -> None:
    profile: dict[str, Any] = {
        "nodes": [
            _node(1, "(root)", "", [2, 3, 4]),
            _node(2, "check", "http://a/tema/js-1/cek.js", [5]),
            _node(3, "(program)", ""),
            _node(4, "(idle)", ""),
            _node(5, "parse", ""),
        ],
        "samples": [2, 5, 3, 4],
        "timeDeltas": [1000, 2000, 4000, 8000],
    }
    assert work(profile) == (3.0, 7.0)


def test_a_photograph_is_the_same_each_time(tmp_path: Path) -> None:
    for name, number in (("a", 1), ("b", 1), ("c", 2)):
        draw(tmp_path / f"{name}.jpg", number)
    first, same, other = ((tmp_path / f"{name}.jpg").read_bytes() for name in "abc")
    assert first == same != other


def _node(number: int, name: str, url: str, below: list[int] | None = None) -> dict[str, Any]:
    return {
        "id": number,
        "callFrame": {"functionName": name, "url": url},
        "children": below or [],
    }
