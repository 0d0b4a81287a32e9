"""Who is named in a press text, and in which role: victim, suspect, witness, child, family.

Capitalised words that are no place, body, thing or officer are candidates. What stands before
and after decides: an explicit `bernama`, a role word, an age in brackets. Words that merely
share a sentence with a role count only when they look like an Indonesian name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from plugins.lint.tables import is_name_word, table

if TYPE_CHECKING:
    from plugins.lint.document import Document


@dataclass(frozen=True, slots=True)
class Person:
    """A private person. `role` is victim, suspect, witness, child, family or nothing."""

    start: int
    end: int
    name: str
    role: str
    age: int | None = None
    is_child: bool = False
    is_family: bool = False
    is_initials: bool = False
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class _Role:
    start: int
    end: int
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    words: tuple[str, ...]
    civil: bool = False


_SUSPECT = (
    "tersangka|terduga|pelaku|terdakwa|terpidana|residivis|buronan|buron|dpo|pengedar|bandar|kurir|"
    "pencuri|maling|penadah|begal|perampok|pembunuh|penganiaya|terlapor|eksekutor|napi|narapidana|"
    "tahanan|pejudi|penjudi|provokator|oknum|penipu|pemerkosa|pengeroyok|penjambret|jambret|copet|"
    "pencopet|pembacok|penusuk|pengguna narkoba|pemakai|penyalahguna|mucikari|muncikari|pemasok|"
    "otak|pelakunya|tersangkanya|komplotan|sindikat|joki|calo"
)
_VICTIM = (
    "korban|korbannya|almarhum|almarhumah|alm|jenazah|mayat|mendiang|penyintas|pengendara|"
    "pengemudi|"
    "sopir|supir|pembonceng|penumpang|pejalan kaki|pesepeda|pemotor|pengendaranya|pembonceng|"
    "pengemudinya|dikendarai|dikemudikan|dibonceng|membonceng|berboncengan|mengendarai|jasad"
)
_WITNESS = "saksi|pelapor|pengadu|informan|saksi mata|pelapornya|saksinya"
_CHILD = (
    "anak|bocah|balita|bayi|remaja|pelajar|siswa|siswi|santri|santriwati|murid|abh|anaknya|"
    "putra|putri|putranya|putrinya|cucu|cucunya|abg|anak-anak"
)
_FAMILY = (
    "ayah|ibu|bapak|bapaknya|orang tua|orangtua|wali|paman|bibi|kakek|nenek|kakak|adik|istri|"
    "isteri|suami|"
    "ayahnya|ibunya|keluarga|kakaknya|adiknya|istrinya|suaminya|neneknya|kakeknya|pamannya|kerabat|"
    "orang tuanya|orangtuanya|tante|mertua|menantu|sepupu|keponakan|saudara kandung"
)
_KINDS = {
    **dict.fromkeys(_SUSPECT.split("|"), "suspect"),
    **dict.fromkeys(_VICTIM.split("|"), "victim"),
    **dict.fromkeys(_WITNESS.split("|"), "witness"),
    **dict.fromkeys(_CHILD.split("|"), "child"),
    **dict.fromkeys(_FAMILY.split("|"), "family"),
}


def _alternatives(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_ROLE = re.compile(
    rf"\b(?:{_alternatives(_KINDS)})\b"
    # Not roles of a person: business people, experts, the general public.
    r"(?<!saksi)(?!\s+(?:usaha|ekonomi|umkm|perjalanan|industri|wisata|seni|pasar|bisnis|ahli\b|"
    r"jiwa|"
    r"buah|muda|panah|cabang|perusahaan|tangga|sungai|bangsa|didik|pertanian|pendidikan|bisu|"
    r"kandung\b(?!\s+(?:korban|pelaku|tersangka|bernama))|harta|materi|angkat bicara))|"
    r"\bsaksi(?!\s+(?:ahli|bisu|parpol|partai|paslon|tps))(?=\W|$)"
)
_TRIGGER_WORDS = frozenset(
    word for phrase in (*_KINDS, "bernama", "inisial", "berinisial", "identitas", "nama") for word in phrase.split()
) - {"orang", "kaki", "mata", "kandung"}  # fmt: skip
_ARREST = re.compile(
    r"\b(?:ditangkap|diamankan|dibekuk|diringkus|dicokok|dijebloskan|ditahan|digelandang|"
    r"menangkap|mengamankan|"
    r"membekuk|meringkus|dijerat|divonis|mencuri|membacok|menganiaya|menusuk|mengedarkan|"
    r"memperkosa|mencabuli|"
    r"menyetubuhi|menggelapkan|menipu|mengeroyok|membegal|merampok|membunuh|menjambret|"
    r"disangkakan|menyerahkan diri|"
    r"kedapatan|tertangkap|mengaku mencuri)\b"
)
_HARM = re.compile(
    r"\b(?:tewas|meninggal|terluka|luka-luka|luka|tenggelam|hanyut|terseret|tertabrak|ditabrak|"
    r"terlindas|"
    r"tersengat|gantung diri|dianiaya|dibacok|ditusuk|dikeroyok|dirampok|dibegal|dijambret|"
    r"dicabuli|"
    r"diperkosa|disetubuhi|dilecehkan|dirudapaksa|dibunuh|kehilangan|tertimpa|tertimbun|hilang|"
    r"ditipu|"
    r"terjatuh|kecelakaan|dirundung|melaporkan|melapor)\b"
)
_WITNESSING = re.compile(r"\b(?:menyaksikan|menemukan|mengetahui|melihat|melaporkan|melapor)\b")
_AGE_AFTER = re.compile(
    r"\s*(?:"
    r"\(\s*(?:[LPlp]\s*[,/]\s*)?(?:(?:umur|usia|berusia|sekitar|kurang lebih|inisial|alias|"
    r"\w{1,12})\s+){0,2}"
    r"(?P<a>\d{1,2})(?P<u>\s*(?:tahun|thn|th|bulan|bln|hari)\b\.?)?(?=\s*[),/;]|"
    r"\s+[a-z])(?!\s*/\s*\d)|"
    r",?\s*(?:yang\s+)?(?:umur|usia|berumur|berusia|"
    r"usianya)\s*:?\s*(?P<b>\d{1,2})(?P<v>\s*(?:tahun|thn|th|bulan|bln))?|"
    r",?\s*(?P<c>\d{1,2})\s*(?P<w>tahun|thn|th|bulan|bln)\b)"
)
_AGE_ANYWHERE = re.compile(
    r"\((?:[lp]\s*[,/]\s*)?(?:\w{1,12}\s+)?(\d{1,2})(?:\s*(?:tahun|thn|th)\b\.?)?(?=\s*[),]|"
    r"/[lp]\b)|"
    r"\b(?:umur|usia|berumur|berusia)\s*:?\s*(\d{1,2})\b|\b(\d{1,2})\s*(?:tahun|thn|th)\b"
)
_AGE_LINE = re.compile(r"\s*[\n,;|]?\s*(?:umur|usia)\s*:?\s*(\d{1,2})", re.I)

_WORD = r"(?:[A-Z][\w]*(?:['’`-][A-Za-z]\w*)*\.?)"
_RUN = re.compile(
    rf"(?<![\w@#/])(?<!\d\.){_WORD}(?:[ \n]+(?:(?:bin|binti|bt|al|el|als|alias|"
    rf"a\.k\.a\.?)[ ]+)?{_WORD})*"
)
_TOKEN = re.compile(r"\S+")
_ABBREVIATED = frozenset(
    "h hj m mh moh muh muhd abd ach a st hm ny tn sdr sdri alm almh bpk kh".split()
)
_PARTICLES = frozenset("bin binti bt al el als alias".split())
_DEGREE_AFTER = re.compile(
    r",\s*(?:[A-Z]\.?\s?[A-Z][A-Za-z]{0,4}\b\.?|Amd|A\.Md|Dipl|Drs?\b|Psi|M\.?\w+\.?|"
    r"S\.?\s?\w{1,4}\b\.?)"
    r"(?![a-z])"
)

# Words that may stand between a role and the name that it belongs to.
_GAP = re.compile(
    r"(?:[\s,:;(“\"'‘–—-]|\d{1,2}[.)]\s|\d{1,2}(?=\s*(?:tahun|thn|th|orang))|\(\d{1,2}\)|"
    r"\b(?:yang|atas|nama|a\.?n\.?|ini|itu|tersebut|yakni|yaitu|adalah|ialah|"
    r"merupakan|diketahui|teridentifikasi|diidentifikasi|dikenali|sebagai|bernama|berinisial|"
    r"inisial|"
    r"dengan|identitas|lengkap|utama|pertama|kedua|ketiga|keempat|lain|lainnya|tewas|meninggal|"
    r"dunia|luka|"
    r"pria|wanita|laki-laki|lelaki|perempuan|seorang|orang|dua|tiga|remaja|pemuda|gadis|pelajar|"
    r"siswi|siswa|"
    r"anak|korban|pelaku|tersangka|saksi|terduga|mata|sdr|sdri|saudara|saudari|bapak|ibu|pak|bu|"
    r"almarhum|"
    r"almarhumah|alm|almh|warga|kelas|kaki|motor|mobil|truk|sepeda|roda|smp|sma|smk|sd|mts|mi|ma|"
    r"tk|paud|kecil|"
    r"kandung|tiri|angkat|sulung|bungsu|malang|si|sang|mahasiswa|mahasiswi|yg|bersama|hanya|"
    r"menjadi|juga|"
    r"vi{0,3}|ix|iv|x|xi{0,2}|i{1,3}|bin|curanmor|pencurian|penipuan|penganiayaan|pembunuhan|"
    r"narkoba|"
    r"sabu|begal|pengeroyokan|penggelapan|pengedar|bandar|kurir|residivis|oknum|perampokan|jambret|"
    r"penjambretan|pencabulan|pemerkosaan|persetubuhan|kasus|laka|kecelakaan|tenggelam|hanyut|"
    r"dewasa|"
    r"satu|masing-masing|para|antara|jenazah|mayat|jasad|sopir|pengendara|pengemudi|pembonceng|"
    r"penumpang|oleh|"
    r"dikendarai|dikemudikan|dan|pemilik|rumah|toko|warung|pedagang|petani|nelayan|sekaligus|"
    r"menyebut|"
    r"bahwa|bocah|balita|bayi|berusia|usia|tahun|berumur|umur|jenis|kelamin|residen|tunggal)\b)*",
    re.I,
)
_NAMED = re.compile(
    r"(?:\b(?:bernama|atas nama|a\.\s?n\.?|nama lengkap|nama|identitas(?:nya)?|yakni|yaitu|"
    r"dikenali sebagai|"
    r"diidentifikasi sebagai|teridentifikasi sebagai|diketahui bernama|panggilan|disapa|inisial|"
    r"ialah|adalah)\s*"
    r"[:=]?|\b(?:an|sdr|sdri)\.?\s*:?|[:=])\s*[“\"'‘(]?\s*(?:\d{1,2}[.)]\s*)?"
    r"(?:(?:sdr|sdri|saudara|saudari|bapak|ibu|pak|bu|alm|almh|tn|ny|nn|h|hj)\.?\s+)*$",
    re.I,
)
_SUFFIX = re.compile(
    r"\s*(?:\([^)\n]{0,40}\))?\s*,?\s*(?:\d{1,2}\s*(?:tahun|thn|th)\.?\s*,?\s*)?"
    r"(?:(?:yang|selaku|sebagai|menjadi|merupakan|adalah|ialah|seorang|salah satu|salah seorang|"
    r"pihak|telah|sudah|"
    r"resmi|akhirnya|kini|langsung|juga|saat ini|ditetapkan|dijadikan|berstatus|diperiksa|"
    r"dihadirkan|diduga|"
    r"jadi|turut|bertindak|disebut|,|\()\s*)*"
)
_LIST_GAP = re.compile(
    r"(?:[\s,;&/•·+-]|\([^)\n]{0,60}\)|\d{1,2}[.)]|\b(?:dan|serta|juga|bersama|beserta|alias|"
    r"tahun|thn|th|"
    r"warga|asal|umur|usia|kemudian|lalu)\b)*"
)
_SPEECH = re.compile(
    r"\b(?:ujar|kata|ungkap|tutur|jelas|imbuh|tambah|terang|papar|pungkas|ucap|tegas|sebut|beber|"
    r"menurut|"
    r"katanya|ujarnya|harap|himbau|imbau)\s*,?\s*$"
)
_NOT_NAME_BEFORE = re.compile(
    r"\b(?:di|ke|kuasa hukum|pengacara|penasihat hukum|advokat|ketua|hakim|jaksa|dokter|dr\.?|"
    r"psikolog|kepala|"
    r"bupati|camat|wakil|oleh tim|pakar|ahli|artis|aktris|aktor|penyanyi|presenter|pelatih|atlet|"
    r"ustaz|"
    r"ustadz|kiai|komandan|direktur|manajer|merek|merk|jenis|tipe|type|model|operasi|bertajuk|"
    r"bertema|"
    r"program|lagu|film|aplikasi|akun|grup|channel|portal|media|kawasan|wilayah|wilkum|"
    r"perumahan)\s+$"
)
_LAWYER = re.compile(
    r"\b(?:kuasa hukum|pengacara|penasihat hukum|advokat|pendamping|bantuan|santunan|penyidik|"
    r"dokter|psikolog)\s+$"
)
_PSEUDONYM_BEFORE = re.compile(r"\b(?:sebut saja|samaran|nama samaran|disamarkan|panggil saja)\W*$")
_PSEUDONYM_AFTER = re.compile(
    r"\s*(?:\([^)]{0,30}\))?\s*[,(]?\s*(?:bukan nama|nama samaran|nama disamarkan|samaran)"
)
_CHAT_NAME = re.compile(
    r"\b(?:bernama|atas nama|a\.n\.?)\s+(?P<n>[a-z][a-z'’]{2,}(?:\s+(?!yang|dan|umur|usia|warga|"
    r"asal|dari|di|"
    r"serta|alias|berusia|berumur|ini|itu|tersebut|saat|ditemukan|meninggal|"
    r"ditangkap)[a-z][a-z'’]{2,}){0,3})"
)
_CHILD_WORDS = re.compile(
    r"\b(?:anak|bocah|balita|bayi|remaja|pelajar|siswa|siswi|santri|santriwati|murid|abh|smpn?|"
    r"sman?|smkn?|sdn?|mts|"
    r"putra|putri|abg)\b"
)
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,4}$")
_CHILD_INITIALS = re.compile(
    r"(?<![\w.])(?P<n>(?:[A-Z]\.){1,4}|[A-Z]{1,4})\s*(?:\(|,\s*|\busia\s+|\bumur\s+|"
    r"berusia\s+)(?:[LP]\s*[,/]\s*)?"
    r"(?P<a>\d{1,2})\s*(?:tahun|thn|th|[),/])"
)
_NAMED_INITIALS = re.compile(
    r"\b(?i:anak|bocah|balita|bayi|pelajar|siswa|siswi|santri|santriwati|murid|abh|remaja)\b"
    r"(?P<gap>[\w\s,()]{0,40}?)\b(?i:berinisial|inisial)\s+(?P<n>(?:[A-Z]\.?\s?){1,4})(?![\w])"
)


def find(document: Document) -> Iterator[Person]:
    """The private persons named in the document."""
    if not _is_worth_a_look(document):
        return
    officers = _officer_names(document)
    lawful = {word for name in document.lawful_names for word in _name_words(name)}
    seen: list[Person] = []
    previous: Person | None = None
    for start, end in _sentences_of_interest(document):
        for person in _in_sentence(document, start, end, officers, previous):
            previous = person
            if lawful and all(word in lawful for word in _name_words(person.name)):
                continue
            seen.append(person)
            yield person
    yield from _again(document, seen)


def _is_worth_a_look(document: Document) -> bool:
    return not _TRIGGER_WORDS.isdisjoint(document.words) or bool(
        _AGE_ANYWHERE.search(document.lowered) or _ARREST.search(document.lowered)
        or _HARM.search(document.lowered)
    )  # fmt: skip


def _sentences_of_interest(document: Document) -> Iterator[tuple[int, int]]:
    lowered = document.lowered
    after = False
    for start, end in document.sentences:
        sentence = lowered[start:end]
        hit = (
            _ROLE.search(sentence)
            or _AGE_ANYWHERE.search(sentence)
            or _ARREST.search(sentence)
            or _HARM.search(sentence)
            or "nama" in sentence
            or "inisial" in sentence
            or document.is_sexual
        )
        if hit or after:
            yield start, end
        after = bool(hit) and end - start < 60  # "Korban:" and the list below it


def _name_words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) > 1]


def _officer_names(document: Document) -> frozenset[str]:
    """The words of the names of officers, so that a later short form is not taken for a private person."""
    names = {word for name in document.official_names for word in _name_words(name)}
    text = document.text
    for match in _RUN.finditer(text):
        tokens = _tokens(text, match)
        for index, (_, _, word) in enumerate(tokens):
            if word in _TITLES():
                names.update(
                    later
                    for _, _, later in tokens[index + 1 :]
                    if len(later) > 2 and not _is_other(later)
                )
                after = text[match.end() : match.end() + 3]
                if index == len(tokens) - 1 and after.startswith(("., ", ", ")):
                    following = _RUN.match(text, match.end() + after.index(" ") + 1)
                    if following:
                        names.update(w for _, _, w in _tokens(text, following) if len(w) > 2)
                break
    return frozenset(names)


@cache
def _TITLES() -> frozenset[str]:
    words = table("words")
    return words["ranks"] | words["titles"]


@cache
def _heads() -> frozenset[str]:
    words = table("words")
    return (words["places"] | words["organisations"]) - frozenset({"ma", "pa", "pn", "man"})


@cache
def _others() -> frozenset[str]:
    words = table("words")
    return words["stop"] | words["towns"] | _heads() | _TITLES() | words["civil"]


def _is_other(word: str) -> bool:
    return word in _others()


def _tokens(text: str, match: re.Match[str]) -> list[tuple[int, int, str]]:
    base = match.start()
    return [
        (base + token.start(), base + token.end(), token.group().strip(".,").lower())
        for token in _TOKEN.finditer(match.group())
    ]


def _candidates(text: str, start: int, end: int, caseless: bool) -> Iterator[_Candidate]:
    """Runs of capitalised words that may be a private person's name."""
    for match in _RUN.finditer(text, start, end):
        yield from _split(
            text,
            _tokens(text, match),
            caseless,
            text[max(start, match.start() - 12) : match.start()],
        )


