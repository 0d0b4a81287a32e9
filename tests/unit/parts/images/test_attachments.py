"""Attachments: what may be published, named safely."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.parts.images import attachments


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
