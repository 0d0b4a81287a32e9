"""Settings and the published text of a release."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kentongan.domain.release import Release
from kentongan.domain.units import Unit
from kentongan.parts.authenticity import manifest, shingles
from kentongan.parts.authenticity.qr import qr_svg
from kentongan.parts.authenticity.words import forms

__all__ = ["Settings", "hash_file", "key_problem", "qr_svg", "text_file", "words_of"]


@dataclass(frozen=True, slots=True)
class Settings:
    """`HUMAS_AUTHENTICITY_…`. Without a key the site works and says that it is unsigned."""

    PREFIX: ClassVar[str] = "authenticity"

    key: str = ""
    """The encrypted private key, outside the repository; its password is in the environment
    variable `HUMAS_AUTHENTICITY_PASSWORD`."""
    record: bool = False
    """Whether this build is a publication, which adds a line to the log."""


def words_of(release: Release) -> list[str]:
    """The compared words: title, then text."""
    return forms(release.title) + forms(release.text)


def text_file(release: Release, unit: Unit | None) -> bytes:
    """`/cek/teks/<KODE>.json`: the words of a release, for comparison and excerpts."""
    names = [release.author, *(unit.names if unit else ())]
    return manifest.canonical(
        {
            "kode": release.code,
            "alamat": release.url,
            "judul": release.title,
            "teks": release.text,
            "satuan": unit.name if unit else release.unit,
            "pengirim": ", ".join(name for name in names if name),
        }
    )


def hash_file(code: str, hashes: Iterable[int]) -> bytes:
    """`/cek/sidik/<KODE>.json`: hashes that recognise a withdrawn release, without its words."""
    return manifest.canonical({"kode": code, "sidik": shingles.encode(hashes)})


def key_problem(
    keys: list[manifest.PublicKey], raw: bytes, is_past: Callable[[datetime], bool]
) -> str:
    """Why a private key must not sign now: `asing`, `belum`, `habis`, or nothing."""
    key = next((key for key in keys if key.raw == raw), None)
    if key is None:
        return "asing"
    if not is_past(key.since):
        return "belum"
    return "habis" if is_past(key.until) else ""