def _split(
    text: str, tokens: list[tuple[int, int, str]], caseless: bool, before: str
) -> Iterator[_Candidate]:
    words = table("words")
    current: list[tuple[int, int, str]] = []
    civil = False
    swallow = False
    for _index, (start, end, word) in enumerate(tokens):
        raw = text[start:end]
        if word in _TITLES():
            if caseless:
                swallow = True
            else:
                yield from _candidate(text, current, civil)
                return
            current = []
            continue
        if word in words["civil"] and len(current) == 0:
            civil, swallow = True, False
            if word in ("h", "hj", "haji", "hajah"):
                current = []
            continue
        if _starts_other(word, raw, words):
            yield from _candidate(text, current, civil)
            current, civil = [], False
            swallow = word not in words["stop"] and word not in words["towns"]
            continue
        if swallow and not (caseless and is_name_word(word)):
            if not is_name_word(word) or not caseless:
                continue
        if caseless and not is_name_word(word) and not (len(word) == 1 and current):
            yield from _candidate(text, current, civil)
            current, civil, swallow = [], False, False
            continue
        if raw.endswith(".") and len(word) > 1 and word not in _ABBREVIATED and "." not in word:
            current.append((start, end - 1, word))
            yield from _candidate(text, current, civil)
            current, civil = [], False
            continue
        current.append((start, end, word))
    yield from _candidate(text, current, civil)


