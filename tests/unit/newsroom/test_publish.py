"""Which new texts stay on this machine."""

from __future__ import annotations

from pathlib import Path

from kentongan.newsroom import publish
from kentongan.publishing import repository

from tests.publishing.clones import offices

HEAD = "Judul: Berita\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\nKode: {code}\n"
TEXTS = {
    "terbit": ("D8X-J8A-K82", ""),
    "embargo": ("000-000-000", "Terbit: 30 November 2099, 08.00\n"),
    "draf": ("4K7-Q2M-9XG", "Status: draf\n"),
    "rusak": ("4K7-Q2M-9XG", "Tanggal: entah\n"),
}


def test_new_drafts_and_what_cannot_be_read_are_not_shared(tmp_path: Path) -> None:
    (office,) = offices(tmp_path, "a")
    office.write("content/satuan/polsek-uji.md", "Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n")
    for name, (code, more) in TEXTS.items():
        text = f"{HEAD.format(code=code)}{more}\nIsi berita.\n"
        office.write(f"content/rilis/2026/05/{name}.md", text)
    office.write("content/halaman/tentang.md", "Judul: Tentang\n\nIsi.\n")
    found = repository.find(office.root / "content", tmp_path / "memory")
    assert found is not None
    kept = sorted(Path(path).stem for path in publish._drafts(office.root / "content", found))
    assert kept == ["draf", "rusak"]
