"""The date of a release among the dates in its text, and the day of the event it reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from kentongan.domain.calendar import WEEKDAY_NAMES
from kentongan.domain.dates_in_text import FoundDate, find, likely_year
from kentongan.domain.release import PERSON_KINDS
from kentongan.importer.agendas import is_programme
from kentongan.importer.closings import is_only_date, read_closing
from kentongan.importer.forms import Form
from kentongan.importer.periods import Period, period_of

_SPEECH_BEFORE = re.compile(
    r"\b(?:(?:ujar|kata|tutur|jelas|terang|ungkap|tegas|papar|imbuh|pungkas|ucap|sebut|tambah|lanjut"
    r"|tandas|beber|pesan|harap|imbau|himbau|ajak|cerita|keterangan|pernyataan|sambutan|arahan"
    r"|rilis|siaran pers|penjelasan|paparan|laporan)(?:nya)?"
    r"|(?:mengumumkan|menyampaikan) (?:\w+ ){1,2}(?:itu|tersebut|ini)"
    r"|konferensi pers)\b[^“”\n]{0,130}$",
    re.IGNORECASE,
)
# `Hal itu diumumkan Jumat (18/12/2026)`, `demikian disampaikan Kasat Lantas, Jumat (18/12/2026)`
_TOLD_BEFORE = re.compile(
    r"\b(?:demikian|(?:hal|informasi|pengumuman|keterangan|imbauan|ajakan|larangan|pesan|kepastian"
    r"|pernyataan|data|layanan|keputusan|kebijakan|aturan)(?:\s+\w+)?\s+(?:itu|ini|tersebut))"
    r"\s+(?:\w+\s+)?di(?:umum|sampai|kata|jelas|terang|papar|ungkap|tegas)kan\b[^“”\n]{0,110}$",
    re.IGNORECASE,
)
_SPEECH_AFTER = re.compile(
    r"[\s).,]*(?:mengatakan|menyebut|menyampaikan|menjelaskan|menegaskan|menuturkan|mengungkap"
    r"|menerangkan|memaparkan|menyatakan|membenarkan)",
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
    r"|bertanggal|pendaftaran|ditangkap|diamankan|dilaporkan|hilang|pencoblosan|pemungutan suara"
    r"|penemuan|ditemukan pada|direkam)"
    r"\b[^.\n]{0,45}$",
    re.IGNORECASE,
)
_BIRTH_BEFORE = re.compile(r"\b(?:lahir|kelahiran|ttl)\b[^.\n\d]{0,40}$", re.IGNORECASE)
_REFERRED_BEFORE = re.compile(
    r"(?:\b(?:tertanggal|bertanggal|undang-undang|peraturan|direkam|diunggah|dibuat|masuk dpo)\b"
    r"[^.\n]{0,30}|\b(?:nomor|no\.?|lp|loh)\s*[:/]?\s*\S*/\S*,?\s+(?:tanggal|tgl\.?)?\s*)$",
    re.IGNORECASE,
)
# `dengan nomor DPO/14/VI/2026, Kamis (2/7/2026)`: the day of the sentence, not of the paper
_APART = re.compile(r",\s+$")
_TO_COME_BEFORE = re.compile(
    r"\b(?:akan|rencananya|direncanakan|berencana|dijadwalkan|mendatang|besok|lusa|nanti|diperkirakan|dilanjutkan"
    r"|dibuka kembali|pendaftaran(?: \w+)? (?:dibuka|dimulai|berlangsung)|melelang)"
    r"\b[^.\n]{0,95}$",
    re.IGNORECASE,
)
_DEADLINE_BEFORE = re.compile(
    r"\b(?:hingga|sampai(?: dengan)?|s/d|s\.d\.|sebelum|paling lambat|batas(?: akhir)?"
    r"|jatuh tempo)\b(?:(?!\bmulai\b)[^.\n]){0,30}$",
    re.IGNORECASE,
)
# Days of remembrance and elections: a date without a weekday belongs to them.
_FEAST_BEFORE = re.compile(
    r"\b(?:menyambut|memperingati|peringatan|jelang|menjelang|(?-i:Hari)(?= )"
    r"(?! (?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu)))\b[^.\n]{0,30}$",
    re.IGNORECASE,
)
_SINCE_BEFORE = re.compile(
    r"\b(?:sejak|hilang|terlihat|meninggalkan|belum (?:pulang|kembali)|melarikan diri"
    r"|kabur|pergi|keluar rumah)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)
_CLOSED_BEFORE = re.compile(
    r"(?:menutup|\b(?:di)?tutup|mengalihkan|dialihkan|pengalihan|penutupan|memberlakukan|diberlakukan"
    r"|berlaku|rekayasa)\b[^.\n]{0,110}$",
    re.IGNORECASE,
)
_HOLDS_BEFORE = re.compile(
    r"\bberlaku\s+(?:mulai|sejak|per)\s+(?:tanggal\s+|tgl\.?\s+)?$", re.IGNORECASE
)
# `dari simpang Plaza sampai simpang Klandasan pada Sabtu`: a stretch of road, no deadline
_STRETCH_BEFORE = re.compile(
    r"\b(?:hingga|sampai)(?: dengan)?\s+(?!(?:hari|tanggal|tgl|pukul|jam|pada|akhir|awal|bulan)\b)"
    r"[A-Za-z][^.\n]{0,40}\b(?:pada|hari)\s+$",
    re.IGNORECASE,
)
# `Hingga Minggu (1/2/2026) korban dirawat`: how things stand on that day
_AS_OF = re.compile(r"\s*(?:Hingga|Sampai)(?: dengan)?\s+(?:hari\s+)?")
_COUNTED_BEFORE = re.compile(
    r"\b(?:data|total|jumlah|tercatat|terhitung|terkumpul|dihimpun|diterima|masih|sudah|telah|belum)"
    r"\b[^.\n]{0,60}\b(?:hingga|sampai)(?: dengan)?\s+(?:hari\s+)?$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"[^.\n]{0,50}\b(?:belum|tidak|tak|masih)\b", re.IGNORECASE)
# `hingga 18 Desember, demikian diumumkan Jumat (11/12/2026)`: on that day it was told
_TOLD = re.compile(
    r"(?<!akan )(?<!dapat )\b(?:demikian|diumumkan|disampaikan|diterangkan|dijelaskan)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*$")
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z“])|\n")
_ANNOUNCING = frozenset({"lalu-lintas", "pengumuman"})
_LINE_START = re.compile(r"(?:^|\n)(?:[-–+*•]\s+|\(?\d{1,2}[.)]\s*)?\Z")
_PLACE_ONLY = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}\s*[,(]\s*")
_FEWEST_ROWS = 2
_NEAR = timedelta(days=60)  # within which `Rabu (2/12)` is told of a day with its year
_LAST_OF_NEWS = 2  # paragraph in which the event of a report is told
_OF_DATELINE = 12.0  # points: a date in the dateline is that of the release


@dataclass(frozen=True, slots=True)
class When:
    """`day` is None where no full date is known. `partial` is a date without a year.

    `event` is set where the event has another day than the release.
    """

    day: date | None = None
    weekday_ok: bool | None = None
    weekday_stated: str = ""
    inferred: bool = False
    partial: tuple[int, int] | None = None  # day, month
    impossible: bool = False
    mismatches: tuple[FoundDate, ...] = ()
    event: Period | None = None
    period: Period | None = None  # the event, or else the day of the release with its hours
    told_later: date | None = None  # a later day, in lead or speech, that is told without its year


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: FoundDate
    score: float
    order: int
    period: Period | None
    paragraph: int = -1
    is_to_come: bool = False
    is_since: bool = False
    is_apart: bool = False  # behind a comma: `… menyebar hoaks akan gempa, Kamis (19/11/2026)`
    is_reference: bool = False  # a birth, a deadline, the date of another paper
    is_labelled: bool = False
    is_held: bool = False  # `berlangsung 12–15 November 2026`
    is_said: bool = False  # on which somebody said something
    opens_line: bool = False
    opens_text: bool = False  # `Majalengka, 12 Agustus 2026. Polres …`

    @property
    def may_be_day(self) -> bool:
        """Whether the release may be of this day; an operation that lasts has other days."""
        lasts = self.mention.until and not self.is_marked and self.paragraph > 0
        return not (self.is_to_come or self.is_reference or lasts)

    @property
    def is_last_seen(self) -> bool:
        """Whether it is told only as the day since which somebody is missing or wanted."""
        return self.is_since and not (self.is_apart or self.is_said)

    @property
    def is_marked(self) -> bool:
        """Whether the date is written as news write it: with its weekday or in brackets."""
        return bool(self.mention.weekday_stated)


def choose(
    title: str,
    dateline: str,
    text: str,
    dropped: Sequence[str] = (),
    *,
    kind: str = "",
    form: Form | None = None,
    year: int | None = None,
    reference: date | None = None,
    only_closing: bool = False,
) -> When:
    """The day on which the release was given out, or on which what it tells took place.

    A line that closes the text (`Pasuruan, 9 Mei 2026`) decides; else the dateline and the dates
    of the text, of which births, deadlines and what is to come are none. `only_closing`: the text
    speaks of another release, and its dates are those of that one but for the first word of all.
    """
    lines = text.split("\n")
    closing = read_closing(lines, dropped, year=year, reference=reference)
    candidates = [*_dateline(dateline, year, reference)]
    in_text = _in_text(text, kind, form or Form(), closing.line, year, reference)
    candidates += _with_days_to_come([c for c in in_text if not only_closing or c.opens_text])
    if closing.found:
        event = _event(candidates, closing.found.date, kind)
        return _result(closing.found, candidates, event)
    own = [c for c in candidates if c.may_be_day]
    if kind in PERSON_KINDS and own and all(c.is_last_seen for c in own):
        event = _event(candidates, None, kind)
        return When(event=event, period=event)
    if not candidates and not (kind == "pengumuman" and is_programme(text)):
        own = [_candidate(line, mention, -3.0, 0) for line in (title, *dropped)
               for mention in find(line, year=year, reference=reference)]  # fmt: skip
    if not own and kind not in _ANNOUNCING:  # a day with a weekday is better than none
        own = [c for c in candidates if c.is_marked and (c.is_apart or not c.is_to_come)]
    if not own:
        event = _event(candidates, None, kind)
        return When(event=event, period=event) if event else When()
    best = _best(own).mention
    around = (mention for line in (title, *dropped) for mention in find(line))
    best = next((full for full in around if _is_day_of(full, best)), best)
    return _result(best, candidates, _event(candidates, best.date, kind))


def _with_days_to_come(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """What lies behind the last day on which somebody spoke of it had not happened."""
    said = [c.mention.date for c in candidates if c.is_said and c.mention.date]
    last = max(said, default=None)
    return [
        replace(c, is_to_come=True) if last and c.mention.date and c.mention.date > last else c
        for c in candidates
    ]


def _best(candidates: Sequence[_Candidate]) -> _Candidate:
    """The highest score; the latest marked day gets a bonus."""
    marked = [c.mention.date for c in candidates if c.is_marked and c.mention.date]
    latest = max(marked, default=None)

    def rate(candidate: _Candidate) -> tuple[float, int]:
        is_latest = (
            candidate.is_marked and candidate.mention.date == latest and len(set(marked)) > 1
        )
        return candidate.score + (2.5 if is_latest else 0), -candidate.order

    full = [candidate for candidate in candidates if candidate.mention.date]
    best = max(full or candidates, key=rate)
    partial = max(candidates, key=rate)
    if (
        full
        and rate(best)[0] < -1
        and not partial.mention.date
        and rate(partial)[0] > rate(best)[0] + 3
    ):
        return partial  # `Jumat (30/8)` is the day, a far-off date with a year is not
    return best


def _is_day_of(mention: FoundDate, partial: FoundDate) -> bool:
    """Whether a full date is the one that another mention gives without its year."""
    if partial.date or not mention.date:
        return False
    return (mention.day, mention.month) == (partial.day, partial.month)


def _result(best: FoundDate, candidates: Sequence[_Candidate], event: Period | None) -> When:
    mentions = [candidate.mention for candidate in candidates] or [best]
    same = [mention for mention in (best, *mentions) if best.date and mention.date == best.date]
    checks = [mention.weekday_ok for mention in same if mention.weekday_ok is not None]
    checks += [ok for mention in mentions if (ok := _fits_weekday(mention, best.date)) is not None]
    stated = next((mention.weekday_stated for mention in same if mention.weekday_ok is False), "")
    own = next((c.period for c in candidates if c.period and c.mention.date == best.date), None)
    return When(
        day=best.date,
        weekday_ok=None if not checks else all(checks),
        weekday_stated=stated or best.weekday_stated,
        inferred=best.year_inferred,
        partial=None if best.date else (best.day, best.month),
        impossible=best.impossible,
        mismatches=tuple(mention for mention in mentions if mention.weekday_ok is False),
        event=event,
        period=event or own,
        told_later=_told_later(candidates, best.date),
    )


def _told_later(candidates: Sequence[_Candidate], day: date | None) -> date | None:
    """A day after `day` that is written without its year, and may be that of the release."""
    partial = [c for c in candidates if c.mention.date is None and (c.is_said or not c.paragraph)]
    for mention in (c.mention for c in partial):
        year = likely_year(mention.day, mention.month, mention.weekday_stated, day)
        told = None if mention.impossible or not year else date(year, mention.month, mention.day)
        fits = told and WEEKDAY_NAMES[told.weekday()] == mention.weekday_stated
        if day and told and fits and timedelta(0) < told - day <= _NEAR:
            return told
    return None


def _fits_weekday(mention: FoundDate, day: date | None) -> bool | None:
    """Whether the weekday of a date without a year is that of the full date it repeats."""
    if mention.date or not day or not mention.weekday_stated:
        return None
    if (mention.day, mention.month) != (day.day, day.month):
        return None
    return mention.weekday_stated == WEEKDAY_NAMES[day.weekday()]


def _event(candidates: Sequence[_Candidate], day: date | None, kind: str) -> Period | None:
    """The event, if it has another day than the release: the first that fits."""
    other_days = [
        c for c in candidates
        if c.period and not c.is_reference and (c.mention.date != day or c.period.until)
    ]  # fmt: skip
    if kind in _ANNOUNCING:
        chosen = [c for c in other_days if c.is_to_come or c.mention.until] or other_days
        if timetable := _timetable(other_days):
            return timetable
    elif kind in PERSON_KINDS:
        past = [c for c in other_days if not c.is_to_come]
        chosen = sorted((c for c in past if c.is_since), key=lambda c: not c.is_labelled)
        chosen = chosen or [c for c in past if kind == "dpo" or _is_before(c, day)]
    elif kind == "imbauan":  # what it warns of
        chosen = [c for c in other_days if c.is_to_come or (c.period and c.period.until)]
    else:
        near = [c for c in other_days if c.paragraph <= _LAST_OF_NEWS]
        chosen = [c for c in near if c.is_marked and not c.is_to_come]
        chosen = chosen or [c for c in near if c.mention.until and c.is_held]
    return chosen[0].period if chosen else None


def _is_before(candidate: _Candidate, day: date | None) -> bool:
    """Whether news tell a day before that of the release in their first lines."""
    found = candidate.mention.date
    near = candidate.paragraph <= _LAST_OF_NEWS and candidate.is_marked
    return bool(day and found and near and found < day)


def _timetable(candidates: Sequence[_Candidate]) -> Period | None:
    """The days of a list that names a day in each line: `Senin 19/10/2026 : Balai Desa …`."""
    rows = [c for c in candidates if c.opens_line and c.period and not c.period.until]
    days = [c.mention.date for c in rows if c.mention.date]
    in_a_row = all(b.paragraph - a.paragraph == 1 for a, b in pairwise(rows))
    if len(rows) < _FEWEST_ROWS or not in_a_row or days != sorted(set(days)):
        return None
    return Period(days[0], days[-1])


# Candidates


def _dateline(dateline: str, year: int | None, reference: date | None) -> Iterator[_Candidate]:
    for mention in find(dateline, year=year, reference=reference):
        yield _candidate(dateline, mention, _OF_DATELINE, -1)


def _in_text(
    text: str, kind: str, form: Form, closing: int, year: int | None, reference: date | None
) -> Iterator[_Candidate]:
    births, labelled = form.lines("birth"), form.lines("when", "seen")
    if kind == "pengumuman" and is_programme(text):
        dated = (at for at, line in enumerate(text.split("\n")) if is_only_date(line))
        labelled |= {0, *dated}  # `Giat Kapolres Hari Ini (Selasa, 8/12/2026):`
    found_dates = find(text, year=year, reference=reference)
    for order, mention in enumerate(found_dates):
        paragraph = text.count("\n", 0, mention.start)
        if paragraph == closing or paragraph in births:
            continue
        sentence = _SENTENCE.split(text[max(0, mention.start - 130) : mention.start])[-1]
        before = sentence.rpartition("”")[2]  # quotations are about other days
        about = _TOLD.split(before)[-1]
        following = found_dates[order + 1] if order + 1 < len(found_dates) else None
        period = period_of(text, mention, following)
        yield _Candidate(
            mention,
            _score(text, mention),
            order,
            period,
            paragraph,
            is_to_come=_is_to_come(kind, about, period, paragraph in labelled)
            or _starts_to_hold(kind, about, mention),
            is_apart=_APART.search(before) is not None,
            is_since=paragraph in labelled or bool(_SINCE_BEFORE.search(before)),
            is_reference=_is_reference(about, mention, text[mention.end :]),
            is_labelled=paragraph in labelled,
            is_held=bool(_HELD_BEFORE.search(before)),
            is_said=mention.weekday_stated != "" and _is_said(sentence),
            opens_line=_LINE_START.search(text, 0, mention.start) is not None,
            opens_text=_PLACE_ONLY.fullmatch(text, 0, mention.start) is not None,
        )


def _is_reference(before: str, mention: FoundDate, after: str) -> bool:
    if not mention.weekday_stated and _FEAST_BEFORE.search(before):
        return True
    if mention.weekday_stated and _APART.search(before):
        return bool(_BIRTH_BEFORE.search(before))
    if _AS_OF.fullmatch(before) or (mention.weekday_stated and _COUNTED_BEFORE.search(before)):
        return False
    if _DEADLINE_BEFORE.search(before) and not _STRETCH_BEFORE.search(before):
        return not _NOT_YET.match(after)  # `Hingga Selasa (8/9/2026) ia belum kembali`
    return any(pattern.search(before) for pattern in (_BIRTH_BEFORE, _REFERRED_BEFORE))


def _starts_to_hold(kind: str, before: str, mention: FoundDate) -> bool:
    """`Berlaku mulai 8 Februari 2027` below what is announced."""
    return kind in _ANNOUNCING and not mention.weekday_stated and bool(_HOLDS_BEFORE.search(before))


def _is_to_come(kind: str, before: str, period: Period | None, is_labelled: bool) -> bool:
    if _TO_COME_BEFORE.search(before):
        return True
    if kind not in _ANNOUNCING or period is None:
        return False
    lasts = period.until is not None or bool(
        period.hours and (period.hours.end is not None or period.hours.is_open)
    )
    is_closure = period.until is not None or bool(_CLOSED_BEFORE.search(before))
    return is_labelled or (lasts and (kind == "pengumuman" or is_closure))


def _is_said(sentence: str) -> bool:
    """Whether the words before a date tell who said something, outside of a quotation."""
    tells = _SPEECH_BEFORE.search(sentence) or _TOLD_BEFORE.search(sentence)
    return bool(tells) and "“" not in sentence.rpartition("”")[2]


def _candidate(text: str, mention: FoundDate, score: float, order: int) -> _Candidate:
    return _Candidate(mention, score, order, period_of(text, mention))


def _score(text: str, mention: FoundDate) -> float:
    before = text[max(0, mention.start - 130) : mention.start]
    paragraph = text.count("\n", 0, mention.start)
    written = text[mention.start : mention.end]
    score = 3.0 if mention.weekday_stated else 0.0
    score += 1 if "(" in written or "/" in written else 0
    score += 2.5 if paragraph == 0 else (1 if paragraph == 1 else 0)
    sentence = _SENTENCE.split(before)[-1]
    if _is_said(sentence):
        score += 2.5
    if _SPEECH_AFTER.match(text, mention.end):
        score += 2
    if _HELD_BEFORE.search(sentence):
        score += 1
    is_apart = bool(mention.weekday_stated and _APART.search(sentence))
    if _OTHER_BEFORE.search(sentence) and not is_apart:
        score -= 2.5
    if _QUOTED.search(before):
        score -= 3
    if mention.until:
        score -= 1.5
    return score
