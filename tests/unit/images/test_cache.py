"""Rendered pictures survive builds, and damage does not survive."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.domain.release import Blur
from plugins.images import cache, core
from tests.unit.images.pictures import photo


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    original = core.render

    def counted(*args: object) -> tuple[core.Rendered, ...]:
        calls.append(1)
        return original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(core, "render", counted)
    return calls


def test_renditions_tell_the_true_size_of_their_files(tmp_path: Path) -> None:
    found = cache.renditions(tmp_path, photo())
    assert [one.width for one in found] == [360, 720, 1200] * 2
    for one in found:
        assert one.url.startswith("/gambar/")
        assert cache.path_of(tmp_path, one).stat().st_size == one.bytes


def test_a_picture_is_rendered_once(tmp_path: Path, renders: list[int]) -> None:
    first = cache.renditions(tmp_path, photo())
    assert cache.renditions(tmp_path, photo()) == first
    assert len(renders) == 1


def test_another_blur_is_another_picture(tmp_path: Path, renders: list[int]) -> None:
    plain = cache.renditions(tmp_path, photo())
    hidden = cache.renditions(tmp_path, photo(), (Blur(1, 2, 30, 40),))
    assert len(renders) == 2
    assert not {one.url for one in plain} & {one.url for one in hidden}


@pytest.mark.parametrize("damage", ["lost", "short", "changed", "manifest", "list"])
def test_damage_in_the_cache_is_mended(tmp_path: Path, renders: list[int], damage: str) -> None:
    first = cache.renditions(tmp_path, photo())
    path = cache.path_of(tmp_path, first[0])
    manifest = next((tmp_path / "gambar").glob("*.json"))
    good = path.read_bytes()
    if damage == "lost":
        path.unlink()
    elif damage == "short":
        path.write_bytes(good[:50])
    elif damage == "changed":
        path.write_bytes(good[:-1] + bytes([good[-1] ^ 255]))
    else:
        manifest.write_text('{"a":' if damage == "manifest" else "[1, 2]")
    assert cache.renditions(tmp_path, photo()) == first
    assert path.read_bytes() == good
    assert len(renders) == 2


def test_a_file_that_was_linked_elsewhere_is_never_written_into(tmp_path: Path) -> None:
    first = cache.renditions(tmp_path, photo())
    path = cache.path_of(tmp_path, first[0])
    published = tmp_path / "published"
    os.link(path, published)
    before = published.read_bytes()
    cache.write(path, b"other")
    assert published.read_bytes() == before


def test_no_half_written_file_is_left_after_a_failure(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        cache.replace_with(tmp_path / "a.jpg", fail)
    assert list(tmp_path.iterdir()) == []


def test_pruning_keeps_what_is_published_and_what_is_new(tmp_path: Path) -> None:
    used = cache.renditions(tmp_path, photo())
    unused = cache.renditions(tmp_path, photo(400, 300))
    folder = tmp_path / "gambar"
    for path in folder.iterdir():
        os.utime(path, (100, 100))
    fresh = cache.renditions(tmp_path, photo(500, 300))
    keep = [one.url.rsplit("/", 1)[1] for one in used]
    assert cache.prune(folder, keep, before=200) == len(unused) + 1
    assert all(cache.path_of(tmp_path, one).is_file() for one in (*used, *fresh))
    assert not any(cache.path_of(tmp_path, one).exists() for one in unused)
    assert cache.renditions(tmp_path, photo()) == used


def test_pruning_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    assert cache.prune(tmp_path / "none", [], before=200) == 0
