"""Slips in the lines that keep a text, a name or a face from the public.

Staff who mistype `Status: draf` must be told before the text is public. So an unknown key that
may be meant as a protecting one is an error, and so is such a line where no front matter is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from kentongan.domain.problems import Problem
from kentongan.manuscripts import keylines
from kentongan.manuscripts.keylines import LooseLine
from kentongan.manuscripts.keys import DRAFT, RELEASE, Table, key_of
from kentongan.manuscripts.source import Field, Source

CODE = "releases.E028"
# What staff may also want for a page or a unit, which have no key for it.
_ANYWHERE = frozenset({"Status", "Terbit", "Dicabut", "Berlaku-Sampai", "Samarkan"})
_ALL = frozenset(name for name, key in RELEASE.keys.items() if key.protects)
# Keys that a paragraph may begin with.
_OF_TEXTS = frozenset({"Tanggal", "Jenis"})
FIRST_LINES = 10  # of the body, searched for lines that belong in the front matter
_SHORT = 60
# What may separate a key from its value; most lines of a text have none so early.
_SIGN = re.compile(r"[:=;|→\u02d0\u02f8\u0589\u05c3\u2236\ua789\ufe30\uff1a\ufe55\ufe13\uff1d]|\s-")
# A key that contains one of these words means the same.
_STEMS = {
    word: name
    for name, words in {
        "Status": "status draft draf unpublished",
        "Terbit": "terbit terbitkan diterbitkan publish published embargo tayang",
        "Dicabut": "cabut dicabut withdrawn ditarik takedown hapus unpublish",
        "Samarkan": "samarkan blur",
        "Berlaku-Sampai": "berlaku valid sampai hingga until expires expire",
    }.items()
    for word in words.split()
}
_DRAFT_WORDS = frozenset(
    {"draf", "draft", "embargo", "konsep", "jangan terbit", "jangan diterbitkan", "jangan tayang",
     "belum terbit", "belum tayang", "belum final", "tahan", "hidden", "private", "unpublished"}
)  # fmt: skip
_WORDS_OF = {
    "Status": _DRAFT_WORDS | {"terbit", "published", "tayang"},
    "Dicabut": {"salah", "digabung", "tetap", "privasi", "putusan", "ya", "yes", "true"},
    "Status-Kasus": {"dicari", "ditemukan", "selesai"},
    "Jenis": {"siaran-pers", "imbauan", "pengumuman", "klarifikasi", "lalu-lintas",
              "orang-hilang", "orang hilang", "dpo"},
}  # fmt: skip
_YES_OR_NO = frozenset({"false", "no", "tidak", "true", "yes", "ya", "0", "1"})
_SWITCHED = frozenset({"Status", "Terbit", "Dicabut"})
_PUBLISHING = re.compile(r"terbit|publi|embargo|rilis|release|tahan")
_DATE = re.compile(
    r"\d{1,2}\s*[/.-]\s*\d{1,2}|\d{4}-\d|\b\d{1,2}\s+[A-Za-z]{3}|\b(?:besok|lusa|nanti)\b"
)
_REGION = re.compile(r"\d+(?:\.\d+)?%?\s*,\s*\d+(?:\.\d+)?%?\s*,\s*\d+(?:\.\d+)?%?\s*,\s*\d")


# Keys


def of_key(field: Field, table: Table) -> Problem | None:
    """The problem of an unknown key that may be meant as a protecting one."""
    meant = meaning(field.key, table) or _of_value(field)
    if not _matters(meant, table):
        return None
    shown_key = shown(field.key)
    if meant not in table.keys:
        return Problem(
            "",
            field.line,
            CODE,
            f'Kunci "{shown_key}" tidak berlaku di berkas ini; isinya tetap tayang.',
            "hapus barisnya; bila belum boleh tayang, keluarkan dulu berkas ini dari content.",
            key=meant,
        )
    return Problem(
        "",
        field.line,
        CODE,
        f'Kunci "{shown_key}" tidak dikenal; tampaknya maksudnya "{meant}", yang menentukan apa '
        "yang boleh tayang.",
        f'tulis "{meant}: …" bila itu maksudnya; bila bukan, hapus barisnya.',
        key=meant,
    )


def _matters(name: str, table: Table) -> bool:
    """Whether this key asks for a file of this kind to be hidden or changed."""
    return name in table.keys or name in _ANYWHERE


def meaning(key: str, table: Table = RELEASE) -> str:
    """The protecting key that an unknown one resembles or means, or nothing."""
    plain = _compact(key)
    if not plain:
        return "Status"  # not a single letter of a key
    exact = _spellings().get(plain)
    if exact:
        return exact
    if not plain.isascii():
        return _nearest(plain, table) or "Status"
    words = re.findall(r"[a-z]+", keylines.visible(key).casefold())
    stems = [_STEMS[word] for word in words if word in _STEMS]
    if len(words) == 1 and stems:
        return stems[0]
    return _nearest(plain, table) or (stems[0] if stems else "") or _begun(plain)


def _of_value(field: Field) -> str:
    value = " ".join(keylines.visible(field.text).casefold().split())
    if value in _DRAFT_WORDS:
        return "Status"
    return "Samarkan" if _REGION.match(value) else ""


@cache
def _names() -> frozenset[str]:
    """The spellings that are not ordinary words."""
    keys = RELEASE.keys.items()
    words = [word for name, key in keys if key.protects for word in (name, key.also)]
    more = (*DRAFT, "embargo", "cabut", "pencabutan", "publish-date")
    return frozenset(_compact(word) for word in (*words, *more) if word)


@cache
def _spellings() -> dict[str, str]:
    """Every way to write a protecting key, and every word that means one."""
    names = dict.fromkeys(DRAFT, "Status")
    for name, key in RELEASE.keys.items():
        if key.protects:
            for word in (name, key.also, *key.kin.split()):
                names.setdefault(_compact(word), name)
    names.pop("", None)
    return names


def _nearest(plain: str, table: Table) -> str:
    """The protecting key that differs only by a slip, unless another key is spelt more like it."""
    distance, meant = min((_distance(plain, word), name) for word, name in _spellings().items())
    allowed = 1 if len(plain) < 6 else 2 if len(plain) < 12 else 3
    if distance > allowed or len(plain) < 3:
        return ""
    other_words = [
        _compact(word) for word, name in table.names.items() if not table.keys[name].protects
    ]
    return meant if distance <= min(_distance(plain, word) for word in other_words) else ""


def _begun(plain: str) -> str:
    """The protecting key that begins with this."""
    names = [name for word, name in _spellings().items() if word.startswith(plain)]
    return names[0] if len(plain) >= 4 and names else ""


def _compact(key: str) -> str:
    """Only the letters and figures of a key, lower case, without accents."""
    seen = unicodedata.normalize("NFKD", keylines.visible(key)).casefold()
    return "".join(letter for letter in seen if letter.isalnum())


def _distance(first: str, second: str) -> int:
    """How many letters are wrong, missing, too many or exchanged with their neighbour.

    A letter of another alphabet matches any letter.
    """
    before: list[int] = []
    above: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first):
        before, above, row = above, row, [i + 1]
        for j, right in enumerate(second):
            differs = left != right and left.isascii()
            best = min(above[j + 1] + 1, row[j] + 1, above[j] + differs)
            if i and j and left == second[j - 1] and first[i - 1] == right:
                best = min(best, before[j - 1] + 1)
            row.append(best)
    return row[-1]


# Lines


def of_lines(source: Source, table: Table) -> Iterator[Problem]:
    """Lines that look like a protecting key and are read as something else."""
    read = {field.line for field in source.fields}
    for number, line in enumerate(source.head, source.head_line):
        if number not in read and not line.startswith("#") and _SIGN.search(line[:_SHORT]):
            name = _meant_by(line, table, is_above=True)
            if name != "Tanggal" and name in _ALL:
                yield _lost(name, number)
    yield from _of_body(source, table)


def _of_body(source: Source, table: Table) -> Iterator[Problem]:
    next_to_head = source.head_line + len(source.head)
    is_above = True  # no sentence yet: these lines may have slipped out of the front matter
    for number, line in _first_lines(source.body, source.body_line):
        if len(line) > _SHORT and not _SIGN.search(line[:_SHORT]):
            is_above = False
            continue
        name = _meant_by(line, table, is_above=is_above)
        if not name and (number == next_to_head or is_above):
            name = _slip_of(line, table, is_next=number == next_to_head)
        if name:
            yield _lost(name, number)
        elif not keylines.read_loose(line[:_SHORT]):
            is_above = False


def _first_lines(body: str, first: int) -> Iterator[tuple[int, str]]:
    seen = start = 0
    number = first
    while start < len(body) and seen < FIRST_LINES:
        end = body.find("\n", start)
        end = len(body) if end < 0 else end
        line = body[start : min(end, start + 200)]
        if line.strip():
            seen += 1
            yield number, line
        start = end + 1
        number += 1


def _meant_by(line: str, table: Table, *, is_above: bool) -> str:
    """The key for which a line outside the front matter is meant, or nothing.

    `is_above`: only such lines come before it. Further below, a text may well have a
    line of its own that begins so; then the value decides.
    """
    loose = keylines.read_loose(line)
    if loose is None:
        return _bare(line)
    plain = _compact(loose.key)
    name = _spelt_like(plain)
    certain = is_above and loose.sign in (":", "=") and plain in _names()
    if name in _OF_TEXTS and not certain:
        name = ""
    if name and _matters(name, table) and (certain or fits(name, loose)):
        return name
    return _bare(line) or (_of_other_keys(loose, table) if is_above else "")


def _spelt_like(plain: str) -> str:
    """The key with this name, or with this name mistyped."""
    if plain in _names():
        return _spellings()[plain]
    near = {_distance(plain, word): word for word in _names() if abs(len(word) - len(plain)) < 3}
    distance = min(near, default=9)
    allowed = 1 if len(plain) < 8 else 2
    return _spellings()[near[distance]] if len(plain) > 3 and distance <= allowed else ""


def _slip_of(line: str, table: Table, *, is_next: bool) -> str:
    """The key for which a line is meant that stands above the first sentence of the body.

    `is_next`: without a blank line behind the front matter. Behind one, a date alone says
    nothing: a text may begin with `Jadwal: 30 Desember 2026`.
    """
    loose = keylines.read_loose(line)
    if not loose or len(loose.key) > 20:
        return ""
    value = " ".join(loose.value.casefold().strip(" .!").split())
    name = meaning(loose.key, table)
    if value in _DRAFT_WORDS and loose.sign in (":", "="):
        name = "Status"
    elif name in _SWITCHED and value in _YES_OR_NO:
        pass
    elif not fits(name, loose) or not (is_next or _tells_of_publishing(name, loose.key)):
        return ""
    return name if name and _matters(name, table) else ""


def _tells_of_publishing(name: str, key: str) -> bool:
    """Whether this key can only be one of the front matter."""
    return name in ("Status", "Dicabut", "Samarkan") or bool(_PUBLISHING.search(key.casefold()))


def _of_other_keys(loose: LooseLine, table: Table) -> str:
    """A known key that does not begin paragraphs, where the front matter has just ended."""
    name = table.names.get(key_of(loose.key), "") if loose.sign == ":" else ""
    return name if name and not table.keys[name].opens_text else ""


def fits(name: str, loose: LooseLine) -> bool:
    """Whether the value is one that this key may have."""
    value = " ".join(loose.value.casefold().strip(" .!").split())
    if name in _WORDS_OF:
        return value in _WORDS_OF[name]
    if name == "Samarkan":
        return bool(_REGION.match(value))
    return len(value) <= _SHORT and bool(_DATE.search(value))


def _bare(line: str) -> str:
    """A short line that is `Status draf` without a sign, or `DRAF` alone."""
    words = re.sub(r"[\W_]+", " ", keylines.visible(line[:_SHORT])).casefold().strip()
    if len(line) > _SHORT:
        return ""
    if words in _DRAFT_WORDS - {"tahan", "konsep"}:
        return "Status"
    first, _, rest = words.partition(" ")
    name = {"status": "Status", "terbit": "Terbit", "embargo": "Terbit", "dicabut": "Dicabut"}
    meant = name.get(first, "")
    return meant if meant and fits(meant, LooseLine(first, "", rest)) else ""


# Messages


def empty(name: str, line: int) -> Problem:
    return Problem(
        "",
        line,
        CODE,
        f'Kunci "{name}" tidak berisi apa-apa, padahal menentukan apa yang boleh tayang.',
        "isi nilainya, atau hapus barisnya.",
        key=name,
    )


def contradiction(name: str, first: int, second: int) -> Problem:
    return Problem(
        "",
        second,
        CODE,
        f'Kunci "{name}" ditulis dua kali dengan nilai berbeda (baris {first} dan {second}).',
        "hapus baris yang salah.",
        key=name,
    )


def _lost(name: str, line: int) -> Problem:
    return Problem(
        "",
        line,
        CODE,
        f'Baris ini tampaknya kunci "{name}", tetapi tidak terbaca sebagai kepala naskah.',
        f'tulis "{name}: …" di kepala naskah, tanpa baris kosong di atasnya; bila memang bagian '
        "isi, tulis dengan kata lain.",
        key=name,
    )


def shown(key: str) -> str:
    """A key as a message may repeat it: digits are masked, they may be personal data."""
    return re.sub(r"\d{3,}", "…", " ".join(keylines.visible(key).split()))


def names_of(problems: Iterable[Problem]) -> set[str]:
    """The protecting keys that may be meant."""
    return {problem.key for problem in problems if problem.code == CODE}
