"""E-mail messages: the text, the day it was sent, the pictures and documents it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import PurePosixPath
from typing import Any

from kentongan.importer import formats, letters
from kentongan.importer.html_text import text_of
from kentongan.importer.raw import (
    RawPicture,
    RawText,
    ReadNested,
    SourceError,
    is_document_name,
    is_picture_name,
)
from kentongan.importer.structure import split_dateline

_FEWEST_WORDS = 40  # a body with fewer is only a note with the attachment
_FEWEST_PLAIN = 5  # with fewer words the HTML part is taken instead
_MOST_MESSAGES = 100  # of a mailbox
_MOST_PARTS = 200  # of a message; mail programs write a dozen
_LONGEST_HEADER = 5000  # characters; Python's parser of headers takes time and memory by the square
_DEEP = "bersarang terlalu dalam; kirim ulang rilisnya saja"


class _Bounded(policy.EmailPolicy):
    """Python's policy for messages, which reads the first thousands of characters of a header."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


@dataclass(slots=True)
class _Content:
    """The contents of a message, collected in one walk."""

    texts: list[str] = field(default_factory=list)
    pictures: list[RawPicture] = field(default_factory=list)
    attached: list[RawText] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read(data: bytes, read_nested: ReadNested) -> list[RawText]:
    """The text of a message, or those of what is attached to it. Raises SourceError."""
    lower = data[:2_000_000].lower()
    if lower.count(b"multipart/") > _MOST_PARTS or lower.count(b"message/rfc822") > _MOST_PARTS:
        raise SourceError(_DEEP)
    try:
        message = message_from_bytes(data, policy=_Bounded())
        if not isinstance(message, EmailMessage) or not message.keys():
            raise SourceError("bukan surel yang dapat dibaca")
        return _read(message, read_nested)
    except RecursionError as error:
        raise SourceError(_DEEP) from error


def read_mailbox(data: bytes, read_nested: ReadNested) -> list[RawText]:
    """The texts of a file of messages, as mail programs keep them. Raises SourceError."""
    texts: list[RawText] = []
    refused: list[str] = []
    messages = formats.messages_of(data)
    if len(messages) > _MOST_MESSAGES:
        raise SourceError(f"memuat {len(messages)} surel; kirim surel yang berisi rilis saja")
    for number, message in enumerate(messages, 1):
        try:
            texts += read(message, read_nested)
        except SourceError as error:
            refused.append(f"Surel ke-{number} di dalam berkas {error}.")
    if not texts:
        raise SourceError("tidak memuat surel yang berisi rilis")
    return [replace(texts[0], doubts=(*texts[0].doubts, *refused)), *texts[1:]]


def _read(message: EmailMessage, read_nested: ReadNested) -> list[RawText]:
    sent = _sent(message)
    content = _Content()
    _gather(message, content, read_nested)
    letter = letters.unwrap("\n\n".join(content.texts))
    attached = [replace(item, reference=item.reference or sent) for item in content.attached]
    subject = letters.title_of(_header(message, "Subject")) or letters.title_of(letter.subject)
    if attached and not _is_release(letter.text):
        first = attached[0]
        doubts = (*first.doubts, *content.doubts)
        pictures = (*first.pictures, *content.pictures)
        subject = first.subject or subject
        return [replace(first, subject=subject, pictures=pictures, doubts=doubts), *attached[1:]]
    if not letter.text.strip():
        raise SourceError(_reason(content))
    if letter.preface_left_out:
        content.doubts.append(letters.PREFACE_LEFT_OUT)
    own = RawText(letter.text, sent, subject, tuple(content.pictures), tuple(content.doubts))
    return [own, *attached]


def _reason(content: _Content) -> str:
    """Why a message without text is refused: completes `Berkas X …`."""
    if content.doubts:
        return f"adalah surel tanpa isi. {content.doubts[0].rstrip('.')}"
    return "adalah surel tanpa isi"


