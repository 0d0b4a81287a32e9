"""Files as they arrive at a desk, each with the words that must come out, and no others."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from kentongan.importer import sources
from kentongan.importer.cleaning import clean
from kentongan.importer.core import draft_of_cleaned
from kentongan.manuscripts.markup import Renderer

from .test_corpus import REGISTRY

LEAD = (
    "MAGETAN – Satlantas Polres Magetan membagikan 200 helm kepada pengemudi becak motor, "
    "Kamis (3/12/2026). Tidak ada pengemudi yang ditilang."
)
SECOND = "Kasat Lantas Polres Magetan AKP Ade Andini berharap helm itu dipakai setiap hari."
TITLE = "Satlantas Polres Magetan Bagikan 200 Helm"
UNIT = "Satlantas Polres Magetan"
DAY = "2026-12-03"


@dataclass(frozen=True)
class Arrival:
    """One file, and what a reader of the release must find."""

    name: str
    data: bytes
    body: str
    title: str | None = TITLE
    day: str | None = DAY
    unit: str | None = UNIT


def _document(body: str, **parts: str) -> bytes:
    """A Word file of this XML of paragraphs, with more parts by their name."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        packed.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )
        for name, text in parts.items():
            packed.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(run if run.startswith('<') else _run(run) for run in runs)}</w:p>"


def _word_with_corrections() -> bytes:
    return _document(
        _paragraph(_run(TITLE, "<w:b/>"))
        + _paragraph(
            "MAGETAN – Satlantas Polres Magetan membagikan ",
            '<w:del w:id="1" w:author="Kasi"><w:r><w:delText>20</w:delText></w:r></w:del>',
            f'<w:ins w:id="2" w:author="Kasi">{_run("200")}</w:ins>',
            " helm kepada pengemudi becak motor, Kamis (3/12/2026). ",
            _run("Catatan: jangan sebut anggaran. ", "<w:vanish/>"),
            "Ti",
            f'<w:smartTag w:element="x">{_run("dak ada")}</w:smartTag>',
            " pengemudi yang ditilang.",
        )
        + f"<w:sdt><w:sdtContent>{_paragraph(SECOND)}</w:sdtContent></w:sdt>"
    )


def _word_with_letterhead() -> bytes:
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Kecamatan", "Helm"), ("Maospati", "120"), ("Barat", "80"))
    )
    return _document(
        _paragraph("KEPOLISIAN NEGARA REPUBLIK INDONESIA")
        + _paragraph("DAERAH JAWA TIMUR")
        + _paragraph("RESOR MAGETAN")
        + _paragraph(_run(TITLE, "<w:b/>"))
        + _paragraph(LEAD)
        + f"<w:tbl>{cells}</w:tbl>"
        + _paragraph(SECOND)
    )


def _word_of_python() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(TITLE, level=1)
    paragraph = document.add_paragraph()
    paragraph.add_run("MAGETAN").bold = True
    paragraph.add_run(LEAD.removeprefix("MAGETAN"))
    for item in ("Helm merah 150 buah", "Helm hitam 50 buah"):
        document.add_paragraph(item, style="List Bullet")
    document.add_paragraph(SECOND)
    document.sections[0].header.paragraphs[0].text = "RAHASIA"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mail(body: str, subject: str = "FW: Rilis helm", html: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "Humas Magetan <humas@magetan.example>"
    message["To"] = "redaksi@koran.example"
    message["Subject"] = subject
    message["Date"] = "Thu, 03 Dec 2026 15:10:00 +0700"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


OUTLOOK = (
    "Ndan, mohon koreksi.\n\n"
    "From: Sihumas Magetan <sihumas@magetan.example>\n"
    "Sent: Thursday, December 3, 2026 2:05 PM\n"
    "To: Kasi Humas <kasi@magetan.example>\n"
    "Cc: operator@magetan.example\n"
    "Subject: Rilis helm\n\n"
    f"{TITLE}\n\n{LEAD}\n\n{SECOND}\n\n"
    "-- \nBripda Contoh\nHP 0812-0000-0000\n"
)
GMAIL = (
    "---------- Pesan terusan ---------\n"
    "Dari: Humas Magetan <humas@magetan.example>\n"
    "Date: Kam, 3 Des 2026 pukul 14.05\n"
    f"Subject: {TITLE}\n"
    "To: <redaksi@koran.example>\n\n\n"
    f"{LEAD}\n\n{SECOND}\n"
)
ANSWER = (
    f"{TITLE}\n\n{LEAD}\n\n{SECOND}\n\n"
    "Pada tanggal Kam, 3 Des 2026 pukul 13.00 Redaksi <redaksi@koran.example> menulis:\n"
    "> Mohon rilis pembagian helm.\n> Terima kasih.\n"
)
HTML_MAIL = (
    f"<html><body><div><b>{TITLE}</b></div><div><br></div><div>{LEAD}</div><div><br></div>"
    f"<table><tr><td>Maospati</td><td>120</td></tr></table><p>{SECOND}</p></body></html>"
)
ANDROID = (
    "03/12/26 13.58 - Pesan dan panggilan dienkripsi secara end-to-end. Hanya orang di chat ini "
    "yang dapat membaca, mendengarkan, atau membagikannya. Pelajari selengkapnya.\n"
    "03/12/26 14.01 - Sihumas Magetan: <Media tidak disertakan>\n"
    f"03/12/26 14.02 - Sihumas Magetan: *{TITLE}*\n\n{LEAD}\n\n{SECOND} <Pesan ini diedit>\n"
    "03/12/26 14.05 - Kasi Humas: Mantap, tolong dinaikkan\n"
    "03/12/26 14.06 - +62 812-0000-0000: Siap 86 👍\n"
)
IPHONE = (
    "\u200e[03/12/26 14.01.10] Sihumas Magetan: \u200egambar tidak disertakan\n"
    f"[03/12/26 14.02.33] Sihumas Magetan: *{TITLE}*\n\n{LEAD}\n\n{SECOND}\n"
    "[03/12/26 14.05.01] Kasi Humas: Siap, terima kasih\n"
)
WEB = (
    f"[14.02, 3/12/2026] Sihumas Magetan: *{TITLE}*\n\n{LEAD}\n\n{SECOND}\n"
    "[14.05, 3/12/2026] Kasi Humas: 👍\n"
)
DESKTOP = (
    f"[2:02 PM, 12/3/2026] Sihumas Magetan: *{TITLE}*\n\n{LEAD}\n\n{SECOND}\n"
    "[2:05 PM, 12/3/2026] Kasi Humas: ok 👍\n"
)
PLAIN = f"{LEAD}\n{SECOND}"
BOXED = "Helm gratis untuk 200 pengemudi"
FORM = (
    ("Hari/tanggal", "Kamis, 3 Desember 2026"),
    ("Tempat", "Balai Desa Kraton"),
    ("Kegiatan", "Penyerahan 200 helm"),
)


def _word_with_form() -> bytes:
    rows = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in (label, ":", value))
        + "</w:tr>"
        for label, value in FORM
    )
    return _document(
        f"{_paragraph(_run(TITLE, '<w:b/>'))}<w:tbl>{rows}</w:tbl>{_paragraph(SECOND)}"
    )