def _starts_other(word: str, raw: str, words: dict[str, frozenset[str]]) -> bool:
    if word in words["stop"] or word in words["towns"]:
        return True
    if word in _heads():
        return not (is_name_word(word) and raw[:2] != raw[:2].upper())
    return False


def _candidate(text: str, tokens: list[tuple[int, int, str]], civil: bool) -> Iterator[_Candidate]:
    while tokens and (tokens[0][2] in _PARTICLES or tokens[0][2] in ("h", "hj")):
        tokens = tokens[1:]
    while tokens and (tokens[-1][2] in _PARTICLES):
        tokens = tokens[:-1]
    if tokens:
        end = tokens[-1][1]
        while text[end - 1] in ".'’`-":
            end -= 1
        yield _Candidate(tokens[0][0], end, tuple(word for _, _, word in tokens), civil)


def _is_caseless(sentence: str) -> bool:
    """Whether capitals say nothing here: a headline, or a text in capitals throughout."""
    words = re.findall(r"[^\W\d_]{3,}", sentence)
    if len(words) < 4:
        return False
    capitalised = sum(word[0].isupper() for word in words)
    return capitalised >= 0.75 * len(words)


def _in_sentence(
    document: Document,
    start: int,
    end: int,
    officers: frozenset[str],
    previous: Person | None,
) -> Iterator[Person]:
    text = document.text
    sentence = text[start:end]
    roles = [
        _Role(start + m.start(), start + m.end(), _KINDS[m.group()], m.group())
        for m in _ROLE.finditer(document.lowered[start:end])
    ]
    caseless = _is_caseless(sentence)
    last = previous
    for candidate in _candidates(text, start, end, caseless):
        person = _judge(document, start, end, roles, candidate, officers, last, caseless)
        if person:
            last = person
            yield person
    yield from _chat_names(document, start, end, roles)
    yield from _initials(document, start, end)


