"""Video and sound: without what phones write into them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.parts.images import recordings


def box(kind: bytes, payload: bytes, long: bool = False) -> bytes:
    if long:
        return b"\0\0\0\1" + kind + (len(payload) + 16).to_bytes(8, "big") + payload
    return (len(payload) + 8).to_bytes(4, "big") + kind + payload


def track(width: int, height: int, turned: bool = False) -> bytes:
    one = (1 << 16).to_bytes(4, "big")
    zero = bytes(4)
    matrix = (zero + one + zero) if turned else (one + zero + zero)
    matrix += (one if turned else zero) + bytes(20)
    sides = b"".join(side.to_bytes(2, "big") + b"\0\0" for side in (width, height))
    return box(b"tkhd", bytes(40) + matrix + sides)


def video(turned: bool = False, long: bool = False) -> bytes:
    place = box(b"\xa9xyz", b"\0\x12\x15\xc7-07.6400+112.9000/")
    moov = box(b"mvhd", bytes(100))
    moov += box(b"trak", track(640, 360, turned) + box(b"udta", b"Contoh Pemilik"))
    moov += box(b"udta", place, long) + box(b"meta", b"com.apple.quicktime.location.ISO6709")
    data = box(b"ftyp", b"isomiso2mp41") + box(b"moov", moov)
    return data + box(b"uuid", b"<x:xmpmeta>") + box(b"mdat", b"PIXELS" * 50)


@pytest.mark.parametrize("long", [False, True])
def test_place_and_owner_leave_a_video_and_its_pixels_stay(tmp_path: Path, long: bool) -> None:
    source, target = tmp_path / "a.mp4", tmp_path / "b.mp4"
    source.write_bytes(video(long=long))
    recordings.clean_copy(source, target)
    clean = target.read_bytes()
    assert len(clean) == len(video(long=long))
    for trace in (b"112.9", b"Contoh", b"ISO6709", b"xmpmeta", b"udta"):
        assert trace not in clean
    assert clean.index(b"PIXELS") == video(long=long).index(b"PIXELS")
    assert recordings.video_size(target) == (640, 360)
    assert source.read_bytes() == video(long=long)


def test_a_video_filmed_upright_is_taller_than_wide(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(video(turned=True))
    assert recordings.video_size(path) == (360, 640)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"\0\0\0\x08moov" * 3, video()[:60]])
def test_a_damaged_video_has_no_size(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    assert recordings.video_size(path) == (0, 0)
    recordings.clean_copy(path, tmp_path / "b.mp4")


def test_the_names_in_a_recording_are_removed(tmp_path: Path) -> None:
    frames = b"\xff\xfb" + b"SOUND" * 40
    path = tmp_path / "a.mp3"
    tag = b"TPE1\0\0\0\x0fContoh Pemilik"
    path.write_bytes(
        b"ID3\x04\0\0" + bytes([0, 0, 0, len(tag)]) + tag + frames + b"TAG" + bytes(125)
    )
    recordings.clean_copy(path, tmp_path / "b.mp3")
    clean = (tmp_path / "b.mp3").read_bytes()
    assert b"Contoh" not in clean
    assert b"TAG" not in clean
    assert clean.endswith(frames)
