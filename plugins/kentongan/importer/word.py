"""Word files (.docx, .docm, .dotx, Strict too): their text and pictures, in order."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from kentongan.importer import struck, zips
from kentongan.importer.margins import left_out
from kentongan.importer.raw import MOST_BYTES, RawPicture, RawText, SourceError
from kentongan.importer.word_lists import Numbering
from kentongan.importer.word_styles import Styles, local
from kentongan.importer.word_text import Walk

_BROKEN = "rusak atau bukan dokumen Word; kirim ulang berkasnya"
_DEEP = "bersarang terlalu dalam untuk dibaca; salin teksnya ke dokumen baru"
_MAIN = "officeDocument"  # the end of the relation type that leads to the text, in both dialects


def read(data: bytes) -> list[RawText]:
    """The text of a Word file. Raises SourceError."""
    package = _Package(zips.open_safely(data, "dokumen Word"))
    zips.check_xml(package.opened)
    from lxml import etree

    try:
        text, walk = _text(package)
    except etree.XMLSyntaxError as error:
        raise SourceError(_DEEP if "depth" in str(error) else _BROKEN) from error
    except RecursionError as error:
        raise SourceError(_DEEP) from error
    pictures = tuple(package.pictures(walk.pictures))
    if not text.strip():
        if pictures:
            raise SourceError("hanya berisi gambar, tanpa teks")
        raise SourceError("adalah dokumen Word yang kosong")
    if len(text) > MOST_BYTES:
        raise SourceError("terlalu besar untuk sebuah rilis")
    margins = left_out(package.margins(), text)
    doubts = (*_doubts(walk, package), *([margins] if margins else []))
    return [RawText(text, pictures=pictures, doubts=doubts)]


def _text(package: _Package) -> tuple[str, Walk]:
    body = next((part for part in package.root if local(part) == "body"), None)
    if body is None:
        raise SourceError(_BROKEN)
    numbering = Numbering(package.related("numbering"), package.styles)
    walk = Walk(package.styles, numbering)
    blocks = [*walk.blocks(body)]
    for kind in ("footnotes", "endnotes"):
        blocks += walk.notes(package.related(kind))
    return "\n\n".join(block for block in blocks if block.strip()), walk


def _doubts(walk: Walk, package: _Package) -> list[str]:
    doubts = []
    if walk.tracked:
        doubts.append(
            "Dokumen memuat perubahan terlacak (revisi); dibaca seolah semuanya diterima. "
            "Periksa kata yang ditambah dan dihapus."
        )
    if walk.hidden:
        doubts.append("Dokumen memuat teks tersembunyi; teks itu tidak diambil.")
    if walk.struck:
        doubts.append(struck.doubt(walk.struck))
    if walk.prompts:
        doubts.append(
            f"Isian yang belum diisi tidak diambil: {', '.join(f'“{p}”' for p in walk.prompts)}."
        )
    if walk.unread:
        doubts.append("Dokumen memuat berkas lain yang ditanam; isinya tidak diambil.")
    if walk.unknown_signs:
        doubts.append(
            f"{walk.unknown_signs} lambang dari fon khusus tidak dikenali; bandingkan dengan "
            "dokumen aslinya."
        )
    comments = package.related("comments")
    if comments is not None and len(comments):
        doubts.append("Dokumen memuat komentar; komentar tidak diambil.")
    return doubts


@dataclass
class _Package:
    """The parts of a Word file and how they refer to each other."""

    opened: zipfile.ZipFile

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        for kind, target in self.relations("").values():
            if kind == _MAIN:
                return target
        return "word/document.xml"

    @cached_property
    def root(self) -> Any:
        root = self.part(self.main)
        if root is None:
            raise SourceError(_BROKEN)
        return root

    @cached_property
    def styles(self) -> Styles:
        return Styles(self.related("styles"))

    def part(self, name: str) -> Any | None:
        return zips.parsed(self.opened, name)

    def related(self, kind: str) -> Any | None:
        """The part that the text uses as its `styles`, `numbering`, `footnotes` …"""
        for relation, target in self.relations(self.main).values():
            if relation == kind:
                return self.part(target)
        return None

    def margins(self) -> Iterator[str]:
        """What stands above and below the text on every page."""
        for relation, target in self.relations(self.main).values():
            root = self.part(target) if relation in ("header", "footer") else None
            if root is not None:
                numbering = Numbering(self.related("numbering"), self.styles)
                yield from Walk(self.styles, numbering).blocks(root)

    def relations(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Identifier → kind and name of each part that a part refers to."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            str(relation.get("Id")): (
                str(relation.get("Type", "")).rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join(folder, str(relation.get("Target")))).lstrip("/"),
            )
            for relation in (root if root is not None else ())
            if relation.get("TargetMode") != "External"
        }

    def pictures(self, references: list[str]) -> list[RawPicture]:
        """The pictures of the text in the order of their first use."""
        relations = self.relations(self.main)
        names = dict.fromkeys(relations[i][1] for i in references if i in relations)
        known = self.opened.namelist()
        return [
            RawPicture(
                PurePosixPath(name).name, zips.unpack(self.opened, self.opened.getinfo(name))
            )
            for name in names
            if name in known
        ]
