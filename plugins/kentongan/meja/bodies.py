"""The body of a file as an officer edits it: WhatsApp notation, special blocks locked.

What nobody touched keeps its bytes: a paragraph that stands in the edited text as it was shown is
written back as it was in the file. Only what differs is converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from kentongan.manuscripts import blocks, bounds, plain
from kentongan.manuscripts.markup import Renderer

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")  # with its end
_HEADING = re.compile(r"([ ]{0,3}#{1,6}[ \t]+)(?=\S)(.*)\Z")
_BOLD_LINE = re.compile(r"\*([^*\n]+)\*\Z")
_PHOTOGRAPH = re.compile(
    r"!\[(?:\\.|[^\[\]\\])*\]\(<?[^()\s<>]+>?(?:\s+\"(?:\\.|[^\"\\])*\")?\s*\)(?:\{[^{}\n]*\})?\Z"
)
_PICTURE = re.compile(r"\s*!\[([^\[\]]*)\]\(<?([^()\s<>]+)")
# What depends on another block, or another block on it.
_TIED = re.compile(r"\]\[|\[\^|^[ ]{0,3}\[[^\n]*\]:", re.MULTILINE)
_MARKER_WORDS = 48  # characters of a special block that its marker repeats
# `⟦2: tabel⟧` stands for the second special block; a torn bracket still names it.
_MARKER = re.compile(r"⟦[ \t]*(\d{1,3})\b[^⟦⟧\n]*⟧?")


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
        last = _next_words(lines, first, sum(map(_has_words, known.markdown.split("\n"))))
        after = _next_words(lines, last, 0)
        ending = _ending(lines[last - 1])
        text = "".join(lines[first:last]).removesuffix(ending)
        gap = ending + "".join(lines[last:after])
        number = 1 + sum(block.special is not None for block in read_blocks)
        read_blocks.append(_block(text, gap, known, number))
        at = after
    return Body(tuple(read_blocks), newline, "" if read_blocks else raw)


def merged(body: Body, text: str, specials: Mapping[int, str] | None = None) -> str:
    """The body with the edited text. `specials` are those edited as Markdown, by number."""
    changed = (_respecial(body, block, specials or {}) for block in body.blocks)
    body = replace(body, blocks=tuple(changed))
    edited = with_plain_ends(text)
    if edited == body.text:
        return body.written
    paragraphs = _paragraphs(edited)
    pieces: list[str] = []
    before: tuple[int, Block] | None = None
    for piece in _with_hidden(body, list(_aligned(body, paragraphs))):
        if isinstance(piece, int):
            block = body.blocks[piece]
            if pieces:
                is_next = before is not None and before[0] == piece - 1
                pieces.append(before[1].gap if before and is_next else body.newline * 2)
            pieces.append(block.raw)
            before = piece, block
            continue
        for words in _converted(body, piece, before[1] if before else None):
            if pieces:
                pieces.append(body.newline * 2)
            pieces.append(words.replace("\n", body.newline))
        before = None
    return "".join(pieces) + (body.blocks[-1].gap if body.blocks else body.newline)


# Reading


def _block(raw: str, gap: str, known: blocks.Block, number: int) -> Block:
    markdown, shown = known.markdown, known.plain
    if known.is_exact and not _MARKER.search(shown):
        return Block(raw, shown, gap, markdown, is_exact=True)
    heading = _HEADING.match(markdown)
    words = blocks.to_plain(heading[2]) if heading else ""
    if heading and plain.to_markdown(words) == heading[2] and not re.search("[*⟦\n]", words):
        return Block(raw, f"*{words}*", gap, markdown, lead=heading[1])
    if not _MARKER.search(shown) and _reads_the_same(markdown, shown):
        return Block(raw, shown, gap, markdown)
    is_photograph = bool(_PHOTOGRAPH.match(markdown.strip()))
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


# Merging


def _respecial(body: Body, block: Block, edited: Mapping[int, str]) -> Block:
    if block.special is None or block.special.number not in edited:
        return block
    markdown = with_plain_ends(edited[block.special.number]).strip("\n")
    if markdown == block.special.markdown:
        return block
    return replace(block, raw=markdown.replace("\n", body.newline), markdown=markdown)


def _paragraphs(text: str) -> list[str]:
    """The runs of lines between blank ones."""
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _has_words(line):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return ["\n".join(lines) for lines in groups if lines]


def _aligned(body: Body, paragraphs: Sequence[str]) -> Iterator[int | list[str]]:
    """The edited text as blocks that are as they were (their places), and runs that are new."""
    owners = [
        (place, number, words)
        for place, block in enumerate(body.blocks)
        if not block.is_hidden
        for number, words in enumerate(_paragraphs(block.shown))
    ]
    sizes = [len(_paragraphs(block.shown)) for block in body.blocks]
    known = [words for _, _, words in owners]
    kept: dict[int, int] = {}  # where a block begins among the paragraphs
    for start, begin, length in _matching(known, paragraphs):
        for step in range(length):
            place, number, _ = owners[start + step]
            if number == 0 and step + sizes[place] <= length:
                kept[begin + step] = place
    at = 0
    run: list[str] = []
    while at < len(paragraphs):
        if at in kept:
            if run:
                yield run
            yield kept[at]
            at, run = at + sizes[kept[at]], []
        else:
            run.append(paragraphs[at])
            at += 1
    if run:
        yield run


def _with_hidden(body: Body, pieces: Sequence[int | list[str]]) -> Iterator[int | list[str]]:
    """The same with the blocks that are not shown, behind what they stood behind.

    Those at the beginning and at the end of the file stay there.
    """
    visible = [place for place, block in enumerate(body.blocks) if not block.is_hidden]
    first, last = (visible[0], visible[-1]) if visible else (0, -1)
    waiting = [place for place, block in enumerate(body.blocks) if block.is_hidden]

    def those_before(place: int) -> Iterator[int]:
        while waiting and waiting[0] < place:
            yield waiting.pop(0)

    if visible:
        yield from those_before(first)
    for piece in pieces:
        if not isinstance(piece, int):
            yield piece
            continue
        yield from those_before(piece)
        yield piece
        if piece != last:
            yield from those_before(next(place for place in visible if place > piece))
    yield from waiting


def without(body: Body, number: int) -> str:
    """The body without one of its special blocks."""
    left = [block for block in body.blocks if not block.special or block.special.number != number]
    if left and left[-1] is not body.blocks[-1]:
        left[-1] = replace(left[-1], gap=body.blocks[-1].gap)
    return "".join(block.raw + block.gap for block in left)


def _matching(known: Sequence[str], edited: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Equal stretches: place in the one, place in the other, length.

    What is equal at both ends belongs together, however often the same words occur.
    """
    least = min(len(known), len(edited))
    head = next((at for at in range(least) if known[at] != edited[at]), least)
    tail = next(
        (at for at in range(least - head) if known[-1 - at] != edited[-1 - at]), least - head
    )
    inner = known[head : len(known) - tail], edited[head : len(edited) - tail]
    yield 0, 0, head
    for start, begin, length in SequenceMatcher(None, *inner, autojunk=False).get_matching_blocks():
        yield head + start, head + begin, length
    yield len(known) - tail, len(edited) - tail, tail


