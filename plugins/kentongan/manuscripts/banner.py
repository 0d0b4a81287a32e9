"""The file `content/peringatan.md` as the banner shown above all pages."""

from __future__ import annotations

from datetime import tzinfo

from kentongan.domain.pages import Banner
from kentongan.manuscripts import body
from kentongan.manuscripts.keys import NOTICE
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.markup import Renderer
from kentongan.manuscripts.sheet import Sheet

LEVELS = ("info", "waspada", "darurat")


def read(data: bytes, path: str, renderer: Renderer, zone: tzinfo) -> Manuscript[Banner]:
    """The site-wide notice in the file `path`."""
    sheet = Sheet(data, path, NOTICE, zone)
    title = sheet.text("Judul")
    if not title and sheet.can_be_read:
        sheet.tell("pages.E002", "Judul", "Peringatan tanpa Judul.", "tambahkan baris Judul: ….")
    level = sheet.choice("Tingkat", LEVELS, "info", "pages.E003")
    valid_from = sheet.date("Berlaku-Mulai", "pages.E004")
    valid_until = sheet.end_date("Berlaku-Sampai", "pages.E004")
    if not title:
        return sheet.manuscript(None)
    html = body.read(sheet, renderer).html
    return sheet.manuscript(Banner(title, level, html, valid_until, valid_from))
