"""The words of an HTML page as lines, one per block; cells and items are separated."""

from __future__ import annotations

import re
from typing import Any

from kentongan.importer import struck
from kentongan.importer.html_elements import BLOCKS, UNSEEN, joins
from kentongan.manuscripts.tags import is_element

_LINES = BLOCKS | {"tr", "caption"}
_STRUCK = frozenset({"s", "strike", "del"})
_CELL = " | "
_MARK = re.compile(r"- |\d+\. | \| ")
_SPACES = re.compile(r"[^\S\n]+")
_LABEL_CELL = re.compile(r" \| :(?: \| |\s*)")
# `<b Kapolsek hadir` up to the next tag, and `<NIK>`: words, which a parser would drop.
_NEVER_CLOSED = re.compile(r"<(?=[a-zA-Z/][^<>\"']*+(?:<|\Z))")
_NAMELESS = re.compile(r"<([a-zA-Z][\w:-]*)>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def text_of(page: str) -> str:
    """The words of a page in order, one line per block."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    page = _NAMELESS.sub(_or_words, _NEVER_CLOSED.sub("&lt;", page))
    root = etree.fromstring(page.encode("utf-8", "replace"), parser) if page.strip() else None
    if root is None:
        return ""
    pieces: list[str] = []
    skipped: Any = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):  # only what follows it is text
            pieces.append("" if skipped is not None else _collapsed(element.tail))
        elif event == "start":
            if skipped is None and _is_unseen(element):
                skipped = element
            if skipped is None:
                _open(element, pieces)
        else:
            if skipped is None:
                _close(element, pieces)
            elif skipped is element:
                skipped = None
            if skipped is None:
                pieces.append(_collapsed(element.tail))
    words, _ = struck.marked("".join(pieces))
    lines = (_SPACES.sub(" ", line).strip() for line in words.split("\n"))
    text = re.sub(r"\n{2,}", "\n", "\n".join(lines))
    return _LABEL_CELL.sub(" : ", re.sub(r"(?m)^\| | \|$", "", text)).strip("\n")


def _or_words(match: re.Match[str]) -> str:
    return match[0] if is_element(match[1]) else f"&lt;{match[0][1:]}"


def _is_unseen(element: Any) -> bool:
    return element.tag in UNSEEN or bool(_HIDDEN.search(element.get("style") or ""))


def _open(element: Any, pieces: list[str]) -> None:
    if element.tag in _LINES and not _MARK.fullmatch(_last(pieces)):
        pieces.append("\n")
    elif not joins(element.tag):
        pieces.append(" ")
    if element.tag in _STRUCK:
        pieces.append(struck.OPEN)
    if element.tag == "li":
        pieces.append(_item_mark(element))
    elif element.tag in ("td", "th") and (before := element.getprevious()) is not None:
        if "".join(before.itertext()).strip():  # `<td><p>Motor</p></td>` is no line of its own
            while pieces and not pieces[-1].strip():
                pieces.pop()
        pieces.append(_CELL)
    pieces.append(_collapsed(element.text))


def _last(pieces: list[str]) -> str:
    """The last piece that is more than space; a block right after a mark begins no line."""
    return next((piece for piece in reversed(pieces) if piece == "\n" or piece.strip()), "")


def _close(element: Any, pieces: list[str]) -> None:
    if element.tag in _STRUCK:
        pieces.append(struck.CLOSE)
    if element.tag == "br" or element.tag in _LINES:
        pieces.append("\n")
    elif not joins(element.tag):
        pieces.append(" ")


def _item_mark(item: Any) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    place = sum(1 for other in item.itersiblings("li", preceding=True))
    start = parent.get("start") or "1"
    return f"{place + (int(start) if start.isdecimal() else 1)}. "


def _collapsed(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""
