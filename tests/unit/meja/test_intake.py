"""Texts, files and photographs as they are sent become drafts, or a sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from kentongan.meja import intake
from kentongan.meja.errors import Refusal
from kentongan.meja.intake import Received, Sent
from kentongan.newsroom.configuration import load

from tests.unit.newsroom.projects import Project

TEXT = """*Patroli Malam di Pasar Uji Berjalan Aman*

Polsek Uji – Petugas Polsek Uji berpatroli di Pasar Uji pada Senin (23/11/2026) malam.

Kapolsek Uji AKP Sutrisno mengatakan patroli itu menenangkan pedagang.
"""
PHOTOGRAPH = Sent("IMG_1.jpg", "image/jpeg", b"...")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Project(tmp_path / "situs").content


def received(content: Path, text: str, *files: Sent, unit: str = "polsek-uji") -> list[Received]:
    return list(intake.received(content, load(content), text, files, unit))


def test_a_text_becomes_a_file_with_what_was_found(content: Path) -> None:
    (one,) = received(content, TEXT, PHOTOGRAPH)
    assert one.title == "Patroli Malam di Pasar Uji Berjalan Aman"
    assert b"Satuan: polsek-uji\n" in one.text
    assert b"Tanggal: 23 November 2026\n" in one.text
    assert one.photographs == (PHOTOGRAPH,)


def test_a_text_without_a_unit_is_of_ones_own(content: Path) -> None:
    (one,) = received(content, TEXT.replace("Polsek Uji", "Petugas").replace("Kapolsek Uji", ""))
    assert b"Satuan: polsek-uji\n" in one.text


def test_a_day_without_a_year_is_asked_about(content: Path) -> None:
    (one,) = received(content, TEXT.replace("(23/11/2026)", "(23/11)"))
    (question,) = [asked for asked in one.questions if asked.key == "Tanggal"]
    assert question.proposal
    told = [question.sentence, *one.doubts]
    assert len(set(told)) == len(told)
    assert not any("--" in sentence for sentence in told)


def test_word_files_and_chats_are_read(content: Path) -> None:
    document, out = docx.Document(), io.BytesIO()
    for line in TEXT.split("\n\n"):
        document.add_paragraph(line.strip("*\n"))
    document.save(out)
    word = Sent("rilis.docx", "application/octet-stream", out.getvalue())
    assert "Patroli Malam" in received(content, "", word)[0].title
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("rilis.txt", TEXT)
    assert "Patroli Malam" in received(content, "", Sent("a.zip", "", packed.getvalue()))[0].title


def test_photographs_alone_begin_a_draft(content: Path) -> None:
    (one,) = received(content, " ", PHOTOGRAPH)
    assert one.photographs == (PHOTOGRAPH,)
    assert b"Satuan: polsek-uji" in one.text


@pytest.mark.parametrize(
    ("text", "files", "sentence"),
    [
        ("", (), "salin teksnya"),
        ("", (Sent("a.pdf", "application/pdf", b"%PDF-1.7 ..."),), "a.pdf"),
        ("", (Sent("a.docx", "", b"PK\x03\x04 broken"),), "a.docx"),
    ],
)
def test_what_cannot_be_read_is_told(
    content: Path, text: str, files: tuple[Sent, ...], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        received(content, text, *files)
