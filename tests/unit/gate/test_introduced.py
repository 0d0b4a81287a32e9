"""How press texts introduce people, in whole releases: who of them is a party, and who is none."""

from __future__ import annotations

import pytest
from kentongan.gate.core import findings_in

from tests.unit.gate.examples import release_of
from tests.unit.gate.test_telling import FILLING

CASE = (
    "Dua Orang Jadi Tersangka Penipuan di Kraton",
    "Polsek Kraton menetapkan dua orang sebagai tersangka penipuan, Kamis (29/8/2024).",
)
CRASH = (
    "Mikrolet Terguling di Kraton, Tiga Penumpang Luka",
    "Mikrolet terguling di Kecamatan Kraton dan tiga penumpang terluka, Kamis (29/8/2024).",
)
MEETING = (
    "Jumat Curhat di Kraton",
    "Polsek Kraton menggelar Jumat Curhat di balai desa, Kamis (29/8/2024).",
)
FUNERAL = (
    "Upacara Pemakaman Purnawirawan",
    "Polsek Kraton mengikuti upacara pemakaman dinas seorang purnawirawan, Kamis (29/8/2024).",
)
NAMES = ("Chandra Wijaya", "Lie Sui Hoa", "Ronal Sihite", "Mujiati")


def found(head: tuple[str, str], told: str) -> set[str]:
    title, lead = head
    text = f"Judul: {title}\n\nKRATON – {lead}\n\n{told}\n\n{FILLING}"
    return {finding.text for finding in findings_in(release_of(text))}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "told",
    [
        "Keduanya ialah sang direktur, {}, dan seorang rekannya.",
        "Mereka yakni manajer gudang, {}, dan seorang rekannya.",
        "Perkara ini dilaporkan ahli waris, {}, yang kehilangan rumahnya.",
        "Kejanggalan itu diketahui {}, kepala toko yang memeriksa pembukuan.",
        "Manajer vila, {}, semula dituduh menyembunyikan cincin.",
        "Perempuan itu adalah tamu. {}, penjual papeda, mengingat stiker kuning di motor itu.",
        "{}, pembeli asal Dompu, wajahnya melepuh setelah sepekan.",
        "{} baru dua hari bekerja ketika terbujuk janji itu.",
        "Nasib serupa dialami Bu Tarwi dari Larangan serta {}.",
        "{} tidak menyangka uangnya dibawa pergi.",
        "{}, pendiri biro, mengalihkan uang peserta.",
        "Ketua koperasi, {}, memutar simpanan untuk jual beli tanah.",
        "Juru mudi, {}, mengaku memaksakan perahu berlayar.",
        "Wawan Cobra menjadi juru foto, dan {} memasok informasi dari dalam gudang.",
        "{} yang mangkal di pos itu tidak sempat pergi. Ia meninggal di tempat.",
        "Api cemburu membuat {} gelap mata. Pria itu membakar kios.",
    ],
)
def test_whoever_is_a_party_is_one_whatever_he_is_called(told: str, name: str) -> None:
    assert any(name in text or text in name for text in found(CASE, told.format(name)))


@pytest.mark.parametrize("word", ["panggilan", "biasa dipanggil", "akrab disapa", "julukan"])
def test_a_nickname_may_be_any_word(word: str) -> None:
    assert "Kancil" in found(CASE, f"Rekaman menunjukkan residivis {word} Kancil.")


@pytest.mark.parametrize(
    "told",
    [
        "Kaops Damai Cartenz Brigjen Pol. Budi Santoso menyebut pengejaran berlanjut.",
        "Ahli hukum pidana dari Universitas Riau, Dr. Erdianto, akan dihadirkan pekan depan.",
        "Dinas Sosial diwakili Pekerja Sosial Ahli Muda Tuti Herawati.",
        "Ketua paguyuban sopir travel, Lalu Rusdi, memastikan tidak ada anggota yang terlibat.",
        "Petugas Polsuska mengejar keduanya sampai ke stasiun.",
        "Keuchik setempat, Saifuddin Yahya, membantu petugas.",
        "Kapolsek memberi penghargaan kepada Yasin dan Fatkhur. Fatkhur melihat orang itu lari.",
        "Korban ialah S (60), pensiunan Otorita Batam, yang menyetor uang.",
        "Ketua Klasis, Pdt. Marthen Tekege, menenangkan warga.",
        "Tlh dimintai keterangan dua saksi.",
        "KPPAD melalui komisionernya, Ni Luh Gede Yastini, mengawal kasus ini.",
        "Konsul Australia di Denpasar, Jo Stevens, telah dihubungi.",
        "Korban dirawat di RSUD Tgk. Chik Ditiro. Penyidik menunggu hasil visum.",
    ],
)
def test_who_holds_an_office_or_helps_is_no_party(told: str) -> None:
    assert found(CASE, told) == set()


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (MEETING, "Rojali, sopir bajaj, meminta penertiban. “Penumpang saya kecopetan,” katanya."),
        (MEETING, "Menurut Rojali, copet masih sering beraksi saat jam pulang kantor."),
        (MEETING, "Sebanyak 112 siswa Diktukba Polri hadir dengan tertib."),
        (MEETING, "Agus Talondong hendak melamar menjadi anak buah kapal."),
        (MEETING, "Ibu bernama Fatimah datang untuk melapor kehilangan tanpa antre."),
        (MEETING, "Film itu bercerita tentang ibu yang kehilangan anak, diperankan Sri Astuti."),
        (MEETING, "Andreas Lejau menemukan seekor trenggiling yang tersesat di kampus."),
        (MEETING, "Pak Muslih kehilangan sandal ketika gol bunuh diri lawan disoraki."),
        (MEETING, "Mbak Fina memukul-mukul panci, disambut tawa penonton."),
        (MEETING, "Kapolsek memukul beduk. Sofwan Hadi, guru mengaji, membaca doa."),
        (
            FUNERAL,
            "Ia meninggal karena sakit. Anak sulung almarhum, Stevie Rumengan, berterima kasih.",
        ),
    ],
)
def test_what_is_only_said_or_happens_to_all_is_no_case(head: tuple[str, str], told: str) -> None:
    assert found(head, told) == set()


