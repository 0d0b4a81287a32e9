"""Markdown as WhatsApp text, block by block, and whether a block comes back byte for byte."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from kentongan.manuscripts import plain, spans
from kentongan.manuscripts.classic import BULLETS, QUOTATION, TABLE_RULE
from kentongan.manuscripts.spans import Token

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_LIST_ITEM = re.compile(rf"[ ]{{0,3}}(?:[-*+{BULLETS}]|\d{{1,3}}[.)])[ \t]+\S")
_ITEM = re.compile(rf"([ \t]*)(?:([-*+{BULLETS}])|(\d{{1,3}}[.)]))[ \t]+(?=\S)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*$")
_DEFINITION = re.compile(r"[ ]{0,3}\[(\^?)([^\[\]]*)\]:[ \t]*")
_TOKEN = re.compile(
    rf"\\(?P<escaped>[!-/:-@\[-`{{-~{BULLETS}])"
    r"|(?P<ticks>`+)(?P<code>[^`]+(?:(?!(?P=ticks))`+[^`]+)*)(?P=ticks)(?!`)"
    r"|!\[(?P<alt>(?:\\.|[^\[\]\\])*+)\]\([^()\s]*(?:\s[^()]*)?\)"
    r"|\[(?P<words>(?:\\.|[^\[\]\\])*+)\]\(<?(?P<target>[^()\s>]*)>?(?:\s[^()]*)?\)"
    r"|\[\^(?P<note>[^\[\]]*)\]"
    r"|<(?P<address>[a-z][a-z0-9+.-]*://[^<>\s]*|[^<>\s]+@[^<>\s]+)>"
    r"|(?P<comment><!--(?:(?!-->).)*-->)|(?P<tag></?[a-z][^<>]*>)"
    r"|(?P<entity>&#?\w+;)"
    r"|(?P<mark>\*+|_+|~+)",
    re.IGNORECASE,
)
_PLAIN_MARK = {
    "*": ("_", "_"), "_": ("_", "_"), "**": ("*", "*"), "__": ("*", "*"), "~~": ("~", "~"),
    "***": ("*_", "_*"), "___": ("*_", "_*"),
}  # fmt: skip
_PLAIN_TAG = {"b": "*", "strong": "*", "i": "_", "em": "_", "s": "~", "del": "~", "br": "\n"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Markdown and what it is in WhatsApp notation.

    `is_exact` claims that `plain.to_markdown(block.plain)` is `markdown` to the byte. Where it is
    not, an editor that shows `plain` must not write it back.
    """

    markdown: str
    plain: str
    is_exact: bool


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text in order. Lists separated only by blank lines are one block."""
    texts: list[str] = []
    for text in _BLANK_LINES.split(markdown.strip("\n")):
        if texts and _LIST_ITEM.match(text) and _LIST_ITEM.match(texts[-1].rpartition("\n")[2]):
            texts[-1] += f"\n\n{text}"
        elif text.strip():
            texts.append(text)
    return tuple(map(_block, texts))


def to_plain(markdown: str) -> str:
    """Markdown as WhatsApp text with all its words; addresses of links stand in brackets."""
    return "\n\n".join(text for block in blocks(markdown) if (text := block.plain))


def _block(markdown: str) -> Block:
    text = "\n\n".join(map(_lines, markdown.split("\n\n")))
    return Block(markdown, text, plain.to_markdown(text) == markdown)


def _lines(block: str) -> str:
    """The lines of one block as WhatsApp shows them: only marked line ends break a paragraph."""
    lines = block.split("\n")
    shown: list[str] = []
    if len(lines) > 1 and _UNDERLINE.match(lines[1]) and not _LIST_ITEM.match(lines[0]):
        shown.append(f"*{_inline(lines[0].strip())}*")
        lines = lines[2:]
    table = _table_start(lines)
    continues = False
    for line in lines[:table]:
        words, starts = _line(line)
        if continues and not starts:
            shown[-1] += f" {words}"
        elif words:
            shown.append(words)
        continues = bool(words) and not (line.endswith("  ") or _HEADING.match(line))
    rows = [line for at, line in enumerate(lines[table:]) if at != 1]
    return "\n".join([*shown, *map(_row, rows)])


def _table_start(lines: list[str]) -> int:
    """The header line of a table; the position after the last line where there is none."""
    for at in range(len(lines) - 1):
        if "|" in lines[at] and TABLE_RULE.match(lines[at + 1].strip()):
            return at
    return len(lines)


def _row(line: str) -> str:
    return " | ".join(_inline(cell.strip()) for cell in line.strip().strip("|").split("|"))


def _line(line: str) -> tuple[str, bool]:
    """The words of a line, and whether they begin a new line."""
    if heading := _HEADING.match(line):
        return f"*{_inline(heading[1])}*", True
    if item := _ITEM.match(line):
        mark = item[3] or "-"
        return f"{item[1]}{mark} {_inline(line[item.end() :].rstrip())}", True
    if quotation := QUOTATION.match(line):
        return f"> {_inline(line[quotation.end() :].strip())}", True
    if definition := _DEFINITION.match(line):
        note = f"[{definition[2]}] {_inline(line[definition.end() :].strip())}"
        return (note if definition[1] else ""), True
    return _inline(line.strip()), False


def _inline(line: str) -> str:
    def words(start: int, end: int) -> str:
        return line[start:end]

    def enclose(opening: Token, closing: Token, inner: str) -> str:
        before, after = line[opening.start - 1 : opening.start], line[closing.end : closing.end + 1]
        if before.isalnum() or after.isalnum():
            return inner  # WhatsApp would show the marks
        left, right = _PLAIN_MARK[opening.mark]
        return f"{left}{inner}{right}"

    return spans.convert(line, _tokens(line), words, enclose)


def _tokens(line: str) -> list[Token]:
    tokens = []
    for match in _TOKEN.finditer(line):
        start, end = match.span()
        mark = match["mark"]
        if not mark:
            tokens.append(Token(start, end, _meaning(match)))
        elif mark in _PLAIN_MARK:
            before, after = line[start - 1 : start], line[end : end + 1]
            is_smart = mark[0] == "_"
            opens = bool(after.strip()) and not (is_smart and before.isalnum())
            closes = bool(before.strip()) and not (is_smart and after.isalnum())
            tokens.append(Token(start, end, "", mark, opens, closes))
    return tokens


def _meaning(match: re.Match[str]) -> str:
    """What a piece of Markdown says in words."""
    if escaped := match["escaped"]:
        return escaped
    if code := match["code"]:
        return f"`{code.strip()}`"
    if address := match["address"]:
        return address
    if entity := match["entity"]:
        return html.unescape(entity)
    if (words := match["words"]) is not None:
        return _link(_inline(words), match["target"])
    if (alt := match["alt"]) is not None:
        return alt
    if (note := match["note"]) is not None:
        return f"[{note}]"
    tag = re.match(r"</?(\w+)", match["tag"] or "")
    return _PLAIN_TAG.get(tag[1].lower(), "") if tag else ""


def _link(words: str, target: str) -> str:
    is_public = target.startswith(("http://", "https://", "mailto:", "tel:"))
    return f"{words} ({target})" if is_public and target != words else words
