"""Mistakes in the life of a release: plain messages, and the site that was there stays."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from kentongan.newsroom.check import check

from tests.site.builder import NOW, Built, build, tree

A, B, C = "D8X-J8A-K82", "4K7-Q2M-9XG", "000-000-000"


def write(content: Path, name: str, code: str, more: str = "") -> None:
    path = content / f"rilis/2026/05/{name}.md"
    head = f"Judul: Berita {name}\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\n"
    path.write_text(f"{head}Kode: {code}\n{more}\nIsi berita.\n")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("masalah")
    content = root / "isi"
    (content / "satuan").mkdir(parents=True)
    (content / "rilis/2026/05").mkdir(parents=True)
    (content / "satuan/polsek-uji.md").write_text("Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n")
    write(content, "a", A)
    write(content, "b", B)
    for _ in range(2):  # the second one knows the ledger of the first
        assert build(content, root / "situs", conf="publishconf.py").status == 0
        write(content, "b", B, "Lokasi: Kraton\n")
    return content, root / "situs"


def changed(name: str, code: str, more: str = "") -> Callable[[Path], None]:
    return lambda folder: write(folder, name, code, more)


def _forget_ledger(folder: Path) -> None:
    shutil.rmtree(folder / "jejak/alamat")


def _circle(folder: Path) -> None:
    write(folder, "a", A, f"Dicabut: digabung\nAlasan: x\nGabung-Ke: {B}\n")
    write(folder, "b", B, f"Dicabut: digabung\nAlasan: x\nGabung-Ke: {A}\n")


SEARCH = "Jenis: orang-hilang\nNama: Budi Warga\n"


@pytest.mark.parametrize(
    ("mistake", "code", "words"),
    [
        (changed("a", "D8X-J8A-K83"), "releases.E010", "salah tulis"),
        (changed("a", C), "permalinks.E008", f"terbit sebagai {A}"),
        (changed("a", A, "Terbit: 25 November 2026, 08.00 WIBB\n"), "releases.E003", ""),
        (changed("a", A, "Terbit: 25 November 2026 25.00 WIB\n"), "releases.E003", ""),
        (changed("a", A, "Dicabut: salah\n"), "releases.E016", "tanpa alasan"),
        (changed("a", A, "Dicabut: hilang\nAlasan: x\n"), "releases.E015", "Pilihannya"),
        (changed("a", A, "Dicabut: digabung\nAlasan: x\n"), "releases.E015", "Gabung-Ke"),
        (
            changed("a", A, f"Dicabut: digabung\nAlasan: x\nGabung-Ke: {C}\n"),
            "releases.E025",
            "tidak menunjuk rilis",
        ),
        (
            changed("a", A, f"Dicabut: digabung\nAlasan: x\nGabung-Ke: {A}\n"),
            "releases.E024",
            "melingkar",
        ),
        (_circle, "releases.E024", "melingkar"),
        (
            changed("a", A, f"{SEARCH}Berlaku-Sampai: 3 Mei 2026\n"),
            "releases.E022",
            "lebih awal",
        ),
        (changed("a", A, SEARCH), "releases.E017", "tanpa Berlaku-Sampai"),
        (
            changed("a", A, "Alih-Dari: /berita/2026/05/a/\n"),
            "permalinks.E003",
            "alamat rilis ini sendiri",
        ),
        (changed("a", A, "Alih-Dari: /\n"), "permalinks.E004", "bagian situs"),
        (changed("a", A, "Alih-Dari: //jahat.test/\n"), "releases.E015", "bukan alamat"),
    ],
)
def test_the_message_is_plain(
    published: tuple[Path, Path],
    tmp_path: Path,
    mistake: Callable[[Path], None],
    code: str,
    words: str,
) -> None:
    """The desk is asked; that a build says the same is shown elsewhere (`test_same_answer`)."""
    content = Path(shutil.copytree(published[0], tmp_path / "isi"))
    mistake(content)
    checked = check(content, stated_now=NOW)
    told = [problem for problem in checked.problems if problem.code == code]
    assert told and checked.has_errors
    assert any(words in f"{problem.message} {problem.fix}" for problem in told), told


@pytest.mark.parametrize(
    ("mistake", "code", "words"),
    [
        (changed("a", C), "permalinks.E008", f"terbit sebagai {A}"),
        (changed("a", A, "Dicabut: salah\n"), "releases.E016", "tanpa alasan"),
        (_circle, "releases.E024", "melingkar"),
        (_forget_ledger, "permalinks.E007", "kehilangan 2 dari 2 baris"),
    ],
)
def test_the_old_site_stays(
    published: tuple[Path, Path],
    tmp_path: Path,
    mistake: Callable[[Path], None],
    code: str,
    words: str,
) -> None:
    content, output = published
    kept = tmp_path / "isi"
    shutil.copytree(content, kept)
    before = tree(output)
    try:
        mistake(content)
        done = build(content, output, conf="publishconf.py")
    finally:
        shutil.rmtree(content)
        shutil.copytree(kept, content)
    assert done.status == 1 and f"[{code}]" in done.report and words in done.report
    assert "Traceback" not in done.report and "situs tidak ditulis." in done.report
    assert tree(output) == before


def test_a_published_release_that_becomes_a_draft_is_told(
    published: tuple[Path, Path], tmp_path: Path
) -> None:
    content, _ = published
    folder = tmp_path / "isi"
    shutil.copytree(content, folder)
    write(folder, "a", A, "Status: draf\n")
    done: Built = build(folder, tmp_path / "situs", conf="publishconf.py")
    assert done.status == 0 and "[permalinks.W002]" in done.report
