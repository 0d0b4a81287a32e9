"""An HTML page as equivalent Markdown: blocks, nested lists, tables, marks, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kentongan.importer.html_elements import BLOCKS, UNSEEN, joins
from kentongan.manuscripts.plain import escape

_MARKS = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "del": "~~", "s": "~~",
    "strike": "~~",
}  # fmt: skip
_SPACE = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+")
_BREAK = "\x00"  # placeholder for <br> until lines are joined
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_VOID = frozenset("area br col hr img input link meta param source wbr p li td tr th dt dd".split())
_DEEPEST = 150  # elements
_LIST_INDENT = "    "
_PARTS_OF_TABLE = frozenset("table thead tbody tfoot tr colgroup".split())
TOLD = "data-told"  # on a figcaption that has been written


@dataclass(frozen=True, slots=True)
class Handlers:
    """How pictures and links are written.

    `image` gives the Markdown of a picture or nothing; `link` the address to use, or nothing.
    """

    image: Callable[[Any], str]
    link: Callable[[str], str]


def markdown_of(page: str, handlers: Handlers) -> str:
    """The Markdown of a page. Raises RecursionError for absurdly deep nesting."""
    from lxml import etree

    if _depth(page) > _DEEPEST:  # a parser would drop deeper elements
        raise RecursionError
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    source = f"<html><body>{page}</body></html>".encode("utf-8", "replace")
    root = etree.fromstring(source, parser)
    return "\n\n".join(_Writer(handlers).blocks(root))


def _depth(page: str) -> int:
    """The greatest depth of nested elements, unclosed ones included."""
    deepest = depth = 0
    for match in _TAG.finditer(page):
        if match[1]:
            depth = max(0, depth - 1)
        elif match[2].lower() not in _VOID and not match[0].endswith("/>"):
            depth += 1
            deepest = max(deepest, depth)
    return deepest


class _Writer:
    def __init__(self, handlers: Handlers) -> None:
        self._handlers = handlers

    # Blocks

    def blocks(self, parent: Any) -> list[str]:
        """What an element holds as blocks; words between blocks are paragraphs."""
        blocks: list[str] = []
        inline: list[str] = [self._text(parent.text)]
        for child in parent:
            if self._is_block(child):
                blocks += _paragraph(inline)
                blocks += self._block(child)
                inline = []
            else:
                inline.append(self._inline(child, frozenset()))
            inline.append(self._text(child.tail))
        return [*blocks, *_paragraph(inline)]

    def _is_block(self, element: Any) -> bool:
        if element.tag in BLOCKS:
            return True
        return isinstance(element.tag, str) and any(self._is_block(child) for child in element)

    def _block(self, element: Any) -> list[str]:
        tag = element.tag
        if tag in UNSEEN:
            return []
        if tag in ("ul", "ol"):
            return [self._list(element)] if len(element) else []
        if tag == "table":
            return self._table(element)
        if tag == "hr":
            return ["---"]
        blocks = self.blocks(element)
        if tag == "pre":
            return self._lines(element)
        if tag == "blockquote":
            return [_prefixed(blocks, "> ")] if blocks else []
        if tag == "figcaption":
            if element.get(TOLD):
                return []
            element.set(TOLD, "here")  # a picture below it says it no second time
        level = re.fullmatch(r"h([1-6])", str(tag))
        if level and blocks:
            return [f"{'#' * int(level[1])} {' '.join(blocks[0].split())}", *blocks[1:]]
        return blocks

    def _lines(self, element: Any) -> list[str]:
        """Text whose line ends are kept, as lines of one paragraph."""
        lines = [escape(line) for line in _typed(element).split("\n") if line.strip()]
        return ["  \n".join(lines)] if lines else []

    def _list(self, element: Any) -> str:
        number = int(start) if (start := element.get("start") or "1").isdecimal() else 1
        items: list[str] = []
        for child in _with_loose_words(element):
            if child.tag in ("ul", "ol") and items:
                # old editors write a nested list next to the item
                items[-1] += "\n" + _indented(self._list(child))
                continue
            mark = f"{number}. " if element.tag == "ol" else "- "
            blocks = self._block(child) if self._is_nested(child) else self.blocks(child)
            if blocks:
                items.append(mark + _item(blocks))
                number += 1
        return "".join(item + ("\n\n" if "\n\n" in item else "\n") for item in items).rstrip("\n")

    def _is_nested(self, child: Any) -> bool:
        return child.tag != "li" and self._is_block(child)

    def _loose(self, table: Any) -> list[str]:
        """What stands in a table outside of its cells, as browsers show it: above."""
        loose = []
        for part in table.iter():
            if part is table or _table_of(part) is table:
                words = [part.text] if part.tag in _PARTS_OF_TABLE else []
                tails = [child.tail for child in part] if part.tag in _PARTS_OF_TABLE else []
                loose += [word for word in (*words, *tails) if word and word.strip()]
        return [paragraph for words in loose for paragraph in _paragraph([self._text(words)])]

    def _table(self, table: Any) -> list[str]:
        rows = [
            [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            for row in table.iter("tr")
            if _table_of(row) is table
        ]
        rows = [row for row in rows if any(row)]
        captions = [block for child in table.iter("caption") for block in self.blocks(child)]
        captions += self._loose(table)
        if not rows:
            return captions
        width = max(map(len, rows))
        if width == 1:
            return [*captions, *(row[0] for row in rows)]
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return [*captions, "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]

    def _cell(self, cell: Any) -> str:
        words = " ".join(" ".join(block.split()) for block in self.blocks(cell))
        return words.replace("|", "\\|")

    # Within a line

    def _text(self, text: str | None) -> str:
        if not text:
            return ""
        shown = _SPACE.sub(" ", text.replace("\xa0", " "))
        bare = shown.strip()
        if not bare:
            return " " if shown else ""
        before = " " if shown[0].isspace() else ""
        after = " " if shown[-1].isspace() else ""
        return before + escape(bare) + after

    def _inline(self, element: Any, marks: frozenset[str]) -> str:
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return ""
        if tag == "br":
            return _BREAK
        if tag == "img":
            return self._handlers.image(element) or " "
        mark = _MARKS.get(tag, "")
        used = marks | {mark} if mark else marks
        inner = self._text(element.text) + "".join(
            self._inline(child, used) + self._text(child.tail) for child in element
        )
        if tag == "a":
            return self._link(element, inner)
        if mark and mark not in marks:
            return _marked(inner, mark)
        return inner if joins(tag) else f" {inner} "

    def _link(self, element: Any, inner: str) -> str:
        address = self._handlers.link(str(element.get("href") or "").strip())
        words = inner.strip(f" \n{_BREAK}")
        if not address or not words or "![" in words:
            return inner
        written = f"<{address}>" if re.search(r"[\s()]", address) else address
        return inner.replace(words, f"[{words.replace(_BREAK, ' ')}]({written})", 1)


def _typed(element: Any) -> str:
    """The text of an element as it was typed, with a line end for each `<br>`."""
    pieces = [element.text or ""]
    for child in element:
        pieces += [_typed(child) if isinstance(child.tag, str) else "", child.tail or ""]
    return ("\n" if element.tag == "br" else "") + "".join(pieces)


def _marked(inner: str, mark: str) -> str:
    """Words within marks; spaces and line ends at the edges stay outside."""
    words = inner.strip(f" \n{_BREAK}")
    if not words or "\n\n" in words:
        return inner
    start = inner.index(words)
    return f"{inner[:start]}{mark}{words}{mark}{inner[start + len(words) :]}"


def _paragraph(pieces: list[str]) -> list[str]:
    lines = [" ".join(line.split()) for line in "".join(pieces).split(_BREAK)]
    blocks = re.split(r"\n{2,}", "\n".join(lines).strip())
    shown = ("  \n".join(line for line in block.split("\n") if line) for block in blocks)
    return [block for block in shown if block.strip()]


def _item(blocks: list[str]) -> str:
    """A list item; everything after its first paragraph is indented."""
    first, *rest = blocks
    text = first.replace("\n", "\n" + _LIST_INDENT)
    for place, block in enumerate(rest):
        is_tight = place == 0 and re.match(r"(?:- |\d+\. )", block)
        text += ("\n" if is_tight else "\n\n") + _indented(block)
    return text


def _indented(block: str) -> str:
    return "\n".join(_LIST_INDENT + line if line else line for line in block.split("\n"))


def _prefixed(blocks: list[str], prefix: str) -> str:
    return "\n".join((prefix + line).rstrip() for line in "\n\n".join(blocks).split("\n"))


def _with_loose_words(items: Any) -> Iterator[Any]:
    """The children of a list; words between them are an item too."""
    for words, child in ((items.text, None), *((child.tail, child) for child in items)):
        if child is not None and isinstance(child.tag, str):
            yield child
        if words and words.strip():
            loose = items.makeelement("li")
            loose.text = words
            yield loose


def _table_of(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != "table":
        parent = parent.getparent()
    return parent
