"""Corrections ask before they touch what others have read; odd names end nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from kentongan.desk.cli import humas

from tests.unit.desk.keyboard import talk
from tests.unit.desk.newsrooms import CODES, Folder

WRONG = "Petugas mengecek aktifitas warga di pasar."
RIGHT = "Petugas mengecek aktivitas warga di pasar."


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "content")
    folder.write("lama", f"Kode: {CODES[0]}\n", body=WRONG)
    folder.write("baru", f"Kode: {CODES[1]}\n", body=WRONG)
    ledger = folder.path / "jejak/alamat/2026-05.tsv"
    ledger.parent.mkdir(parents=True)
    ledger.write_text(f"{CODES[0]}\t/berita/2026/05/lama/\n")
    return folder


def corrected(folder: Folder) -> list[str]:
    files = (folder.path / "rilis/2026/05").iterdir()
    return [path.stem for path in files if RIGHT in path.read_text()]


@pytest.mark.parametrize(("answer", "expected"), [("", ["baru"]), ("ya", ["baru", "lama"])])
def test_staff_are_asked_about_what_was_published(
    folder: Folder, answer: str, expected: list[str]
) -> None:
    question = ("1 naskah sudah pernah terbit. Perbaiki juga yang itu? (ya/tidak) [tidak]", answer)
    found = talk(["periksa", "--perbaiki"], [question], folder.path.parent)
    assert sorted(corrected(folder)) == expected, found.screen


@pytest.mark.parametrize("form", [[], ["--json"], ["--sarif"]])
def test_without_a_terminal_it_is_left_alone_and_said(folder: Folder, form: list[str]) -> None:
    done = folder.run("periksa", "--perbaiki", *form)
    assert corrected(folder) == ["baru"]
    assert "1 naskah sudah pernah terbit dan tidak diubah" in done.stderr
    folder.run("periksa", "--perbaiki", "--ya", *form)
    assert sorted(corrected(folder)) == ["baru", "lama"]


def test_what_is_corrected_is_told_in_the_order_of_the_text(folder: Folder) -> None:
    file = folder.path / "rilis/2026/05/urut.md"
    file.write_text("Judul: Warga menolong.\n\nWarga yg lewat dgn hati2 itu 3x dibantu.\n", "utf-8")
    done = folder.run("periksa", "--perbaiki", str(file))
    told = [line.split(": ", 1)[1] for line in done.stdout.split("\n") if "urut.md:" in line]
    assert told[:5] == [
        *("-.", "-yg +yang", "-dgn +dengan", "-hati2 +hati-hati", "-3x +3 kali"),
    ]


def test_a_name_that_is_no_text_is_told(folder: Folder) -> None:
    place = os.fsencode(folder.path / "rilis/2026/05") + b"/a\xff.md"
    Path(os.fsdecode(place)).write_bytes(b"Judul: A\n\nIsi.\n")
    call = "import sys; from kentongan.desk import main; main(sys.argv[1:])"
    for form in ([], ["--json"]):
        words = [sys.executable, "-c", call, "periksa", "-C", str(folder.path), *form]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 1 and "releases.E019" in done.stdout, done.stderr
        assert "Traceback" not in done.stderr


def test_a_terminal_without_our_letters_gets_json_all_the_same(folder: Folder) -> None:
    folder.write("elok", title="Judul “elok” – é")
    call = "import sys; from kentongan.desk import main; main(sys.argv[1:])"
    words = [sys.executable, "-c", call, "daftar", "--json", "-C", str(folder.path)]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, capture_output=True, env=environment, check=True)
    assert b"\\u201celok\\u201d" in done.stdout


def test_below_a_project_its_content_is_meant(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.path.parent / "pelicanconf.py").write_text("PATH = 'content'\n")
    monkeypatch.chdir(folder.path / "rilis/2026/05")
    done = CliRunner().invoke(humas, ["daftar"])
    assert "2 rilis." in done.output
