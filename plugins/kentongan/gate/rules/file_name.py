"""Names of persons, and numbers that identify them, in file names and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from kentongan.domain.folding import fold
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.rules import nik
from kentongan.gate.tables import is_name_word, table

_ROLES = frozenset(
    {
        "korban",
        "pelaku",
        "tersangka",
        "terduga",
        "saksi",
        "pelapor",
        "anak",
        "siswa",
        "siswi",
        "ktp",
        "sim",
    }
    | {"identitas", "kk", "foto", "wajah", "jenazah", "almarhum", "almarhumah", "bocah", "pelajar"}
)
_PLACES_BEFORE = frozenset(
    {"jalan", "jl", "jln", "gang", "masjid", "gedung", "stadion", "taman", "rsud", "rs", "bandara"}
)
_FOLDERS = frozenset({"rilis", "gambar", "satuan", "halaman"})
_FEWEST_DIGITS = 3  # of a number plate
_NUMBER = Pattern(
    r"(?<!\d)(?<!\d[-_.])(?:(?P<nik>[1-9](?:[-_. ]?\d){15})|"
    r"(?:62|0)[-_. ]?8(?:[-_. ]?\d){8,11})(?!\d)"
)
_PLATE = Pattern(r"(?<![a-z0-9])([a-z]{1,2})[-_ ]?(\d{3,4})[-_ ]?([a-z]{2,3})(?![a-z0-9])")


# Somebody's page, a mark of HTML, a tag: `facebook.com/siti.aminah`, `id=…`, `#SitiAminah`.
_PROFILE = Pattern(
    r"\b(?:facebook|fb|instagram|tiktok|twitter|x|threads|linkedin)\.com/(?:@|in/)?([\w.%-]{4,60})"
)
_MARK = Pattern(r"(?<=\s)(?:id|class|lang)=[\"']?([\w -]{4,60})")
_TAG = Pattern(r"(?<![\w&/])#([A-Za-z_]{5,60})\b")
_HUMP = Pattern(r"(?<=[a-z])(?=[A-Z])")


def find(document: Document) -> Iterator[Hit]:
    pages = list(_pages(document))
    pages = pages if pages and document.is_grave else []
    if not (document.files or pages):
        return
    known = {
        word
        for person in document.persons
        for word in _words(person.name)
        if len(word) > 2 and not person.is_initials
    }
    free = {word for name in document.lawful_names for word in _words(name)}
    officers = {word for name in document.official_names for word in _words(name)}
    for label, path in document.files:
        for name in _names(path):
            shown = _in_name(name, known, free | officers)
            if shown:
                yield Hit(0, 0, shown, f" ({label})")
    for label, name, start, end in pages:
        shown = _person_in(_words(name), known, free | officers)
        if shown:
            yield Hit(start, end, document.text[start:end] or shown, f" ({label})")


def _pages(document: Document) -> Iterator[tuple[str, str, int, int]]:
    """Pages of people in links, marks of HTML, and tags: the label, the words, the place in the
    text, (0, 0) where they are not in it.
    """
    for part in document.parts:
        if ".com/" in part.text:
            yield from (("tautan", page[1], 0, 0) for page in _PROFILE.finditer(part.text))
        if "<" in part.text and "=" in part.text:
            yield from (("atribut", mark[1], 0, 0) for mark in _MARK.finditer(part.text))
    if "#" in document.text:
        for tag in _TAG.finditer(document.text):
            yield "tagar", _HUMP.sub(" ", tag[1]).replace("_", " "), *tag.span()


def _names(path: str) -> list[str]:
    """The names of a path that somebody chose, in lower case."""
    plain = fold(unquote(path) if "%" in path else path).lower()
    *folders, name = plain.split("/")
    chosen = [folder for folder in folders if folder not in _FOLDERS and not folder.isdigit()]
    return [*chosen, name.rsplit(".", 1)[0]]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _in_name(name: str, known: set[str], free: set[str]) -> str:
    digits = sum(map(str.isnumeric, name))
    number = _number_in(name) if digits >= _FEWEST_DIGITS else ""
    if number:
        return number
    words = re.findall(r"[^\W\d_]+", name)
    return _person_in(words, known, free)


def _number_in(name: str) -> str:
    number = _NUMBER.search(name)
    if number and (not number["nik"] or nik.is_identity(re.sub(r"\D", "", number["nik"]))):
        return number.group()
    plate = _PLATE.search(name)
    if (
        plate
        and plate.group(1).upper() in table("plates")["regions"]
        and (plate.group(3).upper() not in table("plates")["not_ends"])
    ):
        return plate.group()
    return ""


def _person_in(words: list[str], known: set[str], free: set[str]) -> str:
    shared = [word for word in words if word in known and word not in free]
    if shared and (len(shared) > 1 or is_name_word(shared[0]) or len(known) == 1):
        return "-".join(shared)
    if not any(map(is_name_word, words)):
        return ""
    tables = table("words")
    if any(word in tables["ranks"] or word in tables["titles"] for word in words):
        return ""
    roles = any(word in _ROLES for word in words)
    run: list[str] = []
    before = ""
    for word in [*words, ""]:
        usable = word and is_name_word(word) and word not in free and word not in tables["stop"]
        if usable and word not in tables["towns"] and not (not run and before in _PLACES_BEFORE):
            run.append(word)
            continue
        if (len(run) > 1 or (run and roles)) and not any(
            other in tables["places"] or other in tables["organisations"] for other in words
        ):
            return "-".join(run)
        run = []
        before = word
    return ""


RULE = Rule(
    code="privasi.E012",
    type="file-name",
    message="Nama berkas atau alamat memuat nama atau nomor seseorang.",
    fix="ganti nama berkas dengan isinya, misalnya olah-tkp-1.jpg.",
    ground="UU 27/2022 (PDP) pasal 4; UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=(
        "Gambar: korban-slamet-riyadi.jpg\nGambar-Alt: Lokasi\n\nTeks.",
        "Slug: korban-budi-santoso-dirawat\n\nTeks.",
        "Gambar: ktp-3514011203900001.jpg\nGambar-Alt: Kartu\n\nTeks.",
        "Alih-Dari: /2019/korban-budi-santoso/\n\nTeks.",
        "Korban melapor ke polisi.\n\nProfilnya: https://facebook.com/siti.aminah88",
        'Korban melapor.\n\n<p id="siti-aminah">Korban</p>',
        "Korban melapor ke polisi. Tagar #KeadilanUntukSitiAminah ramai.",
    ),
    must_not=(
        "Gambar: olah-tkp-1.jpg\nGambar-Alt: Lokasi\n\nTeks.",
        "Slug: patroli-di-jalan-ahmad-yani\n\nTeks.",
        "Gambar: IMG-20240830-WA0012.jpg\nGambar-Alt: Lokasi\n\nTeks.",
        "Korban melapor. Ikuti https://instagram.com/polreskraton dan #PolriPresisi.",
        "Juara lomba: https://instagram.com/siti.aminah #SitiAminah",
    ),
)