def _judge(
    document: Document,
    start: int,
    end: int,
    roles: list[_Role],
    candidate: _Candidate,
    officers: frozenset[str],
    previous: Person | None,
    caseless: bool,
) -> Person | None:
    text, lowered = document.text, document.lowered
    words = candidate.words
    name = text[candidate.start : candidate.end]
    before = lowered[max(start, candidate.start - 60) : candidate.start]
    after = lowered[candidate.end : min(end, candidate.end + 90)]
    if _PSEUDONYM_BEFORE.search(before) or _PSEUDONYM_AFTER.match(after):
        return None
    age = _age_after(text, candidate.end, end)
    hits = sum(is_name_word(word) for word in words)
    if _is_initials(name, words):
        return None
    if all(word in officers for word in words if len(word) > 1) and (
        not age and not _NAMED.search(before)
    ):
        return None
    attached, chain = _role_before(text, roles, candidate.start, start)
    suffix = _role_after(lowered, roles, candidate.end, end)
    named = bool(_NAMED.search(before)) and not re.search(r"\bnama (?:jalan|desa|operasi)", before)
    listed = (
        previous is not None
        and previous.end <= candidate.start
        and candidate.start - previous.end < 160
        and bool(_LIST_GAP.fullmatch(lowered[previous.end : candidate.start]))
    )
    strong = _is_strong(words, hits, candidate, age, named, attached, suffix, listed, before, after)
    weak = not strong and _is_weak(
        document, words, hits, before, after, text, candidate, roles, start, end
    )
    if not strong and not weak:
        return None
    if _NOT_NAME_BEFORE.search(before) and not (age is not None or named):
        return None
    role, is_family, is_child = _role_of(
        document,
        start,
        end,
        candidate,
        roles,
        attached,
        chain,
        suffix,
        previous if listed else None,
        age,
    )
    if not role:
        return None
    return Person(
        candidate.start, candidate.end, name, role, age, is_child, is_family, False, strong
    )


