"""A build that reads few findings tells the same as one that reads all."""

from __future__ import annotations

import pickle
import random
from types import SimpleNamespace
from typing import Any

import pytest
from kentongan.domain import problems
from kentongan.domain.problems import FEW, Problem
from kentongan.engine import findings
from kentongan.engine.content import Content
from kentongan.engine.index import Index
from kentongan.engine.known import Known
from kentongan.engine.reading import Outcome
from kentongan.engine.records import Record

from tests.conftest import entry_of, new_release

CODES = ("redaksi.W003", "redaksi.W004", "privasi.E001", "images.W002")


def some(chance: random.Random, path: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(path, chance.randrange(9), chance.choice(CODES), f"Pesan {chance.randrange(3)}.")
        for _ in range(chance.randrange(5))
    )


def content_of(chance: random.Random) -> tuple[Content, list[Problem]]:
    """Records as they were read, or as the index gives them back; and what is wrong with all."""
    index, others = Index.empty(), {}
    for number in range(chance.randrange(40)):
        path = f"rilis/{number % 7}/{number}.md"
        storable, is_public = chance.random() < 0.9, chance.random() < 0.9
        record = Record(
            path, (1, 1, 1, 1), found=some(chance, path), storable=storable, is_public=is_public
        )
        if storable and is_public and chance.random() < 0.7:
            record = record.showing(entry_of(new_release(slug=f"rilis-{number}")))
        if storable and chance.random() < 0.9:
            index.settle([record], [])
        else:
            others[path] = record
    folder: Any = SimpleNamespace(located=list)
    outcome = Outcome(Known(index, others))
    content = Content(SimpleNamespace(), outcome, (), {}, folder)  # type: ignore[arg-type]
    return content, [Problem("halaman/a.md", 1, "permalinks.W004", f"{n}") for n in range(2)]


@pytest.mark.parametrize("seed", range(60))
def test_the_report_is_that_of_all_findings(seed: int) -> None:
    content, of_the_whole = content_of(random.Random(seed))
    everything = findings.gather(content, of_the_whole, few=0).problems
    few = findings.gather(content, of_the_whole)
    wanted = problems.render(everything, warnings=FEW) if everything else ""
    assert few.report("content") == wanted
    assert few.has_errors == any(problem.stops for problem in everything)


@pytest.mark.parametrize("seed", range(60))
def test_no_file_that_is_not_stored_is_named_in_what_is_kept(seed: int) -> None:
    content, of_the_whole = content_of(random.Random(seed))
    records = content.outcome.records
    report = findings.gather(content, of_the_whole).report("content")
    kept = findings.to_keep(content, of_the_whole, report, "content")
    unkept = [record.path for record in records.every() if not record.storable]
    assert not any(f"{path}:" in kept for path in unkept)
    missing = sum(len(records[path].codes) for path in unkept)
    assert (f"{missing} peringatan pada naskah yang tidak tayang" in kept) == bool(missing)


def test_a_record_that_comes_from_another_process_says_all_that_was_found() -> None:
    record = Record("rilis/a.md", (1, 1, 1, 1), found=some(random.Random(3), "rilis/a.md"))
    assert record.found and pickle.loads(pickle.dumps(record)) == record
