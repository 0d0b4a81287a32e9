"""What the public must not see yet, broken or not, is nowhere in the output of a publication."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.site.builder import build

SECRET = "Zainuridin Qomarwati"
UNIT = "Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n"
BASE = "Judul: {title}\nTanggal: 20 November 2026, 08.00 WIB\nSatuan: Polsek Uji\n{more}\n{body}\n"
BEFORE, AFTER = "2026-11-24T12:00:00+07:00", "2026-11-26T12:00:00+07:00"
EMBARGO = "Terbit: 25 November 2026, 08.00 WIB\n"

HIDDEN = {
    "draf": "Status: draf\n",
    "draf-miring": "*Status:* draf\n",
    "draf-spasi": "Status\u00a0:\u00a0draf\n",
    "embargo": EMBARGO,
    "privasi": "Dicabut: privasi\nDicabut-Pada: 21 November 2026\nAlasan: Permintaan keluarga\n",
    "putusan": "Dicabut: putusan\nDicabut-Pada: 21 November 2026\nAlasan: Putusan pengadilan\n",
}
# What is wrong with it besides, if anything: lines of the front matter, and the text.
BROKEN = {
    "utuh": ("", f"{SECRET} disebut."),
    "satuan": ("Jenis: tidak-ada\n", f"{SECRET} disebut."),
    "tanggal": ("Diperbarui: 40 Mei 2026\n", f"{SECRET} disebut."),
    "gambar": (f"Gambar: hilang.jpg\nGambar-Alt: {SECRET}\n", "Teks."),
    "tautan": ("", f"[{SECRET}](tiada.md) disebut."),
    "kunci": (f"Ringkasam: {SECRET}\n", "Teks."),
    "nik": (f"Ringkasan: {SECRET}\n", "NIK pelapor 3514015505900001."),
}


def write(content: Path, name: str, more: str, body: str, title: str = "") -> None:
    path = content / "rilis/2026/11" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BASE.format(title=title or f"Berita {name}", more=more, body=body), "utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "naskah"
    (folder / "satuan").mkdir(parents=True)
    (folder / "satuan/polsek-uji.md").write_text(UNIT, "utf-8")
    write(folder, "terbuka", "", "Polsek Uji berpatroli bersama warga di pasar.")
    return folder


def holding(output: Path, words: str) -> Iterator[str]:
    """The files below a folder that hold one of the words, in any spelling of an address."""
    wanted = [word.lower().encode() for word in words.split()]
    for path in output.rglob("*"):
        if path.is_file() and any(word in path.read_bytes().lower() for word in wanted):
            yield path.name


def test_nothing_withheld_is_in_the_output_whatever_else_is_wrong_with_it(content: Path) -> None:
    for (state, hidden), (fault, (more, body)) in product(HIDDEN.items(), BROKEN.items()):
        # A withdrawal is public: what is wrong with its file has to be mended.
        if "Dicabut" not in hidden or fault in ("utuh", "nik"):
            title = f"{SECRET} {state} {fault}"
            write(content, f"{state}-{fault}", hidden + more, body, title=title)
    site = build(content, content.with_name("situs"), now=BEFORE, conf="publishconf.py")
    assert site.status == 0, site.report
    assert "berpatroli" in site.read("berita/2026/11/terbuka/index.html")
    assert site.report.count("(belum tayang)") > len(BROKEN)
    assert list(holding(site.output, SECRET)) == []


def test_an_error_in_a_file_is_told_as_such_when_its_embargo_ends(content: Path) -> None:
    for number, (fault, (more, body)) in enumerate(BROKEN.items()):
        if fault != "utuh":
            write(content, f"e-{number}", EMBARGO + more, body, title=SECRET)
    output = content.with_name("situs")
    first = build(content, output, now=BEFORE)
    assert first.status == 0, first.report
    later = build(content, output, now=AFTER)
    assert later.status == 1
    for number in range(1, len(BROKEN)):
        told = [row for row in later.report.split("\n") if f"/e-{number}.md" in row]
        assert told, number
        assert not any("belum tayang" in row for row in told), told
    assert list(holding(output, SECRET)) == []
