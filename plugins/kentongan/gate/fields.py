"""What of a release is shown, as parts of the documents that the rules are asked of."""

from __future__ import annotations

import re

from kentongan.domain.release import PERSON_KINDS, Official, Release
from kentongan.gate.text import BODY, Part

_PROTECTED = re.compile(
    r"\b(?:korban|saksi|pelapor|terlapor|tersangka|terduga|pelaku|terdakwa|anak|orang ?tua|ibu|"
    r"ayah|bapak|keluarga|istri|suami|siswa|siswi|pelajar|santri)\b",
    re.IGNORECASE,
)
_USUAL_DEPTH = 3  # rilis/YYYY/MM/
_POST = re.compile(r"\b(?:kepala|ketua|kanit|kasat|direktur|pengurus|pembina)\b", re.IGNORECASE)


def told(release: Release) -> list[Part]:
    """What is said in sentences: title, summary, captions, text."""
    parts = [Part("Judul", release.title)]
    if release.withdrawal:
        parts.append(Part("Alasan", release.withdrawal.reason))
    if not shows_text(release):
        return parts
    if not _is_derived(release.summary, release.text):
        parts.append(Part("Ringkasan", release.summary))
    parts += [Part("Kejadian", release.event), Part("Lokasi", release.location)]
    parts += [Part("Tag", ", ".join(release.tags))]
    if release.picture:
        parts += [
            Part("Gambar-Alt", release.picture.alt),
            Part("Gambar-Keterangan", release.picture.caption),
            Part("Gambar-Kredit", release.picture.credit),
        ]
    for picture in release.pictures:  # of the text, where their words are asked about; or Galeri
        words = (picture.alt, picture.caption)
        parts += [Part("Galeri", said) for said in words if said and said not in release.body]
    for correction in release.corrections:
        parts += [Part("Ralat", correction.wrong), Part("Ralat", correction.right)]
    if release.claim:
        parts += [Part("Klaim", release.claim.text), Part("Sumber-Klaim", release.claim.source)]
        parts += [Part("Bukti", evidence) for evidence in release.claim.evidence]
    if release.case:
        parts.append(Part("Ciri", release.case.features))
    parts += _officials(release, protected=True)
    parts.append(Part(BODY, release.body or release.text, release.body_line))
    return parts


def _officials(release: Release, *, protected: bool) -> list[Part]:
    """The entries of Narasumber that are parties of the case, or those that are not."""
    return [
        Part("Narasumber", str(official))
        for official in release.officials
        if is_protected(official) == protected
    ]


def _is_derived(summary: str, text: str) -> bool:
    return text.startswith(summary.rstrip("…").strip())


def shows_text(release: Release) -> bool:
    """Whether the public sees more of it than a title: all but most withdrawn ones."""
    return not release.withdrawal or release.withdrawal.kind == "tetap"


def is_protected(official: Official) -> bool:
    """Whether an entry of Narasumber is a party of the case, not somebody who speaks for one."""
    said = f"{official.position} {official.name}" if not official.rank else official.position
    return bool(_PROTECTED.search(said)) and not (official.rank or _POST.search(said))


def names_party(text: str) -> bool:
    """Whether a word for a party of a case stands in it."""
    return bool(_PROTECTED.search(text))


def stated(release: Release) -> list[Part]:
    """The other fields that are shown: names of those who speak, numbers, old addresses."""
    if not shows_text(release):
        return []
    parts = [Part("Penulis", release.author)]
    parts += _officials(release, protected=False)
    case = release.case if release.kind in PERSON_KINDS else None
    if case:
        parts += [Part("Nama", name) for name in case.names]
        parts += [Part("Nomor-Kasus", case.number), Part("Kontak", case.contact)]
    return parts


def files(release: Release) -> list[tuple[str, str]]:
    """Addresses and file names, each with the field that it stands in."""
    if not shows_text(release):
        return [("alamat", release.slug)]
    named = [("alamat", release.slug)]
    if not release.path.endswith(f"/{release.slug}.md") or release.path.count("/") != _USUAL_DEPTH:
        named.append(("nama berkas", release.path.removesuffix(".md")))
    named += [("Alih-Dari", address.strip("/")) for address in release.redirects_from]
    if release.picture:
        named.append(("Gambar", release.picture.path))
    named += [("gambar dalam teks", picture.path) for picture in release.pictures]
    named += [("lampiran", path) for path in release.attachments if not path.endswith(".md")]
    return list(dict.fromkeys(named))
