"""What a messenger adds to a message: notes on edits, attachments, omissions and mentions."""

from __future__ import annotations

import re

_UNSEEN = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_ENDINGS = (
    r"(?:jpe?g|png|webp|heic|gif|mp4|3gp|mov|opus|m4a|mp3|aac|pdf|docx?|xlsx?|pptx?|vcf|txt|zip)"
)
_EDITED = r"<\s*(?:pesan ini (?:telah )?diedit|this message was edited|diedit|edited)\s*>"
_THINGS = (
    r"(?:(?:view once )?(?:media|gambar|image|foto|photo|video(?: note)?|catatan video|audio"
    r"|dokumen|document|stiker|sticker|gif|kartu kontak|kontak|contact card|voice message"
    r"|pesan suara)"
    r"(?: sekali lihat)?)"
)
_OMITTED = rf"{_THINGS}\s(?:tidak disertakan|tidak dimasukkan|dihilangkan|omitted)"
_ATTACHED = r"\s*\((?:file terlampir|file attached|berkas terlampir)\)"
_OWN_NAME = r"(?:img|vid|ptt|aud|doc|stk)[-_]\d{8}[-_]wa\d+\.\w*"
# A sentence before a name is no part of it: `… Budi Santoso. IMG-20260515-WA0001.jpg`.
_FILE = rf"(?P<file>(?:(?!\.\s)[^\n<>:{_UNSEEN}]){{1,120}}?\.(?:{_ENDINGS})?){_ATTACHED}"
_PAGES = (
    rf"[^\n<>{_UNSEEN}]{{1,120}}\.{_ENDINGS}\s*•\s*[{_UNSEEN}]*\d+\s(?:halaman|pages?)"
    rf"(?:\s[{_UNSEEN}]*{_OMITTED})?"
)
_SIGN = re.compile(
    rf"{_EDITED}|<\s*{_OMITTED}\s*>|<\s*(?:terlampir|attached|lampiran)\s*:\s*(?P<name>[^<>\n]+)>",
    re.IGNORECASE,
)
_ONLY_OMITTED = re.compile(_OMITTED, re.IGNORECASE)
_WHOLE = re.compile(
    rf"{_FILE}|{_PAGES}|<?\s*{_OMITTED}\s*>?\.?"
    rf"|(?P<bare>{_OWN_NAME})",
    re.IGNORECASE,
)
_FILE_AT_END = re.compile(
    rf"(?:[{_UNSEEN}]{_FILE}|(?:^|(?<=\s))(?P<own>{_OWN_NAME}){_ATTACHED})$", re.IGNORECASE
)
_PAGES_AT_END = re.compile(rf"(?:^|[{_UNSEEN}]){_PAGES}$", re.IGNORECASE)
_EDGES = " \t\u00a0\u202f\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_LONGEST = 300  # characters at the end of a line that may hold a note
_MENTION = re.compile("@\u2068([^\u2068\u2069\n]{1,80})\u2069")
_NO_TEXT = re.compile(
    r"(?:pesan ini (?:telah )?dihapus|anda (?:telah )?menghapus pesan ini|this message was deleted"
    r"|you deleted this message|menunggu pesan ini.*|waiting for this message.*|null"
    r"|panggilan (?:suara|video)[^\n]{0,60}|missed (?:voice|video) call[^\n]{0,40})\.?",
    re.IGNORECASE,
)


def without_marks(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without what the messenger added, and the names of the files attached.

    A line that held nothing else is left out.
    """
    kept: list[str] = []
    names: list[str] = []
    for line in lines:
        shown = _MENTION.sub(r"\1", line) if "\u2068" in line else line
        bare = shown.strip(_EDGES)
        whole = _WHOLE.fullmatch(bare) if bare else None
        if whole:
            names += [name for name in (whole["file"], whole["bare"]) if name]
            continue
        left, name = _without_end(shown)
        names += [name] if name else []
        if left.strip(_EDGES) or left == line:
            kept.append(left)
    return kept, [name.strip() for name in names]


def _without_end(line: str) -> tuple[str, str]:
    """The line without the note at its end, and the name of the file that the note mentions.

    The name and page count of a document, which come before the note, are removed too.
    """
    bare = line.rstrip(_EDGES)
    start = bare.rfind("<", max(0, len(bare) - _LONGEST)) if bare.endswith(">") else -1
    if start >= 0 and (sign := _SIGN.fullmatch(bare, start)):
        rest = bare[:start].rstrip(_EDGES)
        pages = _PAGES_AT_END.search(rest, max(0, len(rest) - _LONGEST)) if sign["name"] else None
        return (rest[: pages.start()].rstrip(_EDGES) if pages else rest), sign["name"] or ""
    if bare.endswith(")") and (file := _FILE_AT_END.search(bare, max(0, len(bare) - _LONGEST))):
        return bare[: file.start()].rstrip(_EDGES), file["file"] or file["own"]
    if "•" in bare[-_LONGEST:] and (
        pages := _PAGES_AT_END.search(bare, max(0, len(bare) - _LONGEST))
    ):
        return bare[: pages.start()].rstrip(_EDGES), ""
    mark = max(bare.rfind(unseen) for unseen in "\u200e\u200f")
    if mark >= 0 and _ONLY_OMITTED.fullmatch(bare, mark + 1):
        return bare[:mark].rstrip(_EDGES), ""
    return line, ""


def is_no_text(text: str) -> bool:
    """Whether a message only reports a deleted message or a call."""
    return bool(_NO_TEXT.fullmatch(text.strip(_EDGES + "\n")))
