"""The date of a release among the dates that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kentongan.domain.dates_in_text import FoundDate, find

_SPEECH_BEFORE = re.compile(
    r"(?:nya|ujar|kata|tutur|jelas|terang|ungkap|tegas|papar|imbuh|pungkas|ucap)\b[^“”\n]{0,130}$",
    re.IGNORECASE,
)
_HELD_BEFORE = re.compile(
    r"(?:hari ini|pagi ini|malam ini|siang ini|sore ini|digelar|dilaksanakan|berlangsung|dilakukan"
    r"|kegiatan|pada(?: hari)?|hari)[\s,:]*$",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(
    r"\b(?:lahir|kelahiran|sejak|hingga|sampai|mulai|dari|s/d|berlaku|sebelumnya|tahun lalu|batas"
    r"|tertanggal|nomor|jatuh tempo|rencananya|akan|mendatang|terjadi|kejadian|peristiwa"
    r"|bertanggal|pendaftaran|ditangkap|diamankan|dilaporkan|hilang|pencoblosan|pemungutan suara)"
    r"\b[^.\n]{0,45}$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*$")


@dataclass(frozen=True, slots=True)
class When:
    """`day` is None where no full date is known. `partial` is a date without a year."""

    day: date | None = None
    weekday_ok: bool | None = None
    weekday_stated: str = ""
    inferred: bool = False
    partial: tuple[int, int] | None = None  # day, month
    impossible: bool = False
    mismatches: tuple[FoundDate, ...] = ()
    others: tuple[date, ...] = ()


def choose(
    title: str,
    dateline: str,
    text: str,
    dropped: Sequence[str] = (),
    *,
    year: int | None = None,
    reference: date | None = None,
) -> When:
    """The day on which what is told took place or was told, as the lead gives it."""
    scored: list[tuple[float, int, FoundDate]] = []
    for source, weight in ((dateline, 3.5), (text, 0.0)):
        for found in find(source, year=year, reference=reference):
            score = _score(source, found, weight)
            scored.append((score, len(scored), found))
    if not any(found.date for _, _, found in scored):
        for line in (title, *dropped):
            for found in find(line, year=year, reference=reference):
                scored.append((-3.0, len(scored), found))
    if not scored:
        return When()
    full = [item for item in scored if item[2].date]
    best = max(full or scored, key=lambda item: (item[0], -item[1]))
    partial_best = max(scored, key=lambda item: (item[0], -item[1]))
    if full and best[0] < -1 and not partial_best[2].date and partial_best[0] > best[0] + 3:
        best = partial_best  # `Jumat (30/8)` is the day, a far-off date with a year is not
    return _result(best[2], [item[2] for item in scored])


def _result(best: FoundDate, every: list[FoundDate]) -> When:
    same = [found for found in every if best.date and found.date == best.date]
    checks = [found.weekday_ok for found in same if found.weekday_ok is not None]
    stated = next((found.weekday_stated for found in same if found.weekday_ok is False), "")
    return When(
        day=best.date,
        weekday_ok=None if not checks else all(checks),
        weekday_stated=stated or best.weekday_stated,
        inferred=best.year_inferred,
        partial=None if best.date else (best.day, best.month),
        impossible=best.impossible,
        mismatches=tuple(found for found in every if found.weekday_ok is False),
        others=tuple(
            sorted({f.date for f in every if f.date and f.date != best.date and f.weekday_stated})
        ),
    )


def _score(text: str, found: FoundDate, weight: float) -> float:
    before = text[max(0, found.start - 130) : found.start]
    paragraph = text.count("\n", 0, found.start)
    written = text[found.start : found.end]
    score = weight
    score += 3 if found.weekday_stated else 0
    score += 1 if "(" in written or "/" in written else 0
    score += 2.5 if paragraph == 0 else (1 if paragraph == 1 else 0)
    sentence = re.split(r"[.!?]\s+(?=[A-Z“])|\n", before)[-1]
    if _SPEECH_BEFORE.search(sentence) and "“" not in sentence[-len(sentence) :].split("”")[-1]:
        score += 2.5
    if _HELD_BEFORE.search(sentence):
        score += 1
    if _OTHER_BEFORE.search(sentence):
        score -= 2.5
    if _QUOTED.search(before):
        score -= 3
    if found.until:
        score -= 1.5
    return score
