"""Schools that a text names, and whether a sentence is about one of their pupils in a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kentongan.gate.pattern import Pattern, matches
from kentongan.gate.tables import words_of

if TYPE_CHECKING:
    from kentongan.gate.roles import CastText

_NO_NAME = (  # in a headline
    r"(?!(?:Diduga|Dilaporkan|Ditangkap|Ditahan|Diamankan|Dicabuli|Disetubuhi|Diperkosa|Dilecehkan|"
    r"Cabuli|Setubuhi|Perkosa|Lecehkan|Jadi|Yang|Dan|Di|Oleh|Polisi|Polres|Polsek|Polda)\b)"
)
_NAMED = Pattern(
    r"(?<!\w)(?:(?:SD|SMP|SMA|SMK|MI|MTs|MTS|MA|TK|SLB|SDLB|RA|TPQ|TPA)(?:[ -]?(?:N|Negeri|Islam|"
    r"IT|"
    r"Swasta|Kristen|Katolik))?|SDN|SMPN|SMAN|SMKN|SDI|"
    r"MTsN|MTSN|MAN|MIN|SDIT|SMPIT|SMAIT|PAUD|Ponpes|PP|Panti Asuhan|Pondok Pesantren|Pesantren|"
    r"Madrasah \w+|Sekolah \w+)\.? +(?:Negeri +)?"
    rf"(?:\d{{1,2}}(?: {_NO_NAME}[A-Z][\w'’-]+){{0,3}}|(?!(?:Negeri|Swasta)\b[ .,])"
    rf"{_NO_NAME}[A-Z][\w'’-]+(?: {_NO_NAME}[A-Z0-9][\w'’-]*){{0,4}})"
)
# In lower case a number or an abbreviation of a state school has to tell it from a word.
_SMALL = Pattern(
    r"(?<!\w)(?:(?:sd|smp|sma|smk|mts|mi|ma|ra|tk|slb|sdit|smpit|paud)(?: negeri| islam| it|"
    r" kristen|"
    r" katolik)?"
    r"|sdn|smpn|sman|smkn|mtsn|min|man|ponpes|pondok pesantren)\.? (?:"
    r"\d{1,2}(?!\s*(?:porsi|bungkus|kg|orang|anak|siswa|siswi|tahun|th|kali|"
    r"unit))(?: [a-z]{4,}\b){0,1}|"
    r"[a-z]{3,}(?: [a-z]{3,})? \d{1,2}\b)"
    r"|(?<!\w)(?:sdn|smpn|sman|smkn|mtsn|ponpes|pondok pesantren) "
    r"(?!yang|dan|di\b|itu|ini|tersebut|setempat|untuk|agar|se-)[a-z]{4,}"
)
_WORDS = words_of(
    "sd smp sma smk mi mts ma tk slb sdn smpn sman smkn mtsn man min sdit smpit paud ra tpq tpa pp "
    "ponpes pesantren madrasah sekolah sdlb smait sdi panti"
)
# How a name in capitals begins, by the word in lower case.
_OPENINGS = {
    **{word: (word.upper(),) for word in "sd smp sma smk mi ma tk slb sdlb ra tpq tpa".split()},
    **{word: (word.upper(),) for word in "sdn smpn sman smkn sdi man min sdit smpit".split()},
    **{word: (word.upper(),) for word in "smait paud pp".split()},
    **{"mts": ("MTs", "MTS"), "mtsn": ("MTsN", "MTSN"), "ponpes": ("Ponpes",)},
    **{"panti": ("Panti Asuhan",), "pondok": ("Pondok Pesantren",), "pesantren": ("Pesantren",)},
    **{"madrasah": ("Madrasah",), "sekolah": ("Sekolah",)},
}
_SMALL_WORDS = words_of(
    "mi ma ra sd smp sma smk mts tk slb sdit smpit paud sdn smpn sman smkn mtsn min man"
)
_PUPIL = Pattern(
    r"\b(?:seorang|salah (?:satu|seorang)|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|"
    r"sepuluh|belasan|puluhan|sejumlah|\d{1,2}|"
    r"para)\s+(?:orang\s+)?(?:siswa|siswi|pelajar|murid|santri\w*|anak)\b|"
    r"\b(?:korban|pelaku|tersangka|anak|bocah|saksi|terduga)\w*\b[^.]{0,60}\b(?:siswa|siswi|"
    r"pelajar|murid|santri\w*|bersekolah|sekolah|duduk|kelas)\b|"
    r"\b(?:siswa|siswi|pelajar|murid|santri\w*|anak)\b[^.]{0,60}(?:\(\s*\d|berinisial|inisial|"
    r"bernama|korban|pelaku)|"
    r"\bmenimpa (?:siswa|siswi|pelajar|murid|santri\w*)\b"
)
_EVENT = Pattern(
    r"\b(?:korban|pelaku|tersangka|saksi|terduga|tewas|meninggal|luka\w*|diamankan|ditangkap|abh|"
    r"dianiaya|dikeroyok|dicabuli|"
    r"menganiaya|disetubuhi|diperkosa|tenggelam|tertabrak|kecelakaan|hilang|dirundung|hanyut|"
    r"penganiayaan|pengeroyokan|pembacokan|penculikan|kekerasan|"
    r"perundungan|berinisial|menimpa|dibacok|dibully|dirampas|dibegal|dipalak|dilempar\w*|disiksa|"
    r"membacok|membawa (?:senjata|sajam|celurit)|"
    r"tawuran|dirawat|digigit|dirujuk|tersengat|terjatuh|terbakar|tertimpa|tersambar|terserempet|"
    r"tertembak|terlindas|tercebur|terpeleset|tersedak|terjebak|dilarikan|dievakuasi|diserahkan|terseret|keracunan|dipukul\w*)\b"
)
_PREVENTION = Pattern(
    r"\b(?:imbau\w*|mengimbau|diimbau|penyuluhan|sosialisasi|edukasi|mengedukasi|pembinaan|"
    r"jangan sampai|agar (?:tidak|siswa|pelajar|anak|mereka|para)|mencegah|pencegahan|diajari|"
    r"mengajari|diajak|cara|membantah ada\w*|hoaks|hoax|tidak ada (?:murid|siswa|anak)\w*|"
    r"bila|apabila|simulasi|kampanye|juara|menjuarai|deklarasi|upacara|"
    r"mengajak|lomba|police goes|menyambangi|kunjungan|bantuan|posko|penerimaan|menggalang|"
    r"penggalangan|peduli|donasi|membantu|trauma healing|"
    r"korban (?:gempa|banjir|bencana|longsor|kebakaran|erupsi))\b"
)
# Whoever goes there, teaches there or speaks for it.
_OF_SCHOOL = Pattern(
    r"\b(?:siswa|siswi|pelajar|murid|santri\w*|bersekolah|sekolah|duduk|kelas|guru|ustaz\w*|"
    r"kepala|wali kelas|pihak|pengasuh|pengurus|teman\w*)\b"
)
_YOUNG = Pattern(
    r"\b(?:anak|korban|pelaku|bocah|remaja|balita|terduga|tersangka|saksi|siswa|siswi|pelajar|"
    r"murid|"
    r"santri\w*|gadis)(?:nya)?\b[^.()\n]{0,40}\(\s*(?:[lp]\s*[,/]\s*)?(?:1[0-7]|\d)(?:\s*(?:tahun|thn|"
    r"th))?\s*[),]|"
    r"\b[a-z]{1,4}\.? \((?:1[0-7])(?: ?(?:tahun|thn|th))?\)|"
    r"\banak korban\b|\bkorban anak\b|\b(?:bocah|balita|abh)\b|\b(?:1[0-7]|\d) (?:tahun|thn|"
    r"th)\b(?! penjara)|"
    r"\b(?:seorang|korban|pelaku) (?:siswa|siswi|pelajar|murid|santri\w*)\b"
)
# Whoever goes there, right before its name; not who stands in front of it.
_PUPIL_BEFORE = Pattern(
    r"\b(?:siswa|siswi|pelajar|murid|santri\w*|mondok|bersekolah|sekolah|kelas \w+)\b"
    r"(?:(?!\b(?:depan|dekat|sekitar|belakang|samping|seberang|halaman)\b)[^.,]){0,30}$"
)
_SAID_BEFORE = Pattern(r"\s*(?:itu|tersebut)\b")  # `Siswi SDN 04 itu`: told of before
_REACH = 200  # characters around a sentence in which a child may be told of


class School(NamedTuple):
    """A school named at `start:end`."""

    start: int
    end: int
    name: str


def are_named(document: CastText) -> bool:
    """The cheap question: whether a word for a school stands anywhere."""
    return not _WORDS.isdisjoint(document.words)


def of_a_child(document: CastText, *, is_child_named: bool) -> Iterator[School]:
    """The schools of children who are told of in a case."""
    for school in named(document):
        start, end = document.sentence(school.start)
        sentence = document.lowered[start:end]
        if _PREVENTION.search(sentence):
            continue
        before = document.lowered[start : school.start]
        is_pupil = _PUPIL.search(sentence) or _PUPIL_BEFORE.search(before)
        is_known = is_child_named and document.is_told_near(school.start)
        if document.is_news_of_case and _SAID_BEFORE.match(document.lowered, school.end):
            is_known = True
        if is_pupil and (is_known or _EVENT.search(sentence)):
            yield school
        elif _OF_SCHOOL.search(sentence):
            around = document.lowered[max(0, start - _REACH) : end + _REACH]
            if _YOUNG.search(around) and _EVENT.search(around):
                yield school


def of_a_crime(document: CastText, told: Pattern) -> Iterator[School]:
    """The schools in sentences of a case in which `told` stands, or that go on from one."""
    for school in named(document):
        start, end = document.sentence(school.start)
        sentence = document.lowered[start:end]
        if _PREVENTION.search(sentence):
            continue
        around = document.lowered[max(0, start - _REACH) : end + _REACH]
        is_of_school = _OF_SCHOOL.search(sentence) and told.search(around)
        is_pupil = _PUPIL_BEFORE.search(document.lowered[start : school.start])
        if told.search(sentence) or _PUPIL.search(sentence) or is_of_school or is_pupil:
            yield school


def named(document: CastText) -> Iterator[School]:
    if not are_named(document):
        return
    taken = -1
    words = document.words
    openings = [form for word, forms in _OPENINGS.items() if word in words for form in forms]
    for match in matches(_NAMED, document.text, openings):
        taken = match.end()
        yield School(match.start(), match.end(), match.group())
    if _SMALL_WORDS.isdisjoint(document.words):
        return
    for match in _SMALL.finditer(document.text):
        if match.start() >= taken:
            yield School(match.start(), match.end(), match.group())
