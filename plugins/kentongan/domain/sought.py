"""Who is sought in a release of orang-hilang or dpo; gate, address and closing ask here."""

from __future__ import annotations

import re

from kentongan.domain.people import Person, is_initials, read_person, words_of
from kentongan.domain.release import PERSON_KINDS, Release
from kentongan.domain.text import slugify

# What stands between "dicari" and the name: `seorang nenek bernama`, `Sdr.`, `Mbah`.
_COMMON = frozenset(
    "seorang orang warga anak bocah balita remaja pelajar siswa siswi santri pemuda pemudi pria "
    "wanita perempuan laki-laki lelaki lansia kakek nenek mbah ibu bu bapak pak sdr sdri saudara "
    "saudari bang mas mbak tersangka terduga pelaku buron buronan dpo korban hilang dicari tua "
    "muda keberadaan terhadap atas nama bernama inisial telah residivis terpidana terdakwa tahanan "
    "napi kami".split()
)
_TITLES = rf"(?:(?:{'|'.join(sorted(sorted(_COMMON), key=len, reverse=True))})\b[\s:,.]+)*"
_OPENING = re.compile(_TITLES, re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:dicari|mencari|cari|memburu|buru|pencarian|buron(?:an)?|dpo|orang hilang|hilangnya|"
    r"telah hilang|kehilangan|bernama|atas nama|a\.n\.|an\.|identitas|nama)\b"
    rf"(?:[^:.,;\n]{{1,40}}:|\s*[:–—-]?)\s*{_TITLES}(?=[^\W\d_])",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<![\w.])[A-Z]\w")
_ALIAS = r"(?:alias|als\.?|a\.?k\.?a\.?)"
_NICKNAME = re.compile(rf"\s+{_ALIAS}\s+(?=[^\W\d_])", re.IGNORECASE)
_CALLED = (
    r"(?:(?:yang\s+)?(?:biasa|akrab|sering|kerap|lebih)\s+(?:dipanggil|disapa|disebut|dikenal)"
    r"(?:\s+(?:dengan|sebagai|nama|panggilan|sapaan))*)"
)
_NICKNAMED = re.compile(
    r"\b([^\W\d_]+)(?:\s*\(\d{1,3}[^)\n]{0,12}\))?(?:,\s*\d{1,3}\s+(?:tahun|thn?))?,?\s+"
    rf"(?:{_ALIAS}|{_CALLED})\s+{_TITLES}(?=[^\W\d_])",
    re.IGNORECASE,
)
# Behind the name of whoever is sought, perhaps behind an age.
_IS_SOUGHT = re.compile(
    r"\s*(?:\(\d{1,3}[^)]{0,12}\))?,?\s*(?:(?:kini|masih|resmi|sudah|telah|ditetapkan|menjadi|jadi|"
    r"sebagai|masuk|dalam|terus|dinyatakan)\s+){0,4}"
    r"(?:hilang|dicari|diburu|buron(?:an)?|dpo|daftar pencarian orang)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:\(\d{1,3}[^)]{0,12}\))?\s*(?:,|dan|serta|&)\s+", re.IGNORECASE)
_AGE = re.compile(r"\s*(?:\(\d{1,3}\s*(?:tahun|thn?)?\.?\)|,\s*\d{1,3}\s+(?:tahun|thn?)\b)")
_RELATIVE = re.compile(
    r"\b(?:suami|istri|ayah|ibu|anak|kakak|adik|paman|bibi|cucu|keluarga|pelapor|saksi|kerabat|"
    r"menantu|tetangga|kapol\w+|kasat\w*|kanit\w*)(?:nya)?\b[^.]{0,30}$",
    re.IGNORECASE,
)
# Whoever did it is sought, not whom it was done to: `pembunuh …`, `menganiaya …`, `korban …`.
_DONE_TO = re.compile(r"\b(?:korban|terhadap|pe(?=\w{4})\w+|me(?=\w{4})\w+)\s+$", re.IGNORECASE)
_DOERS = frozenset(
    "pelaku pemuda pemudi pelajar pedagang petani pegawai pensiunan pengedar pemilik pengemudi "
    "penumpang perempuan pengangguran pencarian mencari memburu mengejar merupakan".split()
)
_MOST_IN_LIST = 6
_LONGEST = 2000  # characters of a title or a lead that are read


# Words in addresses of searches that name nobody.
_PLAIN_WORDS = frozenset(
    "dicari pencarian orang hilang dpo daftar buron buronan tersangka anak remaja lansia kakek "
    "nenek pria wanita perempuan laki warga kota kabupaten desa polres polresta polsek".split()
)


