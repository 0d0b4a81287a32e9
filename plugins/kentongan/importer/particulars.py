"""The fields of particular kinds: who is sought, which claim is false, for how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kentongan.domain.calendar import WEEKDAY
from kentongan.domain.dates_in_text import find
from kentongan.domain.people import is_initials, read_person
from kentongan.domain.ranks import police_ranks
from kentongan.importer.forms import Form
from kentongan.importer.periods import Period, period_of, with_only_hours
from kentongan.importer.rumours import RUMOUR, SAYING

_CASE_NUMBER = re.compile(
    r"\b(?:DPO|Daftar Pencarian Orang)(?= ?/[^\n]{0,25}\d)"
    r"(?: ?/ ?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)+"
)
_SOUGHT = re.compile(
    r"\b(?:bernama|atas nama|a\.?n\.|an\.|mencari(?: keberadaan)?|hilangnya|identitas korban"
    r"|untuk menemukan)\s+"
    r"(?:(?:Mbah|Pak|Bu|Ibu|Bapak|Kakek|Nenek|Sdr\.|Sdri\.|Saudara|Saudari|Bang|Mas)\s+)?(?=[A-Z])"
)
_ELDER = re.compile(r"(?:^|(?<=[\s(]))(?:Mbah|Pak|Bu|Kakek|Nenek)\s+(?=[A-Z])")
_REPORTED = re.compile(
    r"\b(?:melaporkan|kehilangan|keberadaan|laporan|menetapkan|memburu|mencari|buronan)\s+(?=[A-Z])"
)
_AGE_AFTER = re.compile(r"\s*\(\d{1,3}(?:\s*(?:tahun|thn?))?\)")
# `Yang dicari yaitu Ani (30), guru, dan Budi (29)`: every name with an age in the sentence
_ALL_SOUGHT = re.compile(
    r"\b(?:dicari|hilang|ditemukan|pencarian)"
    r"(?: (?:yaitu|yakni|ialah|adalah|masing-masing),?)+ (?-i:(?:[a-z]+ ){0,3}(?=[A-Z]))",
    re.IGNORECASE,
)
_AGE_BEHIND = re.compile(r",?\s*\(?\s*\d{1,3}\s*(?:tahun|th?n?\.?)\s*\)?$", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:(?:Mbah|Pak|Bu|Ibu|Bapak|Kakek|Nenek|Sdr\.|Sdri\.|Saudara|Saudari)\s+)?"
    r"(?P<name>[A-Z][a-z'’]+(?: (?:[A-Z][a-z'’]+|[A-Z]\.|bin|binti|al)){0,4})"
    r",?\s+\(?(?:(?:ber)?(?:usia|umur)\s+)?\d{1,3}(?:\s*(?:tahun|thn?)|(?=\)))"
)
_BYNAME = re.compile(r"\s+(?:alias|als\.?|a\.?k\.?a\.?)\s", re.IGNORECASE)
_ROLE_BEFORE = re.compile(
    r"(?:(?:Keluarga|Korban|Warga|Pelajar|Siswa|Siswi|Santri|Istri|Suami|Anak|Adik|Kakak|Pria|Perempuan"
    r"|Wanita|Lansia|Nelayan|Petani|Bocah|Balita|Remaja)\s+)+(?=[A-Z])"
)
_ALIAS = re.compile(r" (?:alias|als\.?) [A-Z][\w'’]+(?: [A-Z][\w'’]+)?")
_CONTACT = re.compile(
    r"\b(?i:menghubungi|hubungi|hub\.|disampaikan ke(?:pada)?|melapor ke(?:pada)?|lapor ke(?:pada)?"
    r"|(?:me)?lapor(?:kan)?(?=\s+(?:Pol|SPKT|Sat|Unit|110)))"
    r"\s*:?\s+"
    r"(?P<whom>[A-Z0-9][^\n.;!?“”]{2,90}(?:\.\d[^\n.;!?“”]*)?)"
)
_FOUND = re.compile(
    r"\b(?:ditemukan|(?:sudah|telah) ketemu|kembali ke (?:rumah|keluarga))\b",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"\b(?:belum|tidak|tak)\s+(?:juga\s+|kunjung\s+)?ditemukan|hingga ditemukan"
    r"|belum\s+(?:juga\s+|kunjung\s+)?kembali|masih (?:di|men)cari"
    r"|bila ditemukan|jika ditemukan|bagi yang menemukan",
    re.IGNORECASE,
)
_STAYED_AWAY = re.compile(r"\b(?:tidak|tak)\s+(?:kunjung\s+)?kembali", re.IGNORECASE)
_STILL_SOUGHT = re.compile(
    r"\bbelum\b|\bmasih hilang\b|\b(?:masih|terus) \w*cari|\bdicari\b", re.IGNORECASE
)
_HOLDS_UNTIL = re.compile(
    r"\bberlaku\s+(?:(?:sejak|mulai)\b[^.\n]{3,50}?\s)?(?:hingga|sampai(?:\s+dengan)?|s/d|s\.?d\.?)\s+(?P<end>[^\n]{4,80})",
    re.IGNORECASE,
)
# A trial or a closure that lasts: `Uji coba dilaksanakan Satlantas … hingga 30 September 2026`
_LASTS_UNTIL = re.compile(
    _HOLDS_UNTIL.pattern
    + r"|\b(?:uji coba|penutupan|pengalihan|rekayasa|pembatasan|pekerjaan|perbaikan|pengecoran)\b"
    r"[^.\n]{0,90}?\s(?:hingga|sampai(?:\s+dengan)?|s/d|s\.?d\.?)\s+"
    r"(?P<last>(?=(?:\w+,? )?\(?\d)[^\n]{4,80})",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:(?:berlaku\s+)?(?:hingga|sampai(?:\s+dengan)?|s/d|s\.?d\.?)|paling\s+lambat|selambat-lambatnya"
    r"|batas(?:\s+akhir)?(?:\s+\w+)?|dibuka\b[^.\n]{1,60}\bditutup"
    r"|(?:loket|pendaftaran|layanan|pos) (?:akan )?ditutup)\s*:?\s+"
    r"(?P<end>(?:(?:hari|tanggal|tgl\.?|pada)\s+){0,2}"
    rf"(?:(?:{WEEKDAY}),?\s+)?\d{{1,2}}(?:\s+[A-Za-z]|[/-]\d)[^\n]{{4,60}})",
    re.IGNORECASE,
)
# `Hingga Selasa, 20 Oktober 2026, sudah 143 orang mendaftar`
_SO_FAR = re.compile(r"[\s,)]*(?:sudah|telah|tercatat|sebanyak|masih|baru)\b", re.IGNORECASE)
_DENIED = re.compile(
    rf"\b(?:memastikan|menegaskan|menyatakan|menyebut|membantah|bantah|menepis|tepis|menyanggah|sanggah|menampik|tampik|meluruskan"
    rf"|luruskan|membenarkan|mengklarifikasi|mengonfirmasi|menyampaikan|bahwa|klarifikasi atas)\s+"
    rf"(?:adanya\s+|bahwa\s+|soal\s+)?(?P<claim>{RUMOUR}\b(?:[^\n.]|\.(?=\w)){{3,200}}?)"
    r"(?=\s+(?:adalah|merupakan|itu\s+(?:adalah\s+)?(?:tidak|hoaks)|tidak benar|hoaks|hoax|bohong"
    r"|(?<!uang )palsu|ternyata|tidak berdasar|tidak dapat dipertanggungjawabkan"
    r"|bukan (?:milik|berasal|akun|situs|surat|nomor|terjadi|di))\b"
    r"|\s+yang (?:beredar|kembali viral|viral|ramai|tersebar)"
    r"|,?\s+(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum['’]?at|Sabtu|Minggu)\b|[.,]\s|\.$|$)",
    re.IGNORECASE,
)
_ADALAH = re.compile(
    rf"(?P<claim>\b{RUMOUR}\b(?:[^\n.]|\.(?=\w)){{3,160}}?)\s+(?:adalah|merupakan|itu|dipastikan|dinyatakan|ternyata)\s+"
    r"(?:tidak benar|hoaks|hoax|bohong|palsu|penipuan|hasil (?:rekayasa|editan|suntingan)"
    r"|(?:peristiwa|kejadian) lama"
    r"|(?:akun|surat|foto|video|rekaman) (?:palsu|lama|editan))",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    rf"\bberedar(?:nya)?\s+(?P<claim>{RUMOUR}\b(?:[^\n.]|\.(?=\w)){{3,160}}?)"
    r"(?=[.,]\s|\.$|\s+(?:di (?:media|grup|facebook|whatsapp)|lewat|melalui)\b|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ANSWERED = re.compile(
    rf"\b(?:menanggapi|terkait|soal|mengenai|atas)\s+(?:adanya\s+|beredarnya\s+)?(?P<claim>{RUMOUR}\b"
    r"[^\n.]{3,160}?)(?=\s+yang\s+(?:kembali\s+|sempat\s+|tengah\s+|sedang\s+|lagi\s+)?"
    r"(?:beredar|viral|ramai|tersebar|disebarkan)|[,.]\s)",
    re.IGNORECASE,
)
# `… yang beredar di grup WhatsApp` says where the claim went, not what it says.
_WHERE_SPREAD = re.compile(
    r"\s+(?:yang\s+)?(?:kembali\s+|sempat\s+|kini\s+)?(?:beredar|viral|ramai|tersebar|menyebar)\b"
    r"(?! yang\b)[^“”]*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"\b{RUMOUR}(?:\s+yang\s+[^,.\n]{{3,40}}?)?\s+(?:mengenai|tentang|soal|terkait|bahwa)\s+"
    r"(?P<claim>[^\n.,]{5,160}?)(?=[.,]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_FORGED = re.compile(
    r"\b(?:akun|surat|poster|tautan|nomor|undangan|lowongan|situs|pengumuman|dokumen|berkas|pesan)"
    r"(?:\s\w+){0,2}\s(?:itu|ini|tersebut|adalah)\spalsu\b",
    re.IGNORECASE,
)
_OF_FORGERY = re.compile(r"(?:akun|surat|tautan|nomor|undangan|lowongan|situs)\b", re.IGNORECASE)
_ONLY_POINTS = re.compile(rf"{RUMOUR} (?:tersebut|itu|ini|yang beredar)", re.IGNORECASE)
_VERDICTS = (
    ("dipalsukan", r"(?<!uang )\bpalsu\b|dipalsukan|\beditan\b"
                   r"|(?:adalah|itu|merupakan|modus) penipuan"
                   r"|hasil (?:suntingan|edit|rekayasa)|deepfake"
                   r"|mencatut|mengatasnamakan|tiruan"
                   r"|bukan (?:milik|(?:akun|situs|surat|nomor) resmi)"),
    ("menyesatkan", r"(?:foto|video|rekaman|kejadian|peristiwa)\b.{0,40}\blama\b|di luar konteks"
                    r"|tidak utuh|(?:pernah|sudah) (?:diunggah|beredar)"
                    r"|(?:negara|daerah|kota|wilayah|provinsi) lain"
                    r"|dipotong|potongan video|menyesatkan|bukan (?:(?:ter|ke)jadi(?:an)? )?di\b"
                    r"|(?:di)?ambil (?:di|dari) luar"),
    ("salah", r"tidak benar|hoa(?:ks|x)|bohong|(?:mem|di)bantah|\bbantah|\bmenepis|\btepis"
              r"|sanggah|tampik|tidak berdasar|fitnah|tidak terbukti"
              r"|tidak (?:pernah )?ada|tidak terjadi|disinformasi"),
    ("benar", r"membenarkan|benar adanya|memang benar|^benar\b|\basli\b"),
)  # fmt: skip

_OUT_OF_CONTEXT = (
    r"di luar konteks|tidak utuh|(?:yang|telah|sudah|sengaja) dipotong|potongan (?:video|surat)"
)
# Verbs that say only that the claim does not hold, where nothing says why.
_DENIALS = (("salah", r"luruskan|keliru"),)


def fields_of(
    kind: str, title: str, text: str, form: Form, period: Period | None, day: date | None
) -> Mapping[str, str]:
    """Front matter of the kind as far as the text states it: key → value.

    `day` is that of the release, `period` that of its event.
    """
    readers: Mapping[str, Callable[[], Iterator[tuple[str, str]]]] = {
        "orang-hilang": lambda: _person_fields(title, text, form),
        "dpo": lambda: _person_fields(title, text, form),
        "klarifikasi": lambda: _claim_fields(title, text, form),
        "lalu-lintas": lambda: _validity(
            with_only_hours(period, text), day, text, form, _LASTS_UNTIL
        ),
        "pengumuman": lambda: _validity(period, day, text, form, _DEADLINE),
        "imbauan": lambda: _validity(period, day, text, form),
    }
    reader = readers.get(kind)
    pairs = reader() if reader else ()
    return {key: " ".join(value.split()).rstrip(".;,") for key, value in pairs if value}


def names_of(text: str, form: Form) -> str:
    """The persons sought, named by the form or else by a sentence; initials do not count."""
    stated = (_AGE_BEHIND.sub("", name) for name in form.values("name"))
    written = [name for name in stated if not is_initials(_BYNAME.split(name)[0])]
    if written:
        return ", ".join(dict.fromkeys(written))
    if listed := _listed(text):
        return ", ".join(listed)
    for pattern in (_SOUGHT, _ELDER, _REPORTED):
        for match in pattern.finditer(text):
            person = read_person(text, match.end())
            if person and not is_initials(person.name):
                with_age = _AGE_AFTER.match(text, person.end)
                if with_age or pattern is _SOUGHT:
                    alias = _ALIAS.match(text, person.end)
                    return person.name + (alias[0] if alias else "")
    return _with_age(text)


def _listed(text: str) -> list[str]:
    """Who is sought, where a sentence says `Yang dicari yaitu` and names them with their age."""
    start = _ALL_SOUGHT.search(text)
    if start is None:
        return []
    sentence = re.split(r"[.!?]\s|\n", text[start.end() :], maxsplit=1)[0]
    return [match["name"] for match in _AGED.finditer(sentence) if not is_initials(match["name"])]


def _with_age(text: str) -> str:
    """The first person whose age is told and who is no officer: `Ahmad (40)`."""
    for match in _AGED.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        name = _ROLE_BEFORE.sub("", match["name"])
        if not is_initials(name) and not any(
            len(before[rank.end() :].strip()) == 0 for rank in police_ranks(before)
        ):
            return name
    return ""


def _person_fields(title: str, text: str, form: Form) -> Iterator[tuple[str, str]]:
    lead = "\n".join(text.split("\n")[:2])
    is_found = _is_found(title, lead)
    yield "Status-Kasus", "ditemukan" if is_found else ""
    yield (
        "Nama",
        "" if is_found else names_of(text, form),
    )  # the person was found, so nobody is sought
    yield "Ciri", _features(form)
    yield "Nomor-Kasus", _case_number(text, form)
    contact = _CONTACT.search(text)
    yield "Kontak", form.first("contact") or (contact["whom"].strip(" ,:") if contact else "")


def _is_found(title: str, lead: str) -> bool:
    """Whether the search is over; things may be found of somebody who is still sought."""
    if _NOT_FOUND.search(f"{title}\n{lead}") or _STILL_SOUGHT.search(title):
        return False
    in_lead = _FOUND.search(lead) and not _STAYED_AWAY.search(lead)
    return bool(in_lead or _FOUND.search(title))


def _features(form: Form) -> str:
    """The features of one person, or of each by name: `Agus: bertato; Budi: gemuk`."""
    names, features = form.values("name"), form.values("features")
    if len(features) > 1 and len(features) == len(names):
        pairs = zip(names, features, strict=True)
        return "; ".join(f"{name}: {described.rstrip(' .;')}" for name, described in pairs)
    return features[0] if features else ""


def _case_number(text: str, form: Form) -> str:
    for number in form.values("number"):
        if "/" in number and any(character.isdigit() for character in number):
            return number
    match = _CASE_NUMBER.search(text)
    return match[0] if match else ""


def _claim_fields(title: str, text: str, form: Form) -> Iterator[tuple[str, str]]:
    claim = form.first("claim").strip('“”" ') or _claim(text)
    yield "Klaim", claim
    whole = f"{title}\n{text}"
    is_forged = _OF_FORGERY.match(claim) and re.search(_VERDICTS[0][1], whole, re.IGNORECASE)
    yield "Putusan", "dipalsukan" if is_forged or _FORGED.search(whole) else _verdict(title, text)


def _claim(text: str) -> str:
    for pattern in (SAYING, _ADALAH, _DENIED, _SPREAD, _ANSWERED, _ABOUT):
        for match in pattern.finditer(text):
            claim = _WHERE_SPREAD.sub("", match["claim"]).strip(" ,")
            if " " in claim and not _ONLY_POINTS.fullmatch(claim):
                return claim
    return ""


def _verdict(title: str, text: str) -> str:
    """The verdict of the police on the claim: the title decides, then the lead, then the rest."""
    lead, _, rest = text.partition("\n")
    if re.search(_OUT_OF_CONTEXT, rest, re.IGNORECASE):
        return "menyesatkan"  # and what was made of it is denied above
    for verdicts in (_VERDICTS, _DENIALS):
        for part in (title, lead, rest):
            for verdict, words in verdicts:
                if verdict == "benar" and part is rest:
                    continue  # somebody else confirms what the police say
                if re.search(words, part, re.IGNORECASE):
                    return verdict
    return ""


def _validity(
    period: Period | None,
    day: date | None,
    text: str,
    form: Form,
    ends: re.Pattern[str] = _HOLDS_UNTIL,
) -> Iterator[tuple[str, str]]:
    """From when to when it holds; nothing that was over on the day of the release."""
    if period and day and (period.until or period.day) < day:
        period = None
    last = _stated_end(text, form, ends)
    if period and day and last and day <= last.day < period.day and _is_told_first(last, text):
        period = None  # what follows the deadline of an announcement: the day of a test, of a draw
    if period:
        yield "Berlaku-Mulai", period.starts
    earliest = period.day if period else day
    is_later = last is not None and (earliest is None or last.day >= earliest)
    stated = last.starts if last and is_later else ""
    own = period.ends if period else ""
    is_single = period is not None and period.until is None  # every night until a later day
    yield "Berlaku-Sampai", (stated or own) if is_single else (own or stated)


def _is_told_first(deadline: Period, text: str) -> bool:
    """Whether no day that lies behind a deadline is told before it."""
    days = [mention.date for mention in find(text) if mention.date]
    at = days.index(deadline.day) if deadline.day in days else 0
    return all(day <= deadline.day for day in days[:at])


def _stated_end(text: str, form: Form, ends: re.Pattern[str]) -> Period | None:
    """`Sampai : 12 Maret 2026 pukul 17.00 WIB`, `Peringatan berlaku hingga Sabtu (14/3/2026)`."""
    stated = (match[match.lastgroup or 0] for match in ends.finditer(text))
    for value in (*form.values("until"), *stated):
        mention = next(iter(find(value)), None)
        if mention and not _SO_FAR.match(value, mention.end):
            return period_of(value, mention)
    return None