def _is_initials(name: str, words: tuple[str, ...]) -> bool:
    return bool(_INITIALS.fullmatch(name.replace(" ", ""))) and all(
        len(word.replace(".", "")) <= 3 for word in words
    )


def _is_strong(
    words: tuple[str, ...],
    hits: int,
    candidate: _Candidate,
    age: int | None,
    named: bool,
    attached: _Role | None,
    suffix: _Role | None,
    listed: bool,
    before: str,
    after: str,
) -> bool:
    if named and (
        attached or hits or age is not None or len(words) > 1 or before.rstrip().endswith("bernama")
    ):
        return True
    if age is not None:
        return True
    if candidate.civil and (attached or suffix) and (hits or len(words) > 1):
        return True
    if attached or suffix:
        if suffix and not attached and _SPEECH.search(before) and suffix.kind != "witness":
            return hits > 0
        return hits > 0 or (attached is not None and len(words) > 1)
    return listed and (hits > 0 or len(words) > 1)


def _is_weak(
    document: Document,
    words: tuple[str, ...],
    hits: int,
    before: str,
    after: str,
    text: str,
    candidate: _Candidate,
    roles: list[_Role],
    start: int,
    end: int,
) -> bool:
    if len(words) < 2 or not hits or _SPEECH.search(before):
        return False
    if _DEGREE_AFTER.match(text, candidate.end):
        return False
    if re.match(
        r"\s*,\s*(?:selaku |sebagai )?(?:ketua|kepala|camat|lurah|direktur|wakil|anggota|"
        r"perwakilan|tokoh)",
        after,
    ):
        return False
    if roles or document.is_sexual:
        return True
    sentence = document.lowered[start:end]
    return bool(_ARREST.search(sentence) or _HARM.search(sentence))


