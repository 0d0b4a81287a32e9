"""What staff read on a terminal is broken between words, however narrow it is."""

from __future__ import annotations

import io

import pytest
from kentongan.desk.screen import fitted

REPORT = (
    "content/a.md:4: [redaksi.W007] PERINGATAN: Ejaan.\n"
    "    Perbaiki: pakai ejaan baku, lalu baca sekali lagi.\n"
    "        Di dalam: kata yang panjang sekali dan kata lain.\n"
    "  rilis dibaca                  3\n"
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_file_or_another_program_gets_the_lines_as_they_are() -> None:
    assert fitted(REPORT, io.StringIO()) == REPORT


@pytest.mark.parametrize("columns", [30, 40, 80])
def test_on_a_terminal_lines_break_between_words(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = fitted(REPORT, Terminal()).split("\n")
    assert max(len(line) for line in lines if " " in line.strip()) <= max(columns, 33)
    assert " ".join(" ".join(lines).split()) == " ".join(REPORT.split())
    assert lines[-1] == ""


def test_what_cannot_be_broken_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    address = "https://humas.test/berita/2026/11/sosialisasi-jalur-pelayaran-di-balai-desa/"
    assert address in fitted(f"Lihat {address} sekarang juga.", Terminal()).split("\n")[1]
