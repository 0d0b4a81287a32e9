"""Who is sought in a release of orang-hilang or dpo; gate, address and closing ask here."""

from __future__ import annotations

import re

from kentongan.domain.people import is_initials, read_person, words_of
from kentongan.domain.release import PERSON_KINDS, Release
from kentongan.domain.text import slugify

# What stands between "dicari" and the name: `seorang nenek bernama`, `Sdr.`, `Mbah`.
_COMMON = frozenset(
    "seorang orang warga anak bocah balita remaja pelajar siswa siswi santri pemuda pemudi pria "
    "wanita perempuan laki-laki lelaki lansia kakek nenek mbah ibu bu bapak pak sdr sdri saudara "
    "saudari bang mas mbak tersangka terduga pelaku buron buronan dpo korban hilang dicari tua "
    "muda keberadaan terhadap atas nama bernama inisial telah".split()
)
_TITLES = rf"(?:(?:{'|'.join(sorted(_COMMON, key=len, reverse=True))})\b[\s:,.]+)*"
_BEFORE = re.compile(
    r"\b(?:dicari|mencari|pencarian|buron(?:an)?|dpo|orang hilang|hilangnya|kehilangan|bernama|"
    r"atas nama|a\.n\.|an\.|identitas|nama)\s*[:–—-]?\s*"
    rf"{_TITLES}(?=[^\W\d_])",
    re.IGNORECASE,
)
_OPENING = re.compile(rf"\s*{_TITLES}(?=[^\W\d_])", re.IGNORECASE)
_HILANG = re.compile(r"\s*(?:\(\d{1,3}[^)]{0,12}\))?\s*(?:hilang|dicari|buron)\b", re.IGNORECASE)
_AGE = re.compile(r"\s*(?:\(\d{1,3}\s*(?:tahun|thn?)?\.?\)|,\s*\d{1,3}\s+(?:tahun|thn?)\b)")
_RELATIVE = re.compile(
    r"\b(?:suami|istri|ayah|ibu|anak|kakak|adik|paman|bibi|cucu|keluarga|pelapor|saksi|kerabat|"
    r"menantu|tetangga|kapol\w+|kasat\w*|kanit\w*)(?:nya)?\b[^.]{0,30}$",
    re.IGNORECASE,
)

# Words in addresses of searches that name nobody.
_PLAIN_WORDS = frozenset(
    "dicari pencarian orang hilang dpo daftar buron buronan tersangka anak remaja lansia kakek "
    "nenek pria wanita perempuan laki warga kota kabupaten desa polres polresta polsek".split()
)


def names_of(release: Release) -> tuple[str, ...]:
    """The persons sought: `Nama`, else whom the title or the lead names. Empty for other kinds."""
    case = release.case
    if case is None or release.kind not in PERSON_KINDS:
        return ()
    if case.names:
        return case.names
    lead = release.text.partition("\n")[0]
    written = [*_in_words(release.title, headline=True), *_in_words(lead)]
    names = (_without_titles(name) for name in written)
    return tuple(dict.fromkeys(name for name in names if name and not is_initials(name)))


def _without_titles(name: str) -> str:
    words = name.split()
    while words and words[0].casefold().strip(".") in _COMMON:
        del words[0]
    return " ".join(words)


def _in_words(text: str, *, headline: bool = False) -> list[str]:
    """The names in a title or a lead whose place in the sentence marks the person sought."""
    names = []
    for match in _BEFORE.finditer(text):
        person = read_person(text, match.end(), headline=headline)
        if person and not _RELATIVE.search(text, 0, match.start()):
            names.append(person.name)
    if headline and not names:
        opening = _OPENING.match(text)
        person = read_person(text, opening.end() if opening else 0, headline=True)
        if person and _HILANG.match(text, person.end):
            names.append(person.name)
    if not names and not headline:
        names = _with_age(text)
    return names


def _with_age(text: str) -> list[str]:
    """The first person whose age follows the name, as the notice of a search begins."""
    for age in _AGE.finditer(text):
        start = max(text.rfind(sign, 0, age.start()) for sign in ".,;:–—") + 1
        for word in re.finditer(r"[^\W\d_]\S*", text[start : age.start()]):
            person = read_person(text, start + word.start())
            if person and person.end == age.start():
                return [] if _RELATIVE.search(text, 0, person.start) else [person.name]
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
