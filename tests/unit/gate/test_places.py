"""Places, ships, bodies and works that bear the names of persons are not taken for persons."""

from __future__ import annotations

from itertools import product

import pytest
from kentongan.gate.core import check_text
from kentongan.gate.document import Document
from kentongan.gate.text import Part

NAMES = (
    *("Sudirman", "Kartini", "Ahmad Yani", "Diponegoro", "Gatot Subroto", "Hasanuddin"),
    *("Slamet Riyadi", "Cut Nyak Dhien", "Sisingamangaraja", "I Gusti Ngurah Rai", "Kartika"),
    *("Sam Ratulangi", "Frans Kaisiepo", "Teuku Umar", "Haji Agus Salim", "R.A. Kartini"),
    *("Wahid Hasyim", "Dewi Sartika", "Yos Sudarso", "Pangeran Antasari", "Imam Bonjol"),
)
KINDS = (
    *("Jalan", "Jl.", "Gang", "Gang Haji", "Simpang Empat", "Simpang Lima", "Perempatan"),
    *("Pertigaan", "Bundaran", "Halte", "Terminal", "Stasiun", "Pelabuhan", "Bandara", "Pasar"),
    *("Masjid", "Gedung", "Aula", "Balai Desa", "Stadion", "Lapangan", "Taman", "Museum"),
    *("Tugu", "Makam", "Kampung", "Perumahan", "Rumah Sakit", "RSUD", "SMA", "SMK", "Universitas"),
    *("Yayasan", "Toko", "Depot", "Hotel", "KRI", "Kapal Motor", "PT", "CV", "Bus", "Jembatan"),
)
SMALL = (
    *("jalan", "gang", "simpang empat", "perempatan", "pertigaan", "bundaran", "halte", "pasar"),
    *("terminal", "zebra cross", "jembatan penyeberangan", "angkot jurusan", "kawasan", "gedung"),
    *("stadion", "taman", "masjid", "toko", "rumah makan", "rumah sakit", "kapal motor", "bus"),
    *("yayasan", "kampus", "lapangan", "komplek", "patung", "tugu", "makam", "museum"),
)
FRAMES = (
    "Korban kecelakaan dibawa warga dari {} ke puskesmas.",
    "Pelaku melarikan diri lewat {} menuju sungai.",
    "Saksi melihat mobil berhenti di depan {} sebelum kejadian.",
    "Tersangka ditangkap saat berada di {} pada malam hari.",
    "{} ramai saat korban kebakaran dievakuasi.",
    "Tabrakan beruntun di {} melukai tiga korban.",
    "Polisi menjaga {} agar tidak ada korban copet.",
)
# Other constructions, written one by one.
SENTENCES = (
    "Korban diserempet truk di Jalan Ahmad Yani dan Sudirman sebelum terjatuh.",
    "Arus dari Jalan Kartini, Diponegoro, dan Gajah Mada dialihkan karena kecelakaan.",
    "Tersangka mengaku menjual sabu di sekitar Pasar Kartini, dekat Gang Haji Said.",
    "Pelaku tawuran berasal dari SMK Sudirman dan SMA Kartika.",
    "Turnamen Hasanuddin Cup berjalan aman, tidak ada korban.",
    "Korban menginap di Sudirman Residence sebelum dirampok.",
    "Kebakaran di Kartini Plaza tidak menimbulkan korban.",
    "KRI Ahmad Yani membantu pencarian korban kapal karam.",
    "Kapal Putri Kartika tenggelam, semua korban selamat.",
    "Lukisan Raden Saleh dan Affandi dicuri, pelaku diburu.",
    "Semangat Pangeran Diponegoro diteladani relawan korban banjir.",
    "Peringatan Hari Kartini diisi penyuluhan agar perempuan tidak menjadi korban.",
    "Lagu Didi Kempot diputar di acara amal untuk korban gempa.",
    "Korban tergiur arisan bernama Arisan Bunda Kartini.",
    "Pelaku menipu lewat akun bernama Ayu Lestari.",
    "Badai bernama Seroja pernah menimbulkan korban.",
    "Kucing bernama Joko diselamatkan dari rumah korban kebakaran.",
    "Gajah bernama Rahman mati, pelaku perburuan dicari.",
    "Tersangka menyembunyikan sabu dalam kotak jam Christian Dior.",
    "Barang bukti berupa tas Michael Kors dan sepatu Hugo Boss disita dari pelaku.",
    "Korban membeli obat di Toko Jamu Nyonya Meneer.",
    "Pengendara berhenti di lampu merah Ahmad Yani, lalu ditabrak pelaku.",
    "Pelaku kabur ke arah Sudirman.",
    "Korban tinggal satu kilometer dari Diponegoro Park.",
    "Polsek Gempol menggelar patroli malam di kawasan industri Ngoro setelah pencurian.",
    "Korban ditemukan warga di hutan lindung Kartini.",
    "Pelaku berdagang di pasar hewan Kartika dan di kompleks pertokoan Sudirman.",
    "Masjid Raya Sultan Hasanuddin menerima pengungsi korban banjir.",
)
MOST_ALARMS = 0.03


