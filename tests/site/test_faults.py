"""Files that somebody else changed, in the content or in the output, are seen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.builder import build, tree
from tests.site.conftest import Site


def test_a_file_changed_behind_the_index_is_read_again(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    file = next((content / "rilis").rglob("imbauan*.md"))
    assert build(content, output).status == 0
    text = file.read_text("utf-8")
    stamp = file.stat()
    file.write_text(text.replace("kunci", "KUNCI"), "utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert build(content, output).status == 0
    assert any("KUNCI" in page.read_text() for page in output.rglob("berita/**/index.html"))


def test_a_file_deleted_from_the_output_comes_back(site: Site, before: dict[str, str]) -> None:
    next((site.output / "berita").rglob("index.html")).unlink()
    (site.output / "titipan.html").write_text("bukan milik siapa-siapa")
    assert build(site.content, site.output).status == 0
    assert tree(site.output) == before


def zeros(data: bytes) -> bytes:
    return bytes(len(data))


def swapped(data: bytes) -> bytes:
    return data[:-2] + data[-1:] + data[-2:-1]


# One file of each kind that a site consists of.
KINDS = [
    "index.html", "berita/**/index.html", "r/*/index.html", "r/*/qr.svg", "satuan/*/index.html",
    "tema/css/*.css", "gambar/*.avif", "kartu/*.png", "lampiran/*/*", "api/rilis/*.json",
    "arsip/*/index.html", "umpan/*.xml", "cari/i/*.json", "cek/i/*.json", "sitemap.xml",
    ".well-known/kentongan/manifest.json",
]  # fmt: skip


@pytest.mark.parametrize("spoil", [bytes.upper, zeros, swapped, lambda data: b""])
def test_files_written_over_in_place_are_made_again(
    site: Site, before: dict[str, str], spoil: Callable[[bytes], bytes]
) -> None:
    for pattern in KINDS:
        file = next(path for path in sorted(site.output.glob(pattern)) if path.is_file())
        file.write_bytes(spoil(file.read_bytes()))
    assert tree(site.output) != before
    assert build(site.content, site.output).status == 0
    assert tree(site.output) == before
