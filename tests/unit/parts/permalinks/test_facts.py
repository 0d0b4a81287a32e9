"""What may not change without a word: title, date, names and numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain.release import Correction, Official, Override
from kentongan.parts.permalinks import facts

from tests.conftest import NOW, new_release

BASE: dict[str, Any] = {"text": "Ada 3 orang dan 1.250 butir.", "officials": (Official("Budi"),)}


def facts_of(**changes: Any) -> facts.Facts:
    return facts.of(new_release(**(BASE | changes)), "cap")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, []),
        ({"text": "Kata lain, tetap 3 dan 1.250."}, []),
        ({"title": "Judul baru"}, ['judul semula "Patroli malam di Kraton"']),
        ({"text": "Ada 30 orang dan 1.250 butir."}, ["angka semula 3, kini 30"]),
        ({"text": "Ada 3 orang."}, ["angka semula 1.250, kini -"]),
        ({"officials": (Official("Badu"),)}, ["nama semula Budi, kini Badu"]),
        ({"text": "Ada 30.", "updated_at": NOW}, []),
        ({"text": "Ada 30.", "corrections": (Correction(NOW, "3", "30"),)}, []),
    ],
)
def test_changes_are_told_unless_they_were_stated(
    changes: dict[str, Any], words: list[str]
) -> None:
    assert facts.differences(facts_of(), facts_of(**changes)) == words


def test_another_date_changes_the_publication_and_is_told() -> None:
    before = facts_of(updated_at=NOW)
    after = facts_of(updated_at=NOW, happened_at=NOW - timedelta(days=1))
    assert facts.differences(before, after) == ["tanggal semula 4 Mei 2026"]


def test_a_date_that_moves_without_an_update_is_told_too() -> None:
    before, after = facts_of(), facts_of(happened_at=NOW - timedelta(days=1))
    assert facts.differences(before, after) == ["tanggal semula 4 Mei 2026"]


def test_facts_survive_their_line() -> None:
    one = facts_of()
    assert facts.load(facts.dump(one)) == one


@pytest.mark.parametrize("line", ["", "{}", "[]", "<<<<<<< HEAD", '{"code": 1}', "null"])
def test_a_damaged_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        facts.load(line)


FOUND = ("privasi.E002", "privasi.W003", "privasi.W003")


@pytest.mark.parametrize(
    ("before", "now", "hidden"),
    [
        ({}, {}, False),
        ({"findings": FOUND}, {"findings": FOUND}, False),
        ({"findings": FOUND}, {"findings": FOUND[:2]}, True),
        ({"findings": FOUND}, {"findings": ()}, True),
        ({"findings": ()}, {"findings": FOUND}, False),
        ({"findings": None}, {"findings": ()}, False),
        ({"blurred": ("a",)}, {"blurred": ()}, False),
        ({"blurred": ("a",)}, {"blurred": ("a", "b")}, True),
        ({"blurred": ()}, {"blurred": ("a",)}, True),
    ],
)
def test_what_is_no_longer_shown_is_noticed(
    before: dict[str, Any], now: dict[str, Any], hidden: bool
) -> None:
    plain = facts.of(new_release(), "x")
    assert facts.hides(replace(plain, **before), replace(plain, **now)) is hidden


def test_a_line_of_an_older_version_is_read_without_findings() -> None:
    line = json.loads(facts.dump(facts.of(new_release(), "x")))
    older = json.dumps({key: line[key] for key in line if key not in ("findings", "blurred")})
    assert facts.load(older).findings is None


def test_the_findings_are_those_that_reading_told() -> None:
    told = ["redaksi.W004", "privasi.W003", "privasi.E002", "privasi.W003"]
    assert facts.of(new_release(), "x", told).findings == FOUND


def test_what_is_permitted_counts_as_found() -> None:
    body = "NIK pelapor 3404012345670001 dicatat petugas."
    permitted = new_release(
        body=body, text=body, overrides=(Override("privasi.E001", "Kapolsek", "perlu"),)
    )
    assert facts.of(permitted, "x").findings == facts.of(permitted, "x", ["redaksi.W004"]).findings
    assert facts.of(permitted, "x").findings
