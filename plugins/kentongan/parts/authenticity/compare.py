"""Whether a pasted text is a release, an excerpt of it, or an altered form, word by word.

`theme/static/js/lib/compare.js` is the same algorithm; `tests/vectors/compare.json` holds
both to it. Where two alignments cost the same, a replaced word is preferred to one dropped
and one added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from kentongan.parts.authenticity.words import Token, clean, tokenise

RUN = 4  # words in a row that anchor one text in the other
EXCERPT_WORDS = 8  # a shorter run of words may come from any text
SIMILAR_SHORT, SIMILAR, SHORT = 0.8, 0.75, 40
MOSTLY_INSIDE = 0.85
MAX_CELLS = 250_000
SIGNATURE_WORDS = 12


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set(
    "tidak tak bukan belum jangan tanpa tiada nggak gak ga enggak bukanlah tidaklah janganlah "
    "hoaks hoax palsu bohong benar salah anti"
)
MONTHS = _set(
    "januari februari maret april mei juni juli agustus september oktober november desember "
    "senin selasa rabu kamis jumat sabtu minggu ahad"
)
# Words that forwarding adds at the beginning or end of a text.
SIGNATURE = _set(
    "humas polsek polres polresta polrestabes polda polri metro divhumas bidhumas sihumas seksi "
    "tribratanews tribrata news sumber red redaksi admin adm editor penulis pewarta reporter "
    "jurnalis wartawan dok doc foto ket oleh dari dikirim diteruskan terusan forwarded fwd many "
    "times berkali kali salam presisi hormat kami ttd wassalam wassalamualaikum terima kasih "
    "terimakasih tks trims via info infonya grup group wa whatsapp sebelah copas copy paste "
    "share bagikan sebarkan siaran pers rilis release kode tautan link baca selengkapnya lengkap "
    "di klik cek keaslian views view dilihat the of and polisi indonesia hashtag wib wita wit "
    "ponsel saya iphone android"
)


@dataclass(frozen=True, slots=True)
class Change:
    """`ganti`, `hapus` or `tambah`: the words of the release, and those of the pasted text.

    `start` and `end` are places in the cleaned pasted text. A `critical` change touches a
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

    `first` and `last` are places in the release's text (title, line break, text) between
    which an excerpt stands. `ignored` are added links that were not counted as a change.
    """

    result: str
    changes: tuple[Change, ...] = ()
    first: int = 0
    last: int = 0
    similarity: float = 0.0
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """A published text, ready to compare with: title and text, cleaned and as words."""

    text: str
    tokens: tuple[Token, ...] = field(repr=False)
    title_length: int
    names: frozenset[str] = field(default=frozenset(), repr=False)


Op = tuple[str, int, int, int, int]  # tag, from and to in the release, from and to in the paste


def prepare(title: str, text: str, names: str = "") -> Original:
    """`names` holds further words that may stand beside the text: unit, author."""
    heading = clean(title)
    whole = f"{heading}\n{clean(text)}"
    count = len(tokenise(heading))
    beside = {token.form for token in tokenise(clean(names))}
    return Original(whole, tuple(tokenise(whole)), count, frozenset(beside))


def compare(original: Original, pasted: str) -> Verdict:
    """`pasted` is a text that `clean` returned."""
    tokens = tokenise(pasted)
    a = [token.form for token in original.tokens]
    b = [token.form for token in tokens]
    ignored = [i for i, form in enumerate(b) if form.startswith(("url:", "kode:"))]
    known = set(a)
    dropped = [i for i in ignored if b[i] not in known]
    if dropped:
        gone = set(dropped)
        links = tuple(pasted[tokens[i].start : tokens[i].end] for i in dropped)
        tokens = [token for i, token in enumerate(tokens) if i not in gone]
        b = [token.form for token in tokens]
    else:
        links = ()
    if not a or not b:
        return Verdict("tidak-ditemukan")
    blocks = _blocks(a, b)
    if not blocks:
        return Verdict("tidak-ditemukan", ignored=links)
    left, right = _without_signatures(original, pasted, tokens, blocks)
    ops = _operations(a, b, blocks, left, right)
    return _judge(original, pasted, tokens, ops, (left, right), links)


def _blocks(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Equal runs (place in a, place in b, length) in ascending order, from unique anchors."""
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
    places: dict[str, int] = {}
    for place in range(len(words) - run + 1):
        key = " ".join(words[place : place + run])
        places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that ascend on both sides (`pairs` ascend on the second)."""
    tops: list[int] = []
    heads: list[int] = []
    before: list[int] = []
    for index, (i, _) in enumerate(pairs):
        place = bisect_left(tops, i)
        before.append(heads[place - 1] if place else -1)
        if place == len(tops):
            tops.append(i)
            heads.append(index)
        else:
            tops[place] = i
            heads[place] = index
    chain: list[tuple[int, int]] = []
    index = heads[-1] if heads else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _without_signatures(
    original: Original,
    pasted: str,
    tokens: list[Token],
    blocks: list[tuple[int, int, int]],
) -> tuple[int, int]:
    """The range of pasted words that is left without signatures at both ends."""
    a, b = original.tokens, tokens
    top, first = blocks[0][:2]
    end, last = blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]
    left, right = 0, len(tokens)
    missing = top if top < original.title_length else top - original.title_length
    for cut in range(first, 0, -1):
        if 0 < missing <= cut + 2:
            break  # these are more likely the first words of the release, changed
        at_edge = b[cut].first or (cut == first and not missing)
        if at_edge and _is_signature(original, pasted, b[:cut]):
            left = cut
            break
    for cut in range(last, right):
        if 0 < len(a) - end <= right - cut + 2:
            break
        at_edge = b[cut].first or (cut == last and end == len(a))
        if at_edge and _is_signature(original, pasted, b[cut:]):
            right = cut
            break
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


def _operations(
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
    for place, (start_a, start_b, length) in enumerate(blocks):
        if place:
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
            op = ("sama" if op[0] == "sama" else _tag(i, op[2], j, op[4]), i, op[2], j, op[4])
        merged.append(op)
    return merged


def _tag(i: int, i_end: int, j: int, j_end: int) -> str:
    if i == i_end:
        return "tambah"
    return "hapus" if j == j_end else "ganti"


def _judge(
    original: Original,
    pasted: str,
    tokens: list[Token],
    ops: list[Op],
    kept: tuple[int, int],
    links: tuple[str, ...],
) -> Verdict:
    words = kept[1] - kept[0]
    equal = sum(op[2] - op[1] for op in ops if op[0] == "sama")
    low, high = ops[0][1], ops[-1][2]
    total = len(original.tokens)
    similarity = equal / words if words else 0.0
    changed = [op for op in ops if op[0] != "sama"]
    place = (original.tokens[low].start, original.tokens[high - 1].end) if high > low else (0, 0)
    if not changed:
        if low in (0, original.title_length) and high == total:
            return Verdict("asli", (), *place, 1.0, links)
        cut = _cut_sentences(original, low, high)
        if not cut:
            long_enough = words >= EXCERPT_WORDS or (low == 0 and high == original.title_length)
            result = "potongan" if long_enough else "tidak-ditemukan"
            return Verdict(result, (), *place, 1.0, links)
        changed = [
            ("hapus", start, end, kept[1] if start >= high else kept[0], kept[0])
            for start, end in cut
        ]
    elif words < SHORT and _lost(changed) > words / 2:
        return Verdict("tidak-ditemukan", (), *place, similarity, links)
    enough = SIMILAR if words >= SHORT else SIMILAR_SHORT
    body = total - original.title_length
    covered = equal / body if body else 0.0
    if equal < min(EXCERPT_WORDS - 1, body) or (similarity < enough and covered < MOSTLY_INSIDE):
        return Verdict("tidak-ditemukan", (), *place, similarity, links)
    changes = [_change(original, pasted, tokens, op) for op in changed]
    changes.sort(key=lambda change: (not change.critical, change.start))
    return Verdict("diubah", tuple(changes), *place, similarity, links)


def _lost(changed: list[Op]) -> int:
    """How many words were changed, dropped or added. Many in a short text are a coincidence."""
    return sum(max(op[2] - op[1], op[4] - op[3]) for op in changed)


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
    if _turns(tokens[start:low]) and start != low:
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
    return Change(_tag(i, i_end, j, max(j, j_end)), asli, teks, start, end, critical)


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
        or form.startswith("url:")
    ):
        return True
    return text[token.start].isupper() and not token.first
