"""Pages, units and the banner pass the gate too: no protected identity gets out through them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.builder import build

UNIT = "Nama: Polsek Uji\nTelepon: (0343) 421110\n\nProfil, hubungi 081234567890.\n"
PAGE = "Judul: Kontak\n\nHubungi 081234567890 atau datang ke Jalan Mawar 5, RT 02/RW 05.\n"
NUMBER = "3514014506120001"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "naskah"
    for name in ("satuan", "halaman", "rilis"):
        (folder / name).mkdir(parents=True)
    (folder / "satuan/polsek-uji.md").write_text(UNIT)
    (folder / "halaman/kontak.md").write_text(PAGE)
    (folder / "rilis/a.md").write_text(
        "Judul: Berita\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\n\nIsi.\n"
    )
    return folder


def test_numbers_and_addresses_of_a_contact_page_are_no_mistake(
    content: Path, tmp_path: Path
) -> None:
    assert build(content, tmp_path / "situs").status == 0


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("halaman/kisah.md", "Judul: Kisah\n"),
        ("satuan/polsek-lain.md", "Nama: Polsek Lain\n"),
        ("peringatan.md", "Judul: Awas\nTingkat: waspada\n"),
    ],
)
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (f"NIK {NUMBER}.", "privasi.E001"),
        ("Korban pencabulan bernama Siti Rahmawati (14), warga Kraton.", "privasi.E006"),
    ],
)
def test_a_protected_identity_stops_the_build_each_time(
    content: Path, tmp_path: Path, path: str, head: str, words: str, code: str
) -> None:
    (content / path).write_text(f"{head}\n{words}\n")
    for _ in range(2):
        done = build(content, tmp_path / "situs")
        assert done.status == 1
        assert f"{path}:{head.count(chr(10)) + 2}: [{code}]" in done.report
        assert NUMBER not in done.report
        assert "Rahmawati" not in done.report
