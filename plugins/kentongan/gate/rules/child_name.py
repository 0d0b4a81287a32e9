"""Names of children in a case, as perpetrator, victim or witness."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import names


def find(document: Document) -> Iterator[Hit]:
    if not document.persons or not document.is_criminal:
        return
    for person in document.persons:
        if person.is_child and not person.is_initials and not person.is_family:
            yield names.hit(document, person)


RULE = Rule(
    code="privasi.E006",
    type="child-name",
    message="Nama anak di bawah 18 tahun dalam perkara tertulis. Ini tidak dapat diberi Izin.",
    fix='ganti dengan "anak (umur)", misalnya "anak (14)".',
    ground="UU 11/2012 (SPPA) pasal 19 dan 97: pidana penjara sampai 5 tahun, "
    "denda sampai Rp500 juta",
    find=find,
    absolute=True,
    must=(
        "Korban bernama Siti Aminah (14) ditemukan selamat.",
        "Seorang siswi SMP bernama Dewi Lestari menjadi korban penganiayaan.",
        "Anak korban, Rizky Maulana, mengalami luka.",
        "Bocah 7 tahun bernama Bagas tewas tenggelam.",
        "Pelaku Fajar Nugroho (17) diamankan polisi.",
    ),
    must_not=(
        "Korban, anak (14), ditemukan selamat.",
        "Anak-anak diimbau tidak bermain di sungai agar tidak menjadi korban.",
        "Kapolsek Kraton AKP Safiudin menemui anak korban.",
        "Korban disebut Mawar (14), bukan nama sebenarnya.",
        "Pelajar SMPN 1 Kraton diimbau tidak ikut tawuran.",
    ),
)