def alarms(texts: list[str]) -> list[tuple[str, list[str]]]:
    found = [(text, [finding.type for finding in check_text(text)]) for text in texts]
    return [(text, types) for text, types in found if types]


def names_in(text: str) -> list[str]:
    return [person.name for person in Document([Part("text", text, 1)]).persons]


def generated() -> list[str]:
    """Every kind with every frame, and the names in turn: each name meets most kinds."""
    kinds = (*KINDS, *SMALL)
    pairs = enumerate(product(kinds, FRAMES))
    texts = [frame.format(f"{kind} {NAMES[n % len(NAMES)]}") for n, (kind, frame) in pairs]
    return [text[0].upper() + text[1:] for text in texts]


def test_places_named_after_persons_raise_few_alarms() -> None:
    texts = generated()
    found = alarms(texts)
    assert len(texts) > 400
    assert len(found) <= MOST_ALARMS * len(texts), found


@pytest.mark.parametrize("text", SENTENCES)
def test_a_thing_with_the_name_of_a_person_is_left_alone(text: str) -> None:
    assert alarms([text]) == []


@pytest.mark.parametrize("name", NAMES[:12])
def test_the_same_names_are_found_where_they_are_persons(name: str) -> None:
    text = f"Korban bernama {name} (45) dirawat setelah ditabrak di Jalan {name}."
    assert names_in(text) == [name]


# A unit that is called as people are: its place is no person elsewhere in the text.
BEARERS = ("Melati", "Kenanga", "Dewi", "Sari", "Permata", "Intan", "Wulan", "Ratna", "Indah")
AROUND = (
    "Polres {0} mencari Nenek Sumiati dari {0} yang hilang sejak Minggu.",
    "Warga {0} melapor ke Polsek {0} setelah motornya hilang dicuri pelaku.",
    "Kapolsek {0} mengatakan pelaku ditangkap di {0}, Senin (30/11/2026).",
    "Korban penipuan asal {0} membuat laporan di Polsek {0}.",
    "Polsek {0} mengamankan dua tersangka. Keributan di wilayah {0} sudah reda.",
)


@pytest.mark.parametrize("text", AROUND)
def test_the_place_of_a_unit_is_no_person(text: str) -> None:
    for name in BEARERS:
        assert name not in names_in(text.format(name))


@pytest.mark.parametrize(
    "text",
    [
        "Polsek {0} menangani kasus. Korban bernama {0} dipukul pelaku di rumahnya.",
        "Polsek {0} menahan tersangka {0} (31) yang mencuri motor.",
        "Polsek {0} memeriksa saksi, yakni {0}, tetangga korban.",
        "Polsek {0} menahan seorang pria. Pemuda {0} mengaku mencuri motor.",
        "Korban, Ibu {0}, melapor ke Polsek {0} karena dianiaya suaminya.",
    ],
)
def test_a_person_called_as_the_unit_is_still_one(text: str) -> None:
    for name in BEARERS:
        assert name in names_in(text.format(name))
