"""Attachments: named safely, and without what phones write into them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.parts.images import attachments


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
    attachments.clean_copy(source, target)
    clean = target.read_bytes()
    assert len(clean) == len(video(long=long))
    for trace in (b"112.9", b"Contoh", b"ISO6709", b"xmpmeta", b"udta"):
        assert trace not in clean
    assert clean.index(b"PIXELS") == video(long=long).index(b"PIXELS")
    assert attachments.video_size(target) == (640, 360)
    assert source.read_bytes() == video(long=long)


def test_a_video_filmed_upright_is_taller_than_wide(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(video(turned=True))
    assert attachments.video_size(path) == (360, 640)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"\0\0\0\x08moov" * 3, video()[:60]])
def test_a_damaged_video_has_no_size(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    assert attachments.video_size(path) == (0, 0)
    attachments.clean_copy(path, tmp_path / "b.mp4")


def test_the_names_in_a_recording_are_removed(tmp_path: Path) -> None:
    frames = b"\xff\xfb" + b"SOUND" * 40
    path = tmp_path / "a.mp3"
    tag = b"TPE1\0\0\0\x0fContoh Pemilik"
    path.write_bytes(
        b"ID3\x04\0\0" + bytes([0, 0, 0, len(tag)]) + tag + frames + b"TAG" + bytes(125)
    )
    attachments.clean_copy(path, tmp_path / "b.mp3")
    clean = (tmp_path / "b.mp3").read_bytes()
    assert b"Contoh" not in clean
    assert b"TAG" not in clean
    assert clean.endswith(frames)


def test_the_address_is_safe_and_follows_the_content(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 satu")
    first = attachments.describe("rilis/2026/05/Surat Édaran (1).PDF".replace("PDF", "pdf"), path)
    assert first.url.endswith("/surat-edaran-1.pdf")
    assert first.url.startswith("/lampiran/")
    assert (first.label, first.type, first.bytes) == ("PDF", "application/pdf", 13)
    path.write_bytes(b"%PDF-1.7 dua!")
    assert attachments.describe("rilis/x.pdf", path).url.split("/")[2] != first.url.split("/")[2]


@pytest.mark.parametrize(
    ("path", "start", "fits"),
    [
        ("a.pdf", b"%PDF-1.4", True),
        ("a.PDF", b"MZ\x90", False),
        ("a.mp4", b"\0\0\0\x18ftypmp42", True),
        ("a.mp4", b"%PDF-1.4", False),
        ("a.mp3", b"ID3\x03", True),
        ("a.docx", b"PK\x03\x04", True),
        ("a.csv", b"nama;jumlah", True),
    ],
)
def test_a_file_must_be_what_its_name_says(path: str, start: bytes, fits: bool) -> None:
    assert attachments.fits_type(path, start) is fits


@pytest.mark.parametrize(
    ("size", "words"),
    [(10, "1 kB"), (120_400, "120 kB"), (1_400_000, "1,4 MB"), (25_000_000, "25,0 MB")],
)
def test_sizes_are_told_in_words(size: int, words: str) -> None:
    assert attachments.size_words(size) == words


def test_programs_and_pages_are_no_attachments() -> None:
    for name in ("a.exe", "a.apk", "a.html", "a.svg", "a.js", "a", "a.md"):
        assert not attachments.is_attachment(name)
