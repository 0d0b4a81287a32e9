"""Files as they come, good and bad."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage

import pytest
from kentongan.importer import sources
from kentongan.importer.raw import RawPicture, SourceError
from kentongan.importer.sources import read

RELEASE = (
    "Polsek Kraton Gelar Patroli Malam\n"
    "Polresta Pasuruan – Polsek Kraton menggelar patroli malam di jalan raya untuk mencegah "
    "balap liar yang dikeluhkan warga, Jumat (30/08/2024). Patroli dipimpin Kapolsek Kraton "
    "AKP Safiudin, S.Pd. dan diikuti anggota polsek serta linmas desa.\n"
    "Warga menyambut baik patroli itu dan berharap diadakan secara rutin setiap akhir pekan "
    "supaya anak-anak dapat beristirahat dengan tenang pada malam hari.\n"
)


def picture(size: tuple[int, int] = (8, 8)) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG")
    return out.getvalue()


def word(*paragraphs: str, image: bytes | None = None) -> bytes:
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if image:
        document.add_picture(io.BytesIO(image))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def test_a_word_file_gives_its_paragraphs_and_pictures() -> None:
    (found,) = read("rilis.docx", word(*RELEASE.split("\n"), image=picture()))
    assert found.text.split("\n\n") == RELEASE.strip().split("\n")
    assert [p.name for p in found.pictures] == ["image1.png"]


def test_a_word_file_is_known_by_its_content() -> None:
    assert read("rilis.txt", word("Judul", "Isi."))[0].text == "Judul\n\nIsi."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    (found,) = read("rilis.txt", RELEASE.encode(encoding))
    assert found.text == RELEASE
    assert bool(found.doubts) == (encoding == "cp1252")


def test_a_message_gives_text_subject_day_and_attachments() -> None:
    message = EmailMessage()
    message["Subject"] = "Fwd: Rilis: Polsek Kraton Gelar Patroli"
    message["Date"] = "Fri, 30 Aug 2024 14:30:00 +0700"
    message.set_content(RELEASE)
    message.add_attachment(picture(), maintype="image", subtype="png", filename="foto.png")
    (found,) = read("surat.eml", message.as_bytes())
    assert found.text.strip() == RELEASE.strip()
    assert found.reference == date(2024, 8, 30)
    assert found.subject == "Polsek Kraton Gelar Patroli"
    assert [p.name for p in found.pictures] == ["foto.png"]


def test_a_message_with_a_word_file_gives_the_release_in_it() -> None:
    message = EmailMessage()
    message["Subject"] = "Rilis"
    message["Date"] = "Fri, 30 Aug 2024 14:30:00 +0700"
    message.set_content("Terlampir, mohon dimuat.")
    message.add_attachment(
        word(*RELEASE.split("\n")), maintype="application", subtype="x", filename="rilis.docx"
    )
    (found,) = read("surat.eml", message.as_bytes())
    assert found.text.startswith("Polsek Kraton Gelar Patroli Malam")
    assert found.reference == date(2024, 8, 30)


def test_a_message_in_html_gives_its_words() -> None:
    message = EmailMessage()
    message["Subject"] = "Rilis"
    message.set_content("<p>Judul &amp; isi</p><p>Baris dua<br>tiga</p>", subtype="html")
    assert read("surat.eml", message.as_bytes())[0].text.split("\n")[:3] == [
        "Judul & isi",
        "Baris dua",
        "tiga",
    ]


CHAT = (
    "30/08/24 14.00 - Pesan dan panggilan dienkripsi secara end-to-end.\n"
    "30/08/24 14.01 - Humas Kraton: Selamat siang ndan\n"
    "30/08/24 14.02 - Humas Kraton: " + RELEASE + ""
    "30/08/24 14.03 - Humas Kraton: IMG-20240830-WA0001.jpg (file terlampir)\n"
    "31/08/24 08.10 - Redaksi: Siap, terima kasih\n"
)


def test_a_chat_gives_the_messages_that_are_releases() -> None:
    (found,) = read("WhatsApp Chat.txt", CHAT.encode())
    assert found.text.startswith("Polsek Kraton Gelar Patroli Malam\nPolresta Pasuruan")
    assert "terlampir" not in found.text
    assert found.reference == date(2024, 8, 30)


def test_a_chat_with_media_gives_each_release_its_pictures() -> None:
    data = archive({"_chat.txt": CHAT.encode(), "IMG-20240830-WA0001.jpg": picture()})
    (found,) = read("chat.zip", data)
    assert [p.name for p in found.pictures] == ["IMG-20240830-WA0001.jpg"]


def test_an_apple_chat_is_read_too() -> None:
    text = "[30/08/24, 14.02.10] Humas Kraton: " + RELEASE + "[30/08/24, 14.05.00] Redaksi: Siap\n"
    (found,) = read("chat.txt", text.encode())
    assert found.text.startswith("Polsek Kraton Gelar")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("kosong.txt", b"", "kosong"),
        ("kosong.txt", b" \r\n\xef\xbb\xbf", "kosong"),
        ("biner.txt", bytes(range(256)) * 40, "biner"),
        ("foto.txt", b"\xff\xd8\xff\xe0" + b"x" * 50, "foto"),
        ("surat.pdf", b"%PDF-1.7 ...", "PDF"),
        ("lama.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "Word lama"),
        ("kunci.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "kata sandi"),
        ("rusak.docx", b"bukan dokumen", "rusak"),
        ("rusak.docx", b"PK\x03\x04 terpotong", "rusak"),
        ("besar.txt", b"kata " * 10_000_000, "terlalu besar"),
        ("chat.zip", b"bukan arsip", "rusak"),
        ("surat.eml", b"\n\n", "kosong"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(name: str, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(name, data)


@pytest.mark.parametrize("name", ["../../etc/rilis.txt", "/tmp/rilis.txt", "a/../../b.txt"])
def test_an_archive_that_points_outside_is_not_opened(name: str) -> None:
    with pytest.raises(SourceError, match="luar arsip"):
        read("chat.zip", archive({name: RELEASE.encode()}))


def test_a_bomb_is_not_opened() -> None:
    with pytest.raises(SourceError, match="membengkak"):
        read("bom.zip", archive({"rilis.txt": b"\0" * 50_000_000}))


def test_a_broken_word_file_is_refused() -> None:
    with pytest.raises(SourceError, match="rusak"):
        read("rilis.docx", archive({"word/document.xml": b"<w:document"}))


def test_a_word_file_that_declares_entities_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'
    with pytest.raises(SourceError, match="tidak aman"):
        read("rilis.docx", archive({"word/document.xml": bomb}))


def test_a_picture_that_is_none_is_named_and_left_out() -> None:
    good, wrong = sources.checked_pictures(
        [RawPicture("baik.png", picture()), RawPicture("palsu.jpg", b"bukan gambar")]
    )
    assert [p.name for p in good] == ["baik.png"]
    assert "palsu.jpg" in wrong[0]


@pytest.mark.parametrize(
    "head",
    [
        "---------- Pesan terusan ---------\nDari: Humas <humas@polri.example>\n"
        "Date: Sel, 10 Nov 2026 pukul 08.41\nSubject: Rilis Patroli\nTo: <redaksi@x.example>\n",
        "Dari: Humas <humas@polri.example>\nKepada: redaksi@x.example\nPerihal: Rilis Patroli\n",
        "Siap, ini.\n\nPada Sel, 10 Nov 2026 pukul 08.41 Humas <humas@x.example> menulis:\n"
        "Dari: Humas <humas@polri.example>\nPerihal: Rilis Patroli\n",
    ],
)
def test_a_mail_that_was_copied_into_a_text_loses_its_head(head: str) -> None:
    (found,) = read("surel.txt", f"{head}\n{RELEASE}".encode())
    assert found.text.strip() == RELEASE.strip()
    assert found.subject == "Rilis Patroli"


def test_addresses_below_a_release_do_not_make_it_a_mail() -> None:
    text = f"{RELEASE}\nDari: humas@polri.example\nKepada: redaksi@koran.example\n"
    assert read("rilis.txt", text.encode())[0].text == text