def _is_release(text: str) -> bool:
    """Whether a body is the text itself, not just a note with the attachment."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(text.split()) >= _FEWEST_WORDS or any(split_dateline(line) for line in lines[:3])


# Headers may hold anything


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except Exception:  # the parser of headers fails in many ways on forged ones
        return ""


def _sent(message: Message) -> date | None:
    try:
        header: Any = message["Date"]
        moment = header.datetime if header else None
    except Exception:  # as above
        return None
    return moment.date() if isinstance(moment, datetime) else None


# Parts


def _gather(message: Message, content: _Content, read_nested: ReadNested) -> None:
    kind = message.get_content_type()
    name = _file_name(message)
    if kind == "message/rfc822" and isinstance(message.get_payload(), list):
        for inner in _parts(message):
            if isinstance(inner, EmailMessage):
                content.attached += _read_attached(inner, read_nested)
    elif kind == "multipart/alternative":
        content.texts.append(_best([*_parts(message)], content, read_nested))
    elif message.is_multipart():
        for part in _parts(message):
            _gather(part, content, read_nested)
    elif name or not kind.startswith("text/"):
        _attachment(message, name, content, read_nested)
    else:
        content.texts.append(_text(message, content))


def _parts(message: Message) -> Iterator[Message]:
    payload = message.get_payload()
    for part in payload if isinstance(payload, list) else ():
        if isinstance(part, Message):
            yield part


def _best(parts: list[Message], content: _Content, read_nested: ReadNested) -> str:
    """The text of an alternative: plain, or the HTML part if the plain one is too short."""
    versions: list[str] = []
    for part in parts:
        inner = _Content(pictures=content.pictures, attached=content.attached)
        _gather(part, inner, read_nested)
        content.doubts += inner.doubts
        versions.append("\n\n".join(inner.texts))
    plain = [text for text in versions if len(text.split()) >= _FEWEST_PLAIN]
    return plain[0] if plain else max(versions, key=len, default="")


def _text(part: Message, content: _Content) -> str:
    text = _decoded(part, content)
    if part.get_content_type() == "text/html":
        return text_of(text)
    if _parameter(part, "format").lower() == "flowed":
        return _unfolded(text, delete_space=_parameter(part, "delsp").lower() == "yes")
    return text


def _decoded(part: Message, content: _Content) -> str:
    """The text of a part; its stated encoding is tried first."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for encoding in filter(None, (_parameter(part, "charset"), "utf-8")):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    content.doubts.append("Surel bukan UTF-8; dibaca sebagai Windows-1252.")
    return data.decode("cp1252", "replace")


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name, "")
    except Exception:  # as above
        return ""
    return value if isinstance(value, str) else ""


def _unfolded(text: str, *, delete_space: bool) -> str:
    """Joins lines that a program wrapped (RFC 3676); a space at the end marks them."""
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        shown = line[depth:].removeprefix(" ")
        if goes_on and lines and lines[-1].startswith(">" * depth):
            lines[-1] += shown
        else:
            lines.append(">" * depth + (" " if depth else "") + shown)
        goes_on = line.endswith(" ") and shown != "-- "
        if goes_on and delete_space:
            lines[-1] = lines[-1].removesuffix(" ")
    return "\n".join(lines)


def _file_name(part: Message) -> str:
    try:
        return PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
    except Exception:  # as above
        return ""


def _attachment(part: Message, name: str, content: _Content, read_nested: ReadNested) -> None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        return
    if is_picture_name(name):
        content.pictures.append(RawPicture(name, payload))
    elif is_document_name(name):
        try:
            content.attached += read_nested(name, payload)
        except SourceError as error:
            content.doubts.append(f"Lampiran “{name}” {error}.")


def _read_attached(message: EmailMessage, read_nested: ReadNested) -> list[RawText]:
    try:
        return _read(message, read_nested)
    except SourceError:
        return []