def _word_with_moves() -> bytes:
    moved = "200 helm "
    return _document(
        _paragraph(TITLE)
        + _paragraph(
            "MAGETAN – Satlantas Polres Magetan membagikan ",
            f'<w:moveTo w:id="5">{_run(moved)}</w:moveTo>',
            "kepada pengemudi becak motor, ",
            f'<w:moveFrom w:id="6">{_run(moved)}</w:moveFrom>',
            "Kamis (3/12/2026). Tidak ada pengemudi yang ditilang.",
        )
        + _paragraph(SECOND)
    )


def _word_with_box() -> bytes:
    """A text box as Word writes it: once for itself, once for older programs."""
    text = f"<w:txbxContent>{_paragraph(BOXED)}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
        f'<wps:txbx xmlns:wps="x">{text}</wps:txbx></w:drawing></mc:Choice><mc:Fallback>'
        f'<w:pict><v:textbox xmlns:v="y">{text}</v:textbox></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    return _document(f"{_paragraph(TITLE)}{_paragraph(LEAD)}<w:p>{box}</w:p>{_paragraph(SECOND)}")


def _word_of_one_paragraph() -> bytes:
    gap = "<w:r><w:br/></w:r>" * 2
    return _document(f"<w:p>{gap.join(map(_run, (TITLE, LEAD, SECOND)))}</w:p>")


def _word_in_pieces() -> bytes:
    """Runs that end in mid-word, as spelling checks and editors leave them."""
    pieces = [LEAD[at : at + 3] for at in range(0, len(LEAD), 3)]
    runs = [_run(piece, ("", "<w:b/>", "<w:i/>")[at % 3]) for at, piece in enumerate(pieces)]
    mark = '<w:proofErr w:type="spellStart"/>'
    return _document(f"{_paragraph(TITLE)}<w:p>{mark.join(runs)}</w:p>{_paragraph(SECOND)}")


def _mail_of_word() -> bytes:
    message = EmailMessage()
    message["From"] = "Humas <humas@magetan.example>"
    message["Subject"] = "Rilis hari ini"
    message["Date"] = "Thu, 03 Dec 2026 15:10:00 +0700"
    message.set_content("Selamat sore, terlampir rilis hari ini.\n\nTerima kasih\n")
    message.add_attachment(
        _word_of_one_paragraph(),
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename="rilis.docx",
    )
    return message.as_bytes()


def _mail_without_charset() -> bytes:
    head = "From: H <h@magetan.example>\nSubject: Rilis\nDate: Thu, 03 Dec 2026 15:10:00 +0700\n"
    body = f"{TITLE}\n\n{LEAD}\n\n“Helm itu gratis,” kata Ade.\n"
    return f"{head}Content-Type: text/plain\n\n{body}".encode("cp1252")


def _chat_in_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("WhatsApp Chat - Humas/_chat.txt", IOS)
    return out.getvalue()


