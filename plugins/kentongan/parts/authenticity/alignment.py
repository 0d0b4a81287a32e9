"""How two texts run side by side, as lists of words.

Where two alignments cost the same, a replaced word is preferred to one dropped and one added.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

RUN = 4  # words in a row that anchor one text in the other
MORE = 8  # words of the release beside an end of the paste that are looked at, at most
MAX_CELLS = 250_000

SHORT = 12  # words; in a shorter text fewer words in a row may anchor


class Block(NamedTuple):
    """A run of words that release and paste share: where it begins in each, and its length."""

    i: int
    j: int
    length: int

    @property
    def ends(self) -> tuple[int, int]:
        return self.i + self.length, self.j + self.length


class Op(NamedTuple):
    """What becomes of the words i to i_end of the release: the words j to j_end of the paste.

    `tag` is sama, ganti, hapus or tambah.
    """

    tag: str
    i: int
    i_end: int
    j: int
    j_end: int

    @property
    def size(self) -> int:
        return self.i_end - self.i + self.j_end - self.j


def blocks_of(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Equal runs in ascending order, grown from unique anchors."""
    if a == b:
        return [Block(0, 0, len(a))]
    blocks: list[Block] = []
    end_a = end_b = 0
    for i, j in _anchors(a, b):
        if i < end_a or j < end_b:
            continue
        while i > end_a and j > end_b and a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
        length = 0
        while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
            length += 1
        if blocks and (i, j) == (end_a, end_b):
            last = blocks.pop()
            i, j, length = last.i, last.j, last.length + length
        blocks.append(Block(i, j, length))
        end_a, end_b = blocks[-1].ends
    return blocks


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs begin that stand once on each side, ascending on both."""
    run = min(RUN, len(a), len(b))
    pairs: list[tuple[int, int]] = []
    while run and not pairs:
        in_a, in_b = _unique_runs(a, run), _unique_runs(b, run)
        pairs = [(in_a[key], j) for key, j in in_b.items() if key in in_a]
        if min(len(a), len(b)) > SHORT:
            break
        run -= 1
    return _longest_rising(sorted(pairs, key=lambda pair: pair[1]))


def _unique_runs(words: Sequence[str], run: int) -> dict[str, int]:
    starts: dict[str, int] = {}
    for start in range(len(words) - run + 1):
        key = " ".join(words[start : start + run])
        starts[key] = -1 if key in starts else start
    return {key: start for key, start in starts.items() if start >= 0}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that ascend on both sides (`pairs` ascend on the second)."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for index, (i, _) in enumerate(pairs):
        length = bisect_left(tops, i)
        before.append(heads[length - 1] if length else -1)
        if length == len(tops):
            tops.append(i)
            heads.append(index)
        else:
            tops[length] = i
            heads[length] = index
    chain: list[tuple[int, int]] = []
    index = heads[-1] if heads else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def operations(
    a: Sequence[str],
    b: Sequence[str],
    blocks: Sequence[Block],
    left: int,
    right: int,
) -> list[Op]:
    """The operations between the blocks, with the ends of the release free."""
    ops: list[Op] = []
    i, j = blocks[0].i, blocks[0].j
    before = b[left:j]
    if before:
        window = max(0, i - len(before) - MORE)
        back = _align(a[window:i][::-1], before[::-1], free_end=True)
        ops += _shift(_reverse(back, i - window, len(before)), window, left)
    for number, block in enumerate(blocks):
        if number:
            ops += _shift(_align(a[i : block.i], b[j : block.j], free_end=False), i, j)
        i, j = block.ends
        ops.append(Op("sama", block.i, i, block.j, j))
    after = b[j:right]
    if after:
        ops += _shift(_align(a[i : i + len(after) + MORE], after, free_end=True), i, j)
    return _merge(ops)


def _shift(ops: list[Op], i: int, j: int) -> list[Op]:
    return [Op(op.tag, op.i + i, op.i_end + i, op.j + j, op.j_end + j) for op in ops]


def _reverse(ops: list[Op], n: int, m: int) -> list[Op]:
    """The operations of two texts of n and m words that were aligned from their ends."""
    return [Op(op.tag, n - op.i_end, n - op.i, m - op.j_end, m - op.j) for op in ops[::-1]]


def _align(a: Sequence[str], b: Sequence[str], *, free_end: bool) -> list[Op]:
    """Cheapest way from a to b; with `free_end`, words of a after the last one used are free."""
    n, m = len(a), len(b)
    if not n or not m or n * m > MAX_CELLS:
        used = 0 if free_end and n * m <= MAX_CELLS else n
        whole = (Op("hapus", 0, used, 0, 0), Op("tambah", used, used, 0, m))
        return [op for op in whole if op.size]
    costs = _costs(a, b)
    end = n
    if free_end:
        # Among equally cheap ends choose the one that pairs the most words, so that a replaced
        # last word does not count as an added one.
        end = min(range(n + 1), key=lambda i: (costs[i][m], abs(i - m), i))
    return _way(a, b, costs, end)


def _costs(a: Sequence[str], b: Sequence[str]) -> list[list[int]]:
    """How many words differ between the first i of a and the first j of b."""
    rows = [list(range(len(b) + 1))]
    for i, word in enumerate(a, 1):
        above, row = rows[-1], [i]
        for j, other in enumerate(b, 1):
            row.append(min(above[j - 1] + (word != other), above[j] + 1, row[j - 1] + 1))
        rows.append(row)
    return rows


def _way(a: Sequence[str], b: Sequence[str], costs: list[list[int]], i: int) -> list[Op]:
    """The operations, a word each, that lead to the first i words of a and all of b."""
    j = len(b)
    ops: list[Op] = []
    while i or j:
        cost = costs[i][j]
        if i and j and a[i - 1] == b[j - 1] and cost == costs[i - 1][j - 1]:
            ops.append(Op("sama", i - 1, i, j - 1, j))
        elif i and j and cost == costs[i - 1][j - 1] + 1:
            ops.append(Op("ganti", i - 1, i, j - 1, j))
        elif i and cost == costs[i - 1][j] + 1:
            ops.append(Op("hapus", i - 1, i, j, j))
        else:
            ops.append(Op("tambah", i, i, j - 1, j))
        i, j = ops[-1].i, ops[-1].j
    return ops[::-1]


def _merge(ops: list[Op]) -> list[Op]:
    """Neighbouring operations as one: a dropped and an added word are a replacement."""
    merged: list[Op] = []
    for op in ops:
        if not op.size:
            continue
        is_same = op.tag == "sama"
        if merged and (merged[-1].tag == "sama") == is_same:
            last = merged.pop()
            tag = op.tag if is_same else tag_of(last.i, op.i_end, last.j, op.j_end)
            op = Op(tag, last.i, op.i_end, last.j, op.j_end)
        merged.append(op)
    return merged


def tag_of(i: int, i_end: int, j: int, j_end: int) -> str:
    if i == i_end:
        return "tambah"
    return "hapus" if j == j_end else "ganti"