def _converted(body: Body, run: list[str], before: Block | None) -> Iterator[str]:
    """New paragraphs as Markdown, special blocks among them as they were."""
    specials = {block.special.number: block for block in body.blocks if block.special}
    words: list[str] = []
    for paragraph in run:
        at = 0
        for match in _MARKER.finditer(paragraph):
            block = specials.get(int(match[1]))
            if block is None:
                continue
            words.append(paragraph[at : match.start()])
            yield from _words(body, words, before)
            words, before, at = [], None, match.end()
            yield block.markdown
        words.append(paragraph[at:])
    yield from _words(body, words, before)


def _words(body: Body, paragraphs: list[str], before: Block | None) -> Iterator[str]:
    text = "\n\n".join(filter(str.strip, paragraphs))
    if not text:
        return
    lead = _lead_of(body, text)
    if lead:
        yield lead + plain.to_markdown(text.strip()[1:-1])
        return
    # A list goes on where the block before it is one: it is read together with it.
    if before and before.is_exact:
        together = plain.to_markdown(f"{before.shown}\n\n{text}")
        if together.startswith(f"{before.markdown}\n\n"):
            yield together[len(before.markdown) + 2 :]
            return
    if markdown := plain.to_markdown(text):
        yield markdown


def _lead_of(body: Body, text: str) -> str:
    """What begins the heading that this changed line was; empty where it was none."""
    words = _BOLD_LINE.match(text.strip())
    if words is None:
        return ""
    headings = [block for block in body.blocks if block.lead]
    near = max(
        headings,
        key=lambda block: SequenceMatcher(None, block.shown, text.strip()).ratio(),
        default=None,
    )
    if near and SequenceMatcher(None, near.shown, text.strip()).ratio() > 0.6:
        return near.lead
    return ""


def _next_words(lines: Sequence[str], at: int, count: int) -> int:
    """After `count` lines with words from `at` on; with none, the next line that has some."""
    if count == 0:
        while at < len(lines) and not _has_words(lines[at]):
            at += 1
        return at
    while count and at < len(lines):
        count -= _has_words(lines[at])
        at += 1
    return at


def _has_words(line: str) -> bool:
    return bool(line.strip())


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def with_plain_ends(text: str) -> str:
    """The same with `\\n` at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
