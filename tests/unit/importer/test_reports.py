"""Reports, timetables and sentences that look like noise: their words stay in the release."""

from __future__ import annotations

from datetime import date

import pytest
from kentongan.importer import sources
from kentongan.importer.classify import kind_of
from kentongan.importer.core import drafts_of

from tests.unit.importer import test_word as word
from tests.unit.importer.test_corpus import REGISTRY, draft

BODY = (
    "Polsek Kraton – Anggota Polsek Kraton berpatroli di Pasar Kraton, Jumat (27/11/2026). "
    "Kapolsek Kraton AKP Safiudin, S.Pd. mengajak warga menjaga keamanan lingkungan."
)
TITLE = "Polsek Kraton Patroli Pasar Jelang Akhir Pekan"


def test_the_first_lines_of_a_report_stay_in_its_text() -> None:
    report = draft(
        "Selamat siang komandan, ijin melaporkan\n\n"
        "Hari/tgl : Senin, 9 November 2026\nWaktu : 09.00 WIB\nTempat : Balai Desa Kalirejo\n"
        "Pelaksana : Aiptu Budi, Polsek Kraton\n\nSituasi aman."
    )
    assert report.title is None
    assert report.day == date(2026, 11, 9)
    assert report.location == "Balai Desa Kalirejo"
    for words in ("Hari/tgl", "Waktu: 09.00 WIB", "Tempat: Balai Desa Kalirejo"):
        assert words in report.body


def test_lines_of_a_web_site_above_the_headline_are_left_out_and_told() -> None:
    page = draft(f"Kategori: Berita\nTanggal: 27 November 2026\n\n{TITLE}\n\n{BODY}")
    assert page.title == TITLE
    assert page.left_out == ("Kategori: Berita", "Tanggal: 27 November 2026")


@pytest.mark.parametrize(
    "sentence",
    [
        "Demikian disampaikan Kapolsek Kraton AKP Safiudin, S.Pd., Jumat (27/11/2026).",
        "Kapolsek Kraton mengapresiasi warga yang ikut ronda",
        "Presisi menjadi semangat anggota dalam melayani warga sampai ke pelosok desa.",
        "NB: pendaftaran tidak dipungut biaya.",
        "Bagikan ke keluarga dan tetangga agar semua waspada.",
    ],
)
def test_a_sentence_that_begins_like_noise_stays(sentence: str) -> None:
    assert sentence in draft(f"{TITLE}\n\n{BODY}\n\n{sentence}").text


def test_words_behind_a_greeting_stay() -> None:
    told = draft(f"Halo warga Pasuruan, besok Jalan Veteran ditutup total.\n\n{BODY}")
    assert "besok Jalan Veteran ditutup total" in f"{told.title} {told.body}"


def test_rows_of_a_timetable_are_lines_and_one_period() -> None:
    timetable = draft(
        "JADWAL SIM KELILING POLRES GRESIK\n\nSenin 19/10/2026 : Balai Desa Kedamean\n"
        "Selasa 20/10/2026 : Pasar Benjeng\nRabu 21/10/2026 : Alun-alun Sidayu\n\n"
        "Gresik, 18 Oktober 2026\nSatlantas Polres Gresik"
    )
    assert timetable.event == "19 Oktober 2026 – 21 Oktober 2026"
    assert timetable.fields["Berlaku-Sampai"] == "21 Oktober 2026"
    assert timetable.text.count("\n") >= 2


def test_a_deadline_before_the_event_is_no_end_of_it() -> None:
    notice = draft(
        "PENGUMUMAN LELANG\n\nPolsek Kraton akan melelang 12 sepeda motor pada Rabu, "
        "25 November 2026 pukul 10.00 WIB. Peserta mendaftar paling lambat 20 November 2026.\n\n"
        "Kraton, 10 November 2026"
    )
    assert notice.fields == {"Berlaku-Mulai": "25 November 2026, 10.00 WIB"}


@pytest.mark.parametrize(
    "stamp", ["10.02, Kemarin", "Jumat 10.02", "Kemarin, 10.02", "10:02 AM, Yesterday"]
)
def test_a_copied_message_may_name_its_day_by_a_word(stamp: str) -> None:
    chat = f"[{stamp}] Humas: *{TITLE}*\n\n{BODY}\n[{stamp}] Rudi: Siap ndan\n"
    (raw,) = sources.read("chat.txt", chat.encode())
    (release,) = drafts_of(raw, REGISTRY)
    assert release.title == TITLE
    assert "Rudi" not in release.body


def test_rows_in_brackets_are_no_messages() -> None:
    timetable = draft(
        "Jadwal Pelayanan Polsek Kraton\n\n[Senin, 09.00] Apel: halaman Mapolsek\n"
        "[Selasa, 09.00] Patroli: Pasar Kraton\n[Jumat 10.02] SKCK: loket depan"
    )
    assert timetable.title == "Jadwal Pelayanan Polsek Kraton"
    assert timetable.text.count("\n") == 2


def test_a_chat_that_was_pasted_into_a_document_gives_its_release() -> None:
    lines = f"[27/11/26 10.02.11] Humas: {TITLE}\n\n{BODY}\n[27/11/26 10.05.00] Rudi: Siap ndan"
    paragraphs = "".join(word.paragraph(word.run(line)) for line in lines.split("\n"))
    (raw,) = sources.read("rilis.docx", word.document(paragraphs))
    (release,) = drafts_of(raw, REGISTRY)
    assert release.title == TITLE
    assert "Rudi" not in release.body


@pytest.mark.parametrize(
    ("title", "lead", "kind"),
    [
        (
            "Awas! Undangan Digital Berformat APK Bukan dari Polres Klaten",
            "Polres Klaten memastikan pesan itu palsu.",
            "klarifikasi",
        ),
        ("Patroli Malam, Polsek Rejoso Imbau Warga Waspada", "", "siaran-pers"),
        ("Polres Bogor: Tidak Benar Ada Penutupan Jalur Puncak", "", "klarifikasi"),
        ("Sindikat Akun Palsu Dibongkar Polda Jatim", "", "siaran-pers"),
        ("Layanan SKCK Polres Nganjuk Sementara Dialihkan ke MPP", "", "pengumuman"),
        ("Buron Setahun, Maling Sapi Akhirnya Dibekuk", "", "siaran-pers"),
    ],
)
def test_the_kind_is_what_the_headline_is_about(title: str, lead: str, kind: str) -> None:
    assert kind_of(title, lead) == kind
