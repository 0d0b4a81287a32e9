"""Names of grown-up persons to whom something happened."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import names


def find(document: Document) -> Iterator[Hit]:
    for person in names.of_adults(document, "victim"):
        called = person.called or "korban"
        fix = f'tulis peran, inisial, dan umur: "{called}, S.A. (34)".'
        yield names.hit(document, person, fix)


RULE = Rule(
    code="privasi.E007",
    type="victim-name",
    message="Nama korban atau orang lain dalam peristiwa tertulis.",
    fix='tulis inisial dan umur: "korban, S.A. (34)".',
    ground="UU 14/2008 (KIP) pasal 17 huruf a; UU 27/2022 (PDP) pasal 4",
    find=find,
    must=(
        "Korban bernama Slamet Riyadi (45) meninggal di tempat.",
        "Slamet Riyadi, korban penipuan, melapor ke polisi.",
        "Pengendara motor, Budi Santoso (34), mengalami luka.",
        "KORBAN ATAS NAMA SITI AMINAH DIRAWAT.",
    ),
    must_not=(
        "Korban berinisial SR (45) meninggal di tempat.",
        "Korban di Kecamatan Kraton mencapai lima orang.",
        "Korban banjir Pasuruan menerima bantuan dari Kapolres Pasuruan Kota.",
        "Kapolsek Kraton AKP Safiudin menjenguk korban.",
        "Korban dibawa ke RSUD Bangil.",
        "Seorang pria (54), warga Rappocini, tewas tersambar petir.",
        "Korban asal Bontonompo, tewas di lokasi.",
    ),
)