def _age_after(text: str, position: int, end: int) -> int | None:
    match = _AGE_AFTER.match(text, position, min(len(text), max(end, position + 1)))
    if not match:
        match = _AGE_LINE.match(text, position)
        return int(match.group(1)) if match else None
    number = match.group("a") or match.group("b") or match.group("c")
    unit = (match.group("u") or match.group("v") or match.group("w") or "").strip().lower()
    return 0 if unit.startswith(("bulan", "bln", "hari")) else int(number)


def _role_before(
    text: str, roles: list[_Role], position: int, start: int
) -> tuple[_Role | None, list[_Role]]:
    """The role words that lead to the name without a break: the nearest, and all of them."""
    chain: list[_Role] = []
    right = position
    for role in reversed([role for role in roles if role.end <= position]):
        if right - role.end > 90 or not _GAP.fullmatch(text, role.end, right):
            break
        if _LAWYER.search(text[max(start, role.start - 30) : role.start].lower()):
            return None, []
        chain.append(role)
        right = role.start
    return (chain[0] if chain else None), chain


def _role_after(lowered: str, roles: list[_Role], position: int, end: int) -> _Role | None:
    """A role in apposition: `Budi Santoso (34), korban`."""
    match = _SUFFIX.match(lowered, position, end)
    if not match or match.end() == position or not match.group().strip():
        return None
    return next(
        (role for role in roles if role.start == match.end() and role.kind != "family"), None
    )


