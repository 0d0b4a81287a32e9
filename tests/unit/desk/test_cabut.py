"""Withdrawing: what is written, what is refused, what other media are told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.unit.desk.newsrooms import CODES, Folder

A, B, C = CODES


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "isi")
    folder.write("rahasia", f"Kode: {A}\n", title="Judul rahasia")
    folder.write("lain", f"Kode: {B}\n")
    return folder


def test_the_fields_are_written_and_the_rest_stays(folder: Folder) -> None:
    file = folder.path / "rilis/2026/05/rahasia.md"
    before = file.read_text()
    found = folder.json("cabut", A, "--jenis", "salah", "--alasan", "Keliru tempat")
    added = "Dicabut: salah\nAlasan: Keliru tempat\nDicabut-Pada: 24 November 2026, 12.00 WIB\n"
    assert file.read_text() == before.replace(f"Kode: {A}\n", f"Kode: {A}\n{added}")
    assert found["kind"] == "salah" and found["at"] == "2026-11-24T12:00:00+07:00"
    assert "Judul rahasia" in found["notice"] and "Keliru tempat" in found["notice"]
    assert f"https://humas.test/r/{A}/" in found["notice"]


@pytest.mark.parametrize("kind", ["privasi", "putusan"])
def test_a_private_withdrawal_tells_other_media_nothing(folder: Folder, kind: str) -> None:
    found = folder.json("cabut", A, "--jenis", kind, "--alasan", "Memuat nama anak Rahasiawan")
    assert "rahasia" not in found["notice"].lower()
    assert "dicabut demi perlindungan data pribadi" in found["notice"]
    assert found["url"] == f"/r/{A}/"


def test_the_other_traces_of_a_private_withdrawal_are_named(folder: Folder) -> None:
    git(folder.path, "init", "-q")
    git(folder.path, "add", ".")
    git(folder.path, "commit", "-qm", "awal")
    folder.write("rahasia", f"Kode: {A}\nGambar: wajah.jpg\n", body="Isi ![x](tambahan.jpg)")
    folder.write("lain", f"Kode: {B}\n", body="[baca]({filename}rahasia.md)")
    ledger = folder.path / "jejak/alamat/2026-05.tsv"
    ledger.parent.mkdir(parents=True)
    ledger.write_text(f"{A}\t/berita/2026/05/rahasia/\n")
    found = folder.json("cabut", A, "--jenis", "privasi", "--alasan", "nama anak")
    traces = "\n".join(found["traces"])
    for part in ("rahasia.md", "wajah.jpg", "tambahan.jpg", "lain.md", "2026-05.tsv", "1 versi"):
        assert part in traces


def test_the_file_can_take_its_code_as_its_name(folder: Folder) -> None:
    (folder.path / "rilis/2026/05/rahasia.md").unlink()
    folder.write("rahasia")
    code = folder.json("daftar", "--cari", "rahasia")[0]["code"]
    found = folder.json("cabut", code, "--jenis", "privasi", "--alasan", "anak", "--ganti-nama")
    assert found["path"] == f"rilis/2026/05/{code.lower()}.md"
    assert not (folder.path / "rilis/2026/05/rahasia.md").exists()
    # The derived code depends on the file's name, so it is written before that changes.
    assert f"Kode: {code}" in (folder.path / found["path"]).read_text()


def test_a_code_is_read_with_any_case_and_with_o_for_zero(folder: Folder) -> None:
    folder.write("nol", f"Kode: {C}\n")
    assert folder.json("cabut", "ooo-0oo-ooo", "--jenis", "salah", "--alasan", "x")["code"] == C


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["D8X-J8A-K83", "--jenis", "salah", "--alasan", "x"], 1, f"Mungkin maksud Anda {A}?"),
        (["rahasja", "--jenis", "salah", "--alasan", "x"], 1, "Mungkin maksud Anda rahasia?"),
        ([A, "--jenis", "salah"], 2, "--alasan"),
        ([A, "--jenis", "salah", "--alasan", " "], 2, "alasan wajib"),
        ([A, "--jenis", "keliru", "--alasan", "x"], 2, "salah"),
        ([A, "--jenis", "digabung", "--alasan", "x"], 2, "--ke"),
        ([A, "--jenis", "salah", "--ke", B, "--alasan", "x"], 2, "--ke hanya"),
        ([A, "--jenis", "digabung", "--ke", A, "--alasan", "x"], 1, "melingkar"),
        ([A, "--jenis", "digabung", "--ke", C, "--alasan", "x"], 1, "Tidak ada rilis"),
        ([A, "--jenis", "salah", "--alasan", "x", "--pada", "1 Mei 2027"], 2, "masa depan"),
        ([A, "--jenis", "salah", "--alasan", "x", "--pada", "kemarin"], 2, "tidak dikenali"),
        ([A, "--jenis", "salah", "--alasan", "x", "--ganti-nama"], 2, "privasi atau putusan"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    folder: Folder, words: list[str], status: int, told: str
) -> None:
    before = folder.snapshot()
    result = folder.run("cabut", *words)
    assert result.exit_code == status and told in result.output
    assert folder.snapshot() == before


def test_circular_merges_are_refused(folder: Folder) -> None:
    folder.json("cabut", A, "--jenis", "digabung", "--ke", B, "--alasan", "ganda")
    result = folder.run("cabut", B, "--jenis", "digabung", "--ke", A, "--alasan", "ganda")
    assert result.exit_code == 1 and "melingkar" in result.output


@pytest.mark.parametrize("state", ["Status: draf\n", "Terbit: 30 November 2026\n"])
def test_what_was_never_public_needs_no_withdrawal(folder: Folder, state: str) -> None:
    folder.write("lain", f"Kode: {B}\n{state}")
    result = folder.run("cabut", B, "--jenis", "salah", "--alasan", "x")
    assert result.exit_code == 1 and "belum pernah tayang" in result.output


def test_a_second_withdrawal_of_the_same_kind_is_refused(folder: Folder) -> None:
    folder.json("cabut", A, "--jenis", "salah", "--alasan", "x")
    result = folder.run("cabut", A, "--jenis", "salah", "--alasan", "y")
    assert result.exit_code == 1 and "sudah dicabut" in result.output
    assert folder.json("cabut", A, "--jenis", "privasi", "--alasan", "y")["kind"] == "privasi"


def test_two_releases_with_one_slug_are_both_named(folder: Folder) -> None:
    other = folder.path / "rilis/2026/06"
    other.mkdir()
    (folder.path / "rilis/2026/05/lain.md").rename(other / "rahasia.md")
    result = folder.run("cabut", "rahasia", "--jenis", "salah", "--alasan", "x")
    assert result.exit_code == 1 and A in result.output and B in result.output


def git(folder: Path, *words: str) -> None:
    names = ["-c", "user.name=Petugas Uji", "-c", "user.email=uji@humas.test"]
    subprocess.run(["git", *names, *words], cwd=folder, check=True)


@pytest.mark.parametrize(
    "name",
    [
        A.lower().replace("-", ""),
        f"https://humas.test/r/{A}/",
        "/berita/2026/05/rahasia/",
        "rilis/2026/05/rahasia.md",
        "Rahasia",
    ],
)
def test_a_release_is_found_by_what_people_paste(folder: Folder, name: str) -> None:
    assert folder.json("cabut", name, "--jenis", "salah", "--alasan", "x")["code"] == A


def test_yaml_with_windows_line_ends_and_comments_is_kept(folder: Folder) -> None:
    file = folder.path / "rilis/2026/05/yaml.md"
    text = (
        "\ufeff---\r\nTitle: 'Berita: satu' # asli\r\nDate: 4 Mei 2026\r\nUnit: Polsek Uji\r\n"
        f"Code: {C}\r\n---\r\n\r\nIsi.\r\n"
    )
    file.write_bytes(text.encode())
    folder.json("cabut", C, "--jenis", "salah", "--alasan", "Keliru: tempat # satu")
    added = 'Dicabut: salah\r\nAlasan: "Keliru: tempat # satu"\r\n'
    expected = text.replace(
        f"{C}\r\n", f"{C}\r\n{added}Dicabut-Pada: 24 November 2026, 12.00 WIB\r\n"
    )
    assert file.read_bytes() == expected.encode()
    folder.json("batal-cabut", C)
    assert file.read_bytes() == text.encode()
