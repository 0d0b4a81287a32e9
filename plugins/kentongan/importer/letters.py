"""The text of a mail without what surrounds it: forwarded heads, replies, signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEYS = (
    r"(?:from|dari|to|kepada|ke|untuk|cc|bcc|tembusan|sent|dikirim|terkirim|date|tanggal|subject|subjek"
    r"|perihal|judul|reply-to|balas ke|penting|importance|prioritas|priority|kepentingan|lampiran"
    r"|attachments)"
)
_MARKS = (
    r"(?:forwarded message|original message|pesan terusan|pesan asli|pesan(?: yang)? diteruskan"
    r"|begin forwarded message|mulai pesan terusan|awal pesan(?: yang diteruskan| terusan)"
    r"|forwarded by .{1,60})"
)
_FIELD = re.compile(rf"^[>\s*_]*(?P<key>{_KEYS})[\s*_]*:[\s*_]*(?P<value>.*)$", re.IGNORECASE)
_MARK = re.compile(rf"^[>\s*_]*(?:-{{2,}}\s*)?{_MARKS}\s*:?\s*(?:-{{2,}})?[\s*_]*$", re.IGNORECASE)
# Yahoo writes the head of a message in one line: `--- Pesan Terusan --- Dari: A <a@x>Kepada: B`.
_MARK_AND_FIELDS = re.compile(
    rf"^(?P<mark>[>\s]*-{{3,}}\s*{_MARKS}\s*-{{3,}})\s+(?P<fields>{_KEYS}\s*:.*)$", re.IGNORECASE
)
_INNER_FIELD = re.compile(rf"(?<=[>\s])(?={_KEYS}:\s)", re.IGNORECASE)
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
_ANSWER = re.compile(
    r"^(?:(?:re|fw|fwd|tr|bls|balas|tks|terusan|trs)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:(?:siaran pers|press release|rilis(?: berita| pers| humas)?|berita|release)\s*[:\-–|]\s*)"
    r"+",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:(?:siaran pers|press release|rilis|berita|release|naskah|bahan|draft?|mohon|dimuat|tayang"
    r"|humas|polri|pol(?:res|sek|da)\w*|kiriman|hari ini|terbaru|fyi|untuk)[\s\d/.,-]*)*",
    re.IGNORECASE,
)
# The subject of a letter that tells news; a report or a request has no headline.
_SUBJECT = re.compile(
    r"(?:perihal|hal)\s*:\s*(?!(?:laporan|permohonan|permintaan|pemberitahuan|penyampaian|undangan"
    r"|pengiriman|mohon|giat)\b)(?P<subject>(?:\S+\s+){3,}\S+)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^\s*>\s?")
_QUOTES = re.compile(r"(?:\s*+>)++\s*+")
_MOST_BELOW_SIGN = 8  # lines of a signature below `--`
_ADDRESS = re.compile(r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")
_SUBJECTS = frozenset({"subject", "subjek", "perihal", "judul"})
_SENT = frozenset({"sent", "dikirim", "terkirim"})
# `Sen, 2 Mar 2026 pukul 09.14`: mail programs state the hour, memos only the day.
_DAY_AND_HOUR = re.compile(r"\b\d{4}\D{1,12}\d{1,2}[.:]\d{2}\b")
_TIMES = _SENT | {"date", "tanggal"}
_FEWEST_FIELDS = 2  # consecutive lines like `Dari: …` that make the head of a message
_OWN_WORDS = (
    40  # with this many words before another message's head, the text is the release itself
)
_FEWEST_WORDS = 8  # of a message that is forwarded
_LONGEST_PREFACE = 4_000  # characters in which a copied mail shows its head
_MOST_NESTED = 8  # levels of forwarded messages


PREFACE_LEFT_OUT = "Kata pengantar di atas pesan yang diteruskan tidak diambil."


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` is the text that matters, `subject` that of the forwarded message."""

    text: str
    subject: str = ""
    preface_left_out: bool = False


def unwrap(text: str) -> Letter:
    """The text of a mail without heads of other messages, quotation signs and signatures."""
    lines = _lines(text)
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


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        joined = _MARK_AND_FIELDS.match(line) if "--" in line else None
        if joined:
            lines += [joined["mark"], *_INNER_FIELD.split(joined["fields"])]
        else:
            lines.append(line)
    return lines