def test_what_is_told_late_of_a_charge_makes_the_whole_a_case() -> None:
    head = ("Jual Beli Bayi Dibongkar", "Polsek Kraton membongkar jual beli bayi, Kamis siang.")
    told = (
        "Nurlinda baru melahirkan ketika didatangi perempuan bernama Bosang di rumahnya.\n\n"
        "Kasat Reskrim menjerat perantara dengan pasal perdagangan orang."
    )
    assert {"Nurlinda", "Bosang"} <= found(head, told)


@pytest.mark.parametrize("word", ["Keduanya", "Adiknya", "Pamannya"])
def test_a_word_with_an_ending_is_no_name(word: str) -> None:
    told = f"{word}, Rafi dan Dafa, masih duduk di kelas tiga sekolah dasar."
    assert found(CRASH, told) == {"Rafi", "Dafa"}


@pytest.mark.parametrize("verb", ["menampar", "memukul", "menusuk", "mengeroyok"])
@pytest.mark.parametrize("office", ["dr.", "dokter", "Suster", "Ustaz", "Lurah", "Pdt."])
def test_whoever_holds_an_office_and_is_struck_is_a_victim(verb: str, office: str) -> None:
    assert any(
        "Felicia" in name for name in found(CASE, f"Keduanya {verb} {office} Felicia Hartono.")
    )


@pytest.mark.parametrize(
    "told",
    [
        "Di tengah jalan Joni Iskandar muncul dan menodongkan pisau.",
        "Pemuda itu melempar botol ke arah Joni Iskandar hingga pelipisnya robek.",
    ],
)
def test_a_road_and_a_direction_before_a_name_name_nothing(told: str) -> None:
    assert "Joni Iskandar" in found(CASE, told)


@pytest.mark.parametrize("name", ["Hari Subagyo", "Melati Kusuma"])
def test_what_names_a_thing_names_a_person_behind_a_courtesy(name: str) -> None:
    assert name in found(CRASH, f"Masinis Pak {name} mengalami luka di pelipis.")


def test_a_hamlet_behind_a_name_is_a_home() -> None:
    told = "Kejadian itu di rumah Rukayah, Dusun Lebak Timur."
    assert "Dusun Lebak Timur" in found(CASE, told)


def test_who_drives_and_acts_is_a_person_and_no_vehicle() -> None:
    assert "Hendrikus" in found(CRASH, "Motoris speedboat Hendrikus berenang ke tepian.")
    assert found(CRASH, "Motoris speedboat Rosalia diperiksa.") == set()


def test_a_lay_person_may_have_the_name_of_an_officer() -> None:
    told = "Nanang selaku pemilik warung berteriak. Iptu Nanang Murdiyanto datang."
    assert "Nanang" in found(CASE, told)


def test_a_word_of_the_language_is_nobody_in_a_headline() -> None:
    head = ("Vila Disatroni Karyawan Sendiri, Berlian Tamu Dicuri", CASE[1])
    assert found(head, "Perkara masih ditangani.") == set()


@pytest.mark.parametrize(
    ("told", "data"),
    [
        ("Korban dijemput di rumah di Desa Mandiangin Barat.", "Desa Mandiangin Barat"),
        ("Laporan dibuat operator jahit PT Karya Garmen Abadi.", "PT Karya Garmen Abadi"),
        ("Selama ini ia tinggal bersama ibu tirinya.", "ibu tiri"),
        ("Terlapor, guru olahraga berinisial HT (38), dipanggil.", "guru"),
    ],
)
def test_what_leads_to_the_victim_of_a_sexual_crime_is_found(told: str, data: str) -> None:
    head = ("Dugaan Pencabulan di Kraton", "Polsek Kraton menyelidiki dugaan pencabulan, Kamis.")
    assert any(data in text for text in found(head, told))


@pytest.mark.parametrize(
    "told",
    [
        "Psikolog dari Universitas Wira mendampingi korban.",
        "Kepala Desa Mandiangin Barat menunggu hasil visum.",
    ],
)
def test_who_helps_the_victim_leads_to_nobody(told: str) -> None:
    head = ("Pelaku di Banjar Tega Cabuli Korban", "Polsek Kraton menyelidiki dugaan pencabulan.")
    assert found(head, told) == set()
