"""The parts of a cleaned release: title, dateline, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kentongan.domain.calendar import MONTH, WEEKDAYS
from kentongan.domain.tables import load
from kentongan.importer.closings import closes, is_only_date
from kentongan.importer.corrections import states_correction
from kentongan.importer.forms import read_form
from kentongan.importer.headings import kind_of_heading
from kentongan.importer.lines import LABELLED_TITLE, is_item, plain, title_words

_LONGEST_TITLE = 220  # characters
_MOST_TITLE_WORDS = 32
_MOST_UNIT_WORDS = 4
# A line with a full stop that is longer than this is no title but a sentence.
_MOST_WORDS_OF_SENTENCE, _FEWEST_WORDS_OF_SENTENCE = 22, 15
_LONGEST_DATELINE = 95
_LONGEST_LABEL = 60  # characters in which the label of a form line ends
_MOST_LOWER_WORDS, _FEWEST_WORDS_OF_NEWS = 3, 8  # `kupang — Satsamapta …`

_SEPARATOR = re.compile(r"(?:\s+[-–—−]{1,3}\s*|\s+~\s+|\s*[–—−]{1,3}\s*|\s*-{1,3}\s+|\s*--\s*)")
_OTHER_SEPARATOR = re.compile(r"\s*(?:\|{1,2}|//)\s*|\s*:\s+|,\s+(?=[A-Z][a-z])|\s*\.\s+(?=[A-Z])")
_UNIT = re.compile(r"(?:pol|kapol|sat|dit|bhabin|tim\b|panitia\b)", re.IGNORECASE)
_PART_OF_UNIT = re.compile(
    r"(?:sat|dit|si|bid|unit|bag|satuan|seksi|bidang|tim|biro|panitia|direktorat|divisi|sub)\w*"
    r"(?: \w+){0,3}"
    r" pol(?:da|res|resta|restabes|sek|ri)(?: \w+){0,3}",
    re.IGNORECASE,
)
_BODY_STARTS = re.compile(r"[A-Z“\"(‘'0-9*_]")
_WORD = re.compile(r"\S+")
_SMALL_IN_DATELINE = frozenset({"di", "kab", "kota", "dan", "kec", "humas", "the", "of"})
_LEADING_WORDS = frozenset(
    {"dalam", "guna", "untuk", "menjelang", "jelang", "sebagai", "pada", "dengan", "saat", "di"}
)
_DATED = re.compile(r"\(\d{1,2}\s?[/.-]\s?\d")
_PLACE_DATED = re.compile(
    r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,3}\s*"
    r"\([^()\n]{0,12}\d{1,2}\s?[/.-]\s?\d{1,2}[/.-]\s?\d{2,4}\)"
)
# `Jalur Gempol – Bangil macet`, `Sabtu - Minggu, 7 - 8 November 2026`
_NO_PLACES = frozenset({"jalan", "jl", "jln", "jalur", "arus", "ruas", "tol", *WEEKDAYS})
_SOUGHT = re.compile(
    r"(?i)\b(?:hilang|kehilangan|meninggalkan rumah|belum (?:pulang|kembali)|dicari|mencari"
    r"|dpo|buron|melarikan diri|pencarian orang|pergi dari rumah)\b"
)
_NAMED_PLAN = re.compile(r"(?i)(?:agenda|jadwal|rundown|giat|kegiatan)\b")  # no town
_TO_READERS = re.compile(r"(?i)(?:kepada|yth)\b")
_ABOUT = re.compile(r"(?i)tentang\W*")
_ABOVE_ABOUT = 5  # lines below a heading among which `tentang` leads to the title
_ENDS_DATE = re.compile(rf"(?:\d|\d {MONTH})$", re.IGNORECASE)
_TITLE_END = re.compile(r"[.!?]$")
_GOES_ON = ".:;,"
# Form lines with these roles stand below a title, never in its place.
_ROLES_BELOW = (
    "name", "features", "when", "clock", "until", "place", "seen", "home", "birth", "report",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Structure:
    """`paragraphs` is the body with marks; the first no longer holds the dateline."""

    title: str | None
    dateline: str | None
    paragraphs: tuple[str, ...]
    subtitle: str = ""
    heading: str = ""  # `person` or `correction` where the text starts as such a notice
    dated: int = 0  # the paragraph that the dateline opens

    @property
    def heads(self) -> str:
        """The heading of the notice without the small print below it."""
        return self.subtitle.split(" – ")[0]

    @property
    def text(self) -> str:
        """The body as plain words, one line a paragraph."""
        return "\n".join(plain(item) for item in self.paragraphs)


def read(paragraphs: Sequence[str]) -> Structure:
    heading, subtitle, paragraphs = _heading(paragraphs)
    if not heading and _is_unheaded_notice(paragraphs):
        heading = "person"
    title, rest = (None, list(paragraphs)) if heading else _title(paragraphs)
    body: list[str] = []
    dateline: str | None = None
    dated = 0
    for index, item in enumerate(rest):
        parted = split_dateline(item) if dateline is None and index < 3 else None
        if parted:
            dateline = parted[0]
            if body and not heading and all(map(is_title, body)) and not _has_form(body):
                subtitle = " ".join(title_words(line) for line in body)
                body = []
            dated, item = len(body), parted[1]
        if item:
            body.append(item)
    return Structure(title, dateline, tuple(body), subtitle, heading, dated)


def _is_unheaded_notice(paragraphs: Sequence[str]) -> bool:
    """Whether a form that describes a person sought begins without heading and headline."""
    if not paragraphs or looks_like_headline(paragraphs[0]):
        return False
    lines = [plain(item) for item in paragraphs]
    form = read_form(lines)
    describes = form.lines("name") and form.lines("features", "seen")
    opens = lines[0].endswith((":", ".")) or 0 in form.lines() or len(lines[0].split()) > 8
    return bool(describes and opens and seeks_person("\n".join(lines[:4])))


def seeks_person(text: str) -> bool:
    """Whether a text says that somebody is missing or wanted."""
    return bool(_SOUGHT.search(text))


def _has_form(paragraphs: Sequence[str]) -> bool:
    return bool(read_form([plain(item) for item in paragraphs]).entries)


def _heading(paragraphs: Sequence[str]) -> tuple[str, str, Sequence[str]]:
    """What the heading of a notice says, its words, and the paragraphs below it.

    A heading above a headline only introduces it; a soft one without a headline is the title.
    """
    kind = kind_of_heading(plain(paragraphs[0])) if len(paragraphs) > 1 else ""
    if not kind:
        return "", "", paragraphs
    words = title_words(paragraphs[0])
    below = list(paragraphs[1:])
    about = [at for at, line in enumerate(below[:_ABOVE_ABOUT]) if _ABOUT.fullmatch(plain(line))]
    if kind == "soft" and about and len(below) > about[0] + 1:  # who issues it stands above
        words = " – ".join([words, *map(plain, below[: about[0] + 1])])
        below = below[about[0] + 1 :]
    while len(below) > 1 and kind == "soft" and _is_small_print(below[0]):
        words = f"{words} – {plain(below.pop(0))}"
    if _is_headline_below(below, kind):
        return "", words, below
    return ("", "", paragraphs) if kind == "soft" else (kind, words, below)


def _is_small_print(paragraph: str) -> bool:
    """`Nomor : Peng/12/III/2026` or `tentang`, between a heading and the title."""
    return bool(re.fullmatch(r"(?i)(?:no(?:mor)?\b.{2,60}|tentang|perihal)\W*", plain(paragraph)))


def _is_headline_below(below: Sequence[str], kind: str) -> bool:
    if len(below) < 2 or not is_title(below[0]) or _TO_READERS.match(plain(below[0])):
        return False
    if _has_form(below[:1]):
        return kind == "soft" and bool(LABELLED_TITLE.match(plain(below[0])))
    if _is_unit(plain(below[0])) and split_dateline(below[1]) is None:
        return False
    if kind == "soft":
        return looks_like_headline(below[0]) or plain(below[0]).isupper()
    return looks_like_headline(below[0]) and split_dateline(below[1]) is not None


def _is_unit(line: str) -> bool:
    """`POLRES LUWU TIMUR`: a letterhead, not a headline."""
    few = len(line.split()) <= _MOST_UNIT_WORDS and bool(_UNIT.match(line))
    return few or bool(_PART_OF_UNIT.fullmatch(line))


def split_dateline(paragraph: str) -> tuple[str, str] | None:
    """`Polresta Pasuruan – Menjelang …` → the dateline and the rest (with marks)."""
    bare = paragraph.lstrip("*_ ")
    if is_item(bare):
        return None
    if read_form([plain(paragraph)[:_LONGEST_LABEL]]).entries:
        return None
    for match in _candidates(bare):
        place = plain(bare[: match.start()]).strip(" *_,.;:(")
        rest = bare[match.end() :].lstrip("*_ ") if "*" in match[0] else bare[match.end() :]
        rest = re.sub(r"^[*_]+\s+", "", rest.lstrip())
        is_lower = place.islower() and len(place.split()) <= _MOST_LOWER_WORDS
        starts = _BODY_STARTS.match(rest) or (" -" in match[0] and rest[:1].isalpha())
        if rest[:1].isdigit() and _ENDS_DATE.search(place):
            continue  # 20 - 30 orang, 30 November – 5 Desember
        if place and starts and (_is_place(place) or (is_lower and _opens_news(rest))):
            return _with_province(place, rest)
    return None


def _opens_news(rest: str) -> bool:
    """Whether words behind `kupang —` begin as news do: with a unit, or as a dated sentence."""
    return len(rest.split()) >= _FEWEST_WORDS_OF_NEWS and bool(
        _UNIT.match(rest) or (rest[0].isupper() and _DATED.search(rest))
    )


def _with_province(place: str, rest: str) -> tuple[str, str]:
    """`Demak – Jateng – Polres …`: a second place of a word or two belongs to the dateline."""
    match = _SEPARATOR.search(rest[:30])
    if match and match.start():
        second, after = rest[: match.start()], rest[match.end() :]
        is_area = len(second.split()) <= 2 and _is_place(second) and second[0].isupper()
        if is_area and " " in match[0] and _BODY_STARTS.match(after) and not _UNIT.match(second):
            return f"{place} – {second}", after
    return place, rest


def _candidates(text: str) -> Iterator[re.Match[str]]:
    head = text[: _LONGEST_DATELINE + 10]
    yield from _SEPARATOR.finditer(head)
    for match in _OTHER_SEPARATOR.finditer(head):
        before = text[: match.start()]
        if match[0].strip() in (",", ".", ":"):
            is_town = before.isupper() and before[0].isalpha() and len(before) > 2
            is_town = is_town and len(before.split()) <= 2 and not _NAMED_PLAN.match(before)
            if is_town or (match[0].strip() != "," and _is_place_and_date(before)):
                yield match
        else:
            yield match


def _is_place_and_date(text: str) -> bool:
    """`Medan, Senin (16/11/2026)` or `BLAMBANGAN UMPU (10/8/2026)`."""
    return closes(text) or bool(_PLACE_DATED.fullmatch(text))


def _is_place(text: str) -> bool:
    if len(text) > _LONGEST_DATELINE:
        return False
    words = text.split()
    if not 1 <= len(words) <= 11 or (words[0].casefold() in _LEADING_WORDS and len(words) > 3):
        return False
    if (
        not any(character.isalpha() for character in text)
        or words[0].casefold().rstrip(".") in _NO_PLACES
    ):
        return False
    if text.count("(") != text.count(")"):
        return False
    return all(_fits(word) for word in words)


def _fits(word: str) -> bool:
    bare = word.strip("()[],./|-:;’'\"")
    if not bare or not bare[0].islower():
        return True
    return "." in bare or bare.casefold().startswith("tribrata") or bare in _SMALL_IN_DATELINE


# The title


def _title(paragraphs: Sequence[str]) -> tuple[str | None, list[str]]:
    if not paragraphs:
        return None, []
    first, rest = paragraphs[0], list(paragraphs[1:])
    glued = _glued_title(first) if len(first.split()) > 16 else None
    if glued:
        return glued[0], [glued[1], *rest]
    if is_title(first) and not states_correction(plain(first)):
        title = title_words(first)
        while rest and _continues_title(title, rest[0]):
            title = f"{title} {title_words(rest.pop(0))}"
        if rest and _key(rest[0]) == _key(title):
            rest.pop(0)
        return title, rest
    return None, list(paragraphs)


def is_title(paragraph: str) -> bool:
    text = title_words(paragraph)
    words = text.split()
    if not words or len(text) > _LONGEST_TITLE or len(words) > _MOST_TITLE_WORDS:
        return False
    if is_item(paragraph) or not any(character.isalpha() for character in text):
        return False
    if text[-1] in ":;" and len(words) > _MOST_UNIT_WORDS:
        return False
    if read_form([text]).lines(*_ROLES_BELOW) or is_only_date(text):
        return False
    parted = split_dateline(paragraph)
    if parted and (_DATED.search(text) or _is_sentence(paragraph, parted[1])):
        return False
    most = _MOST_WORDS_OF_SENTENCE if _mostly_capitals(text) else _FEWEST_WORDS_OF_SENTENCE
    if _TITLE_END.search(plain(paragraph)) and len(words) > most:
        return False
    inner = re.search(r"[.!?][”\"]?\s+[A-Z“]", text)
    return not inner or len(words) <= 14 or (inner[0][0] != "." and _mostly_capitals(text))


def _is_sentence(paragraph: str, rest: str) -> bool:
    """Whether the text after a dateline is a sentence, not a headline."""
    long = len(rest.split()) > 12
    return not _mostly_capitals(rest) and (long or plain(paragraph).endswith("."))


def looks_like_headline(paragraph: str) -> bool:
    """Whether a line has no full stop and mostly capitalised words."""
    text = plain(paragraph)
    return len(text.split()) >= 4 and text[-1] not in _GOES_ON and _mostly_capitals(text)


def _mostly_capitals(text: str) -> bool:
    words = [match[0] for match in re.finditer(r"[^\W\d_]{2,}", text)]
    return bool(words) and sum(word[0].isupper() for word in words) / len(words) > 0.6


def _continues_title(title: str, paragraph: str) -> bool:
    """Whether a line continues a title that was broken in two."""
    if split_dateline(paragraph) or not is_title(paragraph) or len(title) > 120:
        return False
    if _has_form([paragraph]) or states_correction(plain(paragraph)):
        return False
    if _is_unit(plain(paragraph)) and not title.endswith(","):
        return False
    line = title_words(paragraph)
    if _TITLE_END.search(line) or len(line.split()) > 14:
        return False
    last = title.split()[-1].casefold().strip("“”")
    joins = last in _JOINING or title.endswith((",", ":", "-", "–", "&"))
    return joins or line[0].islower() or (title.isupper() and line.isupper())


_JOINING = frozenset(
    [
        "di", "ke", "dari", "dan", "dengan", "untuk", "guna", "melalui", "lewat", "saat", "jelang",
        "pada", "yang", "dalam", "bersama", "serta", "demi", "agar", "oleh", "kepada", "terkait",
        "soal", "menjelang", "usai", "atau", "tentang", "sebagai", "antisipasi", "cegah",
        "&", "wujudkan",
    ]
)  # fmt: skip


def _glued_title(paragraph: str) -> tuple[str, str] | None:
    """Title and body of a text that lost the line end between them, found by the dateline."""
    head = paragraph[:400]
    for match in _SEPARATOR.finditer(head):
        before = plain(paragraph[: match.start()])
        start = _dateline_start(before)
        rest = paragraph[match.end() :]
        if start and _BODY_STARTS.match(rest) and len(before[:start].split()) >= 4:
            title = before[:start].strip(" *_")
            if (
                len(rest.split()) > 10
                and _mostly_capitals(title)
                and not re.search(r"[.!?]\s", title)
            ):
                return title, f"{before[start:]} – {rest}"
    return None


def _dateline_start(before: str) -> int | None:
    """The start of the unit or town in capitals at the end of `before`."""
    units = "|".join(load("unit_words")["levels"])
    match = re.search(rf"\b(?:{units})\b(?:\s+[A-Z][\w'’]*){{1,4}}$", before, re.IGNORECASE)
    if match:
        return match.start()
    town = re.search(r"(?<![A-Z]\s)\b[A-Z]{4,}(?:,?\s[A-Z]{4,})?$", before)
    return town.start() if town and not before[: town.start()].strip().isupper() else None


def _key(text: str) -> str:
    return re.sub(r"\W+", "", plain(text)).casefold()
