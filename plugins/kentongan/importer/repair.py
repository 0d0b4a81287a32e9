"""Repairs encodings, spaces and quotation marks of a text, never its words."""

from __future__ import annotations

import html
import re
from functools import cache

from kentongan.domain.folding import visible

_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "–"})
_ANY_SPACE = re.compile(r"[^\S\n]+")
# Only a text that starts like a web page is one; elsewhere tags and entities are words.
_IS_HTML = re.compile(r"\s*<(?:!doctype|html|body|p|div|span|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|br|b|strong|em|i|u|div|span|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAKING_TAG = re.compile(r"<br\s*/?>|</(?:p|div|h[1-6])>", re.IGNORECASE)
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2300-\u23ff\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff"
    "\ufe0e\ufe0f\u20e3\u3030\u303d\u3297\u3299\U000e0020-\U000e007f\u2122\u2139]+"
)


def repair(text: str) -> str:
    """The text with readable characters, `\\n` for every line end and single spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\x85]", "\n", text) if "\x85" not in text else text
    if re.search("[ÂÃâðÅ]", text):
        text = unmangle(unmangle(text))
    if _IS_HTML.match(text):
        text = html.unescape(_TAG.sub("", _BREAKING_TAG.sub("\n", text)))
    text = visible(text.replace("\ufffc", "")).translate(_DASHES)
    lines = (_ANY_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines)


def unmangle(text: str) -> str:
    """`â€œKami` → `“Kami`: UTF-8 that was read as Windows-1252."""
    text = _mangled().sub(_decoded, text)
    # The closing mark ends with a byte that Windows-1252 does not have, and often lost it.
    text = re.sub("â€[\x9d\u009d]?(?=[\\s.,;:!?)]|$)", "”", text)
    return text.replace("â€", "”")


@cache
def _mangled() -> re.Pattern[str]:
    follow = "".join(re.escape(_windows(byte)) for byte in range(0x80, 0xC0))
    raw = "".join(chr(byte) for byte in range(0x80, 0xC0))
    return re.compile(f"[\u00c2-\u00f4][{follow}{re.escape(raw)}]{{1,3}}")


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _decoded(match: re.Match[str]) -> str:
    written = match[0]
    try:
        raw = b"".join(_byte(character) for character in written)
    except ValueError:
        return written
    for length in range(len(raw), 1, -1):
        try:
            return raw[:length].decode("utf-8") + written[length:]
        except UnicodeDecodeError:
            continue
    return written


def _byte(character: str) -> bytes:
    if ord(character) < 0x100:
        return bytes([ord(character)])
    return character.encode("cp1252")


# Quotation marks

_DOUBLE = '"“”„‟«»″＂'
_PAIRS_TO_DOUBLE = re.compile(r"[‘’'`´]{2}")
_AROUND = 60  # characters on each side that show whether a mark opens or closes
_MARK = re.compile(f"[{_DOUBLE}]+")
_SPEECH_AFTER = re.compile(
    r"\s*,?\s*(?:\w{3,12}nya\b|(?:ujar|kata|ucap|tutur|jelas|terang|ungkap|tegas|tambah|imbuh|papar"
    r"|pungkas|sebut|lanjut|beber|sambung|tandas|himbau|imbau|ajak|pesan|harap|pinta|urai|tukas)\b)",
    re.IGNORECASE,
)


# Speech in single marks, if there are no double ones; only a verb of speech shows it is no name.
_SINGLE_MARK = re.compile("[‘'`]")
_SINGLE = re.compile(
    r"(?:(?<=\s)|^)[‘'`]([A-Z][^“”\"\n]{8,600}?(?:[,.!?](?=[’'´])|(?=[’'´],)))[’'´](?="
    + _SPEECH_AFTER.pattern
    + ")",
    re.IGNORECASE,
)


def straighten(paragraph: str) -> str:
    """One paragraph with `“…”` around what is quoted, however the marks were typed.

    A mark opens or closes by its position, not by its shape. A mark that is
    missing is not made up here.
    """
    paragraph = _PAIRS_TO_DOUBLE.sub('"', paragraph)
    if not any(mark in paragraph for mark in _DOUBLE):
        paragraph = _SINGLE.sub(r"“\1”", paragraph) if _SINGLE_MARK.search(paragraph) else paragraph
        return paragraph
    pieces: list[str] = []
    position = 0
    is_open = False
    for match in _MARK.finditer(paragraph):
        before = paragraph[max(0, match.start() - _AROUND) : match.start()]
        after = paragraph[match.end() : match.end() + _AROUND]
        opens = _opens(before, after, match[0], is_open)
        piece = paragraph[position : match.start()]
        position = match.end()
        if opens:
            pieces += [piece if not piece or piece[-1] in " (\n" else piece + " ", "“"]
            position += len(after) - len(after.lstrip(" "))
        else:
            pieces += [piece.rstrip(" ") if is_open else piece, "”"]
            if after and (after[0].isalnum()):
                pieces.append(" ")
        is_open = opens
    return "".join([*pieces, paragraph[position:]])


def _opens(before: str, after: str, mark: str, is_open: bool) -> bool:
    if not before.strip():
        return True
    if not after.strip() or after[0] in ",.;:!?)":
        return False
    if is_open:
        # A second opening mark within speech is a closing mark of the wrong shape.
        glued_after = not after[0].isspace()
        spaced_before = before[-1].isspace()
        ended = before.rstrip()[-1:] in ",.!?"
        return glued_after and spaced_before and not ended and mark in "“„«"
    if (
        after.lstrip()[:1].islower()
        and _SPEECH_AFTER.match(after)
        and before.rstrip()[-1:] in ",.!?"
    ):
        return False
    return before[-1].isspace() or before[-1] in "(:,–—-" or not after[0].isspace()
