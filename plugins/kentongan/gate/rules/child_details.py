"""What identifies a child without its name: school and parents."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate import schools
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import names


def find(document: Document) -> Iterator[Hit]:
    if document.is_sexual or not (document.persons or schools.are_named(document)):
        return
    if document.is_grave:
        for school in schools.of_a_child(document, is_child_named=document.names_child):
            yield Hit(school.start, school.end, school.name)
    if any(person.is_family for person in document.persons):
        yield from _parents(document)


def _parents(document: Document) -> Iterator[Hit]:
    child = document.names_child or document.tells_of_child
    if not child:
        return
    for person in document.persons:
        if person.is_family:
            yield names.hit(document, person)


RULE = Rule(
    code="privasi.E011",
    type="child-name",
    message="Sekolah atau orang tua anak dalam perkara tertulis. Ini mengenali "
    "anak itu dan tidak dapat diberi Izin.",
    fix='hapus nama sekolah dan orang tua; cukup "seorang pelajar" dan "keluarga anak".',
    ground="UU 11/2012 (SPPA) pasal 19 ayat (2)",
    find=find,
    absolute=True,
    must=(
        "Korban adalah siswi SMPN 2 Kraton (14).",
        "Seorang pelajar SMK Negeri 1 Bangil diamankan karena tawuran.",
        "Ayah korban, Suparman, mengatakan anak (9) itu hilang.",
        "Anak (7) dari pasangan Budi Santoso dan Sri Wahyuni tewas tenggelam.",
        "Petugas mengevakuasi seorang pelajar SMPN 2 Kraton yang tenggelam.",
        "Korban anak (11) dirawat di puskesmas. Ia murid SDN Curahdukuh 2.",
        "anak korban (9) murid sdn tambakrejo 1 mengalami luka",
        "Kepala SMP Negeri 3 Grati mengatakan korban (13) anak yang rajin.",
        "Bocah itu tenggelam di kolam. Ia anak dari Bapak Mulyono.",
        "Jenazah bayi itu diduga anak Gatot dan Mulyati, warga setempat.",
        "Santri yang dipukuli itu mondok di Ponpes Nurul Falah.",
    ),
    must_not=(
        "Penyuluhan bahaya narkoba di SMPN 2 Kraton agar siswa tidak menjadi korban.",
        "Seorang pelajar (16) diamankan karena tawuran.",
        "Ayah korban mengatakan anak (9) itu hilang.",
        "Siswa SMAN 1 Bangil menjuarai lomba baris-berbaris.",
        "Posko korban banjir dibuka di SDN Karanganyar 2.",
        "Siswa SD Negeri Waena diajari cara melapor bila menjadi korban perundungan.",
    ),
)
