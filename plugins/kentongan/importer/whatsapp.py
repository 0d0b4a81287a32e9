"""Exported WhatsApp chats: messages, and which of them are releases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kentongan.importer.raw import RawPicture, RawText, SourceError

_HEADER = re.compile(
    r"^[\u200e\u200f\ufeff]*\[?(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{2,4}),?\s+"
    r"(?P<clock>\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:[\s\u202f]?[AaPp]\.?[Mm]\.?)?)\]?\s*(?:[-–]\s*)?"
    r"(?P<rest>.*)$"
)
_SENDER = re.compile(r"(?P<sender>[^:\n]{1,70}):\s?(?P<text>.*)$")
_MEDIA = re.compile(
    r"(?:<(?:attached|terlampir|lampiran)\s*:\s*)?(?P<name>[\w.() -]+\.(?:jpe?g|png|webp|heic))"
    r"(?:\s*\((?:file attached|file terlampir|berkas terlampir)\)|>)?",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"\b(?:pol(?:sek|res|da|ri|isi)|kapol|bhabin|kamtibmas|satlantas|satres)", re.IGNORECASE
)
_SHORTEST = 45  # words of a release
_NEAR = 4  # messages around a release whose pictures belong to it


@dataclass(slots=True)
class Message:
    sent: date
    sender: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def is_export(text: str) -> bool:
    """Whether a text is an exported chat: it starts with a message, or holds several."""
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    heads = [index for index, line in enumerate(lines) if _is_message(line)]
    return bool(heads) and (len(heads) >= 3 or (heads[0] == 0 and len(heads) >= 2))


def _is_message(line: str) -> bool:
    match = _HEADER.match(line.rstrip("\r"))
    return bool(match and _SENDER.match(match["rest"]))


def releases(text: str, pictures: Mapping[str, RawPicture]) -> list[RawText]:
    """The messages of a chat that are releases, with their pictures. Raises SourceError."""
    messages = list(read_messages(text))
    found = [index for index, message in enumerate(messages) if is_release(message.text)]
    if not found:
        raise SourceError("adalah percakapan WhatsApp tanpa pesan yang berupa rilis")
    owners = _owners(messages, found)
    result = []
    for index in found:
        message = messages[index]
        names = [name for at in owners[index] for name in _media_names(messages[at].text)]
        own = tuple(pictures[name] for name in dict.fromkeys(names) if name in pictures)
        body = "\n".join(line for line in message.lines if not _is_only_media(line))
        result.append(RawText(body, reference=message.sent, pictures=own))
    return result


def read_messages(text: str) -> Iterator[Message]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headers = [match for line in lines if (match := _HEADER.match(line))]
    month_first = _is_month_first(headers)
    current: Message | None = None
    for line in lines:
        match = _HEADER.match(line)
        sent = _date(match, month_first) if match else None
        if match and sent:
            if current:
                yield current
            sender = _SENDER.match(match["rest"])
            current = Message(sent, sender["sender"].strip() if sender else "")
            current.lines.append(sender["text"] if sender else "")
        elif current:
            current.lines.append(line)
    if current:
        yield current


def _is_month_first(headers: Sequence[re.Match[str]]) -> bool:
    """Day first, unless the dates of the chat say otherwise."""
    first = max((int(match["a"]) for match in headers if len(match["a"]) < 3), default=0)
    second = max((int(match["b"]) for match in headers), default=0)
    return first <= 12 < second


def _date(match: re.Match[str], month_first: bool) -> date | None:
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        year, month, day = a, b, c
    else:
        day, month = (b, a) if month_first else (a, b)
        year = c if c > 99 else c + 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_release(text: str) -> bool:
    """A message long enough, of several lines, about the police."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(text.split()) < _SHORTEST or len(lines) < 2:
        return False
    return bool(_POLICE.search(text))


def _owners(messages: Sequence[Message], found: Sequence[int]) -> dict[int, list[int]]:
    """Release → the messages with its pictures: after it, before it, from the same sender."""
    owners: dict[int, list[int]] = {index: [index] for index in found}
    for at, message in enumerate(messages):
        if at in owners or not any(True for _ in _media_names(message.text)):
            continue
        candidates = [
            index
            for index in found
            if abs(index - at) <= _NEAR
            and messages[index].sender == message.sender
            and messages[index].sent == message.sent
        ]
        if candidates:
            nearest = min(candidates, key=lambda index: (index > at, abs(index - at)))
            owners[nearest].append(at)
    return owners


def _media_names(text: str) -> Iterable[str]:
    for line in text.split("\n"):
        match = _MEDIA.search(line)
        if match:
            yield match["name"].strip()


def _is_only_media(line: str) -> bool:
    bare = line.strip("\u200e\u200f ")
    return bool(bare) and bool(_MEDIA.fullmatch(bare))