def is_pasted(text: str) -> bool:
    """Whether a plain text is a mail that somebody copied: it has the head of a message."""
    lines = _lines(text[:_LONGEST_PREFACE])
    head = _head(lines)
    if head is None:
        return False
    start, end, _ = head
    is_head = end - start >= _FEWEST_FIELDS or _REPLY.match(lines[start])
    if not is_head or _count(lines[:start]) >= _OWN_WORDS:
        return False
    return bool(_MARK.match(lines[start])) or _is_of_mail(lines[start:end])


def _is_of_mail(head: list[str]) -> bool:
    """Whether a head names a mailbox or when it was sent, as no memo within an office does."""
    fields = [match for line in head if (match := _FIELD.match(line))]
    times = [field for field in fields if field["key"].lower() in _TIMES]
    is_timed = any(
        field["key"].lower() in _SENT or _DAY_AND_HOUR.search(field["value"]) for field in times
    )
    return is_timed or any("@" in line for line in head)


def _head(lines: list[str]) -> tuple[int, int, str] | None:
    """Where the head of another message starts and ends, and the subject that it names."""
    seen = 0  # what is no head has none among its last lines
    for index, line in enumerate(lines):
        if _MARK.match(line) or _RULE.match(line):
            end, subject, fields = _fields(lines, index + 1)
            if fields >= _FEWEST_FIELDS or (_MARK.match(line) and fields):
                return index, end, subject
            if _MARK.match(line):
                return index, index + 1, ""
        elif _REPLY.match(line):
            return index, index + 1, ""
        elif _REPLY_START.match(line) and (end := _end_of_reply_line(lines, index + 1)):
            return index, end, ""
        elif index >= seen and _FIELD.match(line):
            end, subject, fields = _fields(lines, index)
            seen = end
            if fields >= _FEWEST_FIELDS and _has_sender(lines[index:end]):
                return index, end, subject
    return None


def _end_of_reply_line(lines: list[str], start: int) -> int:
    """Where a line `Pada … menulis:` ends that was broken in two; 0 where it is none."""
    for index in range(start, min(start + 2, len(lines))):
        if lines[index].strip(" >"):
            return index + 1 if _REPLY_END.match(lines[index]) else 0
    return 0


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
        elif _REPLY_START.match(bare):
            break
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
    filled = [at for at, line in enumerate(lines) if line.strip()]
    last_words = filled[-_MOST_BELOW_SIGN - 1] if len(filled) > _MOST_BELOW_SIGN else 0
    end = next(
        (at for at, line in enumerate(lines) if _is_sign(line, at >= last_words)), len(lines)
    )
    return [line for line in lines[:end] if not _DEVICE.match(line)]


def _is_sign(line: str, is_near_end: bool) -> bool:
    """Whether a signature begins below: the sign of mail programs, or one like it near the end."""
    bare = _QUOTED.sub("", line)
    return bare == "-- " or (is_near_end and bare.strip() == "--")


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the `>` that all of them have; others belong to the text."""
    filled = [line for line in lines if line.strip()]
    heads = [head for line in filled if (head := _QUOTES.match(line))]
    if not heads or len(heads) < len(filled):
        return lines
    depths = [head[0].count(">") for head in heads]
    worded = [
        depth for depth, head in zip(depths, heads, strict=True) if head.end() < len(head.string)
    ]
    depth = min(worded, default=max(depths))
    return [_without_signs(line, depth) for line in lines]


def _without_signs(line: str, depth: int) -> str:
    """The line without so many signs of quotation, or without those that it has."""
    at = -1
    for _ in range(depth):
        if (sign := line.find(">", at + 1)) < 0:
            break
        at = sign
    return re.sub(r"^\s", "", line[at + 1 :]) if at >= 0 else line


def _count(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


def title_of(subject: str) -> str:
    """A subject as a title; empty where it only announces a release."""
    bare = _LABEL.sub("", _ANSWER.sub("", subject.strip())).strip()
    return "" if _GENERIC.fullmatch(bare) else bare


def subject_of(line: str) -> str:
    """`Perihal : Perkembangan Penyidikan Kasus Pasar` of a letter; empty for any other line."""
    match = _SUBJECT.fullmatch(line.strip())
    return title_of(match["subject"]) if match else ""
