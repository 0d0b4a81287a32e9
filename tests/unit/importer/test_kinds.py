"""Every kind of release: its own fields, its own day, its unit and its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kentongan.importer.core import draft_of
from kentongan.importer.draft import Draft, proposed_day, proposed_end
from kentongan.importer.forms import read_form
from kentongan.importer.writing import write

from tests.unit.importer.test_corpus import REGISTRY

MISSING = (
    "Assalamualaikum, mohon ijin share\n\n‼INFO ORANG HILANG‼\n\nNama : Rizky Maulana\n"
    "Umur : 11 tahun\nCiri-ciri : kaos merah, tas hijau\n"
    "Terakhir terlihat : Rabu (6/5/2026) pukul 13.00 WIB di Lapangan Trajeng\n"
    "Alamat : Dusun Krajan Desa Kedawung\n\nHub. Polsek Gadingrejo atau 110\n\n"
    "Gadingrejo, 7 Mei 2026\nKapolsek Gadingrejo\nKompol Sutrisno\n"
)
WANTED = (
    "DAFTAR PENCARIAN ORANG\nNomor: DPO/12/V/2026/Satreskrim\n\nSatreskrim Polres Pasuruan Kota "
    "mencari:\nNAMA – AGUS SALIM\nTTL : Pasuruan, 12 Maret 1991\nCiri : bekas luka di dagu\n"
    "Alamat : Kelurahan Trajeng\n\nPasuruan, 9 Mei 2026\nKasat Reskrim AKP Choirul Anam\n"
)
CLOSURE = (
    "PENUTUPAN JALAN\n\nSatlantas Polres Pasuruan Kota menutup Jalan Veteran pada:\n"
    "Hari/Tanggal : Sabtu, 6 Juni 2026\nPukul : 18.00 WIB s.d. 23.00 WIB\n"
    "➡️ dari utara lewat Jalan Pahlawan\n➡️ dari selatan lewat Jalan Hasanuddin\n\n"
    "Pasuruan, 20 Mei 2026\nKasat Lantas AKP Yudi\n"
)
CORRECTION = (
    'RALAT BERITA\n\nBerita "Polsek Grati Amankan 3 Motor" tanggal 12 Mei 2026 diralat:\n'
    "Tertulis : 3 motor\nSeharusnya : 2 motor\n\nGrati, 13 Mei 2026\nHumas Polsek Grati\n"
)


def draft(text: str) -> Draft:
    return draft_of(text, REGISTRY)


def release(title: str, lead: str) -> Draft:
    return draft(f"{title}\n\nPASURUAN - {lead}\n\nKegiatan berjalan tertib dan aman.")


def test_a_missing_person_has_fields_an_event_and_no_home() -> None:
    found = draft(MISSING)
    assert (found.kind, found.day) == ("orang-hilang", date(2026, 5, 7))
    assert found.event == "Rabu, 6 Mei 2026, pukul 13.00 WIB"
    assert found.location == "Lapangan Trajeng"
    assert found.fields == {
        "Nama": "Rizky Maulana", "Ciri": "kaos merah, tas hijau",
        "Kontak": "Polsek Gadingrejo atau 110",
    }  # fmt: skip
    assert found.title == "Dicari: Rizky Maulana"
    assert [str(official) for official in found.officials] == [
        "Kapolsek Gadingrejo Kompol Sutrisno"
    ]
    assert "share" not in found.summary
    assert ":" not in found.summary


def test_a_wanted_person_is_not_dated_by_birth() -> None:
    found = draft(WANTED)
    assert (found.kind, found.day) == ("dpo", date(2026, 5, 9))
    assert found.unit_name == "Satreskrim Polresta Pasuruan"
    assert found.fields["Nama"] == "AGUS SALIM"
    assert found.fields["Nomor-Kasus"] == "DPO/12/V/2026/Satreskrim"
    assert found.location is None


def test_the_features_of_two_persons_are_told_apart() -> None:
    text = WANTED.replace(
        "Alamat : Kelurahan Trajeng", "NAMA – BUDI DARMA\nCiri : gemuk\nAlamat : Kelurahan Trajeng"
    )
    assert draft(text).fields["Ciri"] == "AGUS SALIM: bekas luka di dagu; BUDI DARMA: gemuk"


@pytest.mark.parametrize("text", [MISSING, WANTED])
def test_a_search_is_written_with_an_end(text: str) -> None:
    found = draft(text)
    assert found.day
    written = write(found, path="a.md", code="x", day=found.day, pictures=(), hold=False).text
    assert "\nBerlaku-Sampai: " in written
    assert any(question.key == "Berlaku-Sampai" for question in found.questions)


def test_who_was_found_is_sought_no_more() -> None:
    found = draft(
        "SUDAH DITEMUKAN\n\nMbah Karsi (70) yang hilang sejak Minggu (3/5/2026) ditemukan selamat "
        "di Terminal Pasuruan, Selasa (5/5/2026), oleh Polsek Gadingrejo."
    )
    assert (found.kind, found.day) == ("orang-hilang", date(2026, 5, 5))
    assert found.fields == {"Status-Kasus": "ditemukan"}
    assert proposed_end(found.kind, found.fields, found.day) == ""


def test_a_closure_holds_for_its_hours_and_keeps_its_list() -> None:
    found = draft(CLOSURE)
    assert (found.kind, found.day) == ("lalu-lintas", date(2026, 5, 20))
    assert found.event == "Sabtu, 6 Juni 2026, pukul 18.00–23.00 WIB"
    assert found.fields == {
        "Berlaku-Mulai": "6 Juni 2026, 18.00 WIB", "Berlaku-Sampai": "6 Juni 2026, 23.00 WIB",
    }  # fmt: skip
    assert (found.location, found.unit_name) == ("Jalan Veteran", "Satlantas Polresta Pasuruan")
    assert "- dari utara lewat Jalan Pahlawan\n- dari selatan" in found.body


def test_the_day_of_an_event_is_not_that_of_the_release() -> None:
    found = release(
        "Jalan Dr Wahidin Ditutup 7 Juni 2026",
        "Jalan Dr Wahidin ditutup pada Minggu, 7 Juni 2026 pukul 06.00 sampai 10.00 WIB untuk "
        "lomba lari. Polsek Purworejo mengalihkan arus.",
    )
    assert (found.day, found.kind) == (None, "lalu-lintas")
    assert found.event == "Minggu, 7 Juni 2026, pukul 06.00–10.00 WIB"
    assert any("Tanggal rilis tidak disebut" in doubt for doubt in found.doubts)


def test_a_correction_is_no_release_of_its_own() -> None:
    found = draft(CORRECTION)
    assert found.correction is not None
    assert found.correction.title == "Polsek Grati Amankan 3 Motor"
    assert found.correction.day == date(2026, 5, 12)
    assert found.correction.pairs == (("3 motor", "2 motor"),)
    assert found.day == date(2026, 5, 13)
    assert found.title == "Polsek Grati Amankan 3 Motor"
    assert any("humas ralat" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Lapor Ndan,\n", "POLSEK REJOSO BAGI SEMBAKO"),
        ("BIDHUMAS POLDA JATIM\nSurabaya, 15 Mei 2026\n\n", "POLSEK REJOSO BAGI SEMBAKO"),
        ("[KLARIFIKASI]\n\n", "POLSEK REJOSO BAGI SEMBAKO"),
        ("LAPORAN KEGIATAN\n\n", "POLSEK REJOSO BAGI SEMBAKO"),
        ("Selamat malam rekan2, mohon bantu share 🙏\n\n", "POLSEK REJOSO BAGI SEMBAKO"),
    ],
)
def test_what_heads_a_text_is_no_title(head: str, title: str) -> None:
    found = draft(f"{head}{title}\n\nRejoso - Polsek Rejoso membagi sembako, Jumat (15/5/2026).")
    assert found.title == title
    assert found.day == date(2026, 5, 15)


@pytest.mark.parametrize(
    ("title", "lead", "kind"),
    [
        ("82 Pelanggar Ditilang dalam Operasi Patuh", "Satlantas menindak 82 pelanggar.",
         "siaran-pers"),
        ("Dua Motor Bertabrakan di Jalan Raya", "Dua motor bertabrakan.", "siaran-pers"),
        ("Patroli Pasar, Polsek Kraton Imbau Pedagang", "Polsek berpatroli.", "siaran-pers"),
        ("Polsek Kraton Imbau Pedagang Waspada Copet", "Polsek mengimbau.", "imbauan"),
        ("Buron Setahun Dibekuk", "Polres menangkap buronan itu.", "siaran-pers"),
        ("Polres Tetapkan Pria Ini Buron", "Ia masuk daftar pencarian orang.", "dpo"),
        ("Polres Luruskan Foto Lama", "Foto banjir yang beredar adalah foto lama.", "klarifikasi"),
        ("Polda Bantah Isu Pemadaman", "Isu itu tidak benar.", "klarifikasi"),
        ("Arus di Jalur Beji Dialihkan", "Polsek mengalihkan arus.", "lalu-lintas"),
        ("Jadwal SIM Keliling Pekan Ini", "Layanan dibuka.", "pengumuman"),
    ],
)  # fmt: skip
def test_kinds_are_told_apart(title: str, lead: str, kind: str) -> None:
    assert release(title, lead).kind == kind


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        ("Polsek mengamankan TS (25), warga Kelurahan Mandaranrejo, di parkiran Pasar Kebonagung.",
         "Pasar Kebonagung"),
        ("Motor bertabrakan di Jalan Raya Nguling. RD (31), warga Desa Sudimulyo, luka.",
         "Jalan Raya Nguling"),
        ("Kasi Humas Polres Pasuruan Kota Iptu Ratna menegaskan foto itu lama.", "Pasuruan"),
        ("Arus dialihkan ke Jalan Slagah karena Jalan Dr Wahidin ditutup.", "Jalan Dr Wahidin"),
        ("Polsek membagi sembako di Desa Patuguran, Kecamatan Rejoso.",
         "Desa Patuguran, Kecamatan Rejoso"),
        ("Polsek Pasar Minggu berjaga di Terminal Grati.", "Terminal Grati"),
    ],
)  # fmt: skip
def test_the_place_is_no_home_and_no_official(lead: str, place: str) -> None:
    assert release("Polisi Bertugas Hari Ini", lead).location == place


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("salah", "memastikan kabar penculikan itu tidak benar"),
        ("dipalsukan", "menegaskan surat panggilan yang beredar adalah palsu"),
        ("menyesatkan", "meluruskan video tawuran yang ternyata rekaman lama"),
        ("benar", "membenarkan foto pohon tumbang yang ramai dibagikan"),
    ],
)
def test_the_verdict_on_a_claim_is_read(verdict: str, words: str) -> None:
    found = release("Klarifikasi Polsek Kraton", f"Polsek Kraton {words}, Senin (18/5/2026).")
    assert found.kind == "klarifikasi"
    assert found.fields["Putusan"] == verdict
    assert found.fields["Klaim"]


@pytest.mark.parametrize(
    ("written", "starts", "ends"),
    [
        ("Minggu, 31 Mei 2026 pukul 07.00–12.00 WIB", "31 Mei 2026, 07.00 WIB",
         "31 Mei 2026, 12.00 WIB"),
        ("Minggu (31/5/2026) jam 2 siang s/d jam 5 sore", "31 Mei 2026, 14.00",
         "31 Mei 2026, 17.00"),
        ("Minggu (31/5/2026) pukul 18.00 s.d. selesai", "31 Mei 2026, 18.00", None),
        ("Minggu (31/5/2026) pukul 20.00 sampai 24.00 WITA", "31 Mei 2026, 20.00 WITA",
         "1 Juni 2026, 00.00 WITA"),
        ("Minggu (31/5/2026) pukul 22.00-04.00 WIB", "31 Mei 2026, 22.00 WIB",
         "1 Juni 2026, 04.00 WIB"),
        ("1 Juni 2026 sampai 14 Juni 2026", "1 Juni 2026", "14 Juni 2026"),
        ("Senin, 1 Juni 2026 s.d. Minggu, 7 Juni 2026 pukul 17.00 - 23.00 WIB",
         "1 Juni 2026, 17.00 WIB", "7 Juni 2026, 23.00 WIB"),
    ],
)  # fmt: skip
def test_hours_and_days_of_a_closure(written: str, starts: str, ends: str | None) -> None:
    found = release(
        "Jalan Pahlawan Ditutup", f"Polsek Grati menutup Jalan Pahlawan pada {written}."
    )
    assert found.fields["Berlaku-Mulai"] == starts
    assert found.fields.get("Berlaku-Sampai") == ends


@pytest.mark.parametrize("word", ["besok", "lusa", "Jumat depan", "kemarin", "pekan ini"])
def test_relative_days_are_never_guessed(word: str) -> None:
    found = release("Polsek Kraton Gelar Patroli", f"Polsek Kraton menggelar patroli {word}.")
    assert found.day is None


def test_a_date_without_a_year_is_asked_about_with_a_proposal() -> None:
    found = release("Polsek Kraton Patroli", "Polsek Kraton berpatroli, Sabtu (28/11).")
    assert found.day is None
    assert proposed_day(found, date(2026, 11, 24)) == date(2026, 11, 28)
    assert [question.key for question in found.questions] == ["Tanggal"]


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ("NAMA – AGUS SALIM", [("name", "AGUS SALIM")]),
        ("- Ciri khusus = jalan pincang", [("features", "jalan pincang")]),
        ("1. Nama: Bayu, umur: 9 tahun, ciri: kaos biru, topi",
         [("name", "Bayu"), ("birth", "9 tahun"), ("features", "kaos biru, topi")]),
        ("Kapolsek: siap", []),
        ("Polsek Kraton - patroli", []),
    ],
)  # fmt: skip
def test_form_lines_are_read(line: str, entries: list[tuple[str, str]]) -> None:
    assert [(entry.role, entry.value) for entry in read_form([line]).entries] == entries


@pytest.mark.parametrize(
    ("written", "name", "degrees"),
    [
        ("AKP Drs. H. Imam Syafi'i, M.M.", "Imam Syafi'i", "Drs., H., M.M."),
        ("Kombes Pol dr. Lina Marlina, Sp.OG", "Lina Marlina", "dr., Sp.OG"),
        ("Iptu R. Aditya Nugroho, S.H.", "R. Aditya Nugroho", "S.H."),
        ("Aiptu I Md. Suta, S.H.", "I Md. Suta", "S.H."),
        ("Iptu I Gst. Ngr. Agung", "I Gst. Ngr. Agung", ""),
    ],
)
def test_titles_are_no_part_of_a_name(written: str, name: str, degrees: str) -> None:
    found = release("Polsek Kraton Apel", f"Kapolsek Kraton {written} memimpin apel.")
    (official,) = found.officials
    assert (official.name, official.degrees) == (name, degrees)


@pytest.mark.parametrize(
    ("title", "lead", "claim", "verdict"),
    [
        ("Kapolres Blora Pastikan Isu Penculikan Hoaks",
         "Kapolres Blora memastikan isu penculikan anak di Kecamatan Cepu hoaks",
         "isu penculikan anak di Kecamatan Cepu", "salah"),
        ("Polres Jember Klarifikasi Video Polisi Tilang Ambulans",
         "Polres Jember mengklarifikasi video polisi menilang ambulans yang viral di TikTok. "
         "Video itu dipotong",
         "video polisi menilang ambulans", "menyesatkan"),
        ("Akun Instagram Palsu Catut Nama Polres Rembang",
         "Polres Rembang menegaskan akun Instagram @polres_rembang bukan akun resmi",
         "akun Instagram @polres_rembang", "dipalsukan"),
        ("Hoaks! Tautan Bansos Rp600 Ribu Berlogo Polri",
         "Beredar tautan pendaftaran bansos berlogo Polri di grup WhatsApp. Polda Jambi "
         "memastikan tautan itu palsu",
         "tautan pendaftaran bansos berlogo Polri", "dipalsukan"),
        ("Cek Fakta Foto Banjir Bandang di Sukabumi",
         "Foto banjir bandang yang disebut terjadi di Sukabumi ternyata peristiwa lama",
         "Foto banjir bandang yang disebut terjadi di Sukabumi", "menyesatkan"),
        ("Polres Parepare Benarkan Kabar Pohon Tumbang",
         "Polres Parepare membenarkan kabar pohon tumbang di Jalan Bau Massepe",
         "kabar pohon tumbang di Jalan Bau Massepe", "benar"),
        ("Kapolda Sumsel: Tak Ada Jual Beli Kelulusan",
         "Kapolda Sumsel membantah tudingan jual beli kelulusan yang beredar di media sosial",
         "tudingan jual beli kelulusan", "salah"),
        ("Polres Sleman Sebut Rekaman Perampokan Bukan di Sleman",
         "Polres Sleman menyatakan rekaman perampokan toko yang viral bukan terjadi di Sleman",
         "rekaman perampokan toko", "menyesatkan"),
        ("Kabar Pengurangan Polsek di Nias Disanggah",
         "Kapolres Nias menyanggah kabar pengurangan polsek di Kabupaten Nias",
         "kabar pengurangan polsek di Kabupaten Nias", "salah"),
        ("Polres Malinau: Informasi Begal Tidak Berdasar",
         "Polres Malinau menyampaikan informasi begal di Jalan Poros tidak berdasar",
         "informasi begal di Jalan Poros", "salah"),
    ],
)  # fmt: skip
def test_a_clarification_tells_the_claim_and_the_verdict(
    title: str, lead: str, claim: str, verdict: str
) -> None:
    found = draft(f"{title}\n\nKOTA – {lead}, Senin (10/8/2026).\n\nWarga diminta tenang.")
    assert found.kind == "klarifikasi"
    assert (found.fields["Klaim"], found.fields["Putusan"]) == (claim, verdict)


@pytest.mark.parametrize(
    ("title", "lead", "kind", "name"),
    [
        ("Mohon Bantuan: Lansia di Cepu Tak Kunjung Pulang",
         "Polsek Cepu mencari seorang lansia bernama Sutini (72) yang tak kunjung pulang "
         "sejak Senin (10/8/2026).",
         "orang-hilang", "Sutini"),
        ("Remaja Putri Asal Kudus Dilaporkan Hilang",
         "Keluarga melaporkan Putri Amelia (16) hilang sejak Selasa (11/8/2026) sepulang "
         "sekolah. Polsek Jekulo telah menyebar fotonya.",
         "orang-hilang", "Putri Amelia"),
        ("Polisi Cari Santri yang Kabur dari Pondok",
         "Polsek Kajoran mencari santri bernama Ahmad Fikri (15) yang meninggalkan pondok "
         "tanpa izin, Rabu (12/8/2026).",
         "orang-hilang", "Ahmad Fikri"),
        ("Nenek Hilang Saat Cari Kayu Bakar",
         "Nenek Saminah (68) hilang saat mencari kayu bakar di Hutan Wonosadi, Kamis "
         "(13/8/2026). Polsek Ngawen membantu pencarian.",
         "orang-hilang", "Saminah"),
        ("Anak 7 Tahun Hanyut di Selokan, Pencarian Dilanjutkan",
         "Pencarian anak berusia 7 tahun yang hanyut di Kali Garang dilanjutkan, Jumat "
         "(14/8/2026), oleh Polsek Gajahmungkur.",
         "orang-hilang", ""),
        ("Polres Cirebon Keluarkan DPO Pelaku Begal",
         "Satreskrim Polres Cirebon mengeluarkan DPO atas nama Jajang Sukma alias Codet "
         "(29), Sabtu (15/8/2026).",
         "dpo", "Jajang Sukma alias Codet"),
        ("Bandar Sabu Kabur Saat Digerebek, Kini Diburu",
         "Satresnarkoba Polres Pinrang memburu bandar sabu berinisial MT (35) yang kabur "
         "saat digerebek dan telah ditetapkan sebagai DPO, Minggu (16/8/2026).",
         "dpo", ""),
        ("Dua Pelaku Masih Buron, Satu Ditangkap",
         "Polsek Medan Baru menangkap satu pelaku jambret, Senin (17/8/2026). Dua lainnya "
         "masih buron.",
         "siaran-pers", ""),
        ("Polres Solok Cari Saksi Tabrak Lari",
         "Satlantas Polres Solok mencari saksi kecelakaan tabrak lari di Jalan Lubuk "
         "Sikarah, Selasa (18/8/2026).",
         "siaran-pers", ""),
        ("Jembatan Cisomang Dibuka Kembali",
         "Jembatan Cisomang dibuka kembali untuk semua golongan kendaraan, Rabu "
         "(19/8/2026), kata Satlantas Polres Purwakarta.",
         "lalu-lintas", ""),
        ("Jalur Selatan Macet, Polisi Berlakukan Buka Tutup",
         "Satlantas Polres Garut memberlakukan buka tutup di Jalur Limbangan, Kamis "
         "(20/8/2026).",
         "lalu-lintas", ""),
        ("Polres Kulon Progo Gelar Operasi Zebra",
         "Satlantas Polres Kulon Progo menggelar Operasi Zebra dan menilang 50 pelanggar, "
         "Jumat (21/8/2026).",
         "siaran-pers", ""),
        ("Waspada Modus Penipuan Kurir Paket",
         "Polresta Pati mengimbau warga mewaspadai penipuan bermodus kurir paket, Sabtu "
         "(22/8/2026).",
         "imbauan", ""),
        ("Polisi Imbau Nelayan Tak Melaut",
         "Satpolairud Polres Rembang mengimbau nelayan tidak melaut karena gelombang "
         "tinggi, Minggu (23/8/2026).",
         "imbauan", ""),
        ("Layanan SKCK Polres Bantul Tutup Sementara",
         "Layanan SKCK Polres Bantul tutup pada 25 Agustus 2026 karena pemeliharaan "
         "sistem, kata Kasat Intelkam, Senin (24/8/2026).",
         "pengumuman", ""),
        ("Polda Jateng Lelang Kendaraan Dinas",
         "Polda Jateng melelang 20 kendaraan dinas pada 1 September 2026, Selasa "
         "(25/8/2026).",
         "pengumuman", ""),
        ("Vaksinasi Rabies Gratis di Polres Ende",
         "Polres Ende menggelar vaksinasi rabies gratis untuk 100 anjing, Rabu "
         "(26/8/2026).",
         "siaran-pers", ""),
        ("Kebakaran Rumah di Tegalrejo, Polisi Olah TKP",
         "Polsek Tegalrejo melakukan olah TKP kebakaran rumah di Kelurahan Bener, Kamis "
         "(27/8/2026).",
         "siaran-pers", ""),
        ("Polantas Atur Lalu Lintas Pasar Tumpah",
         "Satlantas Polres Tegal mengatur lalu lintas pasar tumpah, Jumat (28/8/2026).",
         "siaran-pers", ""),
    ],
)  # fmt: skip
def test_kinds_are_told_apart_and_who_is_sought_is_named(
    title: str, lead: str, kind: str, name: str
) -> None:
    found = draft(f"{title}\n\nKOTA – {lead}\n\nWarga dapat menghubungi layanan 110.")
    assert (found.kind, found.fields.get("Nama", "")) == (kind, name)


HEADLINES = Path(__file__).with_name("headlines.tsv").read_text(encoding="utf-8").splitlines()


def test_a_headline_and_one_sentence_tell_the_kind() -> None:
    rows = [line.split("\t") for line in HEADLINES]
    misses = [
        f"{title}: {found}"
        for kind, title, lead in rows
        if (found := draft_of(f"{title}\n\n{lead}", REGISTRY).kind) != kind
    ]
    assert len(misses) <= len(rows) // 50, "\n".join(misses)


@pytest.mark.parametrize(
    ("heading", "line", "field", "value"),
    [
        ("D P O", "Nama : AGUS SALIM (31 th)", "Nama", "AGUS SALIM"),
        ("DPO / 21 / IX / RES.1.8 / 2026 / Reskrim", "Nama : AGUS SALIM", "Nomor-Kasus",
         "DPO / 21 / IX / RES.1.8 / 2026 / Reskrim"),
        ("INFO KEHILANGAN ANAK", "Nama : Rizky Maulana, 8 tahun", "Nama", "Rizky Maulana"),
    ],
)  # fmt: skip
def test_headings_and_numbers_are_read_spaced_too(
    heading: str, line: str, field: str, value: str
) -> None:
    found = draft(f"DPO\n{heading}\n{line}\nCiri : tinggi\n\nGrati, 5 Oktober 2026")
    assert found.fields[field] == value


def test_days_on_which_something_is_held_are_its_event() -> None:
    lead = "Polres Sabang menjaga festival di Pantai Iboih yang berlangsung 12–15 November 2026."
    found = release("Festival Bahari Dijaga", f"{lead} Demikian kata Kapolres, Rabu (11/11/2026).")
    assert found.event == "12 November 2026 – 15 November 2026"
    assert found.day == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("told", "starts", "ends"),
    [
        ("Pendaftaran dibuka 14 Desember 2026 dan ditutup 8 Januari 2027.", "14 Desember 2026",
         "8 Januari 2027"),
        ("Berkas dikirim paling lambat 18 Desember 2026. Seleksi tertulis: 22 Desember 2026.",
         None, "18 Desember 2026"),
        ("Ketentuan ini berlaku sejak tanggal ditetapkan hingga 2 Januari 2027.", None,
         "2 Januari 2027"),
    ],
)  # fmt: skip
def test_the_ends_of_an_announcement_are_read(
    told: str, starts: str | None, ends: str | None
) -> None:
    text = (
        f"PENGUMUMAN\n\nLowongan Perawat Klinik Polres Kraton\n\n{told}\n\nGrati, 7 Desember 2026"
    )
    found = draft(text)
    assert found.kind == "pengumuman"
    assert found.fields.get("Berlaku-Mulai") == starts
    assert found.fields.get("Berlaku-Sampai") == ends


@pytest.mark.parametrize("role", ["Keluarga", "Korban", "Warga", "Istri", "Pelajar", "Nelayan"])
def test_the_role_of_who_is_sought_is_no_part_of_the_name(role: str) -> None:
    lead = f"{role} Siti Rohaeni (38) melapor hilang kontak sejak Senin (30/11/2026)."
    assert release("Pekerja Migran Hilang Kontak", lead).fields["Nama"] == "Siti Rohaeni"


@pytest.mark.parametrize("of", ["", " KAPOLDA ACEH", " KAPOLRES BIMA", " POLDA ACEH"])
@pytest.mark.parametrize(
    ("head", "kind"), [("MAKLUMAT", "imbauan"), ("IMBAUAN", "imbauan"), ("HOAKS", "klarifikasi")]
)
def test_a_heading_above_the_headline_states_the_kind(of: str, head: str, kind: str) -> None:
    text = f"{head}{of}\nNomor : 3/XII/2026\ntentang\nKEMBANG API PADA MALAM TAHUN BARU\n\n"
    found = draft(f"{text}Warga menonton kembang api di alun-alun.\n\nGrati, 7 Desember 2026")
    assert (found.title, found.kind) == ("KEMBANG API PADA MALAM TAHUN BARU", kind)


@pytest.mark.parametrize("which", ["yang", "yg"])
@pytest.mark.parametrize("head", ["RALAT", "REVISI RILIS", "KOREKSI / RALAT", "Pembetulan Rilis"])
def test_a_correction_may_be_told_the_right_words_first(head: str, which: str) -> None:
    notice = f"Untuk rilis “Warga Mengeluh Soal Bau”, {which} benar 12 ekor, bukan 21 ekor."
    found = draft(f"{head}\n\n{notice}\n\nGrati, 13 Mei 2026\nHumas Polsek Grati\n")
    assert found.title == "Warga Mengeluh Soal Bau"
    assert found.fields == {"Ralat": "21 ekor | 12 ekor"}


@pytest.mark.parametrize(
    "head", ["ORANG HILANG, MOHON BANTUANNYA", "INFO ANAK HILANG‼ mohon bantu share", "DICARI"]
)
def test_what_is_asked_beside_a_heading_is_no_title(head: str) -> None:
    found = draft(f"{head}\n\nNama : Ani Rahayu\nCiri : rambut ikal\n\nGrati, 13 Mei 2026\n")
    assert (found.title, found.kind) == ("Dicari: Ani Rahayu", "orang-hilang")


def test_what_a_headline_says_is_closed_is_the_place() -> None:
    lead = "Polresta Pasuruan menutup akses menuju Alun-alun Utara, Jumat (15/5/2026)."
    found = release("Alun-alun Utara Ditutup bagi Kendaraan", lead)
    assert (found.kind, found.location) == ("lalu-lintas", "Alun-alun Utara")


@pytest.mark.parametrize("greeting", ["slmt pagi Ndan.", "Met malem ndan,", "Selamat siang Pak,"])
def test_a_bold_headline_behind_a_greeting_is_the_title(greeting: str) -> None:
    found = draft(f"{greeting} Izin kirim giat *Subuh Keliling*\n\nHari/tgl : Jumat 4 Des 2026\n")
    assert found.title == "Subuh Keliling"


def test_a_road_of_the_headline_is_the_place_of_advice() -> None:
    lead = "Polresta Pasuruan meminta sopir memeriksa rem sebelum melewati Turunan Emen."
    assert release("Turunan Emen Rawan, Sopir Diminta Waspada", lead).location == "Turunan Emen"
    asked = "Polsek Grati meminta warga Desa Siambul tidak pergi ke kebun."
    assert release("Harimau Terlihat di Kebun", asked).location == "Desa Siambul"


@pytest.mark.parametrize("place", ["Kotawaringin Timur", "Aceh Utara", "Bekasi Kota"])
def test_the_end_of_a_units_name_is_no_person(place: str) -> None:
    lead = (
        f"Aipda Marwan mencukur siswa. Bhabinkamtibmas Polsek Jaya Polres {place} itu "
        "ramah, Jumat (15/5/2026). “Sambil mencukur saya bercerita,” ujarnya."
    )
    found = release("Polisi Mencukur Siswa", lead)
    assert [official.name for official in found.officials] == ["Marwan"]
    assert [quote.speaker for quote in found.quotes] == ["Marwan"]


@pytest.mark.parametrize(
    "greeting",
    ["Assalamualaikum wr.wb. ", "Selamat pagi Ndan, mohon izin melaporkan, ", "Assalamualaikum. "],
)
@pytest.mark.parametrize("head", ["", "INFO ORANG HILANG\n\n"])
def test_a_greeting_is_neither_summary_nor_text(greeting: str, head: str) -> None:
    told = (
        "Pada Senin (30/11/2026) seorang kakek warga Grati meninggalkan rumah tanpa pamit dan "
        "sampai sekarang belum kembali kepada keluarganya."
    )
    found = draft(f"{head}{greeting}{told}\n")
    assert found.summary == told
    assert found.text == told
    assert "".join(found.left_out)


def test_the_summary_is_no_day_and_no_signature() -> None:
    items = "1. Pendaftaran dibuka bagi pemuda dan pemudi Grati.\n2. Berkas dibawa sendiri."
    signed = "Grati, 7 Desember 2026\n\na.n. KEPALA KEPOLISIAN RESOR PASURUAN KOTA\nKABAG SDM"
    found = draft(f"PENGUMUMAN\n\nPenerimaan Bintara Polri Gelombang Kedua\n\n{items}\n\n{signed}")
    assert found.summary == "Pendaftaran dibuka bagi pemuda dan pemudi Grati."
