"""Markdown as people type it on phones, rewritten as classic Markdown.

A list, a table or a quotation may follow a line directly, and a sentence may follow them; two
spaces nest a list; `1)` and `•` are marks of lists; lines that begin with `a.`, `(1)` or an emoji
stay lines; an indented paragraph is a paragraph; `2024. Tahun` and `[1]: catatan` are words.
What classic Markdown already reads in the same way stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•●▪■◦‣∙○"  # marks of lists beside `-`, `*` and `+`

_LETTERED = r"(?:\(?[a-z][.)]|\(\d{1,2}\))[ ]+|\d{1,2}[.)][A-Z]"
_EMOJI = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"

# Whether a body holds anything that this module rewrites.
_MAY_DIFFER = re.compile(
    rf"^[ ]*(?:[-*+{BULLETS}{_EMOJI}>:|]|\d+[.)]|\[|{_LETTERED})|^(?:[ ]{{4}}|[ ]*\t)|\|",
    re.MULTILINE,
)

_BULLET = re.compile(rf"([-*+])[ ]+(?=\S)|[{BULLETS}][ ]*(?=\S)")
_NUMBER = re.compile(r"(\d{1,9})([.)])[ ]+(?=\S)")
_LINE_OF_ITS_OWN = re.compile(rf"{_LETTERED}|[{_EMOJI}]")
_SENTENCE = re.compile(r"[^\w\s]*[A-Z]")
_RULE = re.compile(r"([-*_])[ ]*(?:\1[ ]*){2,}$")
TABLE_RULE = re.compile(r"(?=[^|]*\|)[ |:-]*-[ |:-]*$")
QUOTATION = re.compile(r"[ ]{0,3}>[ ]?")
_DEFINITION = re.compile(r"[ ]{0,3}:[ ]")
_FOOTNOTE = re.compile(r"[ ]{0,3}\[\^([^\]]*)\]:")
_REFERENCE = re.compile(r"[ ]{0,3}\[([^\[\]^][^\[\]]*)\]:")
_ADDRESS = re.compile(r"(?:$|<|\S*[/.#:@]\S)")  # on this line, or on the next
_ASKED_FOR = re.compile(r"\[([^\[\]]*)\](?![:(])")  # `[teks](alamat)` asks for none
_LONGEST_NUMBER = 3  # digits; longer ones are years and amounts
_NESTS = 2  # spaces by which an item stands under another
_IN_ITEM = "definition of an item"
_DEFINITIONS = frozenset({"definition", _IN_ITEM})
_LIST_BREAK = "<!-- -->"


@dataclass(slots=True)
class _List:
    """A list that is open: the indent of its items, and its numbers where it has any."""

    indent: int
    kind: str
    first: int = 0
    last: int = 0


def classic(body: str) -> str:
    """The body as Python-Markdown has to read it."""
    if not _MAY_DIFFER.search(body):
        return body
    return "\n".join(_Rewriter(body).lines())


def asked_for(body: str) -> frozenset[str]:
    """The names of the references that a text asks for."""
    return frozenset(name.strip().casefold() for name in _ASKED_FOR.findall(body))


def refers(name: str, target: str, asked: frozenset[str]) -> bool:
    """Whether `[name]: target` gives an address to a text that asks for it; else it is words."""
    return name.strip().casefold() in asked and bool(_ADDRESS.match(target.strip()))


class _Rewriter:
    def __init__(self, body: str) -> None:
        self._written = [line.expandtabs(4) for line in body.split("\n")]
        self._asked_for = asked_for(body)
        self._out: list[str] = []
        self._open: list[_List] = []
        self._footnotes: set[str] = set()
        self._references: set[str] = set()
        self._before = ""  # kind of the line before: empty (blank), text, item, table
        self._is_raw = ""  # what ends lines that stay as they are

    def lines(self) -> list[str]:
        number = 0
        while number < len(self._written):
            number += self._take(number)
        return self._out

    def _take(self, number: int) -> int:
        """Rewrite the line, and those that belong to it; returns how many these were."""
        line = self._written[number]
        words = line.strip()
        if self._stays(words):
            self._text(line)
        elif not words:
            self._out.append(line)
            self._before = ""
        elif QUOTATION.match(line) and not self._open:
            return self._quotation(number)
        elif self._is_table(number):
            self._table_line(line)
        elif _RULE.match(words):
            self._open.clear()
            self._text(line)
        elif not self._item(number, line, words):
            self._paragraph(line, words)
        return 1

    def _stays(self, words: str) -> bool:
        """Whether the line stands in a fence or in `<pre>`."""
        if self._is_raw:
            if self._is_raw in words:
                self._is_raw = ""
            return True
        if words.startswith("```"):
            self._is_raw = "```" if words.count("```") == 1 else ""
            return True
        if "<pre" in words:
            self._is_raw = "</pre" if "</pre" not in words.rpartition("<pre")[2] else ""
            return True
        return False

    def _text(self, line: str) -> None:
        self._out.append(line)
        self._before = "text"

    def _part(self) -> None:
        """An empty line before a block that classic Markdown does not start right after a line."""
        if self._before:
            self._out.append("")

    # Quotations and tables

    def _quotation(self, number: int) -> int:
        end = number
        while end < len(self._written) and QUOTATION.match(self._written[end]):
            end += 1
        quoted = "\n".join(QUOTATION.sub("", line, count=1) for line in self._written[number:end])
        self._out += [f"> {line}" for line in classic(quoted).split("\n")]
        self._before = "quotation"
        return end - number

    def _is_table(self, number: int) -> bool:
        line = self._written[number]
        if "|" not in line:
            return False
        is_head = number + 1 < len(self._written) and bool(
            TABLE_RULE.match(self._written[number + 1].strip())
        )
        return is_head or self._before == "table"

    def _table_line(self, line: str) -> None:
        if self._before != "table":
            self._part()
            self._open.clear()
        self._out.append(line.strip())
        self._before = "table"

    # Lists

    def _item(self, number: int, line: str, words: str) -> bool:
        bullet, numbered = _BULLET.match(words), _NUMBER.match(words)
        indent = len(line) - len(line.lstrip())
        if bullet:
            mark = f"{bullet[1] or '-'} "
            self._open_list(indent, _List(indent, "ul"))
            self._write_item(mark + words[bullet.end() :])
            return True
        if numbered is None:
            return False
        value = int(numbered[1])
        content = words[numbered.end() :]
        if self._is_number_a_word(number, numbered, value):
            self._paragraph(line, f"{numbered[1]}\\{numbered[2]} {content}", is_changed=True)
            return True
        self._open_list(indent, _List(indent, "ol", value, value - 1))
        self._count(value)
        self._write_item(f"{value}. {content}")
        return True

    def _is_number_a_word(self, number: int, numbered: re.Match[str], value: int) -> bool:
        """A year, or a number at the start of a line in the midst of a paragraph."""
        if len(numbered[1]) > _LONGEST_NUMBER:
            return True
        if self._before not in ("text", "quotation") or self._open or value == 1:
            return False
        following = self._written[number + 1] if number + 1 < len(self._written) else ""
        next_item = _NUMBER.match(following.strip())
        return next_item is None or int(next_item[1]) != value + 1

    def _open_list(self, indent: int, new: _List) -> None:
        """Find the list to which an item with this indent belongs, or open it."""
        while len(self._open) > 1 and indent < self._open[-1].indent:
            self._open.pop()
        current = self._open[-1] if self._open else None
        if current and indent < current.indent + _NESTS:
            if current.kind != new.kind:
                self._part()
                if current.kind in _DEFINITIONS:  # else the number would count on from an item
                    self._out += [_LIST_BREAK, ""]
                self._open[-1] = new
            return
        if current is None:
            self._part()
        self._open.append(new)

    def _count(self, value: int) -> None:
        """A number out of order begins a new list, so that the page shows that number."""
        current = self._open[-1]
        is_next = value == current.last + 1
        is_counted_by_reader = value == current.first == current.last
        if not (is_next or is_counted_by_reader) and len(self._open) == 1:
            self._part()
            self._out += [_LIST_BREAK, ""]
            current.first = value
        current.last = value

    def _write_item(self, text: str) -> None:
        self._out.append("    " * (len(self._open) - 1) + text)
        self._before = "item"

    # Paragraphs

    def _paragraph(self, line: str, words: str, *, is_changed: bool = False) -> None:
        indent = len(line) - len(line.lstrip())
        if self._before in ("item", "quotation") and not indent and _SENTENCE.match(words):
            self._part()
            self._before = ""
        if not self._before or self._before == "table":
            while self._open and indent < self._open[-1].indent + _NESTS:
                self._open.pop()
            if self._before == "table":
                self._part()
        note = _FOOTNOTE.match(words)
        footnote = note if indent < 4 or not self._open else None
        if note and _FOOTNOTE.match(words, note.end()):  # `[^1]: [^1]: kata` notes nothing
            words, is_changed, note, footnote = words.replace("[^", "\\[^"), True, None, None
        if note and note[1] in self._footnotes:
            words, is_changed = "\\" + words, True  # a second note of that name would replace it
        elif footnote or _DEFINITION.match(line):
            self._footnotes.update(footnote.groups() if footnote else ())
            self._open = [_List(0, "definition" if self._before != "item" else _IN_ITEM)]
        elif not self._before and self._open:
            own = words + line[len(line.rstrip()) :] if is_changed else line.lstrip()
            self._text("    " * len(self._open) + own)
            return
        elif self._is_no_reference(line):
            words, is_changed = "\\" + words, True
        if is_changed or indent >= 4:
            line = words + line[len(line.rstrip()) :]
        if self._before == "text" and _LINE_OF_ITS_OWN.match(words):
            self._out[-1] = f"{self._out[-1].rstrip()}  "
        self._text(line)

    def _is_no_reference(self, line: str) -> bool:
        """Whether a line only looks like one: no text asks for it, or it would replace another."""
        match = _REFERENCE.match(line)
        if match is None:
            return False
        name = match[1].strip().casefold()
        if name in self._references or not refers(name, line[match.end() :], self._asked_for):
            return True
        self._references.add(name)
        return False
