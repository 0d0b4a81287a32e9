"""WhatsApp notation and Markdown, converted into each other without losing a word.

WhatsApp text is what people type on phones: `*tebal*`, `_miring_`, `~coret~`, monospace between
one or three backticks, lists with `-`, `•` or numbers, a line end that means a new line. All other
signs are words: `to_markdown` escapes those that Markdown would take for marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kentongan.manuscripts import spans
from kentongan.manuscripts.classic import BULLETS
from kentongan.manuscripts.spans import Token

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c\x1c-\x1e]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")

# Marks of WhatsApp; `**` and `~~` come from people who know Markdown.
_MARKDOWN = {"*": "**", "**": "**", "_": "_", "~": "~~", "~~": "~~"}
_TOKEN = re.compile(
    r"(?<![\w`\\])```(?!`)(?P<long>[^`]+)```(?![\w`])"
    r"|(?<![\w`\\])`(?=\S)(?P<short>[^`]+)(?<=\S)`(?![\w`])"
    r"|(?P<address>(?:https?://|www\.)[^\s<>]*[^\s<>*_~`.,;:!?)\]}'\"”’])"
    r"|(?P<mark>\*+|_+|~+)"
)
_CODE = re.compile(r"(?<![\w`\\])```(?!`)([^`]+)```(?![\w`])")

# What Markdown would treat within a line, and at its start.
_SPECIAL = re.compile(r"\\+|`|\*+|_+|~{2,}|[\[\]<&]")
_ENTITY = re.compile(r"&#?\w+;", re.ASCII)
_LINKS = {"[": "^", "]": "(["}  # what follows a bracket of a link or a note
_START = re.compile(
    rf"\[[^\[\]]*\]:|#{{1,6}}(?=\s|$)|>|[*+-](?=\s|$)|[{BULLETS}]|:(?=\s)|=+\s*$|-+\s*$|([-*_])\s*(?:\1\s*){{2,}}$"
)
_TABLE_RULE = re.compile(r"(?=[^|]*\|)[|:\s]*(?=-[-|:\s]*$)")
_NUMBER = re.compile(r"(\d{1,3})([.)])(?=\s|$)")

_RULE = re.compile(r"([-*_=])\s*(?:\1\s*){2,}$")
_BULLET = re.compile(rf"(?:[-–]\s+|[{BULLETS}]\s*)(?=\S)")
_STAR = re.compile(r"\*\s+(?=\S)")
_ITEM_NUMBER = re.compile(r"(\d{1,3})([.)])\s+(?=\S)")


@dataclass(slots=True)
class _Line:
    """`kind` is empty for a blank line, else text, bullet or number; `words` are without `mark`."""

    kind: str
    words: str
    mark: str = ""
    indent: int = 0


def to_markdown(text: str) -> str:
    """WhatsApp text as Markdown: the page shows the same words in the same lines.

    Indents of paragraphs, further blank lines and invisible characters are dropped.
    """
    nesting: list[_Line] = []
    pieces: list[str] = []
    before = ""
    for line in _lines(text):
        if line.kind:
            gap = _gap(before, line, nesting)
            indent = " " * (line.indent - nesting[0].indent) if nesting else ""
            words = _safe_start(_inline(line.words))
            pieces.append(f"{gap if pieces else ''}{indent}{line.mark}{words}")
        before = line.kind
    return "".join(pieces)


def escape(line: str) -> str:
    """One line of plain words as Markdown that shows exactly these characters."""
    written = " ".join(_CONTROL.sub("", line).split())
    return _safe_start(_escaper(written)(0, len(written)))


def unmarked(text: str) -> str:
    """The words that WhatsApp shows: the text without its marks."""

    def bare(line: str) -> str:
        def words(start: int, end: int) -> str:
            return line[start:end]

        return spans.convert(line, _tokens(line, str), words, lambda _, __, inner: inner)

    return "\n".join(map(bare, _CODE.sub(_code_by_line, text).split("\n")))


def enclosed(mark: str, words: str) -> str:
    """Words of one line between two marks of WhatsApp, with nothing that ends the span early."""
    ends = re.compile(rf"(?<=\S){re.escape(mark)}+(?!\w)")
    return f"{mark}{ends.sub('', unmarked(words))}{mark}"


def _gap(before: str, line: _Line, nesting: list[_Line]) -> str:
    """The separator between the line before and this one. `nesting` are the lists around it."""
    if line.kind == "text" or not before:
        nesting.clear()
    if line.kind == "text":
        return "  \n" if before == "text" else "\n\n"
    while len(nesting) > 1 and nesting[-1].indent > line.indent:
        nesting.pop()
    if not nesting or line.indent >= nesting[-1].indent + 2:
        nesting.append(line)
        return "\n" if before else "\n\n"
    line.indent = nesting[-1].indent
    is_same = nesting[-1].kind == line.kind
    nesting[-1] = line
    return "\n" if is_same else "\n\n"


# Lines and what they are


def _lines(text: str) -> list[_Line]:
    text = _CONTROL.sub("", _LINE_END.sub("\n", text)).expandtabs(4)
    if "```" in text:
        text = _CODE.sub(_code_by_line, text)
    written = text.split("\n")
    numbers = _list_numbers(written)
    stars = {at for at, line in enumerate(written) if _STAR.match(line.strip())}
    return [
        _line(line, at in numbers, at in stars and bool({at - 1, at + 1} & stars))
        for at, line in enumerate(written)
    ]


def _line(line: str, is_number: bool, is_star: bool) -> _Line:
    words = line.strip()
    if not words:
        return _Line("", "")
    pattern = _ITEM_NUMBER if is_number else _STAR if is_star else _BULLET
    match = pattern.match(words)
    if match is None or _RULE.match(words) or _RULE.match(f"- {words[match.end() :]}"):
        return _Line("text", words)
    kind, mark = ("number", f"{match[1]}{match[2]} ") if is_number else ("bullet", "- ")
    return _Line(kind, words[match.end() :], mark, len(line) - len(line.lstrip()))


def _code_by_line(match: re.Match[str]) -> str:
    """Monospace over several lines as a span for each."""
    if "\n" not in match[1]:
        return match[0]
    lines = (line.strip() for line in match[1].split("\n"))
    return "\n".join(f"```{line}```" if line else "" for line in lines)


def _list_numbers(lines: Sequence[str]) -> set[int]:
    """The lines that are items of a numbered list: consecutive numbers, no words between them.

    A single number is a word: `30. Agustus warga berkumpul`.
    """
    numbered: set[int] = set()
    before: tuple[int, int, str] | None = None
    for at, line in enumerate(lines):
        words = line.strip()
        match = _ITEM_NUMBER.match(words)
        if match:
            current = (at, int(match[1]), match[2])
            if before and before[1] + 1 == current[1] and before[2] == current[2]:
                numbered |= {before[0], at}
            before = current
        elif words and not _BULLET.match(words):
            before = None
    return numbered


# Within a line


def _inline(line: str) -> str:
    words = _escaper(line)

    def code(inner: str) -> str:
        # Markdown reads tags and entities before code spans.
        if "<" in inner or "&" in inner:
            quoted = f"`{inner}`"
            return _escaper(quoted)(0, len(quoted))
        return f"`{inner}`"

    def enclose(opening: Token, _: Token, inner: str) -> str:
        mark = _MARKDOWN[opening.mark]
        return f"{mark}{inner}{mark}"

    return spans.convert(line, _tokens(line, code), words, enclose)


def _tokens(line: str, code: Callable[[str], str]) -> list[Token]:
    tokens = []
    for match in _TOKEN.finditer(line):
        start, end = match.span()
        if mark := match["mark"]:
            before, after = line[start - 1 : start], line[end : end + 1]
            known = mark in _MARKDOWN
            opens = known and bool(after.strip()) and not (before.isalnum() or before == "\\")
            closes = known and bool(before.strip()) and not after.isalnum()
            if opens or closes:
                tokens.append(Token(start, end, "", mark, opens, closes))
        elif inner := (match["long"] or match["short"] or "").strip():
            tokens.append(Token(start, end, code(inner)))
    return tokens


def _escaper(line: str) -> Callable[[int, int], str]:
    def escaped(match: re.Match[str]) -> str:
        sign = match[0]
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        if sign == "<":
            return "&lt;" if after.strip() else sign
        if sign == "&":
            return "&amp;" if _ENTITY.match(line, match.start()) else sign
        if sign in "[]":
            return f"\\{sign}" if after in _LINKS[sign] and after else sign
        if sign[0] == "\\":
            is_word = len(sign) == 1 and (after.isalnum() or after.isspace())
            return sign if is_word else sign * 2
        if sign != "`" and not (before.strip() or after.strip()):
            return sign
        if sign[0] == "_" and before.isalnum() and after.isalnum():
            return sign
        return "".join(f"\\{character}" for character in sign)

    def words(start: int, end: int) -> str:
        pieces: list[str] = []
        for match in _SPECIAL.finditer(line, start, end):
            pieces += [line[start : match.start()], escaped(match)]
            start = match.end()
        return "".join([*pieces, line[start:end]])

    return words


def _safe_start(markdown: str) -> str:
    """The line, escaped so that Markdown sees no heading, list, quotation, rule or table."""
    if _START.match(markdown):
        return "\\" + markdown
    if match := _NUMBER.match(markdown):
        return f"{match[1]}\\{markdown[match.start(2) :]}"
    if match := _TABLE_RULE.match(markdown):
        return f"{match[0]}\\{markdown[match.end() :]}"
    return markdown
