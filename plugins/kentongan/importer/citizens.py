"""Citizens who speak in a release: those whom a sentence names, and those whom none names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kentongan.domain.people import position_start, read_person

# `Pemilik motor, Ngatini (50), tak kuasa …`: a citizen as the subject of a sentence.
_SUBJECT = re.compile(
    r"(?:^|[.!?]”?\s+|\n)(?P<role>[A-Z][a-z]+(?: [\w-]+){0,4}),\s(?P<name>[A-Z][\w'’]+"
    r"(?:\s[A-Z][\w'’]+){0,3})\s*(?:\(\d{1,3}(?: tahun)?\))?,[^.“\n]*[.,:]?\s*$"
)
# `Warga bernama Sutarmi mengaku senang.`, `Sutarmi, warga setempat, mengaku senang.`
_ROLE = (
    r"(?:warga|pedagang|petani|nelayan|peserta|penerima|pengunjung|penumpang|pemilik|orang tua|ibu"
    r"|ayah|keluarga|saksi|ketua|tokoh|guru|kepala desa)"
)
_SENTENCE = r"(?:^|[.!?]”?\s+|\n)"
_NAMED = re.compile(
    rf"{_SENTENCE}(?:(?:Salah (?:satu|seorang)|Seorang)\s+)?(?i:{_ROLE})\b[^.,“\n]{{0,40}}?"
    r"\s(?:bernama|atas nama)\s(?P<name>[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){0,3})[^.“\n]*[.,:]?\s*$"
    rf"|{_SENTENCE}(?P<first>[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){{0,3}})\s*"
    r"(?:\(\d{1,3}(?: tahun)?\))?,"
    rf"\s(?:salah (?:satu|seorang)\s+)?{_ROLE}\b[^.“\n]*[.,:]?\s*$"
)
# `Nenek itu menangis haru.`: somebody whom the text does not name
_UNNAMED = re.compile(
    rf"{_SENTENCE}(?P<subject>(?:(?:Seorang|Salah (?:satu|seorang)|Para|Sang|Si)\s+)?"
    rf"(?i:{_ROLE}|nenek|kakek|lansia|anak|bocah|siswa|siswi|pelajar|santri|sopir|pengemudi)\b"
    r"(?: (?:itu|tersebut|setempat))?(?= [a-z])(?! (?:bernama|atas nama))[^.,“\n]*)\.\s*$"
)
_ACCUSED = re.compile(r"tersangka|pelaku|terduga|ditangkap|diamankan|dibekuk|korban", re.IGNORECASE)
_NAME_AT_END = re.compile(
    r"(?<=[a-z,] )([A-Z][\w'’.]+(?:\s[A-Z][\w'’.]+){0,3})\s*(?:\(\d+\))?\s*,?\s*(?:juga|pun)?\s*$"
)
_REACH = 220  # characters before a quotation that hold the sentence


def name_at_end(subject: str) -> str | None:
    """`Salah seorang saksi, Sutikno, (menuturkan …)` → the name that ends the subject."""
    match = _NAME_AT_END.search(subject)
    if match is None:
        return None
    person = read_person(subject, match.start(1))
    return person.name if person and person.end >= match.end(1) else None


def named_subject(text: str, position: int) -> tuple[int, str] | None:
    """The citizen whom the sentence before a quotation names, and where."""
    start, before = _before(text, position)
    match = _SUBJECT.search(before)
    if match is None or position_start().match(match["role"], 0):
        match = _NAMED.search(before)
    if match is None or _ACCUSED.search(match[0]):
        return None
    group = "name" if match["name"] else "first"
    person = read_person(match[group], 0)
    return (start + match.start(group), person.name) if person else None


def is_unnamed_subject(text: str, position: int, named: Iterable[int]) -> bool:
    """Whether the sentence before a quotation is about somebody without a name.

    `named`: where the text names officials; a sentence that holds one is about the official.
    """
    start, before = _before(text, position)
    match = _UNNAMED.search(before)
    return match is not None and not any(
        start + match.start("subject") <= at < position for at in named
    )


def _before(text: str, position: int) -> tuple[int, str]:
    start = max(0, text.rfind("\n", 0, position), position - _REACH)
    return start, text[start:position].rstrip("“ ")
