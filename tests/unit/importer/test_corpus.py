"""The importer against the corpus: accuracy for each field, reported and held.

`python -m tests.unit.importer.test_corpus` prints the table and every difference; with beginnings
of names (`unggah9- unggah10-`) only those of such texts.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from kentongan.domain.units import Registry, Unit
from kentongan.importer import sources
from kentongan.importer.core import draft_of
from kentongan.importer.draft import Draft

CORPUS = Path(__file__).parents[2] / "corpus"
DISTRICT = "polresta-pasuruan"
VILLAGES = [
    "Bugul Kidul", "Gadingrejo", "Grati", "Keboncandi", "Kraton", "Lekok", "Nguling",
    "Pohjentrek", "Purworejo", "Rejoso",
]  # fmt: skip
REGISTRY = Registry(
    [
        Unit("polda-jawa-timur", "Polda Jawa Timur", aliases=("Polda Jatim",), level="polda"),
        Unit(
            DISTRICT,
            "Polresta Pasuruan",
            "Polres Pasuruan Kota",
            level="polres",
            parent="polda-jawa-timur",
        ),
        *(
            Unit(f"polsek-{name.lower()}", f"Polsek {name}", level="polsek", parent=DISTRICT)
            for name in VILLAGES
        ),
    ]
)
GOALS = {
    "title": 0.98,
    "date": 0.98,
    "weekday_ok": 1.0,
    "dateline": 0.95,
    "unit": 0.95,
    "parent_units": 0.95,
    "kind": 0.9,
    "event": 0.97,
    "location": 0.97,
    "fields": 0.97,
    "officials precision": 0.95,
    "officials recall": 0.95,
    "quotations": 0.95,
    "speakers": 0.95,
}


@dataclass
class Score:
    hits: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, hits: int, total: int) -> None:
        self.hits[name] = self.hits.get(name, 0) + hits
        self.total[name] = self.total.get(name, 0) + total

    def compare(self, case: str, name: str, expected: Any, found: Any) -> None:
        self.add(name, int(expected == found), 1)
        if expected != found:
            self.misses.append(f"{case}: {name}: {expected!r}, found {found!r}")

    def share(self, name: str) -> float:
        return self.hits[name] / self.total[name] if self.total.get(name) else 1.0


def cases() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in sorted(CORPUS.glob("*.txt")):
        expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        yield path.stem, path.read_text(encoding="utf-8"), expected


def plain(text: str | None) -> str:
    return re.sub(r"\W+", "", text or "").casefold()


def judge(score: Score, case: str, expected: dict[str, Any], draft: Draft) -> None:
    score.compare(case, "title", plain(expected.get("title")), plain(draft.title))
    day = draft.day.isoformat() if draft.day else None
    score.compare(case, "date", expected.get("date"), day)
    score.compare(case, "weekday_ok", expected.get("weekday_ok"), draft.weekday_ok)
    score.compare(case, "dateline", plain(expected.get("dateline")), plain(draft.dateline))
    score.compare(case, "unit", plain(expected.get("unit")), plain(draft.unit_name))
    score.compare(case, "parent_units", expected["parent_units"], list(draft.parent_units))
    score.compare(case, "kind", expected["kind"], draft.kind)
    _judge_particulars(score, case, expected, draft)
    people = {(o["rank"], plain(o["name"])) for o in expected.get("officials", [])}
    found = {(o.rank, plain(o.name)) for o in draft.officials}
    score.add("officials precision", len(people & found), len(found))
    score.add("officials recall", len(people & found), len(people))
    if people != found:
        score.misses.append(f"{case}: officials: {people}, found {found}")
    quotes = {plain(q["text"]): plain(q["speaker"]) for q in expected.get("quotes", [])}
    said = {plain(q.text): plain(q.speaker) for q in draft.quotes}
    score.add("quotations", len(quotes.keys() & said.keys()), len(quotes.keys() | said.keys()))
    score.add("speakers", len(quotes.items() & said.items()), len(quotes))
    if quotes != said:
        score.misses.append(f"{case}: quotes: {quotes}, found {said}")


def _judge_particulars(score: Score, case: str, expected: dict[str, Any], draft: Draft) -> None:
    """What only some texts of the corpus state: when it happened, where, the kind's own fields."""
    found = draft.as_json()
    for name in ("event", "location"):
        if name in expected:
            told = plain(str(found.get(name) or ""))
            wanted = plain(expected[name])
            hit = wanted in told if wanted else not told
            score.add(name, int(hit), 1)
            if not hit:
                score.misses.append(
                    f"{case}: {name}: {expected[name]!r}, found {found.get(name)!r}"
                )
    fields: Any = found.get("fields", {})
    for key, value in expected.get("fields", {}).items():
        score.compare(case, "fields", f"{key} {plain(value)}", f"{key} {plain(fields.get(key))}")


@cache
def scored(prefixes: tuple[str, ...] = ("",)) -> Score:
    score = Score()
    for case, text, expected in cases():
        if not case.startswith(prefixes):
            continue
        judge(score, case, expected, draft(text))
    return score


def draft(text: str) -> Draft:
    """The draft of a text file: a chat gives its first release."""
    (raw, *_) = sources.read_text(text.encode())
    return draft_of(raw.text, REGISTRY, reference=raw.reference)


@pytest.mark.parametrize("name", list(GOALS))
def test_the_corpus_is_read_as_well_as_promised(name: str) -> None:
    score = scored()
    assert score.share(name) >= GOALS[name], "\n".join(score.misses)


def test_the_corpus_is_large_enough_and_complete() -> None:
    assert len(list(cases())) >= 60


if __name__ == "__main__":
    result = scored(tuple(sys.argv[1:]) or ("",))
    lines = []
    for name in GOALS:
        count = f"{result.hits.get(name, 0)} of {result.total.get(name, 0)}"
        lines.append(f"{name:22} {result.share(name):7.1%}  {count}")
    raise SystemExit("\n".join([*lines, *result.misses]))
