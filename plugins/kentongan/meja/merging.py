"""The edited text of a body back in its file.

What nobody touched keeps its bytes: a paragraph that stands in the edited text as it was shown is
written back as it was in the file. Only what differs is converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kentongan.manuscripts import plain
from kentongan.meja.bodies import MARKER, Block, Body, has_words, with_plain_ends

_BOLD_LINE = re.compile(r"\*([^*\n]+)\*\Z")
_AKIN = 0.6  # of the letters, of a changed line and the heading that it was


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
        if has_words(line):
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
        for match in MARKER.finditer(paragraph):
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
    if near and SequenceMatcher(None, near.shown, text.strip()).ratio() > _AKIN:
        return near.lead
    return ""
