"""Word files (.docx): paragraphs, lists, tables and pictures, in their order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from kentongan.importer import zips
from kentongan.importer.raw import MOST_BYTES, RawPicture, RawText, SourceError

_BROKEN = "rusak atau bukan dokumen Word; kirim ulang berkasnya"
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PART = re.compile(r"\.(?:xml|rels)$")


def read(data: bytes) -> list[RawText]:
    opened = zips.open_safely(data, "dokumen Word")
    _check(opened)
    from docx import Document

    try:
        document = Document(BytesIO(data))
        lines = list(_lines(document))
        pictures = tuple(_pictures(document))
    except Exception as error:  # python-docx raises whatever the broken part made fail
        raise SourceError(_BROKEN) from error
    text = "\n\n".join(lines)
    if not text.strip():
        if pictures:
            raise SourceError("hanya berisi gambar, tanpa teks")
        raise SourceError("adalah dokumen Word yang kosong")
    if len(text) > MOST_BYTES:
        raise SourceError("terlalu besar untuk sebuah rilis")
    return [RawText(text, pictures=pictures)]


def _check(opened: zipfile.ZipFile) -> None:
    """No part may declare entities: that is how XML bombs and file reading start."""
    for entry in opened.infolist():
        if not _PART.search(entry.filename):
            continue
        if entry.file_size > 60_000_000:
            raise SourceError("akan membengkak terlalu besar bila dibuka; tidak dibuka")
        if _FORBIDDEN.search(zips.unpack(opened, entry)):
            raise SourceError("memuat deklarasi XML yang tidak aman; tidak dibuka")


def _lines(document: Any) -> Iterator[str]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            text = block.text.strip()
            if text:
                yield f"- {text}" if _is_item(block) else text
        elif isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield " ".join(cell for cell in cells if cell)


def _is_item(paragraph: Any) -> bool:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    return style.startswith("List")


def _pictures(document: Any) -> Iterator[RawPicture]:
    """The pictures of the body in the order of their first use."""
    seen: set[str] = set()
    blips = document.element.body.xpath(".//*[local-name()='blip']/@*[local-name()='embed']")
    for reference in blips:
        part = document.part.related_parts.get(reference)
        if part is None or reference in seen:
            continue
        seen.add(reference)
        name = PurePosixPath(str(part.partname)).name
        yield RawPicture(name, part.blob)
