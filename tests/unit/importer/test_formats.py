"""Files that look like a text and are something else: read as what they are, or named."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.importer import struck
from kentongan.importer.html_text import text_of
from kentongan.importer.margins import left_out
from kentongan.importer.raw import SourceError
from kentongan.importer.sources import read

LEAD = "KRATON - Polsek Kraton membagi sembako di Desa Semare, Rabu (21/10/2026)."
HEADERS = "Date: Wed, 21 Oct 2026 15:02:11 +0700\nMIME-Version: 1.0\nSubject: Bagi Sembako\n"
MAIL = f"{HEADERS}Content-Type: text/plain; charset=utf-8\n\n{LEAD}\n\n>From awal warga antre.\n"
PAGE = f"<!DOCTYPE html>\n<html><head><title>x</title></head><body><p>{LEAD}</p></body></html>"
FLAT = (
    '<?xml version="1.0"?><office:document xmlns:office="o" xmlns:text="t"><office:body>'
    f"<office:text><text:p>{LEAD}</text:p></office:text></office:body></office:document>"
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WINMAIL = b"\x78\x9f\x3e\x22\x01\x00" + bytes(60)


def stream(name: str) -> bytes:
    return OLD_OFFICE + bytes(64) + name.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("name", "text"),
    [("rilis.html", PAGE), ("rilis.txt", PAGE), ("rilis.htm", f"\ufeff<html>{LEAD}"),
     ("rilis.fodt", FLAT), ("pesan.txt", MAIL), ("arsip.mht", MAIL)],
)  # fmt: skip
def test_a_file_is_read_as_what_it_is(name: str, text: str) -> None:
    (found,) = read(name, text.encode())
    assert found.text.startswith(LEAD) and "<" not in found.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"/>', "impor-word"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "adalah XML"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><office:document/>', "tidak aman"),
        (PAGE.replace(LEAD, "").encode(), "tanpa teks"),
        (WINMAIL, "winmail.dat dari Outlook"),
        (stream("__substg1.0_1000001F"), r"pesan Outlook \(\.msg\)"),
        (stream("Workbook"), "Excel lama"),
        (stream("WordDocument"), "Word lama"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read("rilis.txt", data)


def test_a_mailbox_gives_the_texts_of_its_messages_and_tells_what_it_left() -> None:
    empty = f"{HEADERS}Content-Type: text/plain\n\n"
    mailbox = "".join(
        f"From a@b.example Wed Oct 21 15:02:11 2026\n{m}\n" for m in (MAIL, empty, MAIL)
    )
    first, second = read("kotak.mbox", mailbox.encode())
    assert first.text.strip() == second.text.strip() == f"{LEAD}\n\nFrom awal warga antre."
    assert [doubt for doubt in first.doubts if "ke-2" in doubt and "tanpa isi" in doubt]


@pytest.mark.parametrize("name", ["lampiran.pdf", "rekap.xlsx", "lama.doc", "pesan.msg"])
def test_a_document_in_an_archive_that_cannot_be_read_is_told(name: str) -> None:
    data = {"lampiran.pdf": b"%PDF-1.7 x", "rekap.xlsx": b"PK\x03\x04 rusak"}.get(name, OLD_OFFICE)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("rilis.txt", f"Judul Rilis\n\n{LEAD}")
        packed.writestr(name, data)
    (found,) = read("rilis.zip", out.getvalue())
    assert any(name in doubt for doubt in found.doubts)


def test_a_mail_that_outlook_packed_says_so() -> None:
    message = EmailMessage()
    message["Subject"] = "Rilis"
    message.set_content("")
    message.add_attachment(
        WINMAIL, maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    with pytest.raises(SourceError, match=r"winmail\.dat dari Outlook"):
        read("surat.eml", message.as_bytes())


def test_paragraphs_within_cells_and_items_break_no_line() -> None:
    page = (
        "<ol><li><p>satu</p></li><li><p>dua</p></li></ol><table><tr><td><p>Pos</p></td>"
        "<td><p>Regu</p></td></tr><tr><td></td><td>3</td></tr></table>"
    )
    assert text_of(page) == "1. satu\n2. dua\nPos | Regu\n3"


# What is struck out, and what stands above and below every page


@given(st.lists(st.tuples(st.booleans(), st.text("ab ~.", max_size=6)), max_size=6))
def test_marks_of_struck_words_leave_all_characters(runs: list[tuple[bool, str]]) -> None:
    opened = "".join(f"{struck.OPEN}{t}{struck.CLOSE}" if gone else t for gone, t in runs)
    plain = "".join(text for _, text in runs)
    marked, _ = struck.marked(opened)
    assert marked.replace("~", "") == plain.replace("~", "")
    assert marked.count("~") >= plain.count("~")


def test_struck_words_keep_their_line_on_a_page() -> None:
    assert text_of("<p>Rapat <s>Senin </s><del>pagi</del> Selasa, k<s>e</s>dua</p>") == (
        "Rapat ~Senin pagi~ Selasa, kedua"
    )


def test_a_header_is_told_unless_the_text_says_it() -> None:
    assert left_out(["POLSEK KRATON", "Halaman 1 dari 2"], "Polsek Kraton bertindak.") == ""
    assert "“KEPOLISIAN SEKTOR”" in left_out(["KEPOLISIAN  SEKTOR"], "Polsek Kraton.")


@pytest.mark.parametrize(
    "words",
    ["Warga <b hadir semua", "Isi kolom <NIK> dan <Nama>", "Hasil < 5 orang",
     "Tiba <sebelum jam 5", "Satu <3 dua", "tutup </b sebelum pukul 5"],
)  # fmt: skip
def test_words_behind_a_sign_that_opens_no_tag_stay(words: str) -> None:
    page = f"<!DOCTYPE html><html><body><p>{words}</p><p>Akhir.</p></body></html>"
    (text,) = read("rilis.html", page.encode())
    assert text.text.split("\n") == [words, "Akhir."]


APART = (
    "button label textarea iframe object video summary legend aside main nav article details menu"
    " fieldset marquee caption option rt x-kotak"
).split()


@pytest.mark.parametrize("tag", APART)
def test_words_of_elements_that_stand_apart_do_not_grow_together(tag: str) -> None:
    written = f"satu<{tag}>dua</{tag}><{tag}>tiga</{tag}>empat"
    assert text_of(f"<html><body><p>Kata</p><div>{written}</div>").split()[1:] == [
        "satu", "dua", "tiga", "empat",
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ["b", "i", "span", "font", "mark", "a", "u", "small", "o:p"])
def test_an_element_within_a_word_does_not_part_it(tag: str) -> None:
    assert text_of(f"<html><body><p>Pol<{tag}>sek</{tag}> Kraton</p>") == "Polsek Kraton"


@pytest.mark.parametrize("piece", ["<pre>{}</pre>", "<table><tr><td>{}</td></tr></table>", "{}"])
@pytest.mark.parametrize("name", ["rilis.html", "rilis.htm"])
def test_a_piece_of_a_page_is_read_by_its_name(piece: str, name: str) -> None:
    (text,) = read(name, piece.format(LEAD).encode())
    assert text.text.split() == LEAD.split()
