"""WhatsApp chats, exported or copied: their messages, and which of them are releases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kentongan.importer import structure
from kentongan.importer.chat_headers import Header, read_header
from kentongan.importer.chat_marks import is_no_text, without_marks
from kentongan.importer.closings import closes
from kentongan.importer.corrections import states_correction
from kentongan.importer.headings import kind_of_heading
from kentongan.importer.raw import RawPicture, RawText, SourceError

_POLICE = re.compile(
    r"\b(?:pol(?:sek|res|da|ri|isi|airud)|kapol|bhabin|kamtibmas|sat(?:lantas|res)|humas|110\b)",
    re.IGNORECASE,
)
_FORM = re.compile(r"^[\W\d]*[A-Za-z][\w /.-]{1,30}\s*[:=]\s*\S", re.MULTILINE)
_NOTICE = re.compile(
    r"^\W*(?:info(?:rmasi)?\s+)?(?:orang hilang|daftar pencarian orang|dpo\b|dicari\b"
    r"|ralat\b|koreksi\b"
    r"|pembetulan\b|revisi\b"
    r"|pengumuman\b|penutupan\b|h?imbauan\b|klarifikasi\b|rilis\b|siaran pers)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}|\d{1,2}\s[A-Za-z]{3,9}\s\d{4}")
_LONG = 45  # words that make a message of several lines a release
_SHORT = 10  # with fewer words a message is never a release
_LONG_PREFACE = 25  # with more words before the first header it is not a chat
_LAST = 4  # lines in which a release is dated and signed
_NEAR = 4  # messages around a release whose pictures belong to it


@dataclass(slots=True)
class Message:
    sent: date | None
    sender: str
    lines: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip("\n")


def is_export(text: str) -> bool:
    """Whether a text is a chat, exported or copied."""
    return bool(_headers(text.split("\n")))


def releases(text: str, pictures: Mapping[str, RawPicture]) -> list[RawText]:
    """The messages of a chat that are releases, with their pictures. Raises SourceError."""
    messages = read_messages(text)
    release_indices = [index for index, message in enumerate(messages) if is_release(message.text)]
    release_indices = release_indices or _only_text(messages)
    if not release_indices:
        raise SourceError("adalah percakapan WhatsApp tanpa pesan yang berupa rilis")
    owners = _owners(messages, release_indices)
    left_out = sum(
        len(message.text.split()) >= _LONG
        for index, message in enumerate(messages)
        if index not in release_indices
    )
    doubts = (f"{left_out} pesan panjang lain dalam percakapan ini bukan rilis; tidak diambil.",)
    result = []
    for index in release_indices:
        message = messages[index]
        names = dict.fromkeys(name for at in owners[index] for name in messages[at].files)
        own = tuple(pictures[name] for name in names if name in pictures)
        own_doubts = doubts if left_out and index == release_indices[0] else ()
        result.append(
            RawText(_copied(message.text), reference=message.sent, pictures=own, doubts=own_doubts)
        )
    return result


def _copied(text: str) -> str:
    """The release in a message that was copied from another chat with its header."""
    if not is_export(text):
        return text
    inner = [message.text for message in read_messages(text) if is_release(message.text)]
    return inner[0] if len(inner) == 1 else text


def read_messages(text: str) -> list[Message]:
    """The messages of a chat in their order, without what the messenger added to them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headers = _headers(lines)
    month_first = _is_month_first(headers)
    ends = [*(header.index for header in headers[1:]), len(lines)]
    messages = []
    preface = lines[: headers[0].index] if headers else lines
    if any(line.strip() for line in preface):
        messages.append(Message(None, "", *_parts(preface)))
    for header, end in zip(headers, ends, strict=True):
        if header.sender:
            own = [header.text, *lines[header.index + 1 : end]]
            day = header.day(month_first=month_first)
            messages.append(Message(day, header.sender, *_parts(own)))
    return [message for message in messages if not is_no_text(message.text)]


def _parts(lines: list[str]) -> tuple[list[str], list[str]]:
    kept, names = without_marks(lines)
    return [line.replace("```", "") for line in kept], names


