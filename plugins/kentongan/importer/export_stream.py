"""The bytes of a WordPress export as XML that can be parsed, without losing text.

Exports hold what XML forbids: control characters that came from Word, Windows-1252 bytes in a
file that calls itself UTF-8. Parsers silently return half a text; here these bytes are
repaired on the way, and where a character had to go stands DROPPED, so that it can be told.
"""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

DROPPED = "\ufdd0"  # a character that does not occur in texts
_CHUNK = 1 << 16
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# A reference to such a character ends the text for a parser, too.
_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[1245-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_LONGEST_REFERENCE = 12  # characters
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']")


class ExportStream:
    """Reads like a file, gives UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        head = stream.read(400)
        stream.seek(0)
        self._decoder = codecs.getincrementaldecoder(_encoding(head))("kentongan.windows")
        self._rest = ""
        self._ready = b""
        self._done = False

    def read(self, size: int = -1) -> bytes:
        while not self._done and (size < 0 or len(self._ready) < size):
            self._fill()
        taken, self._ready = (
            (self._ready, b"") if size < 0 else (self._ready[:size], self._ready[size:])
        )
        return taken

    def _fill(self) -> None:
        raw = self._stream.read(_CHUNK)
        self._done = not raw
        text = self._rest + self._decoder.decode(raw, final=self._done)
        self._rest = ""
        if not self._done:  # a reference may continue in the next piece
            at = text.rfind("&", len(text) - _LONGEST_REFERENCE)
            if at >= 0 and ";" not in text[at:]:
                text, self._rest = text[:at], text[at:]
        text = _FORBIDDEN.sub(DROPPED, text)
        if "&#" in text:
            text = _REFERENCE.sub(DROPPED, text)
        self._ready += text.encode()


def _encoding(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    match = _ENCODING.search(head)
    name = match[1].decode("ascii") if match else "utf-8"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return "utf-8-sig"
    return "utf-8-sig" if codec == "utf-8" else codec


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, decoded as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    invalid = error.object[error.start : error.end]
    return "".join(_windows(byte) for byte in invalid), error.end


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return DROPPED


codecs.register_error("kentongan.windows", _as_windows)
