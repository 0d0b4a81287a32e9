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
