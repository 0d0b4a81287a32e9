"""Where it happened: what counts as a place, and what only looks like one."""

from __future__ import annotations

import pytest
from kentongan.importer.places import location_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Korban tertipu di Desa Rp412 juta nilainya.", "Kota"),  # a sum is no name
        ("Truk terguling di Jalan Soekarno-Hatta Km 4,5 Balikpapan.",
         "Jalan Soekarno-Hatta Km 4,5 Balikpapan"),
        ("Polsek menolong penumpang di perairan Pulau Obi dari kapal tujuan Pelabuhan Kupal.",
         "perairan Pulau Obi"),
        ("Sebanyak 100 personel diberangkatkan dari Pelabuhan Tulehu menuju Piru.", "Kota"),
        ("Polsek membagikan 50 kg beras ke Panti Asuhan Kasih Rahmadani.",
         "Panti Asuhan Kasih Rahmadani"),
        ("Kunci diserahkan kepada Ibu Nurbaya, warga Desa Pekalobean, Kecamatan Anggeraja.",
         "Kota"),
        ("Arus Jalan Brigjen Katamso dialihkan.", "Jalan Brigjen Katamso"),
        ("Polisi menutup Jalan Ibu Ruswo malam ini.", "Jalan Ibu Ruswo"),
        ("Pemancing jatuh ke Sungai Mahakam di Kampung Bunyut.", "Sungai Mahakam"),
        ("RS Bhayangkara Kediri memeriksa veteran di Balai Desa Pare.", "Balai Desa Pare"),
        ("Pengobatan gratis bagi warga lereng Semeru di Balai Desa Supiturang.",
         "Balai Desa Supiturang"),
        ("Pengobatan gratis bagi warga lereng Semeru.", "lereng Semeru"),
        ("RS Bhayangkara Kediri memeriksa veteran.", "RS Bhayangkara Kediri"),
        ("Donor darah digelar di Rumah Sakit Bhayangkara Bengkulu.",
         "Rumah Sakit Bhayangkara Bengkulu"),
        ("Polisi membubarkan tawuran pelajar di Jalan Nusantara.", "Jalan Nusantara"),
        ("Polwan mengajar siswa SMPN 2 Kraton.", "Kota"),
        ("Jumat Curhat digelar di Balai Kelurahan Bener.", "Balai Kelurahan Bener"),
        ("Polsek membina juru parkir di Kawasan Kota Tua.", "Kawasan Kota Tua"),
        ("Razia digelar di Ring Road Utara.", "Ring Road Utara"),
        ("Kapolres meresmikan pos di Palutungan, Sabtu (14/11/2026).", "Palutungan"),
        ("Kapolres memberi arahan di Polres Kuningan, Sabtu (14/11/2026).", "Kota"),
        ("Polisi mengawal aksi di Kantor Gubernur Sulawesi Barat.",
         "Kantor Gubernur Sulawesi Barat"),
    ],
)  # fmt: skip
def test_a_place_is_named_and_no_way_to_it(text: str, place: str) -> None:
    assert location_of("KOTA", text) == place


def test_the_name_that_ends_the_headline_is_the_place_if_the_text_says_so_too() -> None:
    text = "Petugas menangkap buronan itu di sebuah kontrakan di Batu Aji, Batam."
    assert location_of("BATAM", text, title="Buron Dibekuk di Batu Aji") == "Batu Aji"
    assert location_of("BATAM", text, title="Buron Dibekuk di Medan Baru") == "Batam"


def test_the_spot_of_the_headline_is_the_place_though_the_text_only_says_who_is_near() -> None:
    text = "Warga di sekitar Terminal Teluk Lamong kaget. Kapal kandas dekat Pulau Kanawa."
    blast, stranded = "Ledakan di Terminal Teluk Lamong", "Kapal Kandas dekat Pulau Kanawa"
    assert location_of("GRESIK", text, title=blast) == "Terminal Teluk Lamong"
    assert location_of("LABUAN BAJO", text, title=stranded) == "Pulau Kanawa"
    assert location_of("GRESIK", text) == "Gresik"


def test_the_village_of_the_headline_is_the_place() -> None:
    text = "Kunci rumah diterima Ibu Nurbaya, warga Desa Pekalobean."
    title = "Polres Bedah Rumah di Desa Pekalobean"
    assert location_of("ENREKANG", text, title=title) == "Desa Pekalobean"


def test_a_text_about_traffic_names_the_road() -> None:
    text = "Karena aksi di depan Kantor Gubernur, arus Jalan Urip Sumoharjo dialihkan."
    assert location_of("", text, on_road=True) == "Jalan Urip Sumoharjo"
