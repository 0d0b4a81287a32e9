"""Names of people in running text, and the degrees behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kentongan.domain.ranks import OTHER_RANK, POLICE_RANK
from kentongan.domain.tables import load
from kentongan.domain.words import WordPattern

_TABLE = load("names")
_ABBREVIATED = frozenset(_TABLE["abbreviated"])
_SMALL = frozenset(_TABLE["small"])
_STOPS = frozenset(_TABLE["stops"])
_HEADLINE_STOPS = _STOPS | frozenset(_TABLE["headline_stops"])
_TITLES = frozenset(_TABLE["titles"])
_LONGEST = 6  # words of a name

_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‘`´-](?=[^\W\d_]))*\.?")
# `AKP Safiudin Hari Jumat …`: elsewhere Hari is a name.
_DAY_AFTER = re.compile(r"\s+(?:ini|itu|senin|selasa|rabu|kamis|jum|sabtu|minggu)", re.IGNORECASE)
# A title needs its dot or its capitals; otherwise first names would be taken for titles.
_TITLE_BEFORE = re.compile(
    r"[^\S\n]*(?P<title>(?:Drs|Dra|Dr|dr|drg|drh|Prof|Ir|H|Hj|KH|K\.H|apt|Ns)\.|KH|Hj|HJ|DRS|DRA|IR)"
    r"[^\S\n]+(?=[A-Z]|dr)"
)
_SPACE = re.compile(r"[^\S\n]+")
_BETWEEN_DEGREES = re.compile(r"(?:[^\S\n]*[,;.&]+)*[^\S\n]*")


def _degree_pattern() -> str:
    gap = r"\.?[^\S\n]?"
    ordered = sorted(_TABLE["degrees"], key=len, reverse=True)
    return "|".join(gap.join(re.escape(part) for part in name.split(".")) for name in ordered)


_DEGREE = re.compile(rf"(?:{_degree_pattern()})(?![\w'’])\.?", re.IGNORECASE)
# A degree that the table does not know: dotted, and after a comma only.
_DOTTED = re.compile(r"(?:S|M|A|D|B|C|Sp|Bc)\.[A-Z][A-Za-z]{0,5}(?:\.[A-Z]?[A-Za-z]{0,6}){0,3}\.?")


@dataclass(frozen=True, slots=True)
class Person:
    """A name at `text[start:end]`; `end` is behind the degrees."""

    name: str
    degrees: str
    start: int
    end: int

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.name)


def words_of(name: str) -> tuple[str, ...]:
    """The parts of a name for comparison: lower case, without dots."""
    return tuple(re.sub(r"[\W_]", "", word) for word in name.casefold().split())


def read_person(text: str, position: int, *, headline: bool = False) -> Person | None:
    """The person whose name starts at `position` (spaces are skipped), or None.

    In a headline the words after a name are capitalised, too; verbs end it there.
    """
    stops = _HEADLINE_STOPS if headline else _STOPS
    titles, position = _titles(text, position)
    spans = list(_name_spans(text, position, stops))
    while spans and text[spans[-1][0] : spans[-1][1]].casefold() in _SMALL:
        spans.pop()
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    name = " ".join(text[left:right] for left, right in spans)
    degrees, after = _degrees(text, end)
    return Person(name, ", ".join([*titles, *([degrees] if degrees else [])]), start, after)


def _titles(text: str, position: int) -> tuple[list[str], int]:
    """The titles before a name (`Drs.`, `H.`) as written, and where the name starts."""
    titles: list[str] = []
    while match := _TITLE_BEFORE.match(text, position):
        titles.append(match["title"])
        position = match.end()
    return titles, position


def is_initials(name: str) -> bool:
    """Whether a name hides a person: `R`, `MS`, `A.B.`."""
    return all(
        len(re.sub(r"\W", "", word)) <= 1 or (word.isupper() and not re.search("[AEIOU]", word))
        for word in name.split()
    ) or bool(re.fullmatch(r"[A-Z]{1,2}|(?:[A-Z]\.\s?)+[A-Z]?", name))


def _name_spans(text: str, position: int, stops: frozenset[str]) -> Iterator[tuple[int, int]]:
    count = 0
    while count < _LONGEST:
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        token = _TOKEN.match(text, position)
        if token is None or (count and not space and text[position - 1] != "."):
            return
        if count and _degree_at(text, position, after_comma=False):
            return
        span = _name_word(text, token, stops, first=count == 0)
        if span is None:
            return
        yield span
        count += 1
        position = span[1]
        if token[0].endswith(".") and text[span[1] - 1] != ".":
            return  # the full stop ended the sentence


def _name_word(
    text: str, token: re.Match[str], stops: frozenset[str], *, first: bool
) -> tuple[int, int] | None:
    written = token[0]
    bare = written.rstrip(".")
    if first and bare in _TITLES and written.endswith("."):
        return token.span()
    if not bare[0].isupper():
        following = _TOKEN.match(text, token.end() + 1)
        if first or bare not in _SMALL or not following or not following[0][0].isupper():
            return None
        return token.span()
    if bare.casefold() == "hari" and _DAY_AFTER.match(text, token.end()):
        return None
    if bare.casefold() in stops or _is_rank_or_position(text, token.start()):
        return None
    keeps_dot = written.endswith(".") and _is_abbreviation(bare)
    return token.start(), token.end() if keeps_dot else token.start() + len(bare)


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.casefold() in _ABBREVIATED


def _is_rank_or_position(text: str, position: int) -> bool:
    return any(
        pattern.match(text, position) for pattern in (POLICE_RANK, OTHER_RANK, position_start())
    )


@cache
def position_start() -> WordPattern:
    """What opens the mention of a position."""
    table = load("positions")
    joined = "|".join(sorted((w.replace(" ", "") for w in table["fields"]), key=len, reverse=True))

    def any_of(name: str) -> str:
        return "|".join(
            sorted((w.replace(" ", r"\s+") for w in table[name]), key=len, reverse=True)
        )

    first = {
        word.split()[0] for name in ("acting", "words", "before_field") for word in table[name]
    }
    return WordPattern(
        rf"(?<![\w-])(?:(?:{any_of('acting')})\b\.?\s*)*(?:"
        rf"(?:{any_of('words')})\b|(?:{any_of('open')})(?:{joined})?\b"
        rf"|(?:{any_of('before_field')})\b\.?\s+(?=(?:{any_of('fields')})\b)"
        rf"|(?:{any_of('joined_field')})(?:{joined})\b"
        rf"|(?:wakil\s+)?kepala\s+(?:{any_of('kepala')})\b"
        rf"|(?:wakil\s+)?komandan\s+(?:{any_of('komandan')})\b)",
        frozenset(first | {"wakil", "kepala", "komandan"}),
        tuple(table["open"] + table["joined_field"]),
    )


def _degrees(text: str, position: int) -> tuple[str, int]:
    """The degrees from `position` on as they are written, and where they end."""
    start = end = position
    while True:
        gap = _BETWEEN_DEGREES.match(text, end)
        following = gap.end() if gap else end
        degree = _degree_at(text, following, after_comma="," in text[end:following])
        if degree is None:
            break
        start = following if start == position else start
        end = degree.end()
    written = re.sub(r"\s+", " ", text[start:end])
    return (written, end) if end > position else ("", position)


def _degree_at(text: str, position: int, *, after_comma: bool) -> re.Match[str] | None:
    match = _DEGREE.match(text, position)
    if match and text[position].isupper():
        plain = re.sub(r"\W", "", match[0])
        if "." in match[0].rstrip(".") or (len(plain) > 2 and after_comma) or plain[:2].isupper():
            return match
        if len(plain) <= 4 and sum(map(str.isupper, plain)) >= 2:
            return match
        return match if after_comma else None
    return _DOTTED.match(text, position) if after_comma else None