def names_of(release: Release) -> tuple[str, ...]:
    """The persons sought: `Nama`, else whom the title or the lead names, with what they are called.

    Empty for other kinds.
    """
    case = release.case
    if case is None or release.kind not in PERSON_KINDS:
        return ()
    title, lead = release.title[:_LONGEST], release.text[:_LONGEST].partition("\n")[0]
    if case.names:
        called = _nicknames(f"{title}\n{lead}", list(case.names))
        return tuple(dict.fromkeys((*case.names, *called)))
    written = [*_in_words(title, headline=True), *_in_words(lead)]
    names = [name for name in map(_without_titles, written) if name and not is_initials(name)]
    names += _nicknames(f"{title}\n{lead}", names)
    return tuple(dict.fromkeys(names))


def _without_titles(name: str) -> str:
    words = name.split()
    while words and words[0].casefold().strip(".") in _COMMON:
        del words[0]
    return " ".join(words)


def _nicknames(text: str, names: list[str]) -> list[str]:
    """What the persons sought are called too: `Dedi alias Gondrong`."""
    known = {word for name in names for word in words_of(name)}
    return [
        person.name
        for match in _NICKNAMED.finditer(text)
        if match[1].casefold() in known and (person := read_person(text, match.end()))
    ]


def _in_words(text: str, *, headline: bool = False) -> list[str]:
    """The names in a title or a lead whose place in the sentence marks the person sought."""
    persons = [
        read_person(text, match.end(), headline=headline)
        for match in _BEFORE.finditer(text)
        if not _RELATIVE.search(text, 0, match.start())
    ]
    persons += _with_verdict(text, headline=headline)
    names = [person.name for person in persons if person and not _suffered(text, person)]
    return names or ([] if headline else _with_age(text))


def _with_verdict(text: str, *, headline: bool) -> list[Person]:
    """The persons of whom it is said behind the name: `A dan B masuk DPO`."""
    persons: list[Person] = []
    end = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        titles = _OPENING.match(text, start)
        start = titles.end() if titles else start
        person = read_person(text, start, headline=headline) if start >= end else None
        if person is None:
            continue
        end = person.end
        if not _RELATIVE.search(text, 0, person.start):
            persons += _sought_from(text, person, headline=headline)
    return persons


def _sought_from(text: str, person: Person, *, headline: bool) -> list[Person]:
    """This person and those named with it, where the words behind the last say "sought"."""
    listed = [person]
    while len(listed) < _MOST_IN_LIST:
        end = listed[-1].end
        nickname = _NICKNAME.match(text, end)
        called = read_person(text, nickname.end(), headline=headline) if nickname else None
        end = called.end if called else end
        if _IS_SOUGHT.match(text, end):
            return listed
        following = _AND.match(text, end)
        other = read_person(text, following.end(), headline=headline) if following else None
        if other is None:
            return []
        listed.append(other)
    return []


def _suffered(text: str, person: Person) -> bool:
    """Whether the name is of whom somebody harmed: then it stays protected."""
    done = _DONE_TO.search(text, 0, person.start)
    told = done.group().strip().casefold() if done else ""
    first = person.name.split()[0].casefold()
    agents = [word for word in (told, first) if re.match(r"(?:pe[mnlr]|pen[gy])\w{4,}", word)]
    return (bool(told) and told not in _DOERS) or any(word not in _DOERS for word in agents)


def _with_age(text: str) -> list[str]:
    """The first person whose age follows the name, as the notice of a search begins."""
    for age in _AGE.finditer(text):
        start = max(text.rfind(sign, 0, age.start()) for sign in ".,;:–—") + 1
        for word in re.finditer(r"[^\W\d_]\S*", text[start : age.start()]):
            person = read_person(text, start + word.start())
            if person is None:
                continue
            nickname = _NICKNAME.match(text, person.end)
            called = read_person(text, nickname.end()) if nickname else None
            if age.start() in (person.end, called.end if called else -1):
                is_other = _RELATIVE.search(text, 0, person.start) or _suffered(text, person)
                return [] if is_other else [person.name]
    return []


def in_address(release: Release) -> bool:
    """Whether the address gives away a name, or a nickname, of the persons sought.

    A word of it that the text never writes in lower case may be one: any such word where no name is
    known, and where one is, a word that title or text write with a capital.
    """
    words = [word for word in release.slug.split("-") if not word.isdigit()]
    names = names_of(release)
    strange = set(words) - _PLAIN_WORDS - _small_words(release)
    if not names:
        return bool(strange)
    written = {slugify(word) for word in re.findall(r"\w+", f"{release.title} {release.text}")}
    if strange & written:
        return True
    parts = {slugify(part) for name in names for part in words_of(name)}
    joined = {slugify(name).replace("-", "") for name in names}
    compact = "".join(words)
    known = {part for part in parts if len(part) > 2}
    return not known.isdisjoint(words) or any(len(name) > 4 and name in compact for name in joined)


def _small_words(release: Release) -> set[str]:
    """Words that are certainly no name: those in lower case in the text, and those of the unit."""
    written = re.findall(r"\w+", f"{release.text} {release.location.lower()}")
    return {word for word in written if word.islower()} | set(release.unit.split("-"))
