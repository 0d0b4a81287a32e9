"""The text that the rules read: the fields of a release or a raw press text, joined."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Self

from kentongan.domain import dates, folding
from kentongan.domain.folding import Edited
from kentongan.domain.release import Release
from kentongan.domain.units import Registry
from kentongan.gate import language, marks, numerals
from kentongan.gate.lazy import lazy
from kentongan.gate.pattern import Pattern, runs_of_digits, words_in

BODY = "teks"
RAW = "text"  # the field of a text that was not taken apart
_LONGEST_DATED = 20_000  # characters
_FEWEST_DIGITS = 4  # of a number whose other digits are written as letters
_BETWEEN_DIGITS = " .,:+()-–—"
_BETWEEN_DATE = "/.-"
_BLANK = Pattern(r"\n\s*\n")
_QUOTATION = Pattern(r"“[^”\n]*”|\"[^\"\n]*\"|‘[^’\n]{3,}’(?!\w)")


class Part(NamedTuple):
    """A field's text. `line` is that of its first word in the file (0: front matter)."""

    field: str
    text: str
    line: int = 0


class Place(NamedTuple):
    """A stretch of a field: its text from `start` to `end`, as it was written."""

    part: Part
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line of the file; 0 where it is not known."""
        if not self.part.line:
            return 0
        return self.part.line + self.part.text.count("\n", 0, self.start)

    @property
    def written(self) -> str:
        return self.part.text[self.start : self.end]


def _may_hold_number(text: str) -> bool:
    """Whether a number of somebody may stand there, in digits or spelt out."""
    digits = sum([end - start for start, end in runs_of_digits(text)])
    return digits >= _FEWEST_DIGITS or "delapan" in text.lower()


class Text:
    """The parts of one text joined, and what several rules need to know of it."""

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        kind: str = "",
        allowed_phones: Iterable[str] = (),
        knows_phones: bool = False,
        lawful_names: Iterable[str] = (),
        officials: Iterable[str] = (),
        files: Sequence[tuple[str, str]] = (),
        release: Release | None = None,
        units: Registry | None = None,
        thorough: bool = False,
        is_standing: bool = False,
        read: Callable[[str], bytes] | None = None,
        count_faces: Callable[[str], int] | None = None,
        words: Sequence[Edited] | None = None,
    ) -> None:
        self.release = release
        self.units = units
        self.thorough = thorough
        self.is_standing = is_standing
        self.read = read
        self.count_faces = count_faces
        self.parts = [part for part in parts if part.text]
        self.is_apart = words is not None
        self.kind = kind
        self.allowed_phones = frozenset(allowed_phones)
        self.knows_phones = knows_phones
        self.lawful_names = tuple(lawful_names)
        self.official_names = tuple(officials)
        self.files = tuple(files)
        self._words = words or [marks.seen(part.text) for part in self.parts]
        self._blocks: dict[int, list[tuple[int, int]]] = {}
        self._told: dict[tuple[Pattern, tuple[int, int]], bool] = {}
        self.starts: list[int] = []
        position = 0
        for edited in self._words:
            self.starts.append(position)
            position += len(edited.text) + 2
        self.text = "\n\n".join(edited.text for edited in self._words)
        self.lowered = self.text.lower()
        if len(self.lowered) != len(self.text):  # a letter whose lower form is longer
            self.lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    def beside(self, parts: Sequence[Part], words: Sequence[Edited] | None = None) -> Self:
        """Other parts of the same release, without its files and pictures."""
        return type(self)(
            parts,
            kind=self.kind,
            allowed_phones=self.allowed_phones,
            knows_phones=self.knows_phones,
            lawful_names=self.lawful_names,
            officials=self.official_names,
            units=self.units,
            words=words,
        )

    def unseen(self) -> Self | None:
        """What stands in addresses, attributes and comments of these parts; None: no number, and
        no address of mail.
        """
        apart = [(part, words) for part in self.parts if (words := marks.unseen(part.text))]
        if not any("@" in words.text or _may_hold_number(words.text) for _, words in apart):
            return None
        return self.beside([part for part, _ in apart], [words for _, words in apart])

    def place(self, start: int, end: int) -> Place:
        """Where a stretch of the text stands in its field."""
        number = bisect_right(self.starts, start) - 1
        part, offset = self.parts[number], self.starts[number]
        return Place(part, *self._words[number].span(start - offset, end - offset))

    def position(self, number: int, source: int) -> int:
        """Where in the text the reader is, at a position in the part of this number as written."""
        words = self._words[number]
        places = range(len(words.text))
        found = bisect_left(places, source, key=lambda place: words.span(place, place + 1)[0])
        return self.starts[number] + min(found, max(len(words.text) - 1, 0))

    @lazy
    def body(self) -> tuple[int, int]:
        """Where the body stands in the text."""
        for part, start in zip(self.parts, self.starts, strict=True):
            if part.field == BODY:
                return start, len(self.text)
        return len(self.text), len(self.text)

    @lazy
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each paragraph of the body."""
        start, end = self.body
        spans = []
        for blank in _BLANK.finditer(self.text, start, end):
            spans.append((start, blank.start()))
            start = blank.end()
        spans.append((start, end))
        visible = ((stop - len(self.text[left:stop].lstrip()), stop) for left, stop in spans)
        return [(left, stop) for left, stop in visible if left < stop]

    @lazy
    def quotations(self) -> list[tuple[int, int]]:
        """Start and end of what stands between quotation marks."""
        return [match.span() for match in _QUOTATION.finditer(self.text)]

    def is_quoted(self, position: int) -> bool:
        number = bisect_right(self.quotations, (position, len(self.text))) - 1
        return number >= 0 and position < self.quotations[number][1]

    @lazy
    def words(self) -> frozenset[str]:
        """All words in lower case: the cheap question before an expensive one."""
        return words_in(self.lowered)

    @lazy
    def vocabulary(self) -> str:
        """The words a line, for questions about parts of words."""
        return "\n".join(("", *self.words))

    @lazy
    def is_marked(self) -> bool:
        """Whether the words of the text are not its words as written."""
        return any(
            words.text is not part.text for words, part in zip(self._words, self.parts, strict=True)
        )

    @lazy
    def _written_digits(self) -> list[tuple[int, int]]:
        return runs_of_digits(self.text)

    @lazy
    def figures(self) -> str:
        """The text as numbers are sought in it, place by place the same."""
        return folding.figures(self.text, self._written_digits)

    @lazy
    def lowered_figures(self) -> str:
        """`figures` in lower case."""
        if self.figures is self.text:
            return self.lowered
        return folding.figures(self.lowered, self._written_digits)

    @lazy
    def digits(self) -> list[tuple[int, int]]:
        """Start and end of each run of digits."""
        return self._written_digits if self.figures is self.text else runs_of_digits(self.figures)

    @lazy
    def numbers(self) -> list[tuple[int, int]]:
        """Where at least eight digits stand close together."""
        runs = [(0, 0, 0)]
        for start, end in self.digits:
            first, last, count = runs[-1]
            gap = self.figures[last:start]
            if count and len(gap) <= 3 and not gap.strip(_BETWEEN_DIGITS):
                runs[-1] = (first, end, count + end - start)
            else:
                runs.append((start, end, end - start))
        return [(start, end) for start, end, count in runs if count >= 8]

    @lazy
    def numerals(self) -> list[numerals.Chain]:
        """Digits that stand so close together that they may be one number, of seven or more."""
        return numerals.chains(self.text, self.lowered, self._written_digits, self.words)

    @lazy
    def states_year(self) -> bool:
        """Whether some number may be a year: 2024, or the last of 30/8/24."""
        return any(map(self._may_be_year, range(len(self.digits))))

    def _may_be_year(self, number: int) -> bool:
        start, end = self.digits[number]
        if end - start == 4 and self.text[start : start + 2] in ("19", "20"):
            around = self.text[start - 1 : start] + self.text[end : end + 1]
            if not any(mark.isalnum() or mark == "_" for mark in around):
                return True
        _, last = self.digits[number - 1] if number else (0, 0)
        between = self.text[last:start]
        return number > 0 and end - start > 1 and len(between) == 1 and between in _BETWEEN_DATE

    @lazy
    def dates(self) -> list[dates.FoundDate]:
        """The dates that state their year, in the first pages of the text."""
        if not self.states_year:
            return []
        mentions = dates.find(self.text[:_LONGEST_DATED])
        return [date for date in mentions if date.date and not date.year_inferred]

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence around a position, else of the one before it."""
        begin = self.openings[bisect_right(self.openings, position) - 1]
        sentences = self._sentences_from(begin)
        number = bisect_right(sentences, (position, len(self.text))) - 1
        if number >= 0:
            return sentences[number]
        return self.sentence(begin - 1) if begin else self.sentences[0]

    @lazy
    def openings(self) -> list[int]:
        """Where something follows a blank line, and the start of the text."""
        openings = [0]
        at = self.text.find("\n\n")
        while at >= 0:
            openings.append(at + 2)
            at = self.text.find("\n\n", at + 1)
        return openings

    def tells(self, pattern: Pattern, position: int) -> bool:
        """Whether the pattern stands in the sentence around a position, in lower case."""
        key = (pattern, self.sentence(position))
        if key not in self._told:
            self._told[key] = bool(pattern.search(self.lowered, *key[1]))
        return self._told[key]

    def _sentences_from(self, begin: int) -> list[tuple[int, int]]:
        """Those up to the next blank line, which always ends one."""
        if begin not in self._blocks:
            end = self.end_of_block(begin)
            self._blocks[begin] = language.sentences(self.text, begin, end)
        return self._blocks[begin]

    def end_of_block(self, begin: int) -> int:
        """Where the next blank line is, or the end of the text."""
        end = self.text.find("\n\n", begin)
        return end if end >= 0 else len(self.text)

    @lazy
    def sentences(self) -> list[tuple[int, int]]:
        return language.sentences(self.text, 0, len(self.text))
