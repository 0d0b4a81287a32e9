"""The words of a text as they are compared: differences from WhatsApp and retyping are removed.

`theme/static/js/lib/words.js` holds the same rules; `tests/vectors/words.json` holds both to it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kentongan.domain import codes
from kentongan.domain.folding import comparable

MAX_CHARACTERS = 200_000

_QUOTES = re.compile("[´`ʼ‘’‛′ʹ＇]")
# 1️⃣ and ① number a list; they do not count as words.
_KEYCAPS = re.compile("[0-9#*]\ufe0f?\u20e3|[\u2460-\u24ff\u2776-\u2793\U0001f100-\U0001f1ff]")
_IS_HTML = re.compile(
    r"</?(?:p|div|br|span|html|body|b|i|strong|em|a|h[1-6]|li|ul|ol|table)\b[^<>]*>", re.I
)
_HIDDEN = re.compile(r"<(script|style)\b[^<>]*>", re.I)
_HIDDEN_END = {name: re.compile(f"</{name}>", re.I) for name in ("script", "style")}
_BLOCK = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|table|tr|blockquote)\b[^<>]*>", re.I)
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&(#\d{1,6}|[a-z]{2,6});", re.I)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_HEADER = re.compile(
    r"^[^\w\n]*(?:diteruskan|forwarded)"
    r"(?:[ \t]+(?:berkali-kali|berulang kali|many times))?[^\w\n]*$",
    re.I | re.M | re.A,
)
_CHAT = re.compile(
    r"^[ \t>*_~•-]*(?:\[\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?[, ]+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\]"
    r"|\[\d{1,2}[.:]\d{2}, ?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\]"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[, ]+\d{1,2}[.:]\d{2}[ \t]+-)[ \t]*[^:\n]{1,40}:[ \t]",
    re.M | re.A,
)
_EDITED = re.compile(
    r"<?\b(?:pesan ini (?:telah )?diedit|this message was edited)\b>?", re.I | re.A
)
# What numbers an item at the head of a line, also of a quoted or bold one; a number before a
# number, or in a time, is a word.
_LIST_MARK = re.compile(
    r"^[ \t>*_~•-]*(?:\(?\d{1,2}[.)]|\(?[a-z][.)])(?=[ \t*_~]|[^\W\d])[ \t]*", re.M
)
_TOKEN = re.compile(
    r"(?P<url>(?:[hH][tT][tT][pP][sS]?://|www\.)[^\s<>\"]+"
    r"|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,20}[a-z]{2,7}/[^\s<>\"]*"
    r"|(?<![\w@.])(?:[a-z0-9-]{1,63}\.){1,20}(?:go\.id|co\.id|or\.id|com|net|org)(?![\w.])"
    r"|(?<![\w@.])(?:[A-Z0-9-]{1,63}\.){1,20}(?:GO\.ID|CO\.ID|OR\.ID|COM|NET|ORG)(?![\w.])(?:/[^\s<>\"]*)?)"
    r"|(?P<code>(?<![\w-])[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}(?![\w-]))"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*)"
)
_PIECES = re.compile(r"[0-9]+|[^0-9]+")
_URL_END = re.compile(r"[.,;:!?)\]}'*_~/]+$")
_SENTENCE_END = re.compile(r"[.!?…\n]")
_PLAIN = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+")
_PLAIN_SIGNS = (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("–", "-"), ("—", "-"))
# What only the slow path understands. Each begins with an ASCII sign, which is quick to find.
_CAREFUL_SIGNS = (
    "<", "&", "`", "[", "\r", "\0", "_", "www.", "://",
    "diteruskan", "forwarded", "diedit", "edited",
)  # fmt: skip
_CAREFUL_ADDRESS = re.compile(r"\.(?:[a-z]{2,7}/|(?:com|net|org|go|co|or)\b)")
_CAREFUL_QUOTE = re.compile("'[0-9]|(?<=[0-9])'")
# A line that may be the head of a message or an item of a list.
_LINE_STARTS = frozenset(" \t0123456789(>*~•-")
_CAREFUL_CODE = re.compile("-[0-9A-Z]{3}-")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in its compared form and its position in the cleaned text.

    `first` tells that a sentence or line begins with it. Links have the form `url:…`,
    release codes `kode:…`.
    """

    form: str
    start: int
    end: int
    first: bool = False


