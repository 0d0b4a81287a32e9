"""Whether a pasted text is a release, an excerpt of it, or an altered form, word by word.

`theme/static/js/lib/compare.js` is the same algorithm; `tests/vectors/compare.json` holds
both to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from kentongan.parts.authenticity.alignment import Block, Op, blocks_of, operations, tag_of
from kentongan.parts.authenticity.originals import SEPARATOR, Original
from kentongan.parts.authenticity.usual import CHAT, MONTHS, NEGATIONS, NUMBERS, SIGNATURE
from kentongan.parts.authenticity.words import Token, tokenise

EXCERPT_WORDS = 8  # a shorter run of words may come from any text
SIMILAR_SHORT, SIMILAR, SHORT = 0.8, 0.75, 40
MOSTLY_INSIDE = 0.85
SIGNATURE_WORDS = 12
LINK_WORDS = 6


@dataclass(frozen=True, slots=True)
class Change:
    """`ganti`, `hapus` or `tambah`: the words of the release, and those of the pasted text.

    `start` and `end` are positions in the cleaned pasted text. A `critical` change touches a
    name, number, date, place or negation.
    """

    op: str
    asli: str
    teks: str
    start: int
    end: int
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """`result` is asli, diubah, potongan or tidak-ditemukan.

    `first` and `last` are positions in the release's text (title, line break, text) between
    which an excerpt stands. `ignored` are added links that were not counted as a change.
    `distance` is how many pasted words it leaves unexplained: changed ones and signatures.
    """

    result: str
    changes: tuple[Change, ...] = ()
    first: int = 0
    last: int = 0
    similarity: float = 0.0
    ignored: tuple[str, ...] = ()
    distance: int = 0


def compare(original: Original, pasted: str) -> Verdict:
    """`pasted` is a text that `clean` returned."""
    tokens, links = _without_links(original, pasted)
    a = [token.form for token in original.tokens]
    b = [token.form for token in tokens]
    if not a or not b:
        return Verdict("tidak-ditemukan")
    blocks = blocks_of(a, b)
    if not blocks:
        return Verdict("tidak-ditemukan", ignored=links)
    left, right = _without_signatures(original, pasted, tokens, blocks)
    ops = operations(a, b, blocks, left, right)
    return _judge(original, pasted, tokens, ops, (left, right), links)


def _without_links(original: Original, pasted: str) -> tuple[list[Token], tuple[str, ...]]:
    """The pasted words without links and codes that the release does not hold, and those of them
    that do not name it."""
    held = {token.form for token in original.tokens}
    kept, links = [], []
    for token in tokenise(pasted):
        if not token.form.startswith(("url:", "kode:")) or token.form in held:
            kept.append(token)
        elif token.form not in original.names:
            links.append(pasted[token.start : token.end])
    return kept, tuple(links)


def _without_signatures(
    original: Original,
    pasted: str,
    tokens: list[Token],
    blocks: Sequence[Block],
) -> tuple[int, int]:
    """The range of pasted words that is left without signatures at both ends."""
    a, b = original.tokens, tokens
    top, first, _ = blocks[0]
    end, last = blocks[-1].ends
    left, right = _without_chat(original, pasted, tokens, first, last)
    missing = next(top - start for start in original.starts[::-1] if start <= top)
    for cut in range(first, left, -1):
        if 0 < missing <= cut - left + 2:
            break  # these are more likely the first words of the release, changed
        at_edge = b[cut].first or (cut == first and not missing)
        if at_edge and _is_signature(original, pasted, b[left:cut]):
            left = cut
            break
    for cut in range(last, right):
        if 0 < len(a) - end <= right - cut + 2:
            break
        at_edge = b[cut].first or (cut == last and end == len(a))
        if at_edge and _is_signature(original, pasted, b[cut:right]):
            right = cut
            break
    return left, right


def _without_chat(
    original: Original, pasted: str, tokens: list[Token], first: int, last: int
) -> tuple[int, int]:
    """The range that is left without lines of mere chat before `first` and from `last` on."""

    def is_chat(token: Token) -> bool:
        is_two = token.form == "2" and not pasted[token.start : token.end].isdigit()  # teman2
        return token.form in CHAT or token.form in original.names or is_two

    def begins_line(place: int) -> bool:
        return "\n" in pasted[tokens[place - 1].end : tokens[place].start]

    left, right = 0, len(tokens)
    for place in takewhile(lambda place: is_chat(tokens[place]), range(first)):
        left = place + 1 if begins_line(place + 1) else left
    for place in takewhile(lambda place: is_chat(tokens[place]), range(right - 1, last - 1, -1)):
        right = place if begins_line(place) else right
    return left, right


def _is_signature(original: Original, pasted: str, tokens: Sequence[Token]) -> bool:
    """Whether these words only tell who sent or signed the text.

    Up to a dozen words, at least one of them a usual one of signatures or a hashtag (or all in
    brackets), and the others names. No long numbers, negations or plain words.
    """
    if len(tokens) > SIGNATURE_WORDS:
        return False
    usual = 0
    for token in tokens:
        raw = pasted[token.start : token.end]
        if token.form in NEGATIONS and token.form != "anti":
            return False
        sign = pasted[token.start - 1 : token.start]
        if sign in ("#", "@") or token.form in SIGNATURE or token.form in original.names:
            usual += 1
        elif raw.isascii() and raw.isdigit():
            if len(raw) > 2 or int(raw) > 0:
                return False
        elif not (raw[:1].isupper() and (raw[1:].islower() or len(raw) < 4)):
            return False
    if usual:
        return True
    before = pasted[: tokens[0].start].rstrip()[-1:]
    after = pasted[tokens[-1].end :].lstrip()[:1]
    return len(tokens) <= 4 and ((before == "(" and after == ")") or before in tuple("-–—~©^"))


def _judge(
    original: Original,
    pasted: str,
    tokens: list[Token],
    ops: list[Op],
    kept: tuple[int, int],
    links: tuple[str, ...],
) -> Verdict:
    words = kept[1] - kept[0]
    beside = len(tokens) - words
    equal = sum(op.i_end - op.i for op in ops if op.tag == "sama")
    low, high = ops[0].i, ops[-1].i_end
    total = len(original.tokens)
    similarity = equal / words if words else 0.0
    apart = [op for op in ops if op.tag != "sama"]
    changed = [op for op in apart if not _is_free(original, pasted, tokens, op)]
    span = (original.tokens[low].start, original.tokens[high - 1].end) if high > low else (0, 0)
    if not changed:
        if low in original.starts and high == total:
            return Verdict("asli", (), *span, 1.0, links, beside)
        cut = _cut_core(original, low, high) or _cut_sentences(original, low, high)
        if not cut:
            is_title = low == 0 and high == original.title_length
            long_enough = words >= EXCERPT_WORDS or is_title
            result = "potongan" if long_enough else "tidak-ditemukan"
            return Verdict(result, (), *span, 1.0, links, beside)
        changed = [
            Op("hapus", start, end, kept[1] if start >= high else kept[0], kept[0])
            for start, end in cut
        ]
    elif words < SHORT and _lost(changed) > words / 2:
        return Verdict("tidak-ditemukan", (), *span, similarity, links)
    enough = SIMILAR if words >= SHORT else SIMILAR_SHORT
    body = total - original.title_length
    covered = equal / body if body else 0.0
    if equal < min(EXCERPT_WORDS - 1, body) or (similarity < enough and covered < MOSTLY_INSIDE):
        return Verdict("tidak-ditemukan", (), *span, similarity, links)
    changes = [_change(original, pasted, tokens, op) for op in changed]
    changes.sort(key=lambda change: (not change.critical, change.start))
    return Verdict("diubah", tuple(changes), *span, similarity, links, beside + _lost(changed))


def _is_free(original: Original, pasted: str, tokens: list[Token], op: Op) -> bool:
    """Whether a difference is none: a dateline, or a line that only says where to read more."""
    return _is_dateline(original, pasted, tokens, op) or _is_link(original, op)


def _is_link(original: Original, op: Op) -> bool:
    left_out = original.tokens[op.i : op.i_end]
    return (
        op.tag == "hapus"
        and len(left_out) <= LINK_WORDS
        and (len(left_out) == 1 or left_out[0].first)
        and left_out[-1].form.startswith("url:")
        and "\n" not in original.text[left_out[0].start : left_out[-1].start]
        and not any(token.form in NEGATIONS for token in left_out)
    )


def _is_dateline(original: Original, pasted: str, tokens: list[Token], op: Op) -> bool:
    """Whether only the dateline was left out, or one put before the text that names the sender."""
    _, i, i_end, j, j_end = op
    if (i, i_end) == original.starts[1:] and j >= j_end:
        return True
    added = tokens[j:j_end]
    return (
        i == i_end == original.title_length
        and all(token.form in original.names for token in added)
        and bool(SEPARATOR.match(pasted, added[-1].end))
    )


def _lost(changed: list[Op]) -> int:
    """How many words were changed, dropped or added. Many in a short text are a coincidence."""
    return sum(max(op.i_end - op.i, op.j_end - op.j) for op in changed)


def _cut_core(original: Original, low: int, high: int) -> list[tuple[int, int]]:
    """What an excerpt of a notice leaves out of its core."""
    start, end = original.core
    cuts = [(start, min(low, end)), (max(high, start), end)]
    return [cut for cut in cuts if cut[0] < cut[1]]


def _cut_sentences(original: Original, low: int, high: int) -> list[tuple[int, int]]:
    """What an excerpt leaves out of its first and last sentence, where that may turn its sense.

    An excerpt may begin and end anywhere, but not behind a negation and not one or two words
    short of the sentence.
    """
    tokens = original.tokens
    cuts = []
    start = low
    while start > 0 and not tokens[start].first:
        start -= 1
    if _turns(tokens[start:low]) and start != low and low not in original.starts:
        cuts.append((start, low))
    end = high
    while end < len(tokens) and not tokens[end].first:
        end += 1
    if _turns(tokens[high:end]) and end != high:
        cuts.append((high, end))
    return cuts


def _turns(tokens: Sequence[Token]) -> bool:
    return len(tokens) <= 2 or any(token.form in NEGATIONS for token in tokens)


def _change(original: Original, pasted: str, tokens: list[Token], op: Op) -> Change:
    _, i, i_end, j, j_end = op
    asli_start, asli_end = _written(original.text, original.tokens[i:i_end])
    start, end = _written(pasted, tokens[j:j_end])
    if j_end <= j:
        start = end = tokens[j].start if j < len(tokens) else len(pasted)
    asli, teks = original.text[asli_start:asli_end], pasted[start:end]
    critical = any(_is_critical(token, original.text) for token in original.tokens[i:i_end]) or any(
        _is_critical(token, pasted) for token in tokens[j:j_end]
    )
    return Change(tag_of(i, i_end, j, max(j, j_end)), asli, teks, start, end, critical)


def _written(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """The range of the text that these words cover, including signs inside: `1.500.000`."""
    if not tokens:
        return (0, 0)
    start, end = tokens[0].start, tokens[-1].end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    while start < end and not re.match(r"[^\W_]", text[start]):
        start += 1
    while end > start and not re.match(r"[^\W_]", text[end - 1]):
        end -= 1
    return (start, end)


def _is_critical(token: Token, text: str) -> bool:
    form = token.form
    if (
        form[:1] in tuple("0123456789")
        or form in NEGATIONS
        or form in MONTHS
        or form in NUMBERS
        or form.startswith("url:")
    ):
        return True
    return text[token.start].isupper()