def _role_of(
    document: Document,
    start: int,
    end: int,
    candidate: _Candidate,
    roles: list[_Role],
    attached: _Role | None,
    chain: list[_Role],
    suffix: _Role | None,
    listed: Person | None,
    age: int | None,
) -> tuple[str, bool, bool]:
    kinds = [role.kind for role in chain]
    is_child = age is not None and age < 18
    if age is None and _is_child_chain(chain):
        is_child = True
    if age is None and suffix and suffix.kind == "child":
        is_child = True
    is_family = "family" in kinds[:3] or _is_parent(document, candidate, start)
    for kind in (*kinds, suffix.kind if suffix else ""):
        if kind in ("suspect", "victim", "witness"):
            return kind, is_family, is_child
    if listed and not kinds and not suffix:
        return listed.role, listed.is_family, is_child or (listed.is_child and age is None)
    nearest = _nearest_role(document, start, end, candidate, roles)
    if is_child and not nearest:
        nearest = "child"
    if not nearest and is_family and document.is_sexual:
        nearest = "victim"
    if not nearest and document.is_sexual:
        nearest = "victim"
    return nearest, is_family, is_child


def _is_child_chain(chain: list[_Role]) -> bool:
    """`siswi SMP bernama …`, `anak korban …`; not `ibu dari anak …`."""
    for role in chain:
        if role.kind == "family":
            return False
        if role.kind == "child":
            return True
    return False


