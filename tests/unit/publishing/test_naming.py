"""What leaves the screen names codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.domain import codes
from kentongan.publishing.naming import without_slugs

PATH = "rilis/2026/11/nama-korban.md"


@pytest.mark.parametrize(
    "text",
    [
        f"content/{PATH}:4: [releases.E003] Tanggal tidak dikenali.",
        f"Naskah diubah di sini dan oleh rekan: {PATH}. Situs tetap",
        f"/home/humas/situs/content/{PATH}: rusak",
        f"“{PATH}”",
    ],
)
@pytest.mark.parametrize("stated", [True, False])
def test_files_of_releases_become_codes(tmp_path: Path, text: str, stated: bool) -> None:
    code = codes.mint() if stated else codes.derive(PATH)
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(f"Judul: X\n{f'Kode: {code}' if stated else ''}\n\nIsi.\n")
    told = without_slugs(text, tmp_path)
    assert "nama-korban" not in told
    assert code in told


@pytest.mark.parametrize(
    "address",
    ["/berita/2026/11/nama-korban/", "https://humas.test/en/berita/2026/11/nama-korban/#x"],
)
def test_addresses_of_releases_go(tmp_path: Path, address: str) -> None:
    told = without_slugs(f"Alamat akan hilang: {address}, {address}. Tetap.", tmp_path)
    assert "nama" not in told
    assert told.endswith("Tetap.")


def test_everything_else_stays(tmp_path: Path) -> None:
    text = "Penyimpanan di /srv/humas penuh; halaman/tentang.md dan /satuan/polres-x/ tetap."
    assert without_slugs(text, tmp_path) == text
