"""From the hits of the rules to findings: one for each rule and datum, with place and mends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kentongan.domain.problems import Problem, Spot
from kentongan.gate.document import Document
from kentongan.gate.masks import mask
from kentongan.gate.mends import mends_of
from kentongan.gate.model import Finding, Hit, Occurrence, Rule
from kentongan.gate.text import BODY, RAW, Place
from kentongan.manuscripts.fields import name_of
from kentongan.manuscripts.keys import RELEASE

PRIVATE = "privasi."  # how the codes of rules on private data begin
_NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){8,}")  # found there or not
_MOST_PLACES = 20  # that are told of one datum
_AROUND = 90  # characters of the sentence shown on each side of the datum


def findings_of(document: Document, rules: Iterable[Rule]) -> list[Finding]:
    """One finding for each rule and datum, at its first place; `also` are the others."""
    hits_of: dict[tuple[str, str], tuple[Rule, list[Hit]]] = {}
    for rule in rules:
        for hit in rule.find(document):
            hits = hits_of.setdefault((rule.code, key_of(hit.text)), (rule, []))[1]
            if len(hits) < _MOST_PLACES:
                hits.append(hit)
    if not hits_of:
        return []
    ordered = sorted(
        (min(hit.start for hit in hits), key, rule, hits) for key, (rule, hits) in hits_of.items()
    )
    secret = _secrets(document, [(rule, hit) for _, _, rule, hits in ordered for hit in hits])
    return [_finding(document, rule, hits, secret) for _, _, rule, hits in ordered]


def key_of(text: str) -> str:
    """What makes a datum the same one, however it is written."""
    return "".join(filter(str.isalnum, text.casefold()))


def _finding(
    document: Document, rule: Rule, hits: list[Hit], secret: Sequence[tuple[int, int]]
) -> Finding:
    placed = sorted(((_place(document, hit), hit) for hit in hits), key=_by_place)
    (place, hit), *others = placed
    if _would_repeat(rule, hit, secret):
        hit = hit._replace(mends=(), fix="")
    return Finding(
        code=rule.code,
        type=rule.type,
        text=" ".join(hit.text.split()),
        masked=mask(rule.type, hit.text),
        message=rule.message + hit.detail,
        fix=hit.fix or rule.fix,
        place=place,
        also=tuple(Occurrence(place, mends_of(document, rule, hit)) for place, hit in others),
        absolute=rule.absolute,
        sentence=_sentence(document, hit),
        excerpt=_excerpt(document, rule, hit, secret),
        mends=mends_of(document, rule, hit),
    )


def _would_repeat(rule: Rule, hit: Hit, secret: Sequence[tuple[int, int]]) -> bool:
    """Whether what an editorial rule proposes would say again what another rule keeps secret."""
    is_editorial = bool(hit.mends) and not rule.code.startswith(PRIVATE)
    return is_editorial and any(start < hit.end and hit.start < end for start, end in secret)


def _place(document: Document, hit: Hit) -> Place | None:
    return document.place(hit.start, hit.end) if hit.end else None


def _by_place(placed: tuple[Place | None, Hit]) -> tuple[bool, int, str, int]:
    """The text of the body first: there the line is known."""
    place, hit = placed
    line = place.line if place else 0
    return line == 0, line, place.part.field if place else "", hit.start


def _where(place: Place | None) -> str:
    if place is None:
        return ""
    return f"baris {place.line}" if place.line else place.part.field


def _sentence(document: Document, hit: Hit) -> str:
    """What a permit is for; nothing in a release that states none."""
    if document.release and not document.release.overrides:
        return ""
    if hit.end == 0:
        return hit.permits or hit.text
    start, end = document.sentence(hit.start)
    return " ".join(document.text[start:end].split())


def _secrets(document: Document, hits: Iterable[tuple[Rule, Hit]]) -> list[tuple[int, int]]:
    """Where anything stands that a report must not repeat, found there or not."""
    spans: set[tuple[int, int]] = set()
    words: set[str] = set()
    for rule, hit in hits:
        if not rule.code.startswith(PRIVATE):
            continue
        if hit.end:
            spans.add((hit.start, hit.end))
        words |= {word for word in re.findall(r"\w+", hit.text.lower()) if len(word) > 2}
    if words:
        said = re.finditer(r"\w+", document.lowered)
        spans |= {match.span() for match in said if match[0] in words}
    return sorted(spans)


def _excerpt(document: Document, rule: Rule, hit: Hit, secret: Sequence[tuple[int, int]]) -> str:
    """The sentence around a datum, with everything in it that must not be repeated masked."""
    if hit.end == 0 or not (rule.code.startswith(PRIVATE) or (document.thorough and hit.mends)):
        return ""
    start, end = document.sentence(hit.start)
    start, end = max(start, hit.start - _AROUND), min(max(end, hit.end), hit.end + _AROUND)
    pieces = ["…" if start and document.text[start - 1].isalnum() else ""]
    position = start
    for left, right in secret[max(0, bisect_right(secret, (start,)) - 1) :]:
        if left >= end:
            break
        if right > position:
            pieces += (document.text[position : max(position, left)], "……")
            position = right
    pieces.append(document.text[position:end])
    shown = _NUMBER.sub("……", " ".join("".join(pieces).split()))
    return re.sub(r"……(?:[\s.,-]*……)+", "……", shown)


# Reported


@lru_cache(maxsize=2)
def _line_starts(source: str) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in source.split("\n"))]


class Written(NamedTuple):
    """The text of a file, and the lines of the keys of its front matter; nothing where unknown."""

    source: str = ""
    lines: Mapping[str, int] = {}


def problem_of(path: str, finding: Finding, written: Written) -> Problem:
    """A finding as it is reported: without the datum.

    It is the same whether the file is at hand or not, but for its place in it.
    """
    message = finding.message
    key = finding.field if name_of(finding.field, RELEASE) else ""
    if finding.field and not finding.line and not key:
        message += f" Tempatnya: {finding.field}."
    elsewhere = dict.fromkeys(_where(occurrence.place) for occurrence in finding.also)
    elsewhere.pop(_where(finding.place), None)
    elsewhere.pop("", None)
    if elsewhere:
        message += f" Juga di {', '.join(elsewhere)}."
    start, end = span_in(written, finding.place)
    return Problem(
        path,
        finding.line,
        finding.code,
        message,
        finding.fix,
        type=finding.type,
        masked=finding.masked,
        start=start,
        end=end,
        mends=finding.mends if start >= 0 else (),
        excerpt=finding.excerpt,
        key=key,
        also=_spots(written, finding, (start, end)),
    )


def _spots(written: Written, finding: Finding, first: tuple[int, int]) -> tuple[Spot, ...]:
    """The other places of a datum that are known, none within another."""
    spots: list[Spot] = []
    taken = [first]
    for place, mends in finding.also:
        start, end = span_in(written, place)
        if start >= 0 and all(end <= left or right <= start for left, right in taken):
            taken.append((start, end))
            spots.append((written.source.count("\n", 0, start) + 1, start, end, mends))
    return tuple(spots)


def span_in(written: Written, place: Place | None) -> tuple[int, int]:
    """Where a stretch of a field stands in the file, in characters; -1 where that is unknown."""
    if place is None:
        return -1, -1
    source = written.source
    starts = _line_starts(source)
    line = place.part.line or written.lines.get(place.part.field, 0)
    if not 0 < line < len(starts):
        return -1, -1
    if place.part.field in (BODY, RAW):
        return _at(starts, place, place.start), _at(starts, place, place.end)
    start = source.find(place.written, starts[line - 1], starts[line - 1] + 4000)
    return (start, start + len(place.written)) if start >= 0 and place.written else (-1, -1)


def _at(starts: list[int], place: Place, position: int) -> int:
    """By line and column: a file may end its lines with two characters."""
    before = place.part.text[:position]
    line = place.part.line + before.count("\n")
    line = min(line, len(starts))
    return starts[line - 1] + len(before) - before.rfind("\n") - 1
