"""E-mail messages: the text, the day it was sent, the pictures and documents it carries."""

from __future__ import annotations

import html
import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePosixPath

from kentongan.importer.raw import (
    RawPicture,
    RawText,
    ReadNested,
    SourceError,
    is_picture_name,
    suffix_of,
)

_REPLY = re.compile(r"^(?:(?:re|fw|fwd|tr|bls|tks)\s*:\s*)+", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:siaran pers|press release|rilis(?: berita| pers| humas)?|berita|release)\s*[:\-–|]\s*)"
    r"+",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<br\s*/?>|</(?:p|div|h[1-6]|li|tr)>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|script|head|title)\b.*?</\1>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_FEWEST_WORDS = 40  # a body with fewer only accompanies its attachment


def read(data: bytes, read_nested: ReadNested) -> list[RawText]:
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise SourceError("bukan surel yang dapat dibaca")
    sent = _sent(message)
    subject = _LABEL.sub("", _REPLY.sub("", str(message["Subject"] or "").strip())).strip()
    body = _body(message)
    pictures, attached, doubts = _attachments(message, sent, read_nested)
    texts = []
    if len(body.split()) >= _FEWEST_WORDS or not attached:
        if not body.strip():
            raise SourceError("adalah surel tanpa isi")
        texts.append(RawText(body, sent, subject, tuple(pictures), tuple(doubts)))
    elif pictures or doubts:
        first = attached[0]
        attached[0] = RawText(
            first.text, first.reference, first.subject, (*first.pictures, *pictures),
            (*first.doubts, *doubts),
        )  # fmt: skip
    return texts + attached


def _sent(message: EmailMessage) -> date | None:
    try:
        moment = message["Date"].datetime if message["Date"] else None
    except (AttributeError, TypeError, ValueError):
        return None
    return moment.date() if moment else None


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if not isinstance(part, EmailMessage):
        return ""
    text = _content(part)
    return _plain(text) if part.get_content_type() == "text/html" else text


def _content(part: EmailMessage) -> str:
    try:
        content = part.get_content()
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return content if isinstance(content, str) else ""


def _plain(page: str) -> str:
    page = re.sub(r"\s*\n\s*", " ", _UNSEEN.sub("", page))
    return html.unescape(re.sub(r"<[^>]*>", "", _BLOCK.sub("\n", page)))


def _attachments(
    message: EmailMessage, sent: date | None, read_nested: ReadNested
) -> tuple[list[RawPicture], list[RawText], list[str]]:
    pictures: list[RawPicture] = []
    texts: list[RawText] = []
    doubts: list[str] = []
    for part in message.walk():
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        if part.is_multipart() or not name:
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        if is_picture_name(name):
            pictures.append(RawPicture(name, payload))
        elif suffix_of(name) in (".docx", ".txt"):
            try:
                found = read_nested(name, payload)
            except SourceError as error:
                doubts.append(f"Lampiran “{name}” {error}.")
                continue
            texts += [
                RawText(item.text, item.reference or sent, "", item.pictures, item.doubts)
                for item in found
            ]
    return pictures, texts, doubts
