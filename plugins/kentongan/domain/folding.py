"""Text as it is read and compared: look-alike signs become one, invisible ones go.

The quick way is for Latin letters and the usual marks, which nearly all texts consist of;
everything else is looked up, sign by sign, in Python's own Unicode tables.
`comparable` in `theme/static/js/lib/words.js` does the same as the one here; both are tested
against tests/vectors.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

DIGIT_NAMES = tuple("satu dua tiga empat lima enam tujuh delapan sembilan".split())  # from one on

Edit = tuple[int, int, str]  # start, end, what stands there instead

# What stays as it is. Combining marks are looked at together with the letter before them.
_USUAL = "\n -~À-ÖØ-öø-ž‘’“”–—…"
_OVER = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
)
_STRANGE = re.compile(f"[^\n][{_OVER}\U000e0100-\U000e01ef]+|[^{_USUAL}]")
_DIGIT = re.compile(r"(?![0-9])\d")
_ONLY_USUAL = re.compile(f"[{_USUAL}]*+")
_PRINTED = bytes((10, *range(32, 127)))  # what is usual of ASCII
_TYPOGRAPHIC = tuple(zip("‘’“”–—…", "''\"\"--.", strict=True))
# Default_Ignorable_Code_Point where the category does not say so; variation selectors among them.
_IGNORABLE = (
    *((0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF)),
)
_BREAKS = "\u2028\u2029\t\v\f\x85"
_MINUS = "\u2212\u2043"
_LONGEST = 4  # characters that one may stand for; a few Arabic ones stand for whole sentences
# Letters of other alphabets that print as Latin ones.
_LOOK_ALIKE = dict(
    zip(
        "АВЕКМНОРСТУХІЈЅԌԚԜаеорсухіјѕһԁԛԝԍΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρυ",
        "ABEKMHOPCTYXIJSGQWaeopcyxijshdqwgABEZHIKMNOPTYXoivpu",
        strict=True,
    )
)


class Edited:
    """A text that changes in steps and can map each position back to the source."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._steps: list[_Step] = []

    def apply(self, edits: Iterable[Edit]) -> None:
        """Replace these stretches, which stand in the order of the text and apart."""
        step = _Step()
        pieces: list[str] = []
        position = length = 0
        for start, end, instead in edits:
            pieces += (self.text[position:start], instead)
            length += start - position
            if len(instead) != end - start:
                step.add(length, length + len(instead), start, end)
            length += len(instead)
            position = end
        if not pieces:
            return
        self.text = "".join((*pieces, self.text[position:]))
        if step.starts:
            self._steps.append(step)

    def replace(
        self, pattern: re.Pattern[str], instead: str | Callable[[re.Match[str]], str]
    ) -> None:
        """As `pattern.sub`."""
        make = instead if callable(instead) else lambda _: instead
        self.apply(
            (match.start(), match.end(), make(match)) for match in pattern.finditer(self.text)
        )

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the source of the characters between two positions of the text."""
        if end <= start:
            return self.span(start, start + 1)[0], self.span(start, start + 1)[0]
        last = end - 1
        for step in reversed(self._steps):
            start, last = step.source(start), step.source(last, at_end=True)
        return start, last + 1


class _Step:
    """Where edits that change the length stand: in the text after them and in the one before."""

    def __init__(self) -> None:
        self.new_starts = array("q")
        self.new_ends = array("q")
        self.starts = array("q")
        self.ends = array("q")

    def add(self, new_start: int, new_end: int, start: int, end: int) -> None:
        if self.ends and self.ends[-1] == start and self.new_ends[-1] == new_start == new_end:
            self.ends[-1] = end  # a run of marks that are taken out
            return
        for column, value in (
            (self.new_starts, new_start),
            (self.new_ends, new_end),
            (self.starts, start),
            (self.ends, end),
        ):
            column.append(value)

    def source(self, position: int, *, at_end: bool = False) -> int:
        number = bisect_right(self.new_starts, position) - 1
        if number < 0:
            return position
        if position < self.new_ends[number]:
            return self.ends[number] - 1 if at_end else self.starts[number]
        return position - self.new_ends[number] + self.ends[number]


def fold(text: str) -> str:
    """The text with one sign for all that look alike; lines stay lines."""
    return text if is_usual(text) else _STRANGE.sub(lambda match: _folded(match[0]), text)


def fold_edits(text: str) -> Iterator[Edit]:
    """The edits that `fold` makes, for a text whose source positions are needed later."""
    if is_usual(text):
        return
    for match in _STRANGE.finditer(text):
        folded = _folded(match[0])
        if folded != match[0]:
            yield match.start(), match.end(), folded


def is_usual(text: str) -> bool:
    """Whether `fold` has nothing to do."""
    plain = with_ascii_signs(text)
    if plain.isascii():
        return not plain.encode().translate(None, _PRINTED)
    return _ONLY_USUAL.match(text).end() == len(text)  # type: ignore[union-attr]


def with_ascii_signs(text: str) -> str:
    """Usual quotation marks, dashes and ellipses as signs of ASCII; every place stays.

    Nearly all texts are ASCII then, which is the quickest to look through.
    """
    if not text.isascii():
        for sign, plain in _TYPOGRAPHIC:
            text = text.replace(sign, plain)
    return text


def visible(text: str) -> str:
    """The text without invisible characters, with plain spaces, composed (NFC); signs stay."""
    if is_usual(text):
        return text
    kept = "".join(map(_visible, text))
    return unicodedata.normalize("NFC", kept)


def comparable(text: str) -> str:
    """As two texts are compared: visible, in compatible forms (NFKC), with plain digits."""
    text = unicodedata.normalize("NFKC", visible(text))
    return text if text.isascii() else _DIGIT.sub(_plain_digit, text)


def _plain_digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


@lru_cache(maxsize=4096)
def _visible(sign: str) -> str:
    if is_unseen(sign):
        return ""
    return " " if _is_space(sign) else sign


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    """One letter with what lies over it."""
    plain = unicodedata.normalize("NFKC", "".join(map(_sign, cluster)))
    letters = [
        _LOOK_ALIKE.get(sign, sign) for sign in plain if unicodedata.category(sign)[0] != "M"
    ]
    return "".join(letters) if len(letters) <= _LONGEST else cluster[0]


def _sign(sign: str) -> str:
    if is_unseen(sign):
        return ""
    if _is_space(sign):
        return " "
    if sign in _MINUS or (unicodedata.category(sign) == "Pd" and sign not in "–—"):
        return "-"
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)


def is_unseen(sign: str) -> bool:
    """Whether the character is invisible in print: format signs, variation selectors, controls."""
    if sign == "\n" or " " <= sign <= "~":
        return False
    if sign in _BREAKS:
        return False
    number = ord(sign)
    if any(first <= number <= last for first, last in _IGNORABLE):
        return True
    return unicodedata.category(sign) in ("Cf", "Cc", "Cs")


def _is_space(sign: str) -> bool:
    return sign in _BREAKS or unicodedata.category(sign) == "Zs"


_SIGNS = "·•∙⋅・‧_/|–—\\"  # between digits they part a number as a dash does
_DIGIT_LIKE = {"O": "0", "o": "0", "l": "1", "I": "1"}
_LETTERS_FOR_DIGITS = re.compile(r"[-.]?[OolI]+[-.]?")
_ITEM = re.compile(r"\d{1,3}[.)]\s")


def figures(text: str, digits: list[tuple[int, int]]) -> str:
    """The folded text in which numbers are searched for; all positions stay the same.

    Signs and line ends between two of its runs of `digits` become dashes and spaces; letters
    that stand for a digit become that digit.
    """
    edits: list[Edit] = []
    last = begin = 0  # `begin`: of all runs that are one number so far
    for start, end in digits:
        is_joined = False
        if last and start - last <= 6:
            gap = _gap(text[last:start], end - start + last - begin)
            if gap and not ("\n" in text[last:start] and _ITEM.match(text, start)):
                edits.append((last, start, gap))
                is_joined = True
        elif end - start > 2 and text[start] == "8" and _is_zero(text, start - 1):
            edits.append((start - 1, start, "0"))
        begin, last = begin if is_joined else start, end
    if not edits:
        return text
    edited = Edited(text)
    edited.apply(edits)
    return edited.text


def _is_zero(text: str, at: int) -> bool:
    """Whether a letter O stands alone before a number that begins with 8."""
    return at >= 0 and text[at] in "Oo" and not (at and text[at - 1].isalnum())


def _gap(gap: str, digits: int) -> str:
    """What stands for the gap between two runs of so many digits; nothing where it stays."""
    if gap in (" ", "-", "."):
        return ""
    sign = gap.strip(" \n")
    if not sign:
        return " " * len(gap) if gap.count("\n") == 1 else ""
    if len(sign) == 1 and sign in _SIGNS:
        return gap.replace(sign, "-").replace("\n", " ")
    if digits > 2 and _LETTERS_FOR_DIGITS.fullmatch(gap):
        return "".join(_DIGIT_LIKE.get(letter, letter) for letter in gap)
    return ""