def clean(text: str) -> str:
    """The text without page code, message headers, emoji numbers and invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if _IS_HTML.search(text):
        text = _TAG.sub("", _BLOCK.sub("\n", _without_hidden(text)))
    text = _ENTITY.sub(_entity, text)
    text = comparable(_QUOTES.sub("'", _KEYCAPS.sub(" ", text)))
    text = _CHAT.sub("", _HEADER.sub("", _EDITED.sub("", text)))
    return _LIST_MARK.sub("", text)


def _without_hidden(text: str) -> str:
    """Without scripts and styles: each to its first end. One that has no end is left; where there
    is none for one, there is none for those behind it."""
    parts, copied, start = [], 0, 0
    ended = set()
    while match := _HIDDEN.search(text, start):
        name, start = match[1].casefold(), match.end()
        end = None if name in ended else _HIDDEN_END[name].search(text, start)
        if end is None:
            ended.add(name)
            continue
        parts.append(text[copied : match.start()])
        copied = start = end.end()
    return "".join((*parts, text[copied:]))


def tokenise(cleaned: str) -> list[Token]:
    """The words of a text that `clean` returned."""
    tokens: list[Token] = []
    before = 0
    for match in _TOKEN.finditer(cleaned):
        start, end = match.span()
        first = not tokens or bool(_SENTENCE_END.search(cleaned, before, start))
        for form in _forms(match):
            tokens.append(Token(form, start, end, first))
            first = False
        before = end
    return tokens


def forms(text: str) -> list[str]:
    """The compared words of a text alone; the quick way for texts of the site itself."""
    plain = text
    if not plain.isascii():
        for sign, usual in _PLAIN_SIGNS:
            plain = plain.replace(sign, usual)
    if plain.isascii() and not _CAREFUL_CODE.search(plain):
        plain = plain.lower()
        if not _needs_care(plain):
            words = _PLAIN.findall(plain)
            if "'" in plain:
                words = [word.replace("'", "") for word in words]
            return [_number(word) if word[0] == "0" else word for word in words]
    return [token.form for token in tokenise(clean(text))]


def _needs_care(plain: str) -> bool:
    if any(sign in plain for sign in _CAREFUL_SIGNS) or _CAREFUL_ADDRESS.search(plain):
        return True
    if "'" in plain and _CAREFUL_QUOTE.search(plain):
        return True
    return any(
        line[0] in _LINE_STARTS or line[1:2] in (".", ")") for line in plain.split("\n") if line
    )


def _forms(match: re.Match[str]) -> list[str]:
    text = match.group()
    if match.lastgroup == "url":
        return [f"url:{_address(text)}"]
    if match.lastgroup == "code":
        try:
            return [f"kode:{codes.normalise(text)}"]
        except codes.CodeError:
            return [
                form
                for part in text.split("-")
                for form in map(_number, _PIECES.findall(part.lower()))
            ]
    plain = fold(text)
    return [_number(piece) for piece in _PIECES.findall(plain)]


def fold(word: str) -> str:
    """Without capitals, accents and apostrophes."""
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = re.sub("[\u0300-\u036f]", "", decomposed)
    return word.lower().replace("'", "")


def _number(form: str) -> str:
    """`08` and `8` name the same day; longer digits stay as they are."""
    return form[1:] if len(form) == 2 and form[0] == "0" and form.isdigit() else form


def _address(text: str) -> str:
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", text.lower())
    return _URL_END.sub("", plain)


def _entity(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name.startswith("#"):
        number = int(name[1:])
        return chr(number) if 31 < number < 0xD800 or 0xE000 <= number < 0x110000 else " "
    return _ENTITIES.get(name, match[0])
