"""Whether what a district sends is what it signed. Pure; all doubts are Trouble."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from kentongan.parts.authenticity import shingles
from kentongan.parts.authenticity.core import words_digest
from kentongan.parts.authenticity.words import MAX_CHARACTERS
from kentongan.province.pull import Trouble
from kentongan.province.registry import District
from kentongan.site import federation, signing
from kentongan.site.federation import Heartbeat, Node, Root

AHEAD = timedelta(days=1)  # a heartbeat is dated by its day

T = TypeVar("T")


def heartbeat(district: District, data: bytes, signature: bytes, now: datetime) -> Heartbeat:
    """The heartbeat, if a key of the district that holds now has signed these very bytes."""
    if signing.signed_by(district.keys, data, signature, now) is None:
        raise Trouble("tanda-salah")
    beat = _read(federation.read_heartbeat, data)
    if beat.district != district.slug:
        raise Trouble("wilayah-lain")
    if beat.made_at > now + AHEAD:
        raise Trouble("detak-kelak")
    if not beat.is_fresh(now):
        raise Trouble("detak-basi")
    return beat


def root(beat: Heartbeat, data: bytes) -> Root:
    _same(data, beat.manifest)
    known = _read(federation.read_root, data)
    if (known.district, known.number) != (beat.district, beat.number):
        raise Trouble("wilayah-lain")
    return known


def node(data: bytes, prefix: str, digest: str) -> Node:
    _same(data, digest)
    return _read(lambda given: federation.read_node(given, prefix), data)


def index(data: bytes, digest: str) -> dict[str, str]:
    _same(data, digest)
    return _read(federation.read_index, data)


@dataclass(frozen=True, slots=True)
class Line:
    """A release of a bundle: the object and the SHA-256 of its words; empty where it has none."""

    news: Mapping[str, Any]
    words: str


def bundle(data: bytes, digest: str, wanted: Container[str]) -> dict[str, Line]:
    """The wanted releases of a bundle by code. A line that is no release counts for nothing."""
    _same(data, digest)
    lines: dict[str, Line] = {}
    for news in _read(federation.read_bundle, data):
        try:
            code = federation.code_of(news)
        except ValueError:
            continue
        if code in wanted:
            lines[code] = line_of(news)
    return lines


def hashes(data: bytes, code: str, digest: str) -> bytes:
    """What recognises a withdrawn text, packed as the catalogue keeps it."""
    _same(data, digest)
    row = _read(lambda given: federation.parse(given, federation.Limit.NODE), data)
    if row.get("kode") != code or not isinstance(row.get("sidik"), str):
        raise Trouble("rusak")
    try:
        return shingles.pack(shingles.decode(row["sidik"]))
    except (ValueError, IndexError, struct.error):
        raise Trouble("rusak") from None


def line_of(news: Mapping[str, Any]) -> Line:
    try:
        title, text = federation.words_of(news)
        words = words_digest(title, text) if _can_be_compared(title + text) else ""
        federation.canonical(news)  # half of a surrogate pair cannot be kept
    except ValueError:
        words = ""
    return Line(news, words)


def _can_be_compared(text: str) -> bool:
    """Whether Cek takes a text of this length; one letter may stand for eighteen."""
    return max(len(text), len(unicodedata.normalize("NFKC", text))) <= MAX_CHARACTERS


def _same(data: bytes, digest: str) -> None:
    if federation.sha256(data) != digest:
        raise Trouble("tidak-cocok")


def _read(read: Callable[[bytes], T], data: bytes) -> T:
    try:
        return read(data)
    except ValueError:
        raise Trouble("rusak") from None
