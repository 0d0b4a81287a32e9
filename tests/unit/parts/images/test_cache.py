"""Rendered pictures survive builds, and damage does not survive."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.domain.release import Blur
from kentongan.parts.images import cache, core

from tests.unit.parts.images.pictures import photo


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
    assert [rendition.width for rendition in found] == [360, 720, 1200] * 2
    for rendition in found:
        assert rendition.url.startswith("/gambar/")
        assert cache.path_of(tmp_path, rendition).stat().st_size == rendition.bytes


def test_a_picture_is_rendered_once(tmp_path: Path, renders: list[int]) -> None:
    first = cache.renditions(tmp_path, photo())
    assert cache.renditions(tmp_path, photo()) == first
    assert len(renders) == 1


def test_another_blur_is_another_picture(tmp_path: Path, renders: list[int]) -> None:
    plain = cache.renditions(tmp_path, photo())
    hidden = cache.renditions(tmp_path, photo(), (Blur(1, 2, 30, 40),))
    assert len(renders) == 2
    assert not {rendition.url for rendition in plain} & {rendition.url for rendition in hidden}


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
