"""Settings and the published text of a release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kentongan.domain import settings
from kentongan.domain.release import Release
from kentongan.domain.units import Unit
from kentongan.parts.authenticity import shingles
from kentongan.parts.authenticity.words import forms
from kentongan.site import federation, signing
from kentongan.site.federation import canonical, sha256


@dataclass(frozen=True, slots=True)
class Settings:
    """`HUMAS_AUTHENTICITY_…`. Without a key the site works and says that it is unsigned."""

    PREFIX: ClassVar[str] = "authenticity"

    key: str = ""
    """The encrypted private key, outside the repository; its password is in the environment
    variable `HUMAS_AUTHENTICITY_PASSWORD`."""
    district: str = ""
    """The name of this district in its province; empty: the slug of its own unit."""
    record: bool = False
    """Whether this build is a publication, which adds a line to the log."""

    def __post_init__(self) -> None:
        if self.district and not re.fullmatch(federation.DISTRICT, self.district):
            raise settings.SettingsError(
                f"{settings.name(self.PREFIX, 'district')} hanya boleh berisi huruf kecil, "
                "angka, dan tanda hubung, misalnya polres-contoh"
            )


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """What the product itself gives for passing on of a release, beside its title and text.

    `share` is the text of its share buttons, `summary` the summary where the text does not hold
    it, `notices` are announcements of corrections or of the withdrawal.
    """

    share: str = ""
    summary: str = ""
    notices: tuple[str, ...] = ()

    def words(self) -> list[str]:
        return [word for text in (self.share, self.summary, *self.notices) for word in forms(text)]


def joined(words: Iterable[str]) -> bytes:
    """The form in which words are hashed: each with a line end."""
    return "".join(f"{word}\n" for word in words).encode()


def words_digest(title: str, text: str) -> str:
    """SHA-256 of the words of a release, as its row in the manifest holds it."""
    return sha256(joined(forms(title) + forms(text)))


def words_of(release: Release) -> list[str]:
    """The compared words: title, then text."""
    return forms(release.title) + forms(release.text)


def fingerprints_of(release: Release, words: Sequence[str]) -> list[int]:
    """Hashes by which its text is found, its title alone, or a text for passing on that does not
    name its code.

    `words` are those of `words_of`.
    """
    numbers = {*shingles.fingerprints(words), shingles.of_title(forms(release.title))}
    if own_summary(release.summary, release.text):
        numbers.update(shingles.fingerprints(forms(f"{release.title}\n{release.summary}")))
    for correction in release.corrections:
        text = f"Tertulis: {correction.wrong}\nSeharusnya: {correction.right}"
        numbers.update(shingles.fingerprints(forms(text)))
    return sorted(numbers)


def own_summary(summary: str, text: str) -> str:
    """The summary, where it does not stand in the text."""
    return "" if summary.rstrip("…") in text else summary


def text_file(
    release: Release, unit: Unit | None, own: OwnTexts, links: Iterable[str], validity: str = ""
) -> bytes:
    """`/cek/teks/<KODE>.json`: the words of a release, for comparison and excerpts.

    `links` are full addresses of the release. `validity` says when a closure holds.
    """
    holds = {"berlaku": validity, "sampai": _seconds(release.valid_until)} if validity else {}
    names = [release.author, *(unit.names if unit else ()), release.code, *links]
    return canonical(
        {
            "kode": release.code,
            "alamat": release.url,
            "judul": release.title,
            "teks": release.text,
            "satuan": unit.name if unit else release.unit,
            "pengirim": ", ".join(name for name in names if name),
            "kiriman": own.share,
            "ringkasan": own.summary,
            "pemberitahuan": list(own.notices),
            **holds,
        }
    )


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


def notice_file(code: str, notices: Iterable[str]) -> bytes:
    """`/cek/pemberitahuan/<KODE>.json`: the notices of a release whose text is not public."""
    return canonical({"kode": code, "pemberitahuan": list(notices)})


def hash_file(code: str, hashes: Iterable[int]) -> bytes:
    """`/cek/sidik/<KODE>.json`: hashes that recognise a withdrawn release, without its words."""
    return canonical({"kode": code, "sidik": shingles.encode(hashes)})


def key_problem(
    keys: list[signing.PublicKey], raw: bytes, is_past: Callable[[datetime], bool]
) -> str:
    """Why a private key must not sign now: `asing`, `belum`, `habis`, or nothing."""
    key = next((key for key in keys if key.raw == raw), None)
    if key is None:
        return "asing"
    if not is_past(key.since):
        return "belum"
    return "habis" if is_past(key.until) else ""
