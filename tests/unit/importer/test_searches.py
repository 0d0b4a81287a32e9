"""What news of a search and of a closure say beyond their forms, and what heads a letter."""

from __future__ import annotations

import pytest

from tests.unit.importer.test_kinds import draft, release


@pytest.mark.parametrize(
    ("title", "lead", "status"),
    [
        ("Nelayan Hilang di Teluk Grati Ditemukan Selamat",
         "Nelayan yang tidak kembali sejak Senin (4/5/2026) itu ditolong kapal lain.", "ditemukan"),
        ("Anak yang Hilang Sudah Ketemu", "Anak hilang itu kini bersama ibunya, Senin (4/5/2026).",
         "ditemukan"),
        ("Nelayan Hilang Belum Pulang, Perahunya Ditemukan Kosong",
         "Polsek Grati mencari nelayan hilang itu, Senin (4/5/2026).", None),
        ("Tim Gabungan Cari Nelayan Hilang",
         "Tim masih mencari nelayan hilang itu, Senin (4/5/2026)."
         " Jalanya ditemukan di pantai.", None),
    ],
)  # fmt: skip
def test_things_may_be_found_of_who_is_still_sought(
    title: str, lead: str, status: str | None
) -> None:
    found = release(title, lead)
    assert (found.kind, found.fields.get("Status-Kasus")) == ("orang-hilang", status)


def test_all_who_are_sought_are_named() -> None:
    lead = (
        "Dua orang hilang sejak Senin (4/5/2026). Yang dicari yaitu Agus Lejo (34), guru, dan "
        "Maria Sari (29), bidan desa. Kepala dusun Budi Santosa (50) ikut mencari."
    )
    found = release("Dua Warga Hilang di Laut Masih Dicari", lead)
    assert found.fields["Nama"] == "Agus Lejo, Maria Sari"


def test_a_closure_between_two_hours_ends_at_the_second() -> None:
    lead = (
        "Satlantas Polres Pasuruan Kota menutup Jalan Veteran pada Sabtu dan Minggu "
        "(6–7/6/2026) antara pukul 09.00 dan 15.00 WIB."
    )
    found = release("Jalan Veteran Ditutup Dua Hari", lead)
    assert found.fields["Berlaku-Mulai"] == "6 Juni 2026, 09.00 WIB"
    assert found.fields["Berlaku-Sampai"] == "7 Juni 2026, 15.00 WIB"


def test_a_trial_ends_on_the_day_that_another_sentence_tells() -> None:
    lead = (
        "Mulai 1 September 2026 Jalan Veteran menjadi satu arah. Uji coba dilaksanakan Satlantas "
        "Polres Pasuruan Kota hingga 30 September 2026, kata kasat lantas, Kamis (27/8/2026)."
    )
    found = release("Jalan Veteran Dijadikan Satu Arah", lead)
    assert found.fields["Berlaku-Sampai"] == "30 September 2026"


def test_who_gets_a_letter_is_no_title() -> None:
    report = (
        "Kpd Yth Bpk Kapolres Pasuruan\nDari Kapolsek Grati\n\nMohon izin melaporkan patroli di "
        "pasar.\n\nHari/tgl : Kamis 21-5-2026\nTempat : Pasar Grati\n"
    )
    found = draft(report)
    assert (found.title, found.unit_name) == (None, "Polsek Grati")
    correction = (
        "Kepada Yth.\nRedaksi media mitra\n\nPerihal: Ralat\n\nDalam siaran pers kami berjudul "
        '"Gula Tanpa Dokumen Ditahan", ada yang perlu diperbaiki:\n\nTertulis: 180 karung\n'
        "Seharusnya: 108 karung\n\nGrati, 4 Juni 2026\nHumas Polsek Grati\n"
    )
    found = draft(correction)
    assert found.title == "Gula Tanpa Dokumen Ditahan"
    assert found.fields == {"Ralat": "180 karung | 108 karung"}


def test_who_was_asked_for_a_statement_is_no_speaker_of_the_day() -> None:
    lead = (
        "Polsek Grati menyegel empat ponton. Sebelas pekerja dimintai keterangan, "
        "Kamis (23/4/2026)."
    )
    text = (
        f"Empat Ponton Disegel\n\nGRATI - {lead}\n\nSatu orang menjadi tersangka.\n\n"
        '"Kami mengejar pemodalnya," kata Kapolsek Grati AKP Rusdi, Sabtu (25/4/2026).'
    )
    found = draft(text)
    assert (str(found.day), found.event) == ("2026-04-25", "Kamis, 23 April 2026")


@pytest.mark.parametrize(
    "head",
    [
        "Kepada Yth.\nWarga Kelurahan Trajeng\ndi tempat",
        "Kepada\nYth. Orang Tua Siswa SMP 2\ndi Pasuruan",
    ],
)
def test_the_subject_of_a_letter_is_its_title(head: str) -> None:
    found = draft(
        f"{head}\n\nPerihal: Penutupan Gang Selama Pengecoran\n\nGang Melati ditutup mulai Senin, "
        "4 Mei 2026 pukul 22.00 WIB sampai Rabu, 6 Mei 2026 pukul 05.00 WIB.\n\nWarga diminta "
        "memberi tahu tamunya.\n\nPasuruan, 1 Mei 2026\nKapolsek Grati\n"
    )
    assert found.title == "Penutupan Gang Selama Pengecoran"
    assert found.text.startswith("Gang Melati ditutup")
    assert found.fields["Berlaku-Sampai"] == "6 Mei 2026, 05.00 WIB"


