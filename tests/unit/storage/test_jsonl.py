"""Rows that are added stay whole, whatever stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.storage import jsonl


def test_rows_come_back_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "jejak/a.jsonl"
    assert jsonl.read(file) == []
    jsonl.append(file, {"kode": "é", "waktu": 1})
    jsonl.append(file, {"kode": "b", "waktu": None})
    assert jsonl.read(file) == [{"kode": "é", "waktu": 1}, {"kode": "b", "waktu": None}]
    assert "é" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "damage", [b"", b"\n", b"{", b'{"kode": "tengah', b"[1]", b"null", b"\xff\xfe", b"<<<<<<< ours"]
)
def test_a_damaged_line_costs_no_other_row(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "a.jsonl"
    jsonl.append(file, {"kode": "a"})
    file.write_bytes(file.read_bytes() + damage)
    jsonl.append(file, {"kode": "b"})
    assert jsonl.read(file) == [{"kode": "a"}, {"kode": "b"}]
