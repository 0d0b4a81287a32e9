"""Zip archives, opened without trust: sizes and names are checked before anything is unpacked."""

from __future__ import annotations

import stat
import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from kentongan.importer import sources, whatsapp
from kentongan.importer.sources import RawPicture, RawText, SourceError

MOST_ENTRIES = 5000
MOST_UNPACKED = 400_000_000
_HIGHEST_RATIO = 200  # a chat of photographs packs 1:1, plain text about 1:5


def open_safely(data: bytes, kind: str = "arsip zip") -> zipfile.ZipFile:
    """The archive, when it is one and unpacks to a sensible size. Raises SourceError."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise SourceError(f"rusak atau bukan {kind}; kirim ulang berkasnya") from None
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise SourceError("akan membengkak terlalu besar bila dibuka; tidak dibuka")
    if unpacked > 10_000_000 and unpacked > _HIGHEST_RATIO * len(data):
        raise SourceError("akan membengkak terlalu besar bila dibuka; tidak dibuka")
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceError("dikunci kata sandi; buka dulu kuncinya")
    for entry in entries:
        _check_name(entry)
    return archive


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if name.startswith("/") or ".." in parts or ":" in name[:3] or is_link:
        raise SourceError("memuat nama berkas yang menunjuk ke luar arsip; tidak dibuka")


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One file of an archive. Raises SourceError when it is broken or larger than it says."""
    try:
        with archive.open(entry) as stream:
            data = stream.read(entry.file_size + 1)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise SourceError("rusak; kirim ulang berkasnya") from None
    except Exception as error:  # zlib.error and the errors of lzma and bz2 share no base
        raise SourceError("rusak; kirim ulang berkasnya") from error
    if len(data) > entry.file_size:
        raise SourceError("akan membengkak terlalu besar bila dibuka; tidak dibuka")
    return data


def read(data: bytes) -> list[RawText]:
    """The releases of an exported chat with its media, or of an archive of text files."""
    archive = open_safely(data)
    entries = [e for e in archive.infolist() if not e.is_dir() and not _is_hidden(e.filename)]
    pictures = {
        PurePosixPath(e.filename).name: e for e in entries if sources.is_picture_name(e.filename)
    }
    found: list[RawText] = []
    others: list[zipfile.ZipInfo] = []
    for entry in sorted(entries, key=lambda e: e.filename):
        suffix = PurePosixPath(entry.filename).suffix.lower()
        if suffix in (".txt", ".md"):
            raw = unpack(archive, entry)
            if not raw.strip():
                continue
            text, doubts = sources.decode(raw)
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
        found += sources.read(entry.filename, unpack(archive, entry))
    if not found:
        raise SourceError("tidak memuat teks rilis (.txt, .md, .docx, .eml)")
    return found


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