OFFICE = (
    '<html><head><style>.x{color:red}</style></head><body><div style="display:none">Rahasia</div>'
    f'<p class="MsoNormal"><b><span>{TITLE}</span></b><o:p></o:p></p><p><o:p>&nbsp;</o:p></p>'
    f"<p class=MsoNormal><b>MAGETAN</b>{LEAD.removeprefix('MAGETAN')}<o:p></o:p></p>"
    f"<p>{SECOND}</p></body></html>"
)
IOS = (
    "[03/12/26 14.01.10] Humas: \u200ePesan dan panggilan dienkripsi secara end-to-end.\n"
    f"[03/12/26 14.02.33] ~\u202fSihumas: *{TITLE}*\n\n{LEAD}\n\n{SECOND} "
    "\u200e<Pesan ini diedit>\n\u200e[03/12/26 14.03.00] ~\u202fSihumas: "
    "\u200efoto tidak disertakan\n[03/12/26 14.05.01] Kasi Humas: Anda menghapus pesan ini.\n"
)
ENGLISH = (
    "12/3/26, 2:01 PM - Messages and calls are end-to-end encrypted.\n"
    f"12/3/26, 2:02\u202fPM - Sihumas: *{TITLE}*\n\n{LEAD}\n\n{SECOND} "
    "<This message was edited>\n12/3/26, 2:05\u202fPM - Kasi: Siap\n"
)
TELEGRAM = (
    f"Sihumas Magetan, [3/12/2026 14:02]\n{TITLE}\n\n{LEAD}\n\n{SECOND}\n\n"
    "Kasi Humas, [3/12/2026 14:05]\nok\n"
)
NO_YEAR = f"[3/12 14.02] Sihumas: *{TITLE}*\n\n{LEAD}\n\n{SECOND}\n[3/12 14.05] Kasi: Siap\n"
TYPED = (
    f"## {TITLE}\n\n**MAGETAN** – {LEAD.removeprefix('MAGETAN – ')}\n\n"
    f"- helm merah: 150\n- helm hitam: 50\n\n{SECOND}\n"
)

ARRIVALS = [
    Arrival("koreksi.docx", _word_with_corrections(), PLAIN),
    Arrival(
        "kop.docx", _word_with_letterhead(), f"{LEAD} Kecamatan Helm Maospati 120 Barat 80 {SECOND}"
    ),
    Arrival(
        "ketik.docx",
        _word_of_python(),
        f"{LEAD} Helm merah 150 buah Helm hitam 50 buah {SECOND}",
    ),
    Arrival("outlook.eml", _mail(OUTLOOK), PLAIN),
    Arrival("gmail.eml", _mail(GMAIL, f"Fwd: {TITLE}"), PLAIN),
    Arrival("balasan.eml", _mail(ANSWER, "Re: permintaan"), PLAIN),
    Arrival("html.eml", _mail("\n", TITLE, HTML_MAIL), f"{LEAD} Maospati 120 {SECOND}"),
    Arrival("android.txt", ANDROID.encode(), PLAIN),
    Arrival("iphone.txt", IPHONE.encode(), PLAIN),
    Arrival("web.txt", WEB.encode(), PLAIN),
    Arrival("desktop.txt", DESKTOP.encode(), PLAIN),
    Arrival("isian.docx", _word_with_form(), f"{' '.join(map(' '.join, FORM))} {SECOND}"),
    Arrival("pindah.docx", _word_with_moves(), PLAIN),
    Arrival("kotak.docx", _word_with_box(), f"{LEAD} {BOXED} {SECOND}"),
    Arrival("satu-paragraf.docx", _word_of_one_paragraph(), PLAIN),
    Arrival("potongan.docx", _word_in_pieces(), PLAIN),
    Arrival("kantor.eml", _mail("\n", "Rilis", OFFICE), PLAIN),
    Arrival("lampiran.eml", _mail_of_word(), PLAIN),
    Arrival("1252.eml", _mail_without_charset(), f"{LEAD} Helm itu gratis kata Ade"),
    Arrival("ios.txt", IOS.encode(), PLAIN),
    Arrival("inggris.txt", ENGLISH.encode(), PLAIN),
    Arrival("telegram.txt", TELEGRAM.encode(), PLAIN),
    Arrival("tanpa-tahun.txt", NO_YEAR.encode(), PLAIN),
    Arrival("hp.md", TYPED.encode(), f"{LEAD} helm merah 150 helm hitam 50 {SECOND}"),
    Arrival("arsip.zip", _chat_in_archive(), PLAIN),
]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w/]+", text)


@pytest.mark.parametrize("arrival", ARRIVALS, ids=lambda arrival: arrival.name)
def test_the_words_of_a_file_come_out_and_no_others(arrival: Arrival) -> None:
    (raw,) = sources.read(arrival.name, arrival.data)
    draft = draft_of_cleaned(
        clean(raw.text), REGISTRY, reference=raw.reference, subject=raw.subject
    )
    assert draft.title == arrival.title
    assert str(draft.day) == arrival.day
    assert draft.unit_name == arrival.unit
    page = Renderer().render(draft.body, "rilis/a.md")
    assert _words(page.text) == _words(arrival.body)
