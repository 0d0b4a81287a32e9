"""What a file is by its first bytes, whatever its name says: mail, mailbox, page, XML."""

from __future__ import annotations

import re

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)+\r?\n")
_OF_MAIL = re.compile(rb"^(?:mime-version|message-id|received|return-path|x-mailer):", re.I | re.M)
_ENVELOPE = re.compile(rb"^From (?:\S+|MAILER-DAEMON).*\d{4}\s*\r?$", re.MULTILINE)
_HEAD = 20_000  # bytes that are looked at


def kind_of(data: bytes) -> str:
    """`page`, `open-xml`, `wordpress`, `xml`, `mailbox`, `mail`; empty for everything else."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _PAGE.match(head):
        return "page"
    if _XML.match(head):
        if b"<office:document" in head:
            return "open-xml"
        return "wordpress" if b"wordpress.org/export" in head else "xml"
    if _ENVELOPE.match(head) and _OF_MAIL.search(head):
        return "mailbox"
    headers = _HEADERS.match(head)
    return "mail" if headers and _OF_MAIL.search(headers[0]) else ""


def messages_of(mailbox: bytes) -> list[bytes]:
    """The messages of a mailbox; a line `>From ` within them was quoted."""
    parts = re.split(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n", mailbox)
    return [re.sub(rb"(?m)^>(>*From )", rb"\1", part) for part in parts if part.strip()]
