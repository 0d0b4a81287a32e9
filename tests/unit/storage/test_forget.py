"""What leaves the output leaves the cache, unless another output still shows it."""

from __future__ import annotations

import os
from pathlib import Path

from kentongan.storage import caching
from kentongan.storage.writing import write_whole


def test_files_of_removed_addresses_go_from_the_cache(tmp_path: Path) -> None:
    for name in ("gambar/abc-480.webp", "gambar/abc.json", "gambar/dua-480.webp"):
        write_whole(tmp_path / "cache" / name, b"gambar")
    write_whole(tmp_path / "cache/lampiran/0123456789.mp4", b"video")
    os.link(tmp_path / "cache/gambar/dua-480.webp", tmp_path / "tayang.webp")
    removed = [
        "gambar/abc-480.webp",
        "gambar/dua-480.webp",
        "lampiran/01234567/rekaman.mp4",
        "berita/2026/05/a/index.html",
    ]
    caching.forget(tmp_path / "cache", removed)
    left = sorted(path.name for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert left == ["dua-480.webp"]