def test_the_day_on_which_a_closure_was_told_is_that_of_the_release() -> None:
    lead = (
        "Satlantas Polres Pasuruan Kota menutup Jalan Veteran, Minggu (7/6/2026). Penutupan "
        "disampaikan Jumat (5/6/2026)."
    )
    found = release("Jalan Veteran Ditutup untuk Karnaval", lead)
    assert str(found.day) == "2026-06-05"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("MAKLUMAT\nKEPALA KEPOLISIAN DAERAH RIAU\nNomor : Mak/1/VI/2026\n\ntentang\n\n", ""),
        ("Yth. Rekan-rekan Jurnalis\ndi Kota Pasuruan\n\n", ""),
        ("Kepada Yth.\n1. Pemilik minimarket\n2. Pemilik toko\ndi wilayah hukum Polsek Grati\n\n"
         "Perihal : Larangan Membuka Lahan dengan Membakar\n\n", " "),
    ],
)  # fmt: skip
def test_the_title_stands_below_who_issues_and_who_gets_it(head: str, title: str) -> None:
    wanted = "Larangan Membuka Lahan dengan Membakar"
    shown = title.strip() if title else f"{wanted.upper()}\n\n"
    text = (
        f"{head}{shown}Memperhatikan musim kemarau, dengan ini kami sampaikan :\n\n"
        "a. dilarang membakar lahan;\nb. pemilik kebun menyiagakan regu pemadam.\n\n"
        "Pasuruan, 1 Juni 2026\nKapolsek Grati\n"
    )
    found = draft(text)
    assert (found.title or "").casefold() == wanted.casefold()


@pytest.mark.parametrize(
    ("rule", "starts", "ends"),
    [
        ("Setiap hari pukul 15.30–18.30 WIB. Aturan itu mulai berjalan Jumat (20/2/2026) dan "
         "berakhir Kamis (19/3/2026).", "20 Februari 2026, 15.30 WIB", "19 Maret 2026, 18.30 WIB"),
        ("Mulai Jumat (20/2/2026). Penutupan setiap malam pukul 20.00 - 05.00 WIB. Berlaku s/d "
         "Kamis (26/2/2026).", "20 Februari 2026, 20.00 WIB", "26 Februari 2026"),
    ],
)  # fmt: skip
def test_the_hours_of_a_closure_may_stand_in_another_sentence(
    rule: str, starts: str, ends: str
) -> None:
    lead = f"Satlantas Polres Pasuruan Kota menutup Jalan Veteran. {rule} Rute dialihkan."
    told = "kata Kasat Lantas AKP Yudi, Rabu (18/2/2026)"
    found = draft(f"Jalan Veteran Ditutup\n\nPASURUAN - {lead}\n\nWarga diminta memutar, {told}.")
    assert found.fields["Berlaku-Mulai"] == starts
    assert found.fields["Berlaku-Sampai"] == ends


def test_the_day_of_speech_is_read_behind_a_rank_and_behind_a_quotation() -> None:
    lead = "Polres mulai menerbitkan buku pada Senin (6/7/2026)."
    head = f"Buku Baru Mulai Terbit\n\nPASURUAN - {lead}\n\nWarga antre."
    for said in (
        '"Cek dahulu," ucap Dirlantas Kombes Pol. Ignatius Tandayu, Rabu (1/7/2026).',
        'Kerugian besar, "belum termasuk malunya," Rabu (1/7/2026).',
    ):
        assert str(draft(f"{head}\n\n{said}\n").day) == "2026-07-01"


def test_the_day_since_which_somebody_is_away_is_not_that_of_the_release() -> None:
    lead = (
        "Keluarga mencari Salma Djafar (66) yang keluar rumah pada Minggu (4/10/2026) pagi dan "
        "belum pulang."
    )
    said = "Kapolsek Grati AKP Ani meminta penumpang memberi kabar, Kamis (8/10/2026)."
    found = draft(f"Empat Hari, Penjual Kue Belum Pulang\n\nPASURUAN - {lead}\n\n{said}\n")
    assert (str(found.day), found.event) == ("2026-10-08", "Minggu, 4 Oktober 2026")


@pytest.mark.parametrize(
    "greeting",
    ["Kepada sahabat Satlantas Grati", "[FWD dari: Humas Polsek Grati]", "Syaloom basudara samua"],
)
def test_who_is_greeted_and_who_sent_it_on_is_no_title(greeting: str) -> None:
    lead = "Polsek Grati menutup layanan pada Senin (4/5/2026) karena libur."
    found = draft(f"{greeting}\n\n*Loket Polsek Grati Libur*\n\n{lead}\n\nBuka lagi Selasa.\n")
    assert found.title == "Loket Polsek Grati Libur"
