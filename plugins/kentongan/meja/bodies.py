"""The body of a file as an officer edits it: WhatsApp notation, special blocks locked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kentongan.manuscripts import blocks, bounds, plain
from kentongan.manuscripts.markup import Renderer

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")  # with its end
_HEADING = re.compile(r"([ ]{0,3}#{1,6}[ \t]+)(?=\S)(.*)\Z")
# A photograph that is a paragraph of its own.
PHOTOGRAPH = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\[\]\\])*)\]\(<?(?P<name>[^()\s<>]+)>?"
    r"(?:\s+\"(?P<caption>(?:\\.|[^\"\\])*)\")?\s*\)(?P<blur>\{[^{}\n]*\})?\Z"
)
_PICTURE = re.compile(r"\s*!\[([^\[\]]*)\]\(<?([^()\s<>]+)")
# What depends on another block, or another block on it.
_TIED = re.compile(r"\]\[|\[\^|^[ ]{0,3}\[[^\n]*\]:", re.MULTILINE)
_MARKER_WORDS = 48  # characters of a special block that its marker repeats
# `⟦2: tabel⟧` stands for the second special block; a torn bracket still names it.
MARKER = re.compile(r"⟦[ \t]*(\d{1,3})\b[^⟦⟧\n]*⟧?")


@dataclass(frozen=True, slots=True)
class Special:
    """A block that WhatsApp notation cannot hold. `name` says what it is, in Indonesian.

    A photograph of its own is no words: the screens show it among the photographs.
    """

    number: int
    name: str
    markdown: str
    is_photograph: bool = False

    @property
    def marker(self) -> str:
        return f"⟦{self.number}: {self.name}⟧"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the file: `raw` as it stands there, `shown` as it is edited, and what follows.

    `lead` begins a heading; it stays when the words of the heading change.
    """

    raw: str
    shown: str
    gap: str
    markdown: str
    lead: str = ""
    is_exact: bool = False
    special: Special | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether it stands in the file but not in the text that is edited."""
        return self.special is not None and self.special.is_photograph


@dataclass(frozen=True, slots=True)
class Body:
    """A body in its blocks; `newline` is how the file ends its lines."""

    blocks: tuple[Block, ...]
    newline: str = "\n"
    empty: str = ""  # all there is of a body without blocks

    @property
    def text(self) -> str:
        """What stands in the textarea."""
        return "\n\n".join(block.shown for block in self.blocks if not block.is_hidden)

    @property
    def specials(self) -> tuple[Special, ...]:
        return tuple(block.special for block in self.blocks if block.special)

    @property
    def written(self) -> str:
        return self.empty + "".join(block.raw + block.gap for block in self.blocks)


def read(raw: str) -> Body:
    """The body of a file, with its own line ends."""
    lines: list[str] = LINE.findall(raw)
    newline = next((end for line in lines if (end := _ending(line))), "\n")
    read_blocks: list[Block] = []
    at = 0
    for known in blocks.blocks(with_plain_ends(raw)):
        first = _next_words(lines, at, 0)
        last = _next_words(lines, first, sum(map(has_words, known.markdown.split("\n"))))
        after = _next_words(lines, last, 0)
        ending = _ending(lines[last - 1])
        text = "".join(lines[first:last]).removesuffix(ending)
        gap = ending + "".join(lines[last:after])
        number = 1 + sum(block.special is not None for block in read_blocks)
        read_blocks.append(_block(text, gap, known, number))
        at = after
    return Body(tuple(read_blocks), newline, "" if read_blocks else raw)


def _block(raw: str, gap: str, known: blocks.Block, number: int) -> Block:
    markdown, shown = known.markdown, known.plain
    if known.is_exact and not MARKER.search(shown):
        return Block(raw, shown, gap, markdown, is_exact=True)
    heading = _HEADING.match(markdown)
    words = blocks.to_plain(heading[2]) if heading else ""
    if heading and plain.to_markdown(words) == heading[2] and not re.search("[*⟦\n]", words):
        return Block(raw, f"*{words}*", gap, markdown, lead=heading[1])
    if not MARKER.search(shown) and _reads_the_same(markdown, shown):
        return Block(raw, shown, gap, markdown)
    is_photograph = bool(PHOTOGRAPH.match(markdown.strip()))
    special = Special(number, _name_of(markdown), markdown, is_photograph)
    return Block(raw, special.marker, gap, markdown, special=special)


@lru_cache(maxsize=1)
def _renderer() -> Renderer:
    return Renderer()


def _reads_the_same(markdown: str, shown: str) -> bool:
    """Whether the page shows the same, although the bytes would differ."""
    if not shown.strip() or _TIED.search(markdown):
        return False
    try:
        pages = [
            _renderer().render(text, "rilis/2026/01/a.md").html
            for text in (markdown, plain.to_markdown(shown))
        ]
    except (bounds.TooTangled, ValueError):
        return False
    first, second = (" ".join(page.split()) for page in pages)
    return first == second


def _name_of(markdown: str) -> str:
    """What a special block is, for the one line that stands for it."""
    if picture := _PICTURE.match(markdown):
        words = " ".join(picture[1].split()) or picture[2].rpartition("/")[2]
        return f"foto {_start(words)}"
    first, _, rest = markdown.partition("\n")
    if "|" in first and re.match(r"[\s|:-]*-[\s|:-]*(?:\n|\Z)", rest):
        return "tabel"
    if first.lstrip().startswith(">"):
        return "kutipan"
    if re.match(r"[ ]{0,3}(?:[-*_][ \t]*){3,}\Z", first):
        return "garis"
    if re.match(r"[ ]{0,3}\[\^?[^\]]*\]:", first):
        return "catatan"
    if first.lstrip().startswith("<"):
        return "HTML"
    return f"paragraf “{_start(blocks.to_plain(markdown))}”"


def _start(words: str) -> str:
    """The first words, without what would end a marker."""
    line = " ".join(re.sub("[⟦⟧*_~`]", "", words).split())
    return line if len(line) <= _MARKER_WORDS else line[:_MARKER_WORDS].rsplit(" ", 1)[0] + " …"


def _next_words(lines: Sequence[str], at: int, count: int) -> int:
    """After `count` lines with words from `at` on; with none, the next line that has some."""
    if count == 0:
        while at < len(lines) and not has_words(lines[at]):
            at += 1
        return at
    while count and at < len(lines):
        count -= has_words(lines[at])
        at += 1
    return at


def has_words(line: str) -> bool:
    """Whether a line is not blank."""
    return bool(line.strip())


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def with_plain_ends(text: str) -> str:
    """The same with `\\n` at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
