"""Zip archives: an exported chat with its media, or texts, Word files and messages."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from kentongan.importer import whatsapp
from kentongan.importer.decoding import decode
from kentongan.importer.raw import (
    RawPicture,
    RawText,
    ReadNested,
    SourceError,
    is_document_name,
    is_picture_name,
    suffix_of,
)
from kentongan.importer.zips import open_safely, unpack

_TEXTS = (".txt", ".md")


def read(data: bytes, read_nested: ReadNested) -> list[RawText]:
    """The releases of an exported chat with its media, or of an archive of files of other kinds.

    A file that cannot be read is a doubt where others can. Raises SourceError.
    """
    archive = open_safely(data)
    entries = [e for e in archive.infolist() if not e.is_dir() and not _is_hidden(e.filename)]
    pictures = {PurePosixPath(e.filename).name: e for e in entries if is_picture_name(e.filename)}
    texts: list[RawText] = []
    refused: list[str] = []
    for entry in sorted(entries, key=lambda e: (suffix_of(e.filename) not in _TEXTS, e.filename)):
        name = PurePosixPath(entry.filename).name
        try:
            if suffix_of(name) in _TEXTS:
                texts += _read_text(archive, entry, pictures)
            elif is_document_name(name):
                texts += read_nested(name, unpack(archive, entry))
        except SourceError as error:
            refused.append(f"Berkas “{name}” di dalam arsip {error}.")
    if not texts:
        reason = refused[0].partition("arsip ")[2].rstrip(".") if len(refused) == 1 else ""
        raise SourceError(reason or "tidak memuat teks rilis (.txt, .md, .docx, .odt, .eml)")
    if refused:
        texts[0] = replace(texts[0], doubts=(*texts[0].doubts, *refused))
    return texts


def _read_text(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, pictures: Mapping[str, zipfile.ZipInfo]
) -> list[RawText]:
    """The releases of a text or a chat; pictures are unpacked only if a chat names them."""
    raw = unpack(archive, entry)
    if not raw.strip():
        return []
    text, doubts = decode(raw)
    if not whatsapp.is_export(text):
        return [RawText(text, doubts=doubts)]
    named = {
        name: RawPicture(name, unpack(archive, picture))
        for name, picture in pictures.items()
        if name in text
    }
    return whatsapp.releases(text, named)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
