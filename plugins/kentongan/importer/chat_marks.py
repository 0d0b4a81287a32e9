"""What a messenger writes into a message: signs of edited, attached, omitted and mentioned."""

from __future__ import annotations

import re

_UNSEEN = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_ENDINGS = (
    r"(?:jpe?g|png|webp|heic|gif|mp4|3gp|mov|opus|m4a|mp3|aac|pdf|docx?|xlsx?|pptx?|vcf|txt|zip)"
)
_EDITED = r"<\s*(?:pesan ini (?:telah )?diedit|this message was edited|diedit|edited)\s*>"
_THINGS = (
    r"(?:media|gambar|image|foto|photo|video(?: note)?|catatan video|audio|dokumen|document|stiker"
    r"|sticker|gif|kartu kontak|kontak|contact card)"
)
_OMITTED = rf"{_THINGS}\s(?:tidak disertakan|tidak dimasukkan|dihilangkan|omitted)"
_ATTACHED = r"<\s*(?:terlampir|attached|lampiran)\s*:\s*(?P<name>[^<>\n]+?)\s*>"
_FILE = (
    rf"(?P<file>[^\n<>:]{{1,120}}?\.{_ENDINGS})\s*"
    r"\((?:file terlampir|file attached|berkas terlampir)\)"
)
_PAGES = rf"[^\n<>]{{1,120}}\.{_ENDINGS}\s*•\s*[{_UNSEEN}]*\d+\s(?:halaman|pages?)"
# At the end of a line; the name of an attached document and its pages go with it.
_AT_END = re.compile(
    rf"(?:^|\s*[{_UNSEEN}]*\s*)(?:{_EDITED}|<\s*{_OMITTED}\s*>|[{_UNSEEN}]+{_OMITTED}"
    rf"|(?:{_PAGES}\s*[{_UNSEEN}]*\s*)?{_ATTACHED})[\s{_UNSEEN}]*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"[\s{_UNSEEN}]*(?:{_FILE}|{_PAGES}|<?\s*{_OMITTED}\s*>?\.?"
    rf"|(?P<bare>(?:img|vid|ptt|aud|doc|stk)[-_]\d{{8}}[-_]wa\d+\.\w+))[\s{_UNSEEN}]*",
    re.IGNORECASE,
)
_MENTION = re.compile("@\u2068([^\u2068\u2069\n]{1,80})\u2069")
_NO_TEXT = re.compile(
    r"(?:pesan ini (?:telah )?dihapus|anda (?:telah )?menghapus pesan ini|this message was deleted"
    r"|you deleted this message|menunggu pesan ini.*|waiting for this message.*|null"
    r"|panggilan (?:suara|video)[^\n]{0,60}|missed (?:voice|video) call[^\n]{0,40})\.?",
    re.IGNORECASE,
)


def without_marks(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without what the messenger added, and the names of the files attached.

    A line that held nothing else is gone.
    """
    kept: list[str] = []
    names: list[str] = []
    for line in lines:
        shown = _MENTION.sub(r"\1", line) if "\u2068" in line else line
        whole = _WHOLE.fullmatch(shown)
        if whole:
            names += [name for name in (whole["file"], whole["bare"]) if name]
            continue
        match = _AT_END.search(shown) if ">" in shown or "\u200e" in shown else None
        if match:
            names += [match["name"]] if match["name"] else []
            shown = shown[: match.start()]
            if not shown.strip(" \u200e\u200f"):
                continue
        kept.append(shown)
    return kept, [name.strip() for name in names]


def is_no_text(text: str) -> bool:
    """Whether a message only tells of a deleted message or a call."""
    return bool(_NO_TEXT.fullmatch(text.strip(" \n\u200e\u200f")))
