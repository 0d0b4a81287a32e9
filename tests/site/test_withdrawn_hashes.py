"""What is left of withdrawn releases in the files that Cek Rilis asks, and in the index."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from kentongan.domain import codes
from kentongan.parts.authenticity import shingles, words

from tests import older_layout
from tests.site.builder import GOLDEN, Built, build, tree

CODE = codes.derive("belasan-motor")
BODY = (
    "Petugas Polsek Semare bersama Zamrudina mengamankan belasan sepeda motor tanpa pelat nomor "
    "dari jalan raya Kalibening pada Sabtu malam.\n\nPemilik kendaraan diminta datang sendiri "
    "membawa surat lengkap sebelum akhir pekan, lalu membayar denda di kejaksaan negeri setempat."
)
HEAD = f"Judul: Belasan motor diamankan di Kalibening\nTanggal: 2026-10-03 08:00\nKode: {CODE}\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "content"))


def publish(content: Path, output: Path, more: str = "") -> Built:
    """Build a site with the release of this page."""
    unit = next(path.stem for path in sorted((content / "satuan").glob("*.md")))
    file = content / "rilis/2026/10/belasan-motor.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{HEAD}Satuan: {unit}\n{more}\n{BODY}\n", "utf-8")
    built = build(content, output)
    assert built.status == 0, built.report
    return built


def known_hashes(output: Path) -> set[int]:
    """All hashes that the shards and the files of withdrawn releases hold."""
    known = {*older_layout.known_hashes(older_layout.files_of(output))}
    for path in (output / "cek/sidik").glob("*.json"):
        known.update(shingles.decode(json.loads(path.read_bytes())["sidik"]))
    return known


def trace(number: int) -> bytes:
    """A part of the eight bytes that hold a hash and its owner in a shard of the index."""
    owner = shingles.owner(CODE, 4)
    entry = number << 20 | (owner if number >= 0 else ~owner & 0xFFFFF)
    return (entry & (1 << 64) - 1).to_bytes(8, "little")


def hashes() -> list[int]:
    text = "\n".join(BODY.split("\n\n"))
    return shingles.fingerprints(title() + words.forms(text))


def title() -> list[str]:
    return words.forms(HEAD.partition("\n")[0][7:])


def test_a_mistake_leaves_hashes_and_the_same_ones_after_a_clean_build(
    content: Path, tmp_path: Path
) -> None:
    publish(content, tmp_path / "grown")
    gone = "Dicabut: salah\nAlasan: keliru menyebut tempat\n"
    grown = publish(content, tmp_path / "grown", gone)
    clean = publish(content, tmp_path / "clean", gone)
    assert tree(grown.output) == tree(clean.output)
    assert set(hashes()) <= known_hashes(clean.output)
    row = clean.read(".well-known/kentongan/manifest.json")
    assert '"sidik"' in row
    everything = "".join(path.read_text("utf-8") for path in clean.output.rglob("*.json"))
    assert "Pemilik kendaraan" not in everything


@pytest.mark.parametrize(
    ("before", "kind"), [("", "privasi"), ("Dicabut: salah\nAlasan: keliru\n", "putusan")]
)
def test_privacy_leaves_no_hash_in_the_site_nor_in_the_index(
    content: Path, tmp_path: Path, before: str, kind: str
) -> None:
    publish(content, tmp_path / "o", before)
    assert set(hashes()) <= known_hashes(tmp_path / "o")
    built = publish(content, tmp_path / "o", f"Dicabut: {kind}\nAlasan: permintaan\n")
    left = [*hashes(), shingles.of_title(title())]
    assert not set(left) & known_hashes(built.output)
    assert not (built.output / f"cek/sidik/{CODE}.json").exists()
    traces = [b"amrudina", *map(trace, left), *(trace(~number) for number in left)]
    for path in (tmp_path / "o.cache").rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not any(trace in data for trace in traces), path.name
    for path in (tmp_path / "o.cache").rglob("*.sqlite*"):
        with sqlite3.connect(path) as index:
            assert not index.execute("SELECT 1 FROM fact WHERE code = ?", (CODE,)).fetchall()
