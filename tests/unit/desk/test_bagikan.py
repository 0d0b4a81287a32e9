"""`humas bagikan`: what may no longer be shared is named by its code alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from kentongan.desk import cli

CODE = "D8X-J8A-K82"


@pytest.mark.parametrize(
    "more",
    [
        "Dicabut: privasi\nAlasan: permintaan keluarga\n",
        "Jenis: orang-hilang\nStatus-Kasus: ditemukan\nNama: Karjo Ngadimin\n"
        "Berlaku-Sampai: 1 Januari 2027\n",
    ],
)
def test_a_title_that_must_vanish_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    monkeypatch.setenv("HUMAS_NOW", "2026-11-24T12:00:00+07:00")
    (tmp_path / "satuan").mkdir()
    (tmp_path / "satuan/polsek-uji.md").write_text("Nama: Polsek Uji\n\nProfil.\n")
    (tmp_path / "rilis").mkdir()
    (tmp_path / "rilis/a.md").write_text(
        f"Judul: Dicari Karjo Ngadimin\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\nKode: {CODE}\n"
        f"{more}\nIsi.\n"
    )
    result = CliRunner().invoke(cli.humas, ["bagikan", "-C", str(tmp_path), CODE])
    assert result.exit_code == 1 and CODE in result.output
    assert "Karjo" not in result.output