# Headers: all lines that look like one, except lines of a timetable


def _headers(lines: Sequence[str]) -> list[Header]:
    headers = [
        header
        for index, line in enumerate(lines)
        if line and (header := read_header(index, line.rstrip("\r")))
    ]
    if not headers:
        return []
    top = next(index for index, line in enumerate(lines) if line.strip("\ufeff \t\r\u200e"))
    bracketed = (
        headers[0].in_brackets if headers[0].index == top else any(h.is_stamp for h in headers)
    )
    family = [header for header in headers if header.in_brackets == bracketed]
    if bracketed:
        chosen = [header for header in family if header.is_stamp] or _of_one_style(family)
    else:
        chosen = _in_order(_of_one_style(family or headers))
    if chosen[0].index == top or chosen[0].is_stamp:
        return chosen
    preface = sum(len(line.split()) for line in lines[: chosen[0].index])
    senders = Counter(header.sender for header in chosen if header.sender)
    is_chat = preface < _LONG_PREFACE and max(senders.values(), default=0) > 1
    return chosen if is_chat else []


def _of_one_style(headers: list[Header]) -> list[Header]:
    return [header for header in headers if header.style == headers[0].style]


def _in_order(headers: list[Header]) -> list[Header]:
    """An export goes forward in time: a header that steps back is a line of a text."""
    backward = _not_later(headers[::-1], -1)[::-1]
    return backward if len(backward) * 2 > len(headers) else _not_later(headers, 1)


def _not_later(headers: list[Header], sign: int) -> list[Header]:
    """The headers that never step back in time, or never forward where `sign` is -1."""
    month_first = _is_month_first(headers)
    kept: list[Header] = []
    last: tuple[int, ...] | None = None
    for header in headers:
        month, day = (header.first, header.second) if month_first else (header.second, header.first)
        now = tuple(sign * number for number in (header.year, month, day, header.minute))
        if last is None or now >= last:
            kept.append(header)
            last = now
    return kept


def _is_month_first(headers: Sequence[Header]) -> bool:
    """Day first, unless the dates of the chat say otherwise."""
    return (
        max((header.first for header in headers), default=0) <= 12
        and max((header.second for header in headers), default=0) > 12
    )


# Choosing the releases


def is_release(text: str) -> bool:
    """A message of several lines about the police: long, or built like a release."""
    lines = [line.strip(" *_~") for line in text.split("\n") if line.strip(" *_~")]
    words = len(text.split())
    if words < _SHORT or len(lines) < 2 or not _POLICE.search(text):
        return False
    if words >= _LONG or _NOTICE.match(lines[0]) or len(_FORM.findall(text)) >= 3:
        return True
    if kind_of_heading(lines[0]) or any(map(closes, lines[-_LAST:])):
        return True
    if any(states_correction(line) for line in lines[:4]):
        return True
    dateline = any(structure.split_dateline(line) for line in lines[:4])
    return dateline and bool(_DATED.search(text))


def _only_text(messages: Sequence[Message]) -> list[int]:
    """The only message long enough to be a release, where none is built like one."""
    long = [index for index, m in enumerate(messages) if len(m.text.split()) >= _LONG_PREFACE]
    if not long and len(messages) == 1 and len(messages[0].text.split()) >= _SHORT:
        return [0]
    return long if len(long) == 1 else []


def _owners(messages: Sequence[Message], releases: Sequence[int]) -> dict[int, list[int]]:
    """Release → the messages with its pictures: after it, before it, from the same sender."""
    owners: dict[int, list[int]] = {index: [index] for index in releases}
    for at, message in enumerate(messages):
        if at in owners or not message.files:
            continue
        candidates = [index for index in releases if _belongs(messages[index], message, index - at)]
        if candidates:
            nearest = min(candidates, key=lambda index: (index > at, abs(index - at)))
            owners[nearest].append(at)
    return owners


def _belongs(release: Message, other: Message, distance: int) -> bool:
    near = abs(distance) <= _NEAR
    return near and release.sender == other.sender and release.sent == other.sent
