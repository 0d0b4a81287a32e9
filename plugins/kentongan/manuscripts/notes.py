"""Notes to a colleague that ask to hold a text back, wherever in its file they stand.

`Jangan ditayangkan sebelum jam 5` in a caption, a table, a comment or red letters would be public
as soon as the text is. A note is a sentence of its own, or a piece of one between signs: news that
tells of drafts and embargoes is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath

from kentongan.domain.problems import Problem
from kentongan.manuscripts import keylines, meaning
from kentongan.manuscripts.source import Source

CODE = "releases.E028"
# What others said, why a text was withdrawn, and keys whose values are such words.
_UNASKED = frozenset(
    {"Alasan", "Klaim", "Bukti", "Ralat", "Izin", "Slug", "Alih-Dari", "Status", "Terbit",
     "Dicabut", "Status-Kasus", "Kode", "Satuan", "Tanggal"}
)  # fmt: skip
_LONGEST = 75  # letters of a note
_WINDOW = 90
_MOST = 50  # notes that are told of one by one
_LONGEST_TEXT = 200_000  # the gate refuses a longer one
_HINTS = (
    "jangan belum tahan tunda embargo tayang internal bukan not off hold acc dilarang ojo ulah "
    "durung rahasia confidential konsep draf tunggu todo cek konfirmasi revisi"
).split()
_BEGINNINGS, _ENDINGS = ("", "di", "me", "men"), ("", "t", "nya")
_HINT = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(filter(None, _BEGINNINGS))})?(?:{'|'.join(_HINTS)})"
    rf"(?:{'|'.join(filter(None, _ENDINGS))})?(?![^\W_])"
)
_FORMS = frozenset(
    f"{beginning}{hint}{ending}".encode()
    for beginning in _BEGINNINGS
    for hint in _HINTS
    for ending in _ENDINGS
)
# Letters and digits of ASCII as they are, all other bytes as blanks.
_LETTERS = bytes(sign if sign < 128 and chr(sign).isalnum() else 32 for sign in range(256))
# What parts a sentence, or what stands in marks of its own, from its neighbours.
_ENDS = re.compile(
    r"\n|[.!?…](?=\W|$)|[()\[\]{}<>|]|//|\*+|~+|`+|%%|\+\+|(?<!\w)_|_(?!\w)|(?<!\w)#+ "
)
# What parts a note from the sentence that it was put into.
_PARTS = re.compile(r"\n|[.!?…](?=\W|$)|[()\[\]{}<>|\"“”;,:=]|\s[-–—]\s|--|//|\*\*|~~|%%")
_SEEN = (
    r"(?:di|me[mn]?)?(?:tayang|terbit|publis?h|publikasi|release|rilis|siar|muat|ekspos)"
    r"(?:kan|ed|nya|ake)?"
)
# What people ask of a rumour too: only with `dulu` is it asked of a text.
_SPREAD = r"(?:di)?(?:share|upload|unggah|posting|sebar)(?:kan|nya)?"
_UNTIL = r"(?:dulu|dahulu|dhisik|heula|sebelum|sampai|hingga|sementara|ya)\b.*"
_WHAT = r"(?:nama|foto|wajah|alamat|identitas|inisial)"
_WHO = r"(?:kapol\w+|kasat\w*|kasi\w*|kanit\w*|kabid\w*|pimpinan|komandan|ndan|humas|redaksi|bos)"
_CALLS = (
    r"(?:(?:mohon|harap|tolong|izin|ijin|siap|sementara|untuk|masih|ini|naskah|rilis|berita|nb|ps|"
    r"p s|cc|ket|catatan|note|todo|fyi|info|penting|perhatian|min|admin|ndan|redaksi|editor|humas|"
    r"rekan|pak|bu|mas|mbak|bang|bro|sis|ya|please|pls) )*"
)
_NOTE = re.compile(
    rf"{_CALLS}(?:"
    rf"(?:jangan|ojo|aja|ulah)(?: (?:sampai|dulu|di|untuk|boleh))* {_SEEN}(?: {_UNTIL}| {_WHAT}.*)?"
    rf"|(?:jangan|ojo|aja|ulah)(?: (?:di|dulu))* {_SPREAD} {_UNTIL}"
    rf"|(?:belum|tidak|dilarang)(?: (?:boleh|untuk|bisa|siap|dulu))+ {_SEEN}(?: {_UNTIL})?"
    rf"|(?:belum|tunggu|menunggu|nunggu)(?: di)? (?:acc|approve|approval|final)(?: .*)?"
    rf"|(?:belum disetujui|(?:tunggu|menunggu|nunggu) persetujuan)(?: oleh)?(?: {_WHO}.*)?"
    r"|durung (?:oleh )?(?:tayang|terbit|acc).*"
    rf"|bukan (?:(?:untuk|utk|buat) {_SEEN}|(?:untuk )?konsumsi (?:publik|umum|media))"
    rf"|(?:tahan|ditahan|tunda|ditunda) (?:dulu|dahulu)"
    rf"(?: (?:{_UNTIL}|{_SEEN}.*|naskah.*|rilis.*))?"
    r"|hold(?: dulu| until .*| sampai .*)"
    r"|(?:hanya )?(?:untuk|utk|buat) (?:(?:kalangan|keperluan|konsumsi) )?internal"
    r"(?: (?:saja|aja|dulu|humas|polri|only))*"
    r"|(?:not for|do not|dont|don t) (?:publication|publish|release)(?: .*)?"
    r"|off the record"
    r"|embargo (?:sampai|hingga|s d|until|pukul|jam|tgl|tanggal|media|\d).*"
    rf"|(?:nanti|besok) (?:saja|aja|dulu)(?: di)? ?{_SEEN}(?: .*)?"
    r"|tayang(?:nya)? (?:nanti|besok|tunggu|setelah|sesudah|sebelum|jam|pukul)(?: .*)?"
    rf"|{_WHAT}(?: \w+){{0,3}} jangan di(?:muat|tulis|tampilkan|cantumkan|pakai)(?: .*)?)"
)
# A sentence of such a word alone, whoever is called: `NB: Rahasia`, `Min, draf`.
_SOLE_WORDS = ("rahasia", "draf", "confidential", "embargo", "konsep rilis")
_SOLE = re.compile(
    rf"{_CALLS}(?:rahasia|draft?|confidential|embargo|konsep rilis)"
    r"(?: (?:ya|dulu|saja|min|ndan|pak|bu))*"
)
# Before the text without a sign between, `Belum boleh tayang Polisi …`: small letters say so.
_FRONT = re.compile(
    rf"{_CALLS}(?:jangan {_SEEN}(?: dulu)?|(?:belum|tidak) (?:boleh|bisa|siap|untuk) {_SEEN}"
    rf"(?: dulu)?|bukan (?:untuk|utk) {_SEEN}|(?:hanya )?untuk (?:kalangan )?internal"
    rf"(?: saja| aja)?|tahan dulu(?: ya)?|belum (?:di ?)?acc(?: {_WHO})?|"
    rf"tunggu acc(?: {_WHO})?(?: dulu)?|"
    r"not for (?:publication|release)|jangan (?:di)?(?:sebar|share|upload)(?:kan)? dulu)"
)
_MARKS = " \t*_#>-.!"
_OPENING = re.compile(r"[^\w\n]*((?:[\w/-]+ ){1,7})(?=[A-Z])")
# What nobody says of anything else, also where no sign parts it from the value of a field.
_BLUNT = re.compile(
    r"(?:jangan (?:di)?(?:tayang|terbit|publish|publikasi|muat)|tahan dulu|belum boleh|"
    r"bukan untuk di|not for|embargo (?:sampai|hingga|s d|until)|"
    r"(?:hanya )?untuk internal (?:saja|aja)|"
    r"jangan (?:di)?(?:sebar|share|upload)(?:kan)? dulu|belum (?:di )?acc|"
    r"tunggu acc|untuk kalangan internal)"
)
_SHORT_FIELDS = frozenset(
    {"Judul", "Lokasi", "Tag", "Penulis", "Gambar", "Gambar-Alt", "Gambar-Keterangan",
     "Gambar-Kredit", "Kejadian"}
)  # fmt: skip
_LIST = re.compile("[,;]")
# These words alone are a note where nothing else stands in the line, or in brackets beside it.
_ALONE = frozenset(
    {"draf", "draft", "embargo", "rahasia", "internal", "konsep", "confidential", "belum final",
     "masih draf", "draf rilis", "konsep rilis", "tahan", "tunda", "hold", "belum acc", "todo",
     "cek lagi", "cek ulang", "tolong cek", "tolong cek lagi", "konfirmasi lagi", "revisi",
     "konfirmasi ulang", "perlu konfirmasi", "masih direvisi", "perlu dicek", "mohon dicek"}
)  # fmt: skip
_JOINED = str.maketrans({"\n": " ", "*": "", "~": "", "_": ""})
_SHOUTED = frozenset({"DRAF", "DRAFT", "EMBARGO", "TODO"})
_LOUD = frozenset({*_SHOUTED, "RAHASIA", "CONFIDENTIAL"})  # at an end of a line in small letters
_MARKED = re.compile(r"[(\[{<]\W*([\w\s-]{4,20}?)\W*[)\]}>]|^[\W_]*([\w\s-]{4,20}?)[\W_]*$")


def of_source(source: Source, known: dict[int, str]) -> Iterator[Problem]:
    """The notes in the values of fields (`known`: their names by line), and in the body."""
    for field in source.fields:
        name = known.get(field.line, "")
        if name not in _UNASKED and any(_is_in_field(name, value) for value in field.values):
            yield _problem(field.line)
    for place in islice(_places(source.body[:_LONGEST_TEXT]), _MOST):
        yield _problem(source.body_line + source.body.count("\n", 0, place))


def of_name(path: str, title: str) -> str:
    """A word of a file's name that asks to hold it back, and is none of its title; or nothing."""
    name = path.rpartition("/")[2]
    words = meaning.spaced(name.rpartition(".")[0] or name)
    at_an_end = (
        mark
        for mark in ("draf", "draft", "embargo", "jangan tayang", "jangan terbit", "belum tayang")
        if mark in words and re.search(rf"^{mark}\b|\b{mark}(?: ?\d+)?$", words)
    )
    return next((mark for mark in at_an_end if mark not in meaning.spaced(title)), "")


