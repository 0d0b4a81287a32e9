"""Private e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_ADDRESS = Pattern(r"(?<![\w.+-])[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?(?P<domain>[\w-]+(?:\.[\w-]+)+)")
_OFFICIAL_DOMAIN = Pattern(
    r"(?:^|[.-])(?:polri|polda\w*|polres\w*|polsek\w*|humas\w*|tribratanews\w*|go|mil)(?:[.-]|$)"
)
_OFFICE = words_of(
    "humas info admin pengaduan layanan lapor redaksi kontak contact cs sekretariat spkt pelayanan "
    "polres polresta polsek polda polri satlantas satreskrim sie bid dit ppid lpse rsud kantor "
    "kecamatan dinas desa kpu bawaslu support service noreply"
)


def find(document: Document) -> Iterator[Hit]:
    text = document.text
    if "@" not in text and "(at)" not in text and "[at]" not in text:
        return
    known = {unit.email.casefold() for unit in document.units or () if unit.email}
    for match in _ADDRESS.finditer(text):
        local = match.group().partition("@")[0].lower()
        words = re.findall(r"[a-z]+", local)
        official = _OFFICIAL_DOMAIN.search(match.group("domain").lower())
        if official or match.group().casefold() in known or any(map(_is_office, words)):
            continue
        yield Hit(match.start(), match.end(), match.group())


def _is_office(word: str) -> bool:
    return word in _OFFICE or word.startswith(("humas", "polres", "polsek", "polda", "satlantas"))


RULE = Rule(
    code="privasi.E031",
    type="email",
    message="Alamat surel pribadi tertulis.",
    fix="hapus alamat itu. Bila surel resmi, tulis di Surel pada halaman satuan.",
    ground="UU 27/2022 (PDP) pasal 4",
    find=find,
    must=(
        "Pelapor memakai surel sri.wahyuni77@contoh.example saat melapor.",
        "Hubungi keluarga di budi_s99@surat.example.",
        "Akun pelaku terdaftar atas rudi.h [at] surat.example.",
    ),
    must_not=(
        "Surel humas@contoh.example melayani pengaduan.",
        "Kirim berkas ke lowongan@polri.example atau pengaduan@contoh.example.",
        "Ikuti akun @polreskraton di media sosial.",
    ),
)
