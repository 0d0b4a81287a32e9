"""A release, or a raw press text, as the rules see it: one text with places to report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from plugins.domain import dates
from plugins.domain.release import Release
from plugins.domain.units import Registry
from plugins.lint import language, persons, phrases

BODY = "teks"
_DIGITS = re.compile(r"\d(?:[ .()\-–]{0,3}\d){7,}")
_YEAR = re.compile(r"\d[/.-]\d{2,4}|\b(?:19|20)\d\d\b")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_QUOTATION = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|‘[^’\n]{3,}’(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_SEXUAL = re.compile(
    r"ruda paksa|kekerasan seksual|kejahatan seksual|pelecehan seksual|eksploitasi seks|"
    r"prostitusi anak|"
    r"hubungan (?:badan|intim|suami istri)|(?:tak|tidak) senonoh|persetubuhan"
)
_SEXUAL_HINTS = frozenset(
    {"ruda", "seksual", "seks", "prostitusi", "badan", "intim", "suami", "senonoh"}
)
_SEXUAL_STEM = re.compile(
    r"erkosa|rudapaksa|cabul|etubuh|asusila|leceh|sodomi|pedofil|^tpks$|digagahi"
)
_CRIME_STEM = re.compile(
    r"tersangka|pelaku|korban|^saksi|curi|aniaya|keroyok|tawur|narko|^sabu$|bunuh|erkosa|cabul|"
    r"etubuh|"
    r"asusila|leceh|pidana|^pasal$|ditangkap|diamankan|dibekuk|diringkus|begal|bully|perundungan|"
    r"kekerasan|^sajam$|^senjata$|kecelakaan|tabrak|^abh$|^tewas$"
)


# Texts share most of their words, so each is asked once.
@lru_cache(maxsize=20_000)
def _is_sexual(word: str) -> bool:
    return bool(_SEXUAL_STEM.search(word))


@lru_cache(maxsize=20_000)
def _is_criminal(word: str) -> bool:
    return bool(_CRIME_STEM.search(word))


@dataclass(frozen=True, slots=True)
class Part:
    """A field's text. `line` is that of its first word in the file (0: front matter)."""

    field: str
    text: str
    line: int = 0


class Document:
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
        count_faces: Callable[[str], int] | None = None,
    ) -> None:
        self.release = release
        self.units = units
        self.thorough = thorough
        self.count_faces = count_faces
        self.parts = [part for part in parts if part.text]
        self.kind = kind
        self.allowed_phones = frozenset(allowed_phones)
        self.knows_phones = knows_phones
        self.lawful_names = tuple(lawful_names)
        self.official_names = tuple(officials)
        self.files = tuple(files)
        texts = [language.clean(part.text) for part in self.parts]
        self.starts: list[int] = []
        position = 0
        for text in texts:
            self.starts.append(position)
            position += len(text) + 2
        self.text = "\n\n".join(texts)
        self.lowered = self.text.lower()
        if len(self.lowered) != len(self.text):  # a letter whose small form is longer
            self.lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)

    def place(self, position: int) -> tuple[str, int]:
        """The field and the line of the file."""
        number = bisect_right(self.starts, position) - 1
        part = self.parts[number]
        if not part.line:
            return part.field, 0
        return part.field, part.line + self.text.count("\n", self.starts[number], position)

    @cached_property
    def body(self) -> tuple[int, int]:
        """Where the body stands in the text."""
        for part, start in zip(self.parts, self.starts, strict=True):
            if part.field == BODY:
                return start, len(self.text)
        return len(self.text), len(self.text)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each paragraph of the body."""
        start, end = self.body
        found = []
        for match in _PARAGRAPH.finditer(self.text, start, end):
            found.append(match.span())
        return found

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Start and end of what stands between quotation marks."""
        return [match.span() for match in _QUOTATION.finditer(self.text)]

    def is_quoted(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.quotations)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words in lower case: the cheap question before an expensive one."""
        return frozenset(_WORD.findall(self.lowered))

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Where at least eight digits stand close together."""
        return [match.span() for match in _DIGITS.finditer(self.text)]

    @cached_property
    def dates(self) -> list[dates.FoundDate]:
        """The dates of the text that state their year."""
        if not _YEAR.search(self.text):
            return []
        return [found for found in dates.find(self.text) if found.date and not found.year_inferred]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return language.sentences(self.text)

    @cached_property
    def sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence around a position."""
        number = bisect_right(self.sentence_starts, position) - 1
        return self.sentences[max(number, 0)]

    @cached_property
    def is_sexual(self) -> bool:
        """Whether it tells of a sexual crime: then everybody stays anonymous."""
        if any(map(_is_sexual, self.words)):
            return True
        hinted = not _SEXUAL_HINTS.isdisjoint(self.words)
        return hinted and bool(_SEXUAL.search(self.lowered))

    @cached_property
    def is_case(self) -> bool:
        """Whether a person may be a party of something: a crime, an accident, a search."""
        if not phrases.CASE_WORDS.isdisjoint(self.words):
            return True
        if phrases.CASE_HINTS.isdisjoint(self.words):
            return False
        patterns = (phrases.ARREST, phrases.HARM, phrases.SEIZURE)
        return any(pattern.search(self.lowered) for pattern in patterns)

    @cached_property
    def is_festive(self) -> bool:
        """Whether it tells of a prize, a match, a gift: there people are glad to be named."""
        return bool(phrases.FESTIVE.search(self.lowered))

    @cached_property
    def usual_role(self) -> str:
        """The role of a named person where no word says it."""
        return "suspect" if phrases.SEIZURE.search(self.lowered) else ""

    @cached_property
    def is_criminal(self) -> bool:
        """Whether it tells of a case, not of a festivity."""
        return any(map(_is_criminal, self.words))

    @cached_property
    def persons(self) -> tuple[persons.Person, ...]:
        """Private persons that are named, in the order of the text."""
        return tuple(persons.find(self))
