"""Mail: the release that it brings, and nothing of the people who sent it on."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest
from kentongan.importer.core import drafts_of
from kentongan.importer.draft import Draft
from kentongan.importer.raw import RawText, SourceError
from kentongan.importer.sources import read

from tests import cost
from tests.unit.importer.test_corpus import REGISTRY
from tests.unit.importer.test_word import document, paragraph, run

SUBJECT = "Polsek Kraton Gelar Patroli Malam"
LEAD = (
    "PASURUAN - Polsek Kraton menggelar patroli malam di Desa Gerongan, Kecamatan Kraton, Jumat "
    "(15/5/2026) untuk mencegah pencurian sepeda motor pada jam rawan."
)
QUOTE = '"Kami mengajak warga menjaga lingkungan," ujar Kapolsek Kraton AKP Budi Santoso.'
BODY = f"{LEAD}\n\n{QUOTE}"
QUOTED = "\n".join(f"> {line}".rstrip() for line in BODY.split("\n"))
HEAD = (
    "From: Bripka Rudi <rudi@x.example>\nSent: Friday, May 15, 2026 7:00 PM\n"
    "To: a@b.example;\n c@d.example\nSubject: Polsek Kraton Gelar Patroli Malam\n\n"
)
GMAIL = (
    "---------- Forwarded message ---------\nDari: Rudi <rudi@x.example>\n"
    "Date: Jum, 15 Mei 2026 pukul 19.00\nSubject: Polsek Kraton Gelar Patroli Malam\n"
    "To: <a@b.example>\n\n\n"
)


def message(body: str, subject: str = f"Fwd: {SUBJECT}", **options: str) -> bytes:
    head = (
        f"From: Humas <humas@polres.example>\nTo: redaksi@media.example\nSubject: {subject}\n"
        "Date: Fri, 15 May 2026 20:00:00 +0700\nMIME-Version: 1.0\n"
        f"Content-Type: {options.get('kind', 'text/plain; charset=utf-8')}\n"
        "Content-Transfer-Encoding: 8bit\n\n"
    )
    return (head + body).encode()


def parts(*inner: str, kind: str = "alternative") -> bytes:
    body = "".join(f"--b\n{part}\n" for part in inner) + "--b--\n"
    return message(body, kind=f'multipart/{kind}; boundary="b"')


def texts(data: bytes) -> list[RawText]:
    return read("surat.eml", data)


def draft(data: bytes) -> Draft:
    (text,) = texts(data)
    (found,) = drafts_of(text, REGISTRY)
    return found


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        f"Terlampir.\n\n{GMAIL}{BODY}",
        f"Mohon dimuat.\n\n________________________________\n{HEAD}{BODY}",
        f"Mohon dimuat.\n\n{HEAD}{BODY}",
        f"-----Original Message-----\n{HEAD}{BODY}",
        f"Dikirim dari iPad saya\n\nMulai pesan terusan:\n\n> Dari: Rudi <r@x.example>\n"
        f"> Perihal: {SUBJECT}\n> Kepada: a@b.example\n>\n{QUOTED}",
        f"Mohon dimuat.\n\nPada Jum, 15 Mei 2026 pukul 19.00 Rudi <r@x.example> menulis:\n\n"
        f"{QUOTED}",
        f"Ok.\n\nOn Fri, May 15, 2026 at 7:00 PM Rudi\n<r@x.example> wrote:\n\n{QUOTED}",
        f"FYI\n\n{GMAIL}Terusan lagi.\n\n{GMAIL}{BODY}",
        f"{BODY}\n\n-- \nBripka Rudi\nHumas Polsek Kraton\nrudi@x.example",
        f"{BODY}\n\nSent from my iPhone",
        f"{BODY}\n\nHormat kami,\nHumas Polsek Kraton\nrudi@x.example",
        f"----- Pesan yang Diteruskan -----\nDari: Rudi <rudi@x.example>\nKepada: a@b.example\n"
        f"Terkirim: Jumat, 15 Mei 2026 19.00 WIB\nJudul: {SUBJECT}\n\n{BODY}",
        f"Awal pesan terusan:\n\n> *Dari:* R <r@x.example>\n> *Perihal:* *{SUBJECT}*\n>\n{QUOTED}",
        f"{BODY}\n\nPada Jum, 15 Mei 2026 pukul 19.00 Redaksi <r@x.example> menulis:\n\n"
        "> Mohon kirim rilisnya.",
    ],
)
def test_only_the_release_is_left_of_a_mail(body: str) -> None:
    found = draft(message(body))
    assert found.title == SUBJECT
    assert found.text == draft(message(BODY)).text
    assert [official.name for official in found.officials] == ["Budi Santoso"]
    assert "@" not in found.body


def test_lines_that_only_look_like_a_head_are_words() -> None:
    found = draft(message(f"{BODY}\n\nDari: Pasuruan\nKe: Pasar Grati\n\nWarga ikut."))
    assert "Dari: Pasuruan" in found.body


def test_the_title_in_the_text_is_better_than_the_subject() -> None:
    assert draft(message(f"Patroli Malam Polsek Kraton\n\n{BODY}")).title == (
        "Patroli Malam Polsek Kraton"
    )


def test_a_short_lead_is_no_title() -> None:
    lead = "PASURUAN - Polsek Kraton mengecek dermaga di Desa Semare, Jumat (15/5/2026)."
    found = draft(message(f"{lead}\n\n{QUOTE}"))
    assert found.title == SUBJECT
    assert "mengecek dermaga" in found.body


@pytest.mark.parametrize("subject", ["Fwd: rilis", "Rilis Humas", "FW: Berita 15/5"])
def test_a_subject_that_says_nothing_is_no_title(subject: str) -> None:
    assert draft(message(BODY, subject)).title is None


def test_an_attached_message_is_read() -> None:
    inner = f"Subject: {SUBJECT}\nContent-Type: text/plain; charset=utf-8\n\n{BODY}"
    found = draft(
        parts("Content-Type: text/plain\n\nFYI", f"Content-Type: message/rfc822\n\n{inner}",
              kind="mixed")
    )  # fmt: skip
    assert (found.title, found.text) == (SUBJECT, draft(message(BODY)).text)


@pytest.mark.parametrize("plain", ["", " \n", "Buka di peramban"])
def test_the_page_stands_in_for_an_empty_text(plain: str) -> None:
    page = f"<p>{LEAD}</p><p>{QUOTE}</p>"
    found = draft(
        parts(f"Content-Type: text/plain\n\n{plain}",
              f"Content-Type: text/html; charset=utf-8\n\n{page}")
    )  # fmt: skip
    assert found.text == draft(message(BODY)).text


def test_cells_and_items_of_a_page_are_apart() -> None:
    page = (
        "<style>p{}</style><p>Rekap &amp; data<p>Lead<table><tr><td>Nama<td>:<td>Motor</tr>"
        "<tr><td>Jumlah</td><td>2</td></tr></table><ol><li>satu<li>dua</ol>"
        '<div style="display:none">tersembunyi</div><ul><li>a</li></ul>akhir<!-- x -->nya<![x'
    )
    (text,) = texts(message(page, kind="text/html; charset=utf-8"))
    assert text.text.split("\n")[:8] == [
        "Rekap & data", "Lead", "Nama : Motor", "Jumlah | 2", "1. satu", "2. dua", "- a",
        "akhirnya",
    ]  # fmt: skip


def test_bytes_that_are_no_utf8_are_read_as_what_they_are() -> None:
    raw = message(BODY.replace('"', "“")).replace("“".encode(), b"\x93")
    (text,) = texts(raw)
    assert "“Kami" in text.text
    assert any("Windows-1252" in doubt for doubt in text.doubts)


@pytest.mark.parametrize(
    ("folded", "whole"),
    [
        ("Jalan \nHayam Wuruk dan \n17 gang.", "Jalan Hayam Wuruk dan 17 gang."),
        ("Satu.\nDua.", "Satu.\nDua."),
        ("> kutip \n> jalan.", "kutip jalan."),
    ],
)
def test_folded_lines_are_whole_again(folded: str, whole: str) -> None:
    (text,) = texts(message(folded, kind="text/plain; charset=utf-8; format=flowed"))
    assert text.text == whole


def test_a_word_file_is_the_release_and_a_pdf_is_told() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Rilis"
    mail["Date"] = "Fri, 15 May 2026 20:00:00 +0700"
    mail.set_content("Terlampir, mohon dimuat.")
    word = document(paragraph(run(SUBJECT)) + paragraph(run(LEAD)))
    mail.add_attachment(word, maintype="application", subtype="x", filename="rilis.docm")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="surat.pdf")
    (text,) = texts(mail.as_bytes())
    assert text.text.startswith(SUBJECT)
    assert text.reference == date(2026, 5, 15)
    assert any("surat.pdf" in doubt for doubt in text.doubts)


def nested(depth: int, kind: str) -> bytes:
    if kind == "rfc822":
        return message("Content-Type: message/rfc822\n\n" * depth, kind="message/rfc822")
    body = "".join(
        f'--x{n}\nContent-Type: multipart/mixed; boundary="x{n + 1}"\n\n' for n in range(depth)
    )
    return message(body, kind='multipart/mixed; boundary="x0"')


@pytest.mark.parametrize("kind", ["rfc822", "multipart"])
@pytest.mark.parametrize("depth", [150, 3000])
def test_a_mail_of_many_levels_is_refused_in_words(kind: str, depth: int) -> None:
    with cost.at_most(5), pytest.raises(SourceError, match=r"tanpa isi|terlalu dalam"):
        texts(nested(depth, kind))


@pytest.mark.parametrize(
    "header",
    [
        "Subject: =?utf-8?q?=FF=FE?=", "Date: Fri, 99 Xyz 20260 99:99:99 +9999", "From: <<<>>>@@",
        "Content-Type: text/plain; charset=(((", 'Content-Type: text/plain; charset="tak-ada"',
        "Content-Disposition: attachment; filename*=x''%FF%00", "Content-Type: ;;;=",
        "Content-Transfer-Encoding: base65", "Date: \u0660\u0661",
    ],
)  # fmt: skip
def test_forged_headers_fail_no_reading(header: str) -> None:
    raw = f"{header}\nX-A: b\n\n{SUBJECT}\n\n{BODY}".encode()
    try:
        (text,) = texts(raw)
    except SourceError:
        return
    assert "Polsek Kraton" in text.text


def test_a_header_of_a_megabyte_costs_no_more_than_its_beginning() -> None:
    words = b"=?utf-8?b?YQ==?= " * 58_000
    mail = EmailMessage()
    mail.set_content(BODY)
    data = b"From: a@b.example\nSubject: " + words + b"\n" + bytes(mail)
    assert len(read("surel.eml", data)[0].subject) < 5000


@pytest.mark.parametrize(
    "kind", ["text/plain", "text/plain; charset=", "text/plain; charset=x-unknown", "text/html", ""]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_part_that_names_no_charset_keeps_its_words(kind: str, encoding: str) -> None:
    stated = f"Content-Type: {kind}\n" if kind else ""
    head = (
        f"From: H <h@polres.example>\nSubject: Rilis\n{stated}Content-Transfer-Encoding: 8bit\n\n"
    )
    body = f"{SUBJECT}\n\n{LEAD}\n\n“Kami hadir,” ujar Kapolsek Kraton AKP Budi Santoso.\n"
    text = "".join(f"<p>{line}</p>" for line in body.split("\n\n")) if "html" in kind else body
    (found,) = texts(f"{head}{text}".encode(encoding))
    assert found.text.split() == body.split()
