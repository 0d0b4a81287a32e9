"""What identifies a child without its name: school and parents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Person, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_SCHOOL = Pattern(
    r"(?<!\w)(?P<s>(?:(?:SD|SMP|SMA|SMK|MI|MTs|MA|TK|SLB|SDLB)(?:[ -]?(?:N|Negeri|Islam|IT|"
    r"Swasta|Kristen|Katolik))?|SDN|SMPN|SMAN|SMKN|"
    r"MTsN|MTSN|MAN|MIN|SDIT|SMPIT|PAUD|Ponpes|Pondok Pesantren|Madrasah \w+|"
    r"Sekolah \w+)\.? +(?:Negeri +)?"
    r"(?:\d{1,2}(?: [A-Z][\w'’-]+){0,3}|(?!(?:Negeri|"
    r"Swasta)\b[ .,])[A-Z][\w'’-]+(?: [A-Z0-9][\w'’-]*){0,4}))"
)
_SCHOOL_WORDS = words_of(
    "sd smp sma smk mi mts ma tk slb sdn smpn sman smkn mtsn man min sdit smpit paud "
    "ponpes pesantren madrasah sekolah sdlb"
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
    r"\b(?:korban|pelaku|tersangka|saksi|terduga|tewas|meninggal|luka|diamankan|ditangkap|abh|"
    r"dianiaya|dikeroyok|dicabuli|"
    r"menganiaya|disetubuhi|diperkosa|tenggelam|tertabrak|kecelakaan|hilang|dirundung|"
    r"perundungan|berinisial|menimpa)\b"
)
_PREVENTION = Pattern(
    r"\b(?:imbau\w*|mengimbau|diimbau|penyuluhan|sosialisasi|edukasi|mengedukasi|pembinaan|"
    r"jangan sampai|agar tidak|mencegah|pencegahan|"
    r"mengajak|upacara|lomba|police goes|menyambangi|kunjungan|bantuan)\b"
)


def schools(document: Document) -> Iterator[Hit]:
    """Named schools in sentences that tell of a pupil in a case."""
    if not may_name_school(document):
        return
    for match in _SCHOOL.finditer(document.text):
        start, end = document.sentence(match.start())
        sentence = document.lowered[start:end]
        if _PREVENTION.search(sentence):
            continue
        if _PUPIL.search(sentence) and (_EVENT.search(sentence) or document.is_sexual):
            yield Hit(match.start("s"), match.end("s"), match.group("s"))


def may_name_school(document: Document) -> bool:
    return not _SCHOOL_WORDS.isdisjoint(document.words)


def find(document: Document) -> Iterator[Hit]:
    if not (document.persons or may_name_school(document)) or not document.is_criminal:
        return
    if not document.is_sexual:
        yield from schools(document)
    if any(person.is_family for person in document.persons):
        yield from _parents(document)


def _parents(document: Document) -> Iterator[Hit]:
    child = any(person.is_child for person in document.persons) or _has_child(document)
    if not child or document.is_sexual:
        return
    for person in document.persons:
        if person.is_family:
            yield Hit(person.start, person.end, person.name)


def is_kept_elsewhere(document: Document, person: Person) -> bool:
    """Whether the family of a child or of a victim of a sexual crime: other rules say so."""
    return person.is_family and (
        document.is_sexual
        or any(one.is_child for one in document.persons)
        or (document.is_criminal and _has_child(document))
    )


def _has_child(document: Document) -> bool:
    return bool(
        re.search(
            r"\banak \((?:1[0-7]|\d)\)|\banak (?:korban|pelaku|saksi)\b|\b(?:bocah|balita|bayi|"
            r"siswi|siswa|pelajar|abh)\b|"
            r"\((?:1[0-7]|\d)(?: ?(?:tahun|thn|th))?\)|\b(?:1[0-7]|\d) tahun\b(?! penjara)",
            document.lowered,
        )
    )


RULE = Rule(
    code="privasi.E011",
    type="child-name",
    message="Sekolah atau orang tua anak dalam perkara tertulis. Ini mengenali "
    "anak itu dan tidak dapat diberi Izin.",
    fix='hapus nama sekolah dan orang tua; cukup "seorang pelajar" dan "keluarga anak".',
    ground="UU 11/2012 (SPPA) pasal 19 ayat (2)",
    find=find,
    absolute=True,
    must=(
        "Korban adalah siswi SMPN 2 Kraton (14).",
        "Seorang pelajar SMK Negeri 1 Bangil diamankan karena tawuran.",
        "Ayah korban, Suparman, mengatakan anak (9) itu hilang.",
        "Anak (7) dari pasangan Budi Santoso dan Sri Wahyuni tewas tenggelam.",
    ),
    must_not=(
        "Penyuluhan bahaya narkoba di SMPN 2 Kraton agar siswa tidak menjadi korban.",
        "Seorang pelajar (16) diamankan karena tawuran.",
        "Ayah korban mengatakan anak (9) itu hilang.",
        "Siswa SMAN 1 Bangil menjuarai lomba baris-berbaris.",
    ),
)
