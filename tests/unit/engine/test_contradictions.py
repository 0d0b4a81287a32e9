"""Two owners of a code or an address, and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kentongan.engine import contradictions
from kentongan.engine.index import Index
from kentongan.engine.known import Known
from kentongan.engine.records import Record
from kentongan.site.entry import Entry

CODE, OTHER = "4K7-Q2M-9XG", "000-000-000"
Make = Callable[..., Entry]


def record(path: str, code: str, url: str = "", entry: Entry | None = None) -> Record:
    made = Record(path, (1, 1, 1, 1), code, url or f"/{path}/")
    return made.showing(entry) if entry else made


def known(records: dict[str, Record]) -> Known:
    return Known(Index.empty(), records)


@pytest.mark.parametrize(
    ("reply_to", "expected", "words"),
    [
        (CODE, "releases.W011", "rilis ini sendiri"),
        ("111-111-111", "releases.E031", "tidak menunjuk"),
        (OTHER, "releases.W011", "belum tayang"),
    ],
)
def test_a_reply_that_leads_nowhere_is_told(
    make_entry: Make, reply_to: str, expected: str, words: str
) -> None:
    entry = make_entry()._replace(code=CODE, reply_to=reply_to)
    records = {"a.md": record("a.md", CODE, entry=entry), "draf.md": record("draf.md", OTHER)}
    (problem,) = contradictions.find(known(records), {CODE: entry})
    assert problem.code == expected and words in problem.message and problem.key == "Hak-Jawab"


@pytest.mark.parametrize(
    ("merged_into", "expected"), [(CODE, "releases.E024"), ("111-111-111", "releases.E025")]
)
def test_a_merged_release_must_lead_to_one_that_is_there(
    make_entry: Make, merged_into: str, expected: str
) -> None:
    entry = make_entry()._replace(code=CODE, merged_into=merged_into)
    (problem,) = contradictions.find(
        known({"a.md": record("a.md", CODE, entry=entry)}), {CODE: entry}
    )
    assert (problem.code, problem.key) == (expected, "Gabung-Ke")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (True, True, ["a.md", "b.md"]),
        (True, False, ["b.md"]),
        (False, True, ["a.md"]),
        (False, False, ["a.md", "b.md"]),
    ],
)
@pytest.mark.parametrize("what", ["releases.E023", "permalinks.E001"])
def test_what_two_files_claim_is_told_to_both_unless_one_is_not_public(
    first: bool, second: bool, told: list[str], what: str
) -> None:
    code, url = (CODE, "") if what == "releases.E023" else (OTHER, "/a.md/")
    records = {
        "a.md": record("a.md", CODE)._replace(is_public=first),
        "b.md": record("b.md", code, url)._replace(is_public=second),
    }
    problems = contradictions.find(known(records), {})
    assert [problem.path for problem in problems] == told
    for problem in problems:
        assert problem.code == what
        assert ("b.md" if problem.path == "a.md" else "a.md") in problem.message


def test_broken_files_without_an_address_are_no_rivals() -> None:
    records = {path: record(path, path)._replace(url="") for path in ("a.md", "b.md")}
    assert contradictions.find(known(records), {}) == []