def _is_in_field(name: str, value: str) -> bool:
    if value.isascii() and "<" not in value and _holds_none(value):
        return False  # nearly all
    if any(map(_is_in, _LIST.split(value) if name == "Tag" else [value])):
        return True
    if name not in _SHORT_FIELDS:
        return False
    words = meaning.spaced(PurePosixPath(value).stem if name == "Gambar" else value)
    return any(_NOTE.fullmatch(words, found.start()) for found in _BLUNT.finditer(words))


def _is_in(text: str) -> bool:
    return next(_places(text), None) is not None


def _places(text: str) -> Iterator[int]:
    """Where notes stand, one a line."""
    done = -1
    for start in _hints(text):
        if start > done and _is_note(text, start):
            yield start
            end = text.find("\n", start)
            done = end if end >= 0 else len(text)


def _hints(text: str) -> list[int]:
    """Where words of notes stand; few texts have any, and looking for each is quickest."""
    if _holds_none(text):
        return []
    lowered = text.lower()
    if len(lowered) != len(text):  # a capital that two letters make
        lowered = "".join(letter.lower()[:1] for letter in text)
    places = set()
    for hint in _HINTS:
        at = lowered.find(hint)
        while at >= 0:
            begin = at
            while begin and lowered[begin - 1].isalpha() and at - begin < 4:
                begin -= 1
            if _HINT.match(lowered, begin):
                places.add(begin)
            at = lowered.find(hint, at + 1)
    return sorted(places)


