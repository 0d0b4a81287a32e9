"""What only some releases have: a withdrawal, a claim to answer, a person sought."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from kentongan.domain.release import (
    PERSON_KINDS,
    VERDICTS,
    WITHDRAWALS,
    Case,
    CaseStatus,
    Claim,
    Verdict,
    Withdrawal,
    WithdrawalKind,
)
from kentongan.manuscripts import slips
from kentongan.manuscripts.sheet import Sheet

CASE_STATUSES = ("dicari", "ditemukan", "selesai")


def withdrawal(sheet: Sheet, happened_at: datetime | None) -> Withdrawal | None:
    if "Dicabut" not in sheet:
        for key in ("Dicabut-Pada", "Gabung-Ke"):
            if key in sheet:
                sheet.tell(
                    slips.CODE,
                    key,
                    f"{key} tanpa Dicabut; rilis ini tetap tayang.",
                    f"tambahkan baris Dicabut: dengan salah satu dari {', '.join(WITHDRAWALS)}, "
                    f"atau hapus baris {key}.",
                )
        return None
    kind = sheet.choice("Dicabut", WITHDRAWALS, "", "releases.E015")
    reason = sheet.text("Alasan")
    if not reason:
        sheet.tell(
            "releases.E016",
            "Dicabut",
            "Pencabutan tanpa alasan.",
            "tambahkan baris Alasan: …; alasan wajib diumumkan.",
        )
    at = sheet.date("Dicabut-Pada") or sheet.date("Diperbarui") or happened_at
    target = sheet.reference("Gabung-Ke")
    if kind == "digabung" and not target:
        sheet.tell(
            "releases.E015",
            "Dicabut",
            "Rilis digabung, tetapi Gabung-Ke tidak ada.",
            "tambahkan baris Gabung-Ke: dengan kode rilis tujuan.",
        )
    if not kind or at is None:
        return None
    return Withdrawal(cast(WithdrawalKind, kind), reason, at, target)


def claim(sheet: Sheet, kind: str) -> Claim | None:
    claimed = sheet.text("Klaim")
    if kind != "klarifikasi" or not claimed:
        return None
    verdict = sheet.choice("Putusan", tuple(VERDICTS), "", "releases.E015")
    if not verdict:
        if "Putusan" not in sheet:
            sheet.tell(
                "releases.E015",
                "Klaim",
                "Klaim tanpa Putusan.",
                f"tambahkan baris Putusan: dengan salah satu dari {', '.join(VERDICTS)}.",
            )
        return None
    source = sheet.text("Sumber-Klaim")
    return Claim(claimed, cast(Verdict, verdict), sheet.items("Bukti"), source)


def case(sheet: Sheet, kind: str) -> Case | None:
    if kind not in PERSON_KINDS:
        if "Status-Kasus" in sheet:
            sheet.tell(
                slips.CODE,
                "Status-Kasus",
                "Status-Kasus hanya berlaku untuk Jenis orang-hilang dan dpo; di sini tidak "
                "menutup apa-apa.",
                "tulis Jenis: orang-hilang atau dpo, atau hapus baris Status-Kasus.",
            )
        return None
    status = sheet.choice("Status-Kasus", CASE_STATUSES, "dicari", "releases.E015")
    if "Berlaku-Sampai" not in sheet and status == "dicari":
        sheet.tell(
            "releases.E017",
            "Jenis",
            "Pencarian orang tanpa Berlaku-Sampai.",
            "tambahkan baris Berlaku-Sampai: tanggal; sesudah itu nama dan foto dihapus.",
        )
    if status != "dicari" and "Diperbarui" not in sheet:
        sheet.tell(
            "releases.W013",
            "Status-Kasus",
            "Pencarian ditutup tanpa waktu.",
            "tambahkan baris Diperbarui: waktu ditutup, supaya pembaca umpan diberi tahu.",
        )
    if "Nama" not in sheet and status == "dicari":
        sheet.tell(
            "releases.W014",
            "Jenis",
            "Orang yang dicari tidak disebut pada Nama; yang dinamai judul dan paragraf pertama "
            "dianggap orangnya.",
            "tambahkan baris Nama: supaya hanya orang itu yang boleh dinamai, dan namanya hilang "
            "bila pencarian ditutup.",
        )
    return Case(
        cast(CaseStatus, status),
        sheet.items("Nama"),
        sheet.text("Ciri"),
        sheet.text("Nomor-Kasus"),
        sheet.text("Kontak"),
    )
