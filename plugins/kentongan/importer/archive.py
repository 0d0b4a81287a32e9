"""Zip archives: an exported chat with its media, or texts, Word files and messages."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from kentongan.importer import whatsapp
from kentongan.importer.decoding import decode
from kentongan.importer.raw import (
    RawPicture,
    RawText,
    ReadNested,
    SourceError,
    is_picture_name,
    suffix_of,
)
from kentongan.importer.zips import open_safely, unpack


def read(data: bytes, read_nested: ReadNested) -> list[RawText]:
    """The releases of an exported chat with its media, or of an archive of text files."""
    archive = open_safely(data)
    entries = [e for e in archive.infolist() if not e.is_dir() and not _is_hidden(e.filename)]
    pictures = {PurePosixPath(e.filename).name: e for e in entries if is_picture_name(e.filename)}
    found: list[RawText] = []
    others: list[zipfile.ZipInfo] = []
    for entry in sorted(entries, key=lambda e: e.filename):
        suffix = suffix_of(entry.filename)
        if suffix in (".txt", ".md"):
            raw = unpack(archive, entry)
            if not raw.strip():
                continue
            text, doubts = decode(raw)
            if whatsapp.is_export(text):
                loaded = {
                    name: RawPicture(name, unpack(archive, e))
                    for name, e in pictures.items()
                    if name in text
                }
                found += whatsapp.releases(text, loaded)
            else:
                found.append(RawText(text, doubts=doubts))
        elif suffix in (".docx", ".eml"):
            others.append(entry)
    for entry in others:
        found += read_nested(entry.filename, unpack(archive, entry))
    if not found:
        raise SourceError("tidak memuat teks rilis (.txt, .md, .docx, .eml)")
    return found


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