def _holds_none(text: str) -> bool:
    """Whether no word of a text is one of notes; False where that is not certain."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return False
    words = lowered.encode("utf-8", "surrogatepass").translate(_LETTERS).split()
    return _FORMS.isdisjoint(words)


def _is_note(text: str, place: int) -> bool:
    before, behind = text[max(0, place - _WINDOW) : place], text[place : place + _WINDOW]
    if any(map(_is_told, _readings(before), _readings(behind))):
        return True
    return _stands_alone(text, place) or _stands_before(text, place)


def _readings(piece: str) -> tuple[str, ...]:
    """A piece as typed, and without tags and breaks of lines: with them a note is cut in two."""
    piece = html.unescape(piece) if "&" in piece else piece
    return piece, keylines.untagged(piece).translate(_JOINED)


def _is_told(before: str, behind: str) -> bool:
    """Whether a sentence or a piece that begins before a word, or with it, is a note."""
    piece = _PARTS.split(before)[-1] + _PARTS.split(behind, maxsplit=1)[0]
    if "".join(filter(str.isalnum, piece)) in _SHOUTED:
        return True
    words = meaning.spaced(piece)
    if len(words) <= _LONGEST and _NOTE.fullmatch(words):
        return True
    if not behind[:12].lower().startswith(_SOLE_WORDS):
        return False
    sole = meaning.spaced(_ENDS.split(before)[-1] + _ENDS.split(behind, maxsplit=1)[0])
    return len(sole) <= _LONGEST and bool(_SOLE.fullmatch(sole))


def _stands_alone(text: str, place: int) -> bool:
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = keylines.untagged(text[start : end if end >= 0 else len(text)][:200])
    return any(meaning.spaced(one or two) in _ALONE for one, two in _MARKED.findall(line))


def _stands_before(text: str, place: int) -> bool:
    """Whether a line begins with a note, or has a loud word at an end, and no sign parts them."""
    left, right = text[max(0, place - _WINDOW) : place], text[place : place + 2 * _WINDOW]
    opens = place <= _WINDOW or "\n" in left
    before, behind = left[left.rfind("\n") + 1 :], right.partition("\n")[0]
    if opens and any(map(_is_front, _readings(before + behind))):
        return True
    word, _, after = behind.partition(" ")
    is_at_end = (opens and not before.strip(_MARKS)) != (not after.strip(_MARKS))
    return is_at_end and word.strip(_MARKS) in _LOUD and not (before + after).isupper()


def _is_front(line: str) -> bool:
    opening = _OPENING.match(line)
    words = opening[1].split() if opening else []
    return any(
        words[count - 1].islower() and _FRONT.fullmatch(meaning.spaced(" ".join(words[:count])))
        for count in range(2, len(words) + 1)
        if count == len(words) or words[count][0].isupper()
    )


def _problem(line: int) -> Problem:
    return Problem(
        "",
        line,
        CODE,
        "Di sini ada catatan untuk rekan, misalnya bahwa naskah belum boleh tayang; catatan itu "
        "ikut terbit bersama naskahnya.",
        'hapus catatan itu; bila belum boleh tayang, tulis "Status: draf" di kepala naskah.',
    )
