"""Findings as staff read them: by place, with the fix, then a count."""

from __future__ import annotations

from kentongan.domain import problems
from kentongan.domain.problems import Fault, Problem, has_errors, render, summary

DATE = Problem("rilis/b.md", 4, "releases.E003", "Tanggal salah.", "perbaiki tanggalnya.")
NAME = Problem("rilis/a.md", 0, "releases.E018", "Satuan tidak ada.", "tambahkan Satuan.")
CODE = Problem("rilis/a.md", 0, "releases.W003", "Belum berkode.")


def test_errors_come_first_and_each_kind_by_file_and_line() -> None:
    assert render([DATE, CODE, NAME]) == (
        "content/rilis/a.md: [releases.E018] GALAT: Satuan tidak ada.\n"
        "    Perbaiki: tambahkan Satuan.\n"
        "content/rilis/b.md:4: [releases.E003] GALAT: Tanggal salah.\n"
        "    Perbaiki: perbaiki tanggalnya.\n"
        "content/rilis/a.md: [releases.W003] PERINGATAN: Belum berkode.\n"
        "2 masalah di 2 berkas, 1 peringatan; situs tidak ditulis."
    )


def test_the_same_finding_is_told_once() -> None:
    assert render([DATE, DATE]).count("Tanggal salah.") == 1


def test_the_folder_is_named_as_it_is_called() -> None:
    assert render([CODE], "naskah").startswith("naskah/rilis/a.md: ")
    assert render([Problem("", 0, "x.E001", "Salah.")], "naskah").startswith("naskah: ")


def test_nothing_is_held_back_unless_a_build_asks_for_the_first_few_warnings() -> None:
    errors = [Problem(f"{n:03}.md", 0, "x.E001", "Salah.") for n in range(50)]
    warnings = [Problem(f"{n:03}.md", 0, "x.W001", "Lain.") for n in range(50)]
    assert render([*errors, *warnings]).count("[x.W001]") == 50
    report = render([*errors, *warnings], warnings=problems.FEW)
    assert report.count("[x.E001]") == 50
    assert report.count("PERINGATAN: Lain.") == problems.FEW
    assert "… dan 45 peringatan [x.W001] lagi" in report
    assert report.endswith("50 masalah di 50 berkas, 50 peringatan; situs tidak ditulis.")


def test_only_errors_stop() -> None:
    assert has_errors([CODE, DATE]) and not has_errors([CODE]) and not has_errors([])
    assert (DATE.severity, CODE.severity) == ("error", "warning")


def test_the_summary_says_what_was_found() -> None:
    assert summary([]) == "Tidak ada masalah."
    assert summary([CODE]) == "1 peringatan."
    assert summary([DATE]) == "1 masalah di 1 berkas; situs tidak ditulis."


def test_a_finding_can_be_moved_to_its_file() -> None:
    moved = Problem("", 2, "x.E001", "Salah.").at("a.md")
    assert (moved.path, moved.line) == ("a.md", 2)


def test_the_sentence_stands_below_its_finding() -> None:
    problem = Problem("a.md", 3, "x.E001", "Nomor tertulis.", "hapus.", excerpt="Hubungi …….")
    assert render([problem]).split("\n")[1] == "    Kalimat: Hubungi ……."


def test_a_fault_is_told_in_its_own_words_with_the_values_as_they_are() -> None:
    fault = Fault("x.E001", "Alamat {address} juga dipakai oleh {other}.", "ganti {other}.", "Slug")
    problem = fault.of("rilis/a.md", address="/{a}/", other="b {0}.md")
    assert problem.message == "Alamat /{a}/ juga dipakai oleh b {0}.md."
    assert (problem.fix, problem.key, problem.line) == ("ganti b {0}.md.", "Slug", 0)
