"""The doubts about a text, as sentences for staff and as questions with proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kentongan.domain import dates
from kentongan.domain.officials import Mention
from kentongan.domain.units import Registry
from kentongan.importer.acting import Acting
from kentongan.importer.corrections import Correction
from kentongan.importer.draft import Question, proposed_end
from kentongan.importer.quotations import Quotation
from kentongan.importer.when import When


def questions_of(
    title: str | None,
    day: When,
    unit: Acting,
    kind: str,
    fields: Mapping[str, str],
    correction: Correction | None,
    registry: Registry,
) -> Iterator[Question]:
    """What the front matter needs and the text does not say, or does not say clearly."""
    if correction:
        yield _about_correction(correction)
    if title is None:
        yield Question("Judul", "Judul tidak ditemukan: teks langsung dimulai dengan isi.")
    if day.day is None:
        yield Question("Tanggal", _about_day(day))
    if unit.name is None:
        yield Question("Satuan", "Satuan yang bertindak tidak ditemukan.")
    elif unit.ambiguous:
        yield Question("Satuan", f"Nama satuan “{unit.name}” dapat berarti beberapa satuan.")
    elif unit.unit is None and len(registry):
        near = registry.nearest(unit.name)
        also = f" Yang paling mirip: {near}." if near else ""
        sentence = f"Satuan “{unit.name}” belum ada dalam daftar satuan.{also}"
        yield Question("Satuan", sentence, near)
    if kind == "klarifikasi" and fields.get("Klaim") and not fields.get("Putusan"):
        sentence = "Klaim baru ditulis bila putusannya jelas; sebutkan keduanya."
        yield Question("Klaim", sentence, fields["Klaim"])
        yield Question("Putusan", "Putusan atas klaim tidak jelas; pilih salah satu.", "salah")
    if end := proposed_end(kind, fields, day.day):
        sentence = f"Batas pencarian tidak disebut; usul: Berlaku-Sampai {end}."
        yield Question("Berlaku-Sampai", sentence, end)
    if kind == "lalu-lintas" and fields.get("Berlaku-Mulai") and not fields.get("Berlaku-Sampai"):
        yield Question("Berlaku-Sampai", "Sampai kapan ini berlaku tidak disebut.")


def _about_correction(correction: Correction) -> Question:
    named = f" “{correction.title}”" if correction.title else ""
    of = f" ({dates.short(correction.day)})" if correction.day else ""
    sentence = (
        f"Teks ini ralat atas rilis{named}{of}; catat ralatnya pada rilis itu (di Terminal "
        "dengan `humas ralat`), jangan terbitkan sebagai rilis baru."
    )
    return Question("Ralat", sentence, str(correction))


def _about_day(day: When) -> str:
    if day.impossible:
        return "Tanggal yang tertulis tidak ada dalam kalender."
    if day.partial:
        name = dates.MONTH_NAMES[day.partial[1] - 1] if 1 <= day.partial[1] <= 12 else "?"
        return f"Tanggal {day.partial[0]} {name} ditulis tanpa tahun; sebutkan dengan --tahun."
    if day.event:
        return f"Tanggal rilis tidak disebut; {day.event} adalah waktu kejadian atau acaranya."
    return "Tanggal tidak ditemukan."


def doubts_of(
    day: When,
    mentions: Sequence[Mention],
    quotes: Sequence[Quotation],
    private: Sequence[tuple[str, str]],
) -> Iterator[str]:
    """Fields that were read but should be checked."""
    if day.day and day.inferred:
        yield f"Tahun {day.day.year} diperkirakan; teks tidak menyebut tahun."
    if day.day and day.told_later:
        yield (
            f"Tanggal {dates.short(day.told_later)} ditulis tanpa tahun; bila itu hari rilisnya, "
            f"ganti {dates.short(day.day)}."
        )
    if day.day and day.later:
        yield (
            f"Tanggal {dates.short(day.later)} juga disebut; bila itu hari rilisnya, "
            f"ganti {dates.short(day.day)}."
        )
    for mismatch in day.mismatches:
        if mismatch.date:
            right = dates.WEEKDAY_NAMES[mismatch.date.weekday()]
            yield (
                f"Hari tidak cocok: {dates.short(mismatch.date)} adalah hari {right}, "
                f"bukan {mismatch.weekday_stated}."
            )
    for mention in mentions:
        if mention.two_ranks:
            official = mention.official
            yield f"Dua pangkat ditulis untuk {official.name}; dipakai {official.rank}."
    if any(not quote.complete for quote in quotes):
        yield "Tanda kutip tidak lengkap; periksa awal dan akhir kutipan."
    for quote in quotes:
        if quote.speaker is None:
            yield f"Pembicara tidak jelas untuk kutipan “{' '.join(quote.text.split()[:6])} …”."
    if private:
        yield about_private(len(private))


def about_private(count: int) -> str:
    """That there are personal data in a text."""
    return f"{count} data pribadi ditemukan; samarkan sebelum terbit."
