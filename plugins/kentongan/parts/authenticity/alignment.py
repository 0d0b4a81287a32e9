"""How two texts run side by side, as lists of words.

Where two alignments cost the same, a replaced word is preferred to one dropped and one added.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

RUN = 4  # words in a row that anchor one text in the other
MAX_CELLS = 250_000

Op = tuple[str, int, int, int, int]  # tag, from and to in the release, from and to in the paste


def blocks_of(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Equal runs (index in a, index in b, length) in ascending order, from unique anchors."""
    if a == b:
        return [(0, 0, len(a))]
    run = min(RUN, len(a), len(b))
    pairs: list[tuple[int, int]] = []
    while run and not pairs:
        in_a, in_b = _unique_runs(a, run), _unique_runs(b, run)
        pairs = [(in_a[key], j) for key, j in in_b.items() if key in in_a]
        if len(a) > 12 and len(b) > 12:
            break
        run -= 1
    chain = _longest_rising(sorted(pairs, key=lambda pair: pair[1]))
    blocks: list[tuple[int, int, int]] = []
    end_a = end_b = 0
    for i, j in chain:
        if i < end_a or j < end_b:
            continue
        while i > end_a and j > end_b and a[i - 1] == b[j - 1]:
            i, j = i - 1, j - 1
        length = 0
        while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
            length += 1
        if blocks and i == end_a and j == end_b:
            first = blocks.pop()
            i, j, length = first[0], first[1], first[2] + length
        blocks.append((i, j, length))
        end_a, end_b = i + length, j + length
    return blocks


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
    blocks: list[tuple[int, int, int]],
    left: int,
    right: int,
) -> list[Op]:
    """The operations between the blocks, with the ends of the release free."""
    ops: list[Op] = []
    i, j = blocks[0][0], blocks[0][1]
    before = b[left:j]
    if before:
        window = max(0, i - len(before) - 8)
        part = _reverse(_align(a[window:i][::-1], before[::-1], True), i - window, len(before))
        ops += [(tag, window + p, window + q, left + r, left + s) for tag, p, q, r, s in part]
    for number, (start_a, start_b, length) in enumerate(blocks):
        if number:
            ops += _shift(_align(a[i:start_a], b[j:start_b], False), i, j)
        ops.append(("sama", start_a, start_a + length, start_b, start_b + length))
        i, j = start_a + length, start_b + length
    after = b[j:right]
    if after:
        ops += _shift(_align(a[i : i + len(after) + 8], after, True), i, j)
    return _merge(ops)


def _shift(ops: list[Op], i: int, j: int) -> list[Op]:
    return [(tag, p + i, q + i, r + j, s + j) for tag, p, q, r, s in ops]


def _reverse(ops: list[Op], n: int, m: int) -> list[Op]:
    return [(tag, n - q, n - p, m - s, m - r) for tag, p, q, r, s in ops[::-1]]


def _align(a: Sequence[str], b: Sequence[str], free_end: bool) -> list[Op]:
    """Cheapest way from a to b; with `free_end`, words of a after the last one used are free."""
    n, m = len(a), len(b)
    if not n or not m or n * m > MAX_CELLS:
        used = 0 if free_end and n * m <= MAX_CELLS else n
        return [op for op in (("hapus", 0, used, 0, 0), ("tambah", used, used, 0, m)) if _size(op)]
    rows = [list(range(m + 1))]
    for i in range(1, n + 1):
        above, row = rows[-1], [i]
        word = a[i - 1]
        for j in range(1, m + 1):
            cost = above[j - 1] + (word != b[j - 1])
            row.append(min(cost, above[j] + 1, row[j - 1] + 1))
        rows.append(row)
    i, j = n, m
    if free_end:
        # Among equally cheap ends choose the one that pairs the most words, so that a replaced
        # last word does not count as an added one.
        i = min(range(n + 1), key=lambda i: (rows[i][m], abs(i - m), i))
    ops: list[Op] = []
    while i or j:
        if i and j and a[i - 1] == b[j - 1] and rows[i][j] == rows[i - 1][j - 1]:
            ops.append(("sama", i - 1, i, j - 1, j))
            i, j = i - 1, j - 1
        elif i and j and rows[i][j] == rows[i - 1][j - 1] + 1:
            ops.append(("ganti", i - 1, i, j - 1, j))
            i, j = i - 1, j - 1
        elif i and rows[i][j] == rows[i - 1][j] + 1:
            ops.append(("hapus", i - 1, i, j, j))
            i -= 1
        else:
            ops.append(("tambah", i, i, j - 1, j))
            j -= 1
    return ops[::-1]


def _size(op: Op) -> int:
    return op[2] - op[1] + op[4] - op[3]


def _merge(ops: list[Op]) -> list[Op]:
    """Neighbouring operations as one: a dropped and an added word are a replacement."""
    merged: list[Op] = []
    for op in ops:
        if not _size(op):
            continue
        if merged and (merged[-1][0] == "sama") == (op[0] == "sama"):
            _, i, _, j, _ = merged.pop()
            op = ("sama" if op[0] == "sama" else tag_of(i, op[2], j, op[4]), i, op[2], j, op[4])
        merged.append(op)
    return merged


def tag_of(i: int, i_end: int, j: int, j_end: int) -> str:
    if i == i_end:
        return "tambah"
    return "hapus" if j == j_end else "ganti"
