"""Untrusted zip archives: sizes and names are checked before anything is unpacked."""

from __future__ import annotations

import re
import stat
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from kentongan.importer.raw import SourceError

MOST_ENTRIES = 5000
MOST_UNPACKED = 400_000_000
_MOST_PART_BYTES = 60_000_000
_XML = re.compile(r"\.(?:xml|rels)$")
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HIGHEST_RATIO = 200  # a chat of photographs packs 1:1, plain text about 1:5


def open_safely(data: bytes, kind: str = "arsip zip") -> zipfile.ZipFile:
    """The archive, if it is one and unpacks to a sensible size. Raises SourceError."""
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
    except (
        Exception
    ) as error:  # zlib.error and the errors of lzma and bz2 have no common base class
        raise SourceError("rusak; kirim ulang berkasnya") from error
    if len(data) > entry.file_size:
        raise SourceError("akan membengkak terlalu besar bila dibuka; tidak dibuka")
    return data


# Archives that hold XML: documents of Word and OpenDocument


def check_xml(archive: zipfile.ZipFile) -> None:
    """No part may declare entities, which allow XML bombs and reading of local files."""
    for entry in archive.infolist():
        if _XML.search(entry.filename):
            if entry.file_size > _MOST_PART_BYTES:
                raise SourceError("akan membengkak terlalu besar bila dibuka; tidak dibuka")
            if _FORBIDDEN.search(unpack(archive, entry)):
                raise SourceError("memuat deklarasi XML yang tidak aman; tidak dibuka")


def named(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The file of this name, if the archive has one."""
    return unpack(archive, archive.getinfo(name)) if name in archive.namelist() else None


def parsed(archive: zipfile.ZipFile, name: str) -> Any | None:
    """The root of an XML file. Raises etree.XMLSyntaxError."""
    data = named(archive, name)
    return None if data is None else parsed_safely(data)


def parsed_safely(data: bytes) -> Any:
    """The root of an XML document. Raises SourceError where it declares entities."""
    from lxml import etree

    if _FORBIDDEN.search(data):
        raise SourceError("memuat deklarasi XML yang tidak aman; tidak dibuka")
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    )
