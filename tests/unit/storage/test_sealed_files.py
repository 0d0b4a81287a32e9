"""A cached file is used only while its bytes are those that were put there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kentongan.storage import caching

CARD = "4K7-Q2M-9XG-ab12cd34.jpg"


def put(path: Path, data: bytes = b"gambar kartu") -> Path:
    path.write_bytes(data)
    caching.seal(path)
    return path


@pytest.mark.parametrize("damage", [b"", b"\0" * 12, b"gambar katru", b"gambar kartu "])
def test_a_file_that_was_written_over_is_not_whole(tmp_path: Path, damage: bytes) -> None:
    path = put(tmp_path / CARD)
    assert caching.is_whole(path)
    status = path.stat()
    path.write_bytes(damage)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not caching.is_whole(path)


def test_a_file_without_a_seal_or_with_that_of_another_is_not_whole(tmp_path: Path) -> None:
    (tmp_path / CARD).write_bytes(b"gambar kartu")
    assert not caching.is_whole(tmp_path / CARD)
    assert not caching.is_whole(tmp_path / "tidak-ada.jpg")
    other = put(tmp_path / "4K7-Q2M-9XG-12345678.jpg")
    newer = put(tmp_path / "4K7-Q2M-9XG-87654321.jpg")
    assert caching.is_whole(newer) and not caching.is_whole(other)


@pytest.mark.parametrize("name", [CARD, "0123456789abcdef.mp4", "4K7-Q2M-912-12345678.jpg"])
def test_the_seal_goes_with_its_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "kartu").mkdir()
    put(tmp_path / "kartu" / name)
    caching.forget(tmp_path, [f"kartu/{name}"])
    assert list((tmp_path / "kartu").iterdir()) == []


@pytest.mark.parametrize("name", [CARD, "4K7-Q2M-912-12345678.jpg", "abc-480.avif"])
def test_pruning_keeps_the_seal_while_its_file_is_published(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "kartu"
    folder.mkdir()
    old = put(folder / name)
    os.link(old, tmp_path / "tayang")
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    put(folder / "baru-x.jpg")
    caching.prune(folder)
    assert caching.is_whole(old)
