"""What stands behind a name: whether a deed follows at once, or behind a few small words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kentongan.gate import lexicon
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import phrases, words_of
from kentongan.manuscripts import dictionary

# In brackets, or set off: `Budi (34)`, `Budi, warga Raci,`.
_BRACKET = Pattern(r"\s*(?:\([^)\n]{0,40}\))?\s*")
_APPOSITION = Pattern(r",[^,.\n]{3,45},\s*")
_ALIAS = Pattern(r",?\s*(?:alias \w+\s+)?")
# `Harti dan Tugimin mengalami …`: whoever suffers with the one named.
_PARTNER = Pattern(r"\s*(?:dan|serta|bersama)\s+([a-z]+\s+)([a-z]+\s+)?")
_WORD = Pattern(r"[a-z][a-z-]*")
# `mendapat 15 jahitan`, `menerima beberapa pukulan`
_COUNTED = Pattern(
    r"\s*(?:(?:\d[\d.]*|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|beberapa|banyak|sejumlah|"
    r"sebuah|serangkaian|puluhan|belasan|ratusan|berbagai)\s+){0,2}"
)
_BLANK = Pattern(r"\s+")
_MOST_BETWEEN = 5
# A word between that begins so is a verb, a party or a conjunction: the rest is not of the name.
_BARRED = tuple(
    "me di ber ter ke korban pelaku tersangka saksi warga yang untuk agar se saat usai hingga "
    "sampai akibat karena oleh".split()
)


class Phrasebook:
    """Phrases by their first word, the longest first."""

    def __init__(self, options: Iterable[str], unless: Iterable[str] = ()) -> None:
        """No phrase is meant where a word of `unless` follows."""
        self._unless = tuple(unless)
        self._by_first: dict[str, list[str]] = {}
        for phrase in sorted(options, key=len, reverse=True):
            self._by_first.setdefault(phrase.partition(" ")[0], []).append(phrase)

    @property
    def openings(self) -> frozenset[str]:
        return frozenset(self._by_first)

    def at(self, text: str, position: int) -> int:
        """The end of the phrase that stands here; -1 where none does."""
        word = _WORD.match(text, position)
        for phrase in self._by_first.get(word.group(), ()) if word else ():
            end = position + len(phrase)
            if text.startswith(phrase, position) and not text[end : end + 1].isalnum():
                return -1 if self._is_barred(text, end) else end
        return -1

    def _is_barred(self, text: str, end: int) -> bool:
        counted = _COUNTED.match(text, end)
        return bool(self._unless) and text.startswith(
            self._unless, counted.end() if counted else end
        )


class Deeds:
    """Phrases that say what the one did, or suffered, whose name stands before.

    `between` may stand in the gap; other words too where it is `open`, but no verbs and parties.
    """

    def __init__(
        self, key: str, between: Iterable[str], *, is_open: bool, unless: Iterable[str] = ()
    ) -> None:
        self._told = Phrasebook(phrases("phrases")[key], unless)
        self._between = Phrasebook(between)
        self._is_open = is_open
        self.hints = frozenset(
            part for opening in self._told.openings for part in opening.split("-")
        )

    def follow(self, after: str) -> bool:
        """Whether one of them stands behind a name, in the text in lower case after it."""
        return any(self._follow_from(after, start) for start in _clauses(after))

    def _follow_from(self, after: str, position: int) -> bool:
        for _ in range(_MOST_BETWEEN + 1):
            if self._told.at(after, position) >= 0:
                return True
            end = self._between.at(after, position)
            if end < 0:
                end = self._any_word(after, position)
            blank = _BLANK.match(after, end) if end >= 0 else None
            if not blank:
                return False
            position = blank.end()
        return False

    def _any_word(self, after: str, position: int) -> int:
        word = _WORD.match(after, position) if self._is_open else None
        if not word or word.group().startswith(_BARRED) or word.group() == "dan":
            return -1
        return word.end()


def _clauses(after: str) -> Iterator[int]:
    """Where the clause may begin that has the name for its subject."""
    bracket = _BRACKET.match(after)
    position = bracket.end() if bracket else 0
    apposition = _APPOSITION.match(after, position)
    for start in (apposition.end(), position) if apposition else (position,):
        alias = _ALIAS.match(after, start)
        yield alias.end() if alias else start
    partner = _PARTNER.match(after)
    if partner:
        yield from (partner.end(number) for number in (1, 2) if partner[number])


_BETWEEN = phrases("phrases")["between_name_and_deed"]
SUFFERS = Deeds("suffers", _BETWEEN, is_open=True)
FALLS = Deeds("falls", _BETWEEN, is_open=True)
HUMAN = Deeds("human", _BETWEEN, is_open=True)
SEES = Deeds("sees", (*_BETWEEN, *phrases("phrases")["before_seeing"]), is_open=True)
GLAD = Deeds(
    "glad",
    phrases("phrases")["before_gladness"],
    is_open=False,
    unless=phrases("phrases")["no_gift"],
)

_SMALL = frozenset(word for phrase in _BETWEEN for word in phrase.split()) | words_of(
    "bisa dapat mampu ingin mau perlu terus tetap segera baru hampir memang sama lebih dulu "
    "satu dua tiga empat lima enam tujuh hari jam pekan minggu bulan tahun kali"
)


def acts(after: str) -> bool:
    """Whether a verb follows a name, whatever it says: the name is of who does or suffers it."""
    return any(_acts_from(after, start) for start in _clauses(after))


def _acts_from(after: str, position: int) -> bool:
    is_told = is_listed = False  # behind `yang`: what somebody is; behind `dan`: another name
    for _ in range(_MOST_BETWEEN + 1):
        blank = _BLANK.match(after, position)
        word = _WORD.match(after, blank.end() if blank else position)
        if not word:
            return False
        if lexicon.is_verb(word.group()) or (is_told and word.group() == "merupakan"):
            return True
        is_told = word.group() == "yang"
        if word.group().endswith("nya"):  # `Fitriyah, pembeli asal Dompu, wajahnya melepuh`
            position = word.end()
            continue
        if word.group() not in _SMALL and not (is_listed and not dictionary.is_word(word.group())):
            return False
        is_listed = is_listed or word.group() in ("dan", "serta", "bersama")
        position = word.end()
    return False
