"""The desk finds what a build finds, in all that a build reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.newsroom.check import Checked
from kentongan.newsroom.errors import RequestError
from PIL import Image

from tests.unit.newsroom.projects import Project

CODES = ("D8X-J8A-K82", "4K7-Q2M-9XG", "000-000-000")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "situs")


def codes(found: Checked, name: str) -> set[str]:
    return {problem.code for problem in found.problems if problem.path.endswith(name)}


def test_a_clean_release_is_counted(project: Project) -> None:
    project.release("a", f"Kode: {CODES[0]}\n")
    found = project.check()
    assert (found.checked, found.has_errors) == (1, False)


def test_the_clock_of_the_site_decides_what_lies_in_the_future(tmp_path: Path) -> None:
    east = Project(tmp_path / "timur", "Asia/Jayapura")
    west = Project(tmp_path / "barat")
    for project in (east, west):
        project.release("malam", day="24 November 2026, 14.30")
    now = "2026-11-24T14:40:00+09:00"
    assert "releases.E004" not in codes(east.check(now=now), "malam.md")
    assert "releases.E004" in codes(west.check(now=now), "malam.md")


@pytest.mark.parametrize("whole", [True, False])
def test_the_limits_of_the_site_hold(tmp_path: Path, whole: bool) -> None:
    project = Project(tmp_path / "situs", HUMAS_IMAGES_MAX_MEGAPIXELS=1)
    file = project.release("foto", "Gambar: besar.png\nGambar-Alt: Pos\n")
    Image.new("L", (1200, 1000)).save(file.with_name("besar.png"))
    found = project.check() if whole else project.check(file)
    assert "images.E004" in codes(found, "foto.md")


@pytest.mark.parametrize("whole", [True, False])
def test_units_in_folders_of_their_own_are_known(project: Project, whole: bool) -> None:
    project.add("satuan/timur/polsek-dalam.md", "Nama: Polsek Dalam\nTingkat: polsek\n\nProfil.\n")
    file = project.release("dalam", unit="Polsek Dalam")
    assert "releases.E005" not in codes(project.check(*([] if whole else [file])), "dalam.md")


# A file, what is wrong in it, the code: whoever asks for the whole or for the file hears of it.
STANDING = {
    "unit": ("satuan/b.md", "Nama: Polsek B\nTingkat: polsek\nInduk: tiada\n\nIsi.\n", "units."),
    "page": ("halaman/tentang.md", "Tanpa judul.\n", "pages.E001"),
    "banner": ("peringatan.md", "Judul: Banjir\nTingkat: gawat\n\nAwas.\n", "pages.E003"),
    "victim": (
        "halaman/kisah.md",
        "Judul: Kisah\n\nKorban bernama Siti Aminah (14) dirawat.\n",
        "privasi.E006",
    ),
}


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("name", STANDING)
def test_units_pages_and_the_banner_are_looked_at(project: Project, name: str, whole: bool) -> None:
    path, text, code = STANDING[name]
    file = project.add(path, text)
    found = project.check() if whole else project.check(file)
    assert any(stated.startswith(code) for stated in codes(found, path)), found.problems
    assert found.has_errors


def test_what_is_asked_of_the_whole_site_is_asked(project: Project) -> None:
    words = " ".join(f"Kata ke-{number} dari siaran ini." for number in range(40))
    project.release("kembar-a", body=words)
    project.release("kembar-b", body=words)
    project.release("judul-a", title="Judul Sama")
    project.release("judul-b", title="Judul Sama", body="Isi lain dari Polsek Uji.")
    project.release("kode-a", f"Kode: {CODES[0]}\n")
    project.release("kode-b", f"Kode: {CODES[0]}\n")
    project.release("slug-a", "Slug: sama\n")
    project.release("slug-b", "Slug: sama\n")
    project.add("rilis/2026/05/lepas.txt", "Naskah mentah.\n")
    project.add("jejak/alamat/2026-05.tsv", f"{CODES[1]}\t/berita/2026/05/hilang/\n")
    found = project.check()
    assert "redaksi.W013" in codes(found, "kembar-a.md") | codes(found, "kembar-b.md")
    assert "releases.W002" in codes(found, "judul-a.md") & codes(found, "judul-b.md")
    assert "releases.E023" in codes(found, "kode-a.md") & codes(found, "kode-b.md")
    assert "permalinks.E001" in codes(found, "slug-a.md") & codes(found, "slug-b.md")
    assert "releases.W009" in codes(found, "lepas.txt")
    assert "permalinks.E002" in {problem.code for problem in found.problems}


def test_a_draft_is_judged_like_the_others(project: Project) -> None:
    project.release("draf", "Status: draf\n", body="Pelapor ber-NIK 3514015505900001 datang.")
    assert "privasi.E001" in codes(project.check(), "draf.md")


def test_nothing_is_written(project: Project) -> None:
    file = project.release("foto", "Gambar: pos.png\nGambar-Alt: Pos\n")
    Image.new("L", (64, 48)).save(file.with_name("pos.png"))
    before = sorted(project.path.rglob("*"))
    project.check()
    project.check(file)
    assert sorted(path for path in project.path.rglob("*") if "__pycache__" not in path.parts) == [
        path for path in before if "__pycache__" not in path.parts
    ]


def test_a_raw_text_is_judged_wherever_it_lies(project: Project, tmp_path: Path) -> None:
    raw = tmp_path / "pesan.txt"
    raw.write_text("Pelapor ber-NIK 3514015505900001 datang.\n")
    found = project.check(raw)
    assert (codes(found, "pesan.txt"), found.checked) == ({"privasi.E001"}, 1)


@pytest.mark.parametrize("is_relative", [True, False])
@pytest.mark.parametrize("name", ["naskah.md", "pesan.txt"])
def test_a_file_outside_the_content_is_read_and_named_where_it_is(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str, is_relative: bool
) -> None:
    head = "Judul: Uji\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\n\n" if name[-2:] == "md" else ""
    file = project.path / name
    file.write_text(f"{head}Pelapor ber-NIK 3514015505900001 datang.\n")
    # Another file of this name, where a relative path would lead from the content folder.
    project.add(name, "Pelapor ber-NIK 3514015505900002, ditulis lain, datang.\n")
    monkeypatch.chdir(project.path)
    found = project.check(Path(name) if is_relative else file).problems
    assert {problem.path for problem in found} == {f"../{name}"}
    assert {problem.file_below("content") for problem in found} == {name}
    (nik,) = (problem for problem in found if problem.code == "privasi.E001")
    assert file.read_text()[nik.start : nik.end] == "3514015505900001"
    assert "releases.E019" not in {problem.code for problem in found}


def test_a_file_that_breaks_a_reader_does_not_stop_the_others(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kentongan.gate import core

    def broken(*words: object, **more: object) -> None:
        raise RecursionError

    good = project.release("baik")
    monkeypatch.setattr(core, "check_release", broken)
    found = project.check(good, project.add("halaman/tentang.md", "Tanpa judul.\n"))
    assert "releases.E027" in codes(found, "baik.md")
    assert "pages.E001" in codes(found, "tentang.md")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    from kentongan.newsroom.check import check

    with pytest.raises(RequestError, match="tidak ada"):
        check(tmp_path / "tiada")


# What may be wrong with any file, and with the words in it.
HEADS = {
    "satuan/b.md": "Nama: Polsek B\nTingkat: polsek\n\n",
    "halaman/b.md": "Judul: B\n\n",
    "peringatan.md": "Judul: Banjir\nTingkat: waspada\n\n",
    "rilis/2026/05/b.md": "Judul: Berita B\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\n\n",
}
WRONG = {
    "Windows-1252": ("“ronda” é".encode("cp1252"), "releases.W007"),
    "NUL": (b"a\0b", "releases.E013"),
    "control": (b"a\x1fb", "releases.W008"),
    "removed": (b"<script>x()</script> isi", "releases.W006"),
    "nested": (b"- " * 2000 + b"x", "releases.E040"),
    "out of the folder": (b"[x](../../../../../etc/x)", "releases.E011"),
    "no such text": (b"[x](tiada.md)", "releases.E032"),
}


@pytest.mark.parametrize("path", HEADS)
@pytest.mark.parametrize("wrong", WRONG)
def test_every_kind_of_file_is_checked_alike(project: Project, path: str, wrong: str) -> None:
    body, code = WRONG[wrong]
    project.add(path, "").write_bytes(HEADS[path].encode() + body + b"\n")
    assert code in codes(project.check(), path)


@pytest.mark.parametrize("path", HEADS)
def test_front_matter_that_does_not_end_is_told_for_every_kind(project: Project, path: str) -> None:
    project.add(path, f"---\n{HEADS[path]}Isi.\n")
    assert "releases.E012" in codes(project.check(), path)


@pytest.mark.parametrize("path", [path for path in HEADS if not path.startswith("rilis")])
def test_a_picture_that_is_not_there_is_told_for_every_kind(project: Project, path: str) -> None:
    project.add(path, f"{HEADS[path]}![Pos](tiada.jpg)\n")
    assert "releases.E032" in codes(project.check(), path)


def test_the_picture_of_a_unit_must_be_there(project: Project) -> None:
    project.add("satuan/b.md", "Nama: Polsek B\nGambar: tiada.jpg\n\nIsi.\n")
    assert "releases.E032" in codes(project.check(), "satuan/b.md")
