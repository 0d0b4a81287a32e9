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