def _is_parent(document: Document, candidate: _Candidate, start: int) -> bool:
    before = document.lowered[max(start, candidate.start - 40) : candidate.start]
    return bool(
        re.search(
            r"\b(?:anak|putra|putri|bocah|cucu)\w*\b.{0,20}\b(?:dari|pasangan)\b.{0,12}$", before
        )
    )


def _nearest_role(
    document: Document, start: int, end: int, candidate: _Candidate, roles: list[_Role]
) -> str:
    plain = [role for role in roles if role.kind in ("suspect", "victim", "witness")]
    if plain:

        def distance(role: _Role) -> int:
            if role.end <= candidate.start:
                return candidate.start - role.end
            return (role.start - candidate.end) * 2

        return min(plain, key=distance).kind
    sentence = document.lowered[start:end]
    if _ARREST.search(sentence):
        return "suspect"
    if _HARM.search(sentence):
        return "victim"
    before = [
        match
        for match in _ROLE.finditer(
            document.lowered, max(0, candidate.start - 400), candidate.start
        )
        if _KINDS[match.group()] in ("suspect", "victim", "witness")
    ]
    if before:
        return _KINDS[before[-1].group()]
    later = _ROLE.search(document.lowered, candidate.end)
    while later and _KINDS[later.group()] not in ("suspect", "victim", "witness"):
        later = _ROLE.search(document.lowered, later.end())
    return _KINDS[later.group()] if later else ""


def _chat_names(document: Document, start: int, end: int, roles: list[_Role]) -> Iterator[Person]:
    """Names in small letters, as typed in a chat: `korban bernama siti aminah`."""
    for match in _CHAT_NAME.finditer(document.text, start, end):
        words = tuple(match.group("n").split())
        kept = [word for word in words if not _is_other(word)]
        if words[0] not in kept or not any(is_name_word(word) for word in kept):
            continue
        span = _Candidate(match.start("n"), match.end("n"), words)
        age = _age_after(document.text, span.end, end)
        attached, chain = _role_before(document.text, roles, match.start(), start)
        role, family, child = _role_of(
            document, start, end, span, roles, attached, chain, None, None, age
        )
        if role:
            yield Person(span.start, span.end, match.group("n"), role, age, child, family)


def _initials(document: Document, start: int, end: int) -> Iterator[Person]:
    """Initials of a child: allowed only with an override."""
    for match in _CHILD_INITIALS.finditer(document.text, start, end):
        age = int(match.group("a"))
        word = match.group("n").lower()
        if age < 18 and not _is_other(word) and word not in ("pasal", "ayat"):
            yield Person(
                match.start("n"), match.end("n"), match.group("n"), "child", age, True, False, True
            )
    lowered = document.lowered
    for match in _NAMED_INITIALS.finditer(document.text, start, end):
        tail = lowered[match.end() : match.end() + 12]
        number = re.match(r"\s*\(?\s*(\d{1,2})", tail)
        if number:
            continue  # with an age: decided above
        yield Person(
            match.start("n"),
            match.end("n"),
            match.group("n").strip(),
            "child",
            None,
            True,
            False,
            True,
        )


def _again(document: Document, seen: list[Person]) -> Iterator[Person]:
    """Later and earlier mentions of a person by the full name or its first word."""
    spans = {(person.start, person.end) for person in seen}
    done: set[str] = set()
    for person in seen:
        if person.is_initials or person.name in done:
            continue
        done.add(person.name)
        forms = {person.name, person.name.title(), person.name.upper()}
        for form in sorted(forms):
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", document.text):
                if (match.start(), match.end()) not in spans:
                    spans.add((match.start(), match.end()))
                    yield replace(person, start=match.start(), end=match.end(), name=match.group())
