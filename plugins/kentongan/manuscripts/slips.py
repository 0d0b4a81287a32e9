"""Slips in the lines that keep a text, a name or a face from the public.

Staff who mistype `Status: draf` must be told before the text is public. So a key of the front
matter that is not known, nor known to be harmless, is an error, and so is a line near the front
matter that may be meant for a protecting one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kentongan.domain.problems import Problem
from kentongan.manuscripts import keylines, meaning
from kentongan.manuscripts.keylines import LooseLine
from kentongan.manuscripts.keys import RELEASE, Table, key_of
from kentongan.manuscripts.source import Field, Source

CODE = "releases.E028"
# What staff may also want for a page or a unit, which have no key for it.
_ANYWHERE = frozenset({"Status", "Terbit", "Dicabut", "Berlaku-Sampai", "Samarkan"})
_ALL = frozenset(name for name, key in RELEASE.keys.items() if key.protects)
# Keys that a paragraph may begin with.
_OF_TEXTS = frozenset({"Tanggal", "Jenis"})
FIRST_LINES = 10  # of the body, searched for lines that belong in the front matter
_LAST_LINES = 2
_SHORT = 60
# What may separate a key from its value; most lines of a text have none so early.
_SIGN = re.compile(r"[:=;|→\u02d0\u02f8\u0589\u05c3\u2236\ua789\ufe30\uff1a\ufe55\ufe13\uff1d]|\s-")
_SWITCHED = frozenset({"Status", "Terbit", "Dicabut", "Samarkan", "Berlaku-Sampai"})
_PUBLISHING = re.compile(r"terbit|publi|embargo|rilis|release|tahan|tayang|siar|schedul|live")
_PLAN = re.compile(r"jadwal|schedul")
_INLINE = re.compile(
    r"(?:^|[\s;,|#({\[/])"
    r"(?P<key>status|terbit|tayang|embargo|dicabut|draf|draft|samarkan|publish[ -]?at)"
    r"\s*[:=：]\s*(?P<value>[^;|#)}\]]{1,40})",
    re.IGNORECASE,
)
_REMARK = re.compile(r"(?<=\S)\s+#\s.*$")  # behind a value, as in YAML
_COMMENT = re.compile(r"\s*(?:#|//|%|;|<!--|\{#|--)")
_MARKED_TITLE = re.compile(
    r"[-–—:|(\[{*]\s*(?:draf|draft|embargo)\W*$"
    r"|[\[({*<]\s*(?:draf|draft|embargo|konsep|jangan tayang|belum tayang|belum final)\b"
    r"[^\])}*>]{0,30}[\])}*>]"
    r"|^\W*(?:draf|draft|embargo|konsep)\s*(?:[:|]|\s[-–—])",
    re.IGNORECASE,
)
# A line without a sign that asks not to publish, or not yet.
_ASKED = re.compile(
    r"(?:(?:mohon|harap|tolong|sementara|untuk|masih|ini|naskah|rilis|berita) )*"
    r"(?:(?:jangan|belum|tidak|dilarang|no|not|do not|dont|ojo|aja|ulah|durung)"
    r"(?: (?:boleh|untuk|di|dulu|for|be|to))* "
    r"(?:tayang|ditayangkan|tayangkan|terbit|diterbitkan|terbitkan|rilis|dirilis|publish|published|"
    r"publikasi|publikasikan|dipublikasikan|dipublish|release|publication|disiarkan|siarkan|"
    r"diunggah|diposting|final|acc|disetujui|diupload|tayangake)"
    r"|(?:tahan|ditahan|tunda|ditunda|hold)(?: (?:dulu|dahulu|sampai|hingga|sementara|until)|$)"
    r"|(?:draf|draft|konsep|rancangan)"
    r"(?: (?:naskah|rilis|berita|siaran|siaran pers|awal|akhir|\d+|v\d+|kedua|pertama|ke \d+))*"
    r"(?:$| belum| jangan| mohon)"
    r"|embargo(?:$| (?:sampai|hingga|s d|until|pukul|jam|tgl|tanggal|media|\d))"
    r"|(?:hanya )?(?:untuk )?(?:kalangan |keperluan |konsumsi )?internal(?: saja)?$"
    r"|rahasia$|off the record$|confidential$)(?:\S* .*)?"
)
_NUMBER = re.compile(r"^\d{1,2} ")
_COLONS = (":", "=")
_WITHOUT_SIGN = frozenset({"Status", "Terbit", "Dicabut", "Samarkan"})


# Keys


def of_key(field: Field, table: Table) -> Problem | None:
    """The problem of an unknown key that may be meant as a protecting one."""
    value = _REMARK.sub("", field.text)
    meant = meaning.of_key(field.key, table) or meaning.of_value(value)
    if not meant and _asks(value):
        meant = "Status"
    shown_key = shown(field.key)
    if not meant and "Status" in table.keys and _is_unknown(field, table):
        return Problem(
            "",
            field.line,
            CODE,
            f'Kunci "{shown_key}" tidak dikenal, padahal nilainya bisa menentukan apa yang boleh '
            "tayang.",
            'tulis "Status: draf" atau kunci lain yang dimaksud; bila bukan itu maksudnya, hapus '
            "barisnya.",
            key="Status",
        )
    if not _matters(meant, table):
        return None
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
        f'tulis "{_example(meant)}" bila itu maksudnya; bila bukan, hapus barisnya.',
        key=meant,
    )


def _is_unknown(field: Field, table: Table) -> bool:
    """Whether nobody can say what a key is for, and its value may be that of a protecting one."""
    if meaning.is_harmless(field.key) or not meaning.may_protect(field.text):
        return False
    plain = meaning.compact(field.key)
    least = min(meaning.distance(plain, meaning.compact(word)) for word in table.names)
    return least > (1 if len(plain) < 6 else 2)


def _matters(name: str, table: Table) -> bool:
    """Whether this key asks for a file of this kind to be hidden or changed."""
    return name in table.keys or name in _ANYWHERE


# Lines


def of_lines(source: Source, table: Table) -> Iterator[Problem]:
    """Lines that look like a protecting key and are read as something else."""
    yield from _of_head(source, table)
    yield from _of_body(source, table)


def _of_head(source: Source, table: Table) -> Iterator[Problem]:
    read = {field.line: field for field in source.fields}
    for number, written in enumerate(source.head, source.head_line):
        field = read.get(number)
        line = _REMARK.sub("", written)
        if field is None and (_COMMENT.match(line) or _SIGN.search(line[:_SHORT])):
            name = _meant_by(line, table, is_above=True)
            if not name and _COMMENT.match(line):
                name = _slip_of(line, table, is_next=True, is_alone=True)
            if name != "Tanggal" and name in _ALL:
                yield _lost(name, number)
                continue
        if field is None and _asks(line):
            yield _lost("Status", number)
        elif field is not None:
            name = _within(written, field, table)
            if name:
                yield _lost(name, number)


def _within(line: str, field: Field, table: Table) -> str:
    """The key for which a piece of the line of another key is meant."""
    own = table.names.get(key_of(field.key))
    if own == "Judul" and _MARKED_TITLE.search(field.text):
        return "Status"
    value = line.partition(":")[2]
    if "=" not in value and ":" not in value and "：" not in value:
        return ""
    for match in _INLINE.finditer(value[:500]):
        name = meaning.of_key(match["key"], table)
        if own == "Galeri" and name == "Samarkan":
            continue  # the gallery itself tells of an order that it cannot read
        if _matters(name, table) and meaning.fits(name, match["value"].strip()):
            return name
    return ""


def _of_body(source: Source, table: Table) -> Iterator[Problem]:
    next_to_head = source.head_line + len(source.head)
    is_above = True  # no sentence yet: these lines may have slipped out of the front matter
    lines = list(_first_lines(source.body, source.body_line))
    for number, line in lines:
        if len(line) > _SHORT and not _SIGN.search(line[:_SHORT]):
            is_above = False
            continue
        name = _meant_by(line, table, is_above=is_above)
        if not name and (number == next_to_head or is_above):
            name = _slip_of(
                line,
                table,
                is_next=number == next_to_head,
                is_alone=len(lines) < 2 or not _is_label_next(lines, number),
            )
        if name:
            yield _lost(name, number)
        elif not keylines.read_loose(line[:_SHORT]):
            is_above = False
    yield from _of_end(source, table)


def _is_label_next(lines: list[tuple[int, str]], number: int) -> bool:
    """Whether the line beside this one begins with a word and a colon too."""
    beside = (line for other, line in lines if abs(other - number) == 1)
    return any(
        (loose := keylines.read_loose(line[:_SHORT])) and loose.sign == ":" for line in beside
    )


def _of_end(source: Source, table: Table) -> Iterator[Problem]:
    """`Status: draf` below the text."""
    last = source.body[-400:].split("\n")[-_LAST_LINES:]
    count = source.body.count("\n") + 1
    if count <= FIRST_LINES:
        return
    for place, line in enumerate(last, source.body_line + count - len(last)):
        loose = keylines.read_loose(line) if len(line) <= _SHORT and _SIGN.search(line) else None
        name = meaning.spelt_like(meaning.compact(loose.key)) if loose else ""
        is_meant = loose is not None and name in ("Status", "Dicabut") and loose.sign in (":", "=")
        if is_meant and loose and _matters(name, table) and meaning.fits(name, loose.value):
            yield _lost(name, place)


def _first_lines(body: str, first: int) -> Iterator[tuple[int, str]]:
    seen = start = 0
    number = first
    while start < len(body) and seen < FIRST_LINES:
        end = body.find("\n", start)
        end = len(body) if end < 0 else end
        line = body[start : min(end, start + 200)]
        if line.strip():
            seen += 1
            yield number, _REMARK.sub("", line) if "#" in line else line
        start = end + 1
        number += 1


def _meant_by(line: str, table: Table, *, is_above: bool) -> str:
    """The key for which a line outside the front matter is meant, or nothing.

    `is_above`: only such lines come before it. Further below, a text may well have a
    line of its own that begins so; then the value decides.
    """
    loose = keylines.read_loose(line)
    if loose is None:
        return _bare(line, is_above=is_above)
    plain = meaning.compact(loose.key)
    name = meaning.spelt_like(plain)
    certain = is_above and loose.sign in (":", "=") and plain in meaning.names()
    if name in _OF_TEXTS and not certain:
        name = ""
    if name and _matters(name, table) and (certain or meaning.fits(name, loose.value)):
        return name
    return _bare(line, is_above=is_above) or (_of_other_keys(loose, table) if is_above else "")


def _slip_of(line: str, table: Table, *, is_next: bool, is_alone: bool) -> str:
    """The key for which a line is meant that stands above the first sentence of the body.

    `is_next`: without a blank line behind the front matter. Behind one, a date alone says
    less: a text may begin with `Waktu: 30 Desember 2026`.
    """
    loose = keylines.read_loose(line)
    if not loose or len(loose.key) > 24 or len(loose.value) > _SHORT:
        return ""
    name = meaning.of_key(loose.key, table)
    if (meaning.of_value(loose.value) == "Status" or _asks(loose.value)) and loose.sign in _COLONS:
        name = "Status"
    elif name in _SWITCHED and meaning.spaced(loose.value) in meaning.YES_OR_NO:
        pass
    elif _may_hide(loose, name) or (is_next and _is_strange(loose)):
        name = name or "Status"
    elif name == "Status" and _PUBLISHING.search(loose.key.casefold()):
        name = "Terbit" if meaning.is_moment(loose.value) else ""
    elif not meaning.fits(name, loose.value) or not (
        is_next or _tells_of_publishing(name, loose, is_alone=is_alone)
    ):
        return ""
    return name if name and _matters(name, table) else ""


def _may_hide(loose: LooseLine, name: str) -> bool:
    """Whether a label that is no word of ours has a value that is none of a text either.

    Names of people and wares begin with a capital.
    """
    words = meaning.spaced(loose.value)
    if loose.sign not in _COLONS or not 0 < len(words.split()) < 4:
        return False
    if not meaning.compact(loose.key).isascii():
        return True  # of another alphabet
    is_state = (
        words in meaning.YES_OR_NO
        or not words.isascii()
        or ((name in _SWITCHED or loose.value[:1].islower()) and not meaning.is_harmless(words))
    )
    return is_state and (bool(name) or not meaning.is_harmless(loose.key))


def _is_strange(loose: LooseLine) -> bool:
    """Whether nobody can say what the key of a line is for, and its value may hide something."""
    is_known = meaning.is_harmless(loose.key) or loose.sign not in _COLONS
    return not is_known and meaning.may_protect(loose.value)


def _tells_of_publishing(name: str, loose: LooseLine, *, is_alone: bool) -> bool:
    """Whether this key can only be one of the front matter."""
    key = loose.key.casefold()
    if _PLAN.search(key):
        return is_alone and meaning.is_moment(loose.value)
    return name in ("Status", "Dicabut", "Samarkan") or bool(_PUBLISHING.search(key))


def _of_other_keys(loose: LooseLine, table: Table) -> str:
    """A known key that does not begin paragraphs, where the front matter has just ended."""
    name = table.names.get(key_of(loose.key), "") if loose.sign == ":" else ""
    return name if name and not table.keys[name].opens_text else ""


def _bare(line: str, *, is_above: bool = False) -> str:
    """A short line that is `Status draf` without a sign, or `DRAF` alone."""
    if len(line) > _SHORT:
        return ""
    words = _words_of(line)
    if is_above and _asks(line):
        return "Status"
    if words in ("draf", "draft", "embargo", "jangan terbit", "jangan tayang", "belum tayang"):
        return "Status"
    first, _, rest = words.partition(" ")
    name = meaning.spelt_like(first) if rest else ""
    if is_above and first in ("tayang", "publish", "publikasi"):
        name = "Terbit"
    if name not in _WITHOUT_SIGN or first in ("terbitan", "terbitkan"):
        return ""
    is_value = meaning.is_moment(rest) if name == "Terbit" else meaning.fits(name, rest)
    return name if is_value else ""


def _asks(line: str) -> bool:
    """Whether a short line says that the text is not to be published, or not yet."""
    words = _words_of(line) if len(line) <= _SHORT else ""
    return bool(_ASKED.fullmatch(words))


def _words_of(line: str) -> str:
    """The words of a line without tags and the number of a list."""
    return _NUMBER.sub("", meaning.spaced(keylines.untagged(line)))


def of_folder(path: str) -> str:
    """The folder of a file that seems to hide it, and does not; or nothing."""
    return _seeming_to_hide(path.rpartition("/")[0])


@lru_cache(1024)
def _seeming_to_hide(folder: str) -> str:
    names = folder.split("/")
    return next((name for name in names if meaning.spaced(name) in meaning.DRAFT_WORDS), "")


# Messages


# What to write where it is known; other keys take too many values.
_EXAMPLES = {
    "Status": "Status: draf",
    "Terbit": "Terbit: tanggal, jam",
    "Dicabut": "Dicabut: privasi",
    "Berlaku-Sampai": "Berlaku-Sampai: tanggal",
}


def _example(name: str) -> str:
    return _EXAMPLES.get(name, f"{name}: …")


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
        f'tulis "{_example(name)}" di kepala naskah, tanpa baris kosong di atasnya; bila memang '
        "bagian isi, tulis dengan kata lain.",
        key=name,
    )


def shown(key: str) -> str:
    """A key as a message may repeat it: digits are masked, they may be personal data."""
    return re.sub(r"\d{3,}", "…", " ".join(keylines.visible(key).split()))


def names_of(problems: Iterable[Problem]) -> set[str]:
    """The protecting keys that may be meant."""
    return {problem.key for problem in problems if problem.code == CODE}
