"""The days that a text tells, and what the words around each say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kentongan.domain.dates_in_text import FoundDate, find
from kentongan.importer.agendas import is_programme
from kentongan.importer.closings import is_only_date
from kentongan.importer.forms import Form
from kentongan.importer.periods import Period, period_of

_SPEECH_BEFORE = re.compile(
    r"\b(?:(?:ujar|kata|tutur|jelas|terang|ungkap|tegas|papar|imbuh|pungkas|ucap|sebut|tambah|lanjut"
    r"|tandas|beber|pesan|harap|imbau|himbau|ajak|cerita|(?<!dimintai )keterangan"
    r"|pernyataan|sambutan|arahan"
    r"|rilis|siaran pers|penjelasan|paparan|laporan)(?:nya)?"
    r"|(?:mengumumkan|menyampaikan) (?:\w+ ){1,2}(?:itu|tersebut|ini)"
    r"|konferensi pers)\b[^“”\n]{0,130}$",
    re.IGNORECASE,
)
# `Hal itu diumumkan Jumat (18/12/2026)`, `demikian disampaikan Kasat Lantas, Jumat (18/12/2026)`
_TOLD_BEFORE = re.compile(
    r"\b(?:demikian|(?:penutupan|pengalihan|rekayasa|perubahan|jadwal)(?:\s+\w+){0,2}"
    r"|(?:hal|informasi|pengumuman|keterangan|imbauan|ajakan|larangan|pesan|kepastian"
    r"|pernyataan|data|layanan|keputusan|kebijakan|aturan)(?:\s+\w+)?\s+(?:itu|ini|tersebut))"
    r"\s+(?:\w+\s+)?di(?:umum|sampai|kata|jelas|terang|papar|ungkap|tegas)kan\b[^“”\n]{0,110}$",
    re.IGNORECASE,
)
# Behind a quotation any verb tells who said it: `” kelakar Kapolsek Ani, Jumat, 24 April 2026`
_SPEAKER = re.compile(r",?\s+[a-z]{4,}\s+[A-Z]")
_SPEECH_AFTER = re.compile(
    r"[\s).,]*(?:mengatakan|menyebut|menyampaikan|menjelaskan|menegaskan|menuturkan|mengungkap"
    r"|menerangkan|memaparkan|menyatakan|membenarkan|menambahkan|mengingatkan|berpesan|menilai"
    r"|mengimbau|menghimbau|meminta|mengajak)",
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
_OPENED_BEFORE = re.compile(r"\b(?:pendaftaran|dibuka|mendaftar)\b[^.\n]{0,40}$", re.IGNORECASE)
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
    r"(?<!akan )(?<!dapat )\b(?:demikian|diumumkan|disampaikan|diterangkan|dijelaskan"
    r"|(?:kata|ujar|tutur|jelas|terang|ungkap|papar|ucap)(?:nya)?)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*$")
_SENTENCE = re.compile(r"(?<!\bPol)(?<!\bPurn)[.!?]\s+(?=[A-Z“])|\n")
ANNOUNCING = frozenset({"lalu-lintas", "pengumuman"})
_LINE_START = re.compile(r"(?:^|\n)(?:[-–+*•]\s+|\(?\d{1,2}[.)]\s*)?\Z")
_PLACE_ONLY = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}\s*[,(]\s*")
_OF_DATELINE = 12.0  # points: a date in the dateline is that of the release


@dataclass(frozen=True, slots=True)
class Candidate:
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
    is_opened: bool = False  # `pendaftaran dibuka 8–24 Juni 2026`
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


def of_dateline(dateline: str, year: int | None, reference: date | None) -> Iterator[Candidate]:
    for mention in find(dateline, year=year, reference=reference):
        yield candidate_of(dateline, mention, _OF_DATELINE, -1)


def in_text(
    text: str, kind: str, form: Form, closing: int, year: int | None, reference: date | None
) -> Iterator[Candidate]:
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
        yield Candidate(
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
            is_said=mention.weekday_stated != "" and _is_told_on(text, mention, sentence),
            is_opened=_OPENED_BEFORE.search(before) is not None,
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
    return kind in ANNOUNCING and not mention.weekday_stated and bool(_HOLDS_BEFORE.search(before))


def _is_to_come(kind: str, before: str, period: Period | None, is_labelled: bool) -> bool:
    if _TO_COME_BEFORE.search(before):
        return True
    if kind not in ANNOUNCING or period is None:
        return False
    lasts = period.until is not None or bool(
        period.hours and (period.hours.end is not None or period.hours.is_open)
    )
    is_closure = period.until is not None or bool(_CLOSED_BEFORE.search(before))
    return is_labelled or (lasts and (kind == "pengumuman" or is_closure))


def _is_told_on(text: str, mention: FoundDate, sentence: str) -> bool:
    """Whether somebody said something on that day: `AKP Ani, Selasa (3/2/2026), menambahkan`."""
    is_apart = _APART.search(sentence) and _SPEECH_AFTER.match(text, mention.end)
    return bool(is_apart) or _is_said(sentence)


def _is_said(sentence: str) -> bool:
    """Whether the words before a date tell who said something, outside of a quotation."""
    _, closes, behind = sentence.rpartition("”")
    if "“" in behind:
        return False
    if closes and (_SPEAKER.match(behind) or not behind.strip(" ,")):
        return True
    return bool(_SPEECH_BEFORE.search(sentence) or _TOLD_BEFORE.search(sentence))


def candidate_of(text: str, mention: FoundDate, score: float, order: int) -> Candidate:
    return Candidate(mention, score, order, period_of(text, mention))


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
