"""A date in the lead that is far from the date of the release."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kentongan.domain import dates
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule

_KINDS = ("siaran-pers", "lalu-lintas")
_FAR = 14  # days
_REACH = 40  # characters that a date may take up


def find(document: Document) -> Iterator[Hit]:
    release = document.release
    if release is None or release.kind not in _KINDS or not document.paragraphs:
        return
    start, end = document.paragraphs[0]
    if sum(start <= at <= end + _REACH for at, _ in document.digits) < 2:  # a day and a year
        return
    day = release.happened_at.date()
    stated = [dated for dated in document.dates if start <= dated.start < end]
    if not stated or any(_days(dated, day) <= _FAR for dated in stated):
        return
    first = stated[0]
    text = document.text[first.start : first.end]
    yield Hit(first.start, first.end, text, f" ({dates.short(day)}).")


def _days(found: dates.FoundDate, day: date) -> int:
    first, last = found.date or day, found.until or found.date or day
    return 0 if first <= day <= last else min(abs((first - day).days), abs((last - day).days))


RULE = Rule(
    code="redaksi.W002",
    type="date",
    message="Tanggal di paragraf pertama jauh dari Tanggal rilis",
    fix="samakan tanggal kejadian dengan Tanggal, atau betulkan salah satunya "
    "(hari dahulu, lalu bulan).",
    ground="kaidah redaksi",
    find=find,
    must=(
        "Polsek Kraton berpatroli di Pasar Kraton pada Senin (3/6/2024) malam.",
        "Polsek Kraton – Petugas bersiaga di Kraton, 30 Desember 2023.",
    ),
    must_not=(
        "Polsek Kraton berpatroli di Pasar Kraton pada Jumat (30/8/2024) malam.",
        "Polsek Kraton berpatroli di Pasar Kraton Kamis malam.",
        "Polsek Kraton berpatroli Jumat malam.\n\nPatroli serupa digelar 3 Juni 2024.",
        "Jenis: pengumuman\n\nPolsek Kraton membuka layanan mulai 2 Desember 2024.",
    ),
)
