"""Sexual crimes: nobody who leads to the victim may be recognisable, the family included."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.rules import child_details

_WORK = Pattern(
    r"\bbekerja (?:di|sebagai \w+ di) (?P<n>(?:[A-Z]{2,}|[A-Z][a-z]+)(?: [A-Z]\w+){1,4})"
)


def find(document: Document) -> Iterator[Hit]:
    told = document.persons or child_details.may_name_school(document)
    if not told or not document.is_sexual:
        return
    for person in document.persons:
        if person.role != "suspect" or person.is_family or person.is_child:
            yield Hit(person.start, person.end, person.name)
    yield from child_details.schools(document)


RULE = Rule(
    code="privasi.E010",
    type="sexual-crime-identity",
    message="Siaran tentang kejahatan seksual memuat identitas korban, keluarga "
    "atau saksi. Ini tidak dapat diberi Izin.",
    fix="hapus nama, sekolah, tempat kerja dan alamat; juga nama keluarga korban.",
    ground="UU 12/2022 (TPKS) pasal 71; Kode Etik Jurnalistik pasal 5; UU 11/2012 (SPPA) pasal 19",
    find=find,
    absolute=True,
    must=(
        "Korban pemerkosaan, Dewi Lestari (24), dirawat di rumah sakit.",
        "Ibu korban pencabulan, Sulastri, melapor ke polisi.",
        "Persetubuhan itu menimpa siswi SMPN 2 Kraton.",
        "Klarifikasi: ibu dari korban perkosaan bernama Sri Wahyuni sudah dimintai keterangan.",
    ),
    must_not=(
        "Korban pemerkosaan (24) dirawat di rumah sakit.",
        "Ibu korban pencabulan melapor ke Unit PPA Polres Pasuruan Kota.",
        "Kanit PPA Ipda Dewi Lestari menangani perkara asusila.",
        "Penyuluhan pencegahan kekerasan seksual digelar di SMPN 2 Kraton.",
    ),
)
