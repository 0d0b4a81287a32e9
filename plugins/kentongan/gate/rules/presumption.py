"""A suspect called perpetrator as if a court had said so."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern, matches

_WORD = Pattern(
    r"(?<!terduga )(?<!diduga )(?<!dugaan )(?<!tersangka )(?<!para terduga )(?<!diduga sebagai "
    r")\bpelaku(?:nya)?\b"
    r"(?!\s+(?:usaha|ekonomi|umkm|perjalanan|industri|wisata|seni|pasar|bisnis|kejahatan|"
    r"kriminal|pariwisata|"
    r"tindak|lain|balap|pelanggar))"
)
_PERSON = Pattern(
    r"\b(?:ditangkap|diamankan|dibekuk|diringkus|menangkap|mengamankan|membekuk|meringkus|"
    r"berinisial|inisial|mengaku|"
    r"ditahan|dijerat|warga asal|tertangkap|menyerahkan diri)\b|\(\s*\d{1,2}(?:\s*(?:tahun|thn|"
    r"th))?\s*\)|\d{1,2} tahun"
)
_CONVICTED = Pattern(r"\b(?:divonis|terpidana|terbukti bersalah|vonis|inkrah|putusan hakim)\b")


def find(document: Document) -> Iterator[Hit]:
    if "pelaku" not in document.words and "pelakunya" not in document.words:
        return
    if _CONVICTED.search(document.lowered):
        return
    for match in matches(_WORD, document.lowered, ("pelaku",)):
        if document.is_quoted(match.start()) or not document.tells(_PERSON, match.start()):
            continue
        written = document.text[match.start() : match.end()]
        instead = "Terduga " if written[:1].isupper() else "terduga "
        mend = ('Tulis "terduga"', instead + written[:1].lower() + written[1:])
        yield Hit(match.start(), match.end(), "pelaku", mends=(mend,))


RULE = Rule(
    code="redaksi.W008",
    type="presumption",
    message='Kata "pelaku" untuk orang yang belum diputus bersalah.',
    fix='tulis "terduga pelaku", atau "tersangka" bila sudah ditetapkan.',
    ground="KUHAP (UU 20/2025) pasal 91",
    find=find,
    must=(
        "Pelaku berinisial BS (34) ditangkap di Kraton.",
        "Polisi menangkap pelaku pencurian motor.",
    ),
    must_not=(
        "Terduga pelaku berinisial BS (34) ditangkap di Kraton.",
        "Pelaku usaha diimbau tertib.",
        "Patroli mencegah pelaku kejahatan beraksi.",
    ),
)
