"""The text of a mail without what surrounds it: forwarded heads, replies, signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEYS = (
    r"(?:from|dari|to|kepada|ke|untuk|cc|bcc|tembusan|sent|dikirim|terkirim|date|tanggal|subject|subjek"
    r"|perihal|judul|reply-to|balas ke|penting|importance|lampiran|attachments)"
)
_FIELD = re.compile(rf"^[>\s*_]*(?P<key>{_KEYS})[\s*_]*:[\s*_]*(?P<value>.*)$", re.IGNORECASE)
_MARK = re.compile(
    r"^[>\s*_]*(?:-{2,}\s*)?(?:forwarded message|original message|pesan terusan|pesan asli"
    r"|pesan yang diteruskan|begin forwarded message|mulai pesan terusan|pesan diteruskan"
    r"|awal pesan terusan|forwarded by .{1,60})\s*:?\s*(?:-{2,})?[\s*_]*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[>\s]*(?:_{10,}|-{10,})\s*$")
_REPLY = re.compile(
    r"^[>\s]*(?:pada|on|le|am)\s(?=.*\d).{8,200}(?:menulis|wrote|a écrit|schrieb)\s*:\s*$",
    re.IGNORECASE,
)
_REPLY_START = re.compile(r"^[>\s]*(?:pada|on)\s.{4,120}\d{4}.{0,120}$", re.IGNORECASE)
_REPLY_END = re.compile(r"^[>\s]*.{0,120}\b(?:menulis|wrote)\s*:\s*$", re.IGNORECASE)
_DEVICE = re.compile(
    r"^[>\s]*(?:(?:dikirim|terkirim|sent) (?:dari|from|via|melalui) .{2,60}"
    r"|get outlook for .{2,30}|dapatkan outlook untuk .{2,30})\.?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*>\s?")
_ADDRESS = re.compile(r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")
_SUBJECTS = frozenset({"subject", "subjek", "perihal", "judul"})
_TIMES = frozenset({"sent", "dikirim", "terkirim", "date", "tanggal"})
_FEWEST_FIELDS = 2  # consecutive lines like `Dari: …` that make the head of a message
_OWN_WORDS = (
    40  # with this many words before another message's head, the text is the release itself
)
_FEWEST_WORDS = 8  # of a message that is forwarded
_MOST_NESTED = 8  # levels of forwarded messages


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` is the text that matters, `subject` that of the forwarded message."""

    text: str
    subject: str = ""
    preface_left_out: bool = False


def unwrap(text: str) -> Letter:
    """The text of a mail without heads of other messages, quotation signs and signatures."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    subject = ""
    cut = False
    for _ in range(_MOST_NESTED):
        head = _head(lines)
        if head is None:
            break
        start, end, inner_subject = head
        before, after = _own(lines[:start]), _unquoted(lines[end:])
        if _count(before) >= _OWN_WORDS or _count(after) < _FEWEST_WORDS:
            lines = before
        else:
            lines, subject = after, inner_subject or subject
            cut = cut or _count(before) > 0
    return Letter("\n".join(_own(_unquoted(lines))), subject, cut)


def _head(lines: list[str]) -> tuple[int, int, str] | None:
    """Where the head of another message starts and ends, and the subject that it names."""
    for index, line in enumerate(lines):
        if _MARK.match(line) or _RULE.match(line):
            end, subject, fields = _fields(lines, index + 1)
            if fields >= _FEWEST_FIELDS or (_MARK.match(line) and fields):
                return index, end, subject
            if _MARK.match(line):
                return index, index + 1, ""
        elif _REPLY.match(line):
            return index, index + 1, ""
        elif _REPLY_START.match(line) and _REPLY_END.match("".join(lines[index + 1 : index + 2])):
            return index, index + 2, ""
        elif _FIELD.match(line):
            end, subject, fields = _fields(lines, index)
            if fields >= _FEWEST_FIELDS and _has_sender(lines[index:end]):
                return index, end, subject
    return None


def _fields(lines: list[str], start: int) -> tuple[int, str, int]:
    """The end of the lines `Dari: …` from `start` on, the subject, how many there are."""
    end, subject, count = start, "", 0
    for index in range(start, len(lines)):
        bare = _QUOTED.sub("", lines[index]).strip()
        match = _FIELD.match(lines[index])
        if match:
            count += 1
            end = index + 1
            if match["key"].lower() in _SUBJECTS:
                subject = match["value"].strip(" *_")
        elif bare and count and (lines[index][:1].isspace() or _ADDRESS.search(bare)):
            end = index + 1  # a long list of receivers goes on
        elif bare or count:
            break
    return end, subject, count


def _has_sender(lines: list[str]) -> bool:
    """Whether lines like `Dari: …` name a mailbox, or a subject and a time; prose may match."""
    keys = {match["key"].lower() for line in lines if (match := _FIELD.match(line))}
    is_mail = any("@" in line for line in lines) or (keys & _SUBJECTS and keys & _TIMES)
    return bool(keys & {"from", "dari"}) and bool(keys - {"from", "dari"}) and bool(is_mail)


def _own(lines: list[str]) -> list[str]:
    """The lines without the signature below `-- ` and without `Dikirim dari …`."""
    end = next((at for at, line in enumerate(lines) if _is_signature(lines, at, line)), len(lines))
    return [line for line in lines[:end] if not _DEVICE.match(line)]


def _is_signature(lines: list[str], at: int, line: str) -> bool:
    bare = _QUOTED.sub("", line)
    if bare == "-- ":
        return True
    return bare.strip() == "--" and len([item for item in lines[at + 1 :] if item.strip()]) <= 8


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without `>` if all of them have it; otherwise the sign belongs to the text."""
    while (filled := [line for line in lines if line.strip()]) and all(
        _QUOTED.match(line) for line in filled
    ):
        lines = [_QUOTED.sub("", line) for line in lines]
    return lines


def _count(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
