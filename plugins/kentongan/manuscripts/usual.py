"""Bodies of which Markdown makes only what is usual: paragraphs, bold and slanted words, links,
lists, quotations and headings. Their page is written directly, with the very bytes of
Python-Markdown and the sanitiser (tests/unit/manuscripts/test_markup.py).

A body in doubt is none of these: every sign that Markdown, HTML or the sanitiser may change, and
everything that reaches from one block into another, is left to them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BLANK = re.compile(r"\n{2,}")
# A longer body, or one with more links, may be too tangled (`bounds.py`).
_LONGEST = 20_000
_MOST_LINKS = 100

_PLAIN_LINE = r"[^\W\d_“‘\"'(][^\n]*|[“‘\"'(][^\W\d_][^\n]*"
# Letters, digits and the punctuation that Markdown, HTML and the sanitiser do not change.
_STRANGE = re.compile(r"[^\w .,;:?%()/“”‘’–—…\"'\n-]|_")
_USUAL = bytes(sign for sign in range(128) if not _STRANGE.match(chr(sign)))
# `a. pos`, `(b) pasar`, `1.KTP`: such a line stays a line.
_LINE_OF_ITS_OWN = re.compile(r"\n(?:\(?[a-z][.)]|\(\d{1,2}\)) ")
_PLAIN_BLOCK = re.compile(rf"(?:(?:{_PLAIN_LINE})(?:\n|\Z))+\Z")

_WORDS = r"[^\s*\[\]](?:[^*\[\]\n]*[^\s*\[\]])?"
# Bold or slanted words and links that stand apart from the words around them.
# Each begins with its sign: a text is searched for that sooner than for what may stand before it.
_APART = r"(?<![^\s(“‘].)"
_MARKED = re.compile(
    rf"(?:\*{_APART}(?:\*({_WORDS})\*\*|({_WORDS})\*)"
    rf"|\[{_APART}({_WORDS})\]\((https?://[A-Za-z0-9./-]+)\))(?![^\s.,;:?)”’…])"
)
_MARKS = ("*", "[")
_BREAK = "  \n"  # a line ends where the writer ended it
_ITEM = re.compile(r"[*-] |\d\. ")
_HEADING = re.compile(r"(#{1,4}) (?=\S)")
_LIST_OR_QUOTATION = ("ul", "ol", "blockquote")


class Block(NamedTuple):
    """A block of a page: its HTML, its words with a line for each, and the name of its element."""

    html: str
    words: str
    element: str = "p"


def page_of(body: str) -> tuple[str, str] | None:
    """The page text of a body and its words as `text.plain` gives them; None when Markdown must
    read it."""
    if (plain := plain_paragraphs(body)) is not None:
        return plain, "\n".join(map(_spaced, blocks_of(body)))
    if len(body) > _LONGEST or body.count("](") > _MOST_LINKS or body != body.strip():
        return None
    blocks: list[Block] = []
    before = ""
    for written in blocks_of(body):
        block = _block(written)
        if block is None or (
            block.element in _LIST_OR_QUOTATION and before in _LIST_OR_QUOTATION
        ):  # Markdown may join them
            return None
        blocks.append(block)
        before = block.element
    return "\n".join(block.html for block in blocks), "\n".join(block.words for block in blocks)


def blocks_of(body: str) -> list[str]:
    """What blank lines part."""
    return body.split("\n\n") if "\n\n\n" not in body else _BLANK.split(body)


def plain_paragraphs(body: str) -> str | None:
    """The page text of a body of plain paragraphs; None when Markdown must read it."""
    if _is_strange(body):
        return None
    blocks = blocks_of(body)
    if not all(map(_PLAIN_BLOCK.match, blocks)):
        return None
    return "\n".join([f"<p>{block}</p>" for block in blocks])


def is_plain_block(block: str) -> bool:
    return not _is_strange(block) and bool(_PLAIN_BLOCK.match(block))


def _is_strange(text: str) -> bool:
    """Whether a text holds a sign or a space that Markdown may change."""
    # Nearly all signs are of ASCII and usual, and taken out much sooner than searched.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    return bool(
        (rest and _STRANGE.search(rest.decode("utf-8", "surrogatepass")))
        or "\n " in text
        or " \n" in text
        or text != text.strip()
        or _LINE_OF_ITS_OWN.search(text)
    )


def _block(written: str) -> Block | None:
    if is_plain_block(written):
        return Block(f"<p>{written}</p>", _spaced(written))
    if heading := _HEADING.match(written):
        words = written[heading.end() :]
        level = max(2, len(heading[1]))
        return _alone(words, f"h{level}") if "\n" not in words else None
    if written.startswith("> "):
        return _quotation(written)
    if _ITEM.match(written):
        return _list(written)
    return _alone(written, "p")


def _alone(written: str, element: str) -> Block | None:
    """A block of one run of words."""
    run = _run(written)
    return run and Block(f"<{element}>{run[0]}</{element}>", _lines(run[1]), element)


def _quotation(written: str) -> Block | None:
    lines = written.split("\n")
    run = _run("\n".join([line[2:] for line in lines]))
    if run is None or not all(line.startswith("> ") for line in lines):
        return None
    html = f"<blockquote>\n<p>{run[0]}</p>\n</blockquote>"
    return Block(html, _lines(run[1]), "blockquote")


def _list(written: str) -> Block | None:
    """A list whose items have one line each; numbers count from 1."""
    lines = written.split("\n")
    sign = written[:2]
    is_numbered = sign == "1."
    items = []
    for number, line in enumerate(lines, 1):
        mark = f"{number}. " if is_numbered else sign
        run = _run(line[len(mark) :]) if line.startswith(mark) else None
        if run is None:
            return None
        items.append(run)
    element = "ol" if is_numbered else "ul"
    html = "\n".join([f"<li>{item}</li>" for item, _ in items])
    words = "\n".join([_lines(words) for _, words in items])
    return Block(f"<{element}>\n{html}\n</{element}>", words, element)


def _run(written: str) -> tuple[str, str] | None:
    """The HTML and the words of a run of words; None where Markdown must read it."""
    words, html = written, written
    if any(mark in written for mark in _MARKS):
        words, html = _MARKED.sub(_words_of, written), _MARKED.sub(_html_of, written)
    if not is_plain_block(words.replace(_BREAK, "\n")):
        return None
    return html.replace(_BREAK, "<br>\n"), words


def _lines(words: str) -> str:
    """The words of a run, with a line for each that the writer ended."""
    return "\n".join(map(_spaced, words.split(_BREAK)))


def _spaced(words: str) -> str:
    """Words with one space between each two."""
    line = words.replace("\n", " ")
    return " ".join(line.split()) if "  " in line else line


def _words_of(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3]


def _html_of(match: re.Match[str]) -> str:
    bold, slanted, linked, address = match.groups()
    if bold:
        return f"<strong>{bold}</strong>"
    return f"<em>{slanted}</em>" if slanted else f'<a href="{address}">{linked}</a>'
