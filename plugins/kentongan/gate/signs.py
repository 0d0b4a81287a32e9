"""What stands around a name, as signs that a table weighs: `l0=pak`, `a=PUBLIC`, `AGE`.

A small letter and perhaps a number say where it stands: `l` and `r` beside the name, `b` what is
said before a comma, `d` right before the name, `a` behind it, `v` behind all that.
A word in capitals is a kind of word, or something that holds for the name as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from kentongan.gate import lexicon
from kentongan.gate.against import is_no_person, is_untied_official
from kentongan.gate.case import Case
from kentongan.gate.pattern import Pattern
from kentongan.gate.phrases import KINDS
from kentongan.gate.tables import is_name_word, table
from kentongan.manuscripts import dictionary

TOLD = "TOLD"  # a case is told of around the name
_TOKEN = Pattern(r"\d[\d.,/]*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\s\w]")
_BEFORE, _AFTER = 120, 140  # characters in which they are looked for
_OPENS, _ENDS = "^", "$"  # the sentence
_STOPS = frozenset(',.;:^$()“”"!?–—')
_LONGEST = 8  # words that are said of somebody before or behind
_COPULAS = frozenset("selaku sebagai adalah ialah merupakan yang".split())
_STEPS = 5  # of a likelihood
_MOST = 3  # words that are counted


def of_words(case: Case) -> Iterator[str]:
    """What the words themselves look like."""
    yield f"COUNT{min(case.count, _MOST)}"
    yield f"USUAL{min(case.hits, _MOST)}"
    flags = {
        "THROUGHOUT": case.hits == case.count,
        "STRANGE": case.is_strange,
        "COURTESY": case.candidate.civil,
        "OFFICE": case.candidate.office,
        "PLAIN": any(map(dictionary.is_word, case.candidate.words)),
        "SMALL": not case.document.small_words.isdisjoint(case.candidate.words),
        "HEADLINE": case.sentence.is_caseless,
        "OPENING": _is_opening(case),
    }
    yield from (name for name, holds in flags.items() if holds)


def _is_opening(case: Case) -> bool:
    """`Titik api …`: one word of the language with the capital of its sentence."""
    opens = not case.text[case.sentence.start : case.candidate.start].strip(" “\"'‘(")
    return opens and case.count == 1 and dictionary.is_word(case.candidate.words[0])


def of_text(case: Case) -> Iterator[str]:
    """What the paragraph and the whole text tell of."""
    document = case.document
    begin = document.begin_of_paragraph(case.candidate.start)
    yield f"PARAGRAPH{_step(document.likelihood_from(begin))}"
    yield f"TEXT{_step(document.case_likelihood)}"
    flags = {
        "OPENS": document.opens_with_case,
        "FIRST": begin == document.openings[0],
        "LAST": begin == document.openings[-1],
        "QUOTED": document.is_quoted(case.candidate.start),
    }
    yield from (name for name, holds in flags.items() if holds)


def _step(likelihood: float) -> int:
    return round(likelihood * _STEPS)


def of_case(case: Case) -> Iterator[str]:
    """What the rules see around the name."""
    if case.is_told_near:
        yield TOLD
    if case.age is not None:
        yield "AGE"
    if case.deed:
        yield f"DEED_{case.deed}"
    if case.chain:
        yield f"ROLE_{case.chain[0].kind}"
    flags = {
        "LISTED": case.previous,
        "NAMED": case.is_named,
        "GLAD": case.is_glad,
        "HOLDER": is_untied_official(case),
        "OTHERWISE": is_no_person(case),
    }
    yield from (name for name, holds in flags.items() if holds)


def around(case: Case) -> Iterator[str]:
    """The words on both sides."""
    left, right = _sides(case)
    yield from _at("l0", left[0])
    yield from _at("r0", right[0])
    said = _said_before(left)
    if said:
        place = "b" if left[0] == "," else "d"
        yield from _of_phrase(place, said)
    start = 0
    if right[0] == "(" and ")" in right:
        start = right.index(")") + 1
    rest = right[start:]
    if rest[0] == "," or rest[0] in _COPULAS:
        said = _until_sign(rest[1:])
        yield from _of_phrase("a", said)
        rest = rest[len(said) + 2 :]
    yield from _at("v", rest[0] if rest else _ENDS)


def _sides(case: Case) -> tuple[list[str], list[str]]:
    """The words and marks of the sentence before the name, the nearest first, and behind it."""
    text, sentence, candidate = case.text, case.sentence, case.candidate
    start = max(sentence.start, candidate.start - _BEFORE)
    left = _TOKEN.findall(text[start : candidate.start])[::-1]
    end = min(sentence.end, candidate.end + _AFTER)
    right = _TOKEN.findall(text[candidate.end : end])
    return [*left, _OPENS], [*right, _ENDS]


def _said_before(left: Sequence[str]) -> list[str]:
    """The words before the name, or before the comma before it, in their order."""
    return _until_sign(left[1:] if left[0] == "," else left)[::-1]


def _until_sign(tokens: Sequence[str]) -> list[str]:
    words: list[str] = []
    for token in tokens[:_LONGEST]:
        if token in _STOPS:
            break
        words.append(token)
    return words


def _of_phrase(place: str, said: Sequence[str]) -> Iterator[str]:
    """What is said of somebody, in order. Behind and before a comma its first word is its head."""
    if not said:
        return
    if any("OF_PUBLIC" in kinds(token) for token in said):
        yield f"{place}=OF_PUBLIC"
    if place != "d":
        yield from _at(f"{place}1", said[0])
    # Who is nearest: `kata pekerja kebun Bowo`.
    near = said[::-1] if place == "d" else said
    told = [kind for token in near for kind in kinds(token) if kind in ("PUBLIC", "PRIVATE")]
    if told:
        yield f"{place}0={told[0]}"


def _at(place: str, token: str) -> Iterator[str]:
    yield from (f"{place}={kind}" for kind in kinds(token))
    if not token[0].isdigit() and not _is_name(token):
        yield f"{place}={token.lower()}"


def _is_name(token: str) -> bool:
    return token[0].isupper() and is_name_word(token.lower())


@lru_cache(maxsize=20_000)
def kinds(token: str) -> tuple[str, ...]:
    """The kinds of a word or a mark as it is written."""
    if token[0].isdigit():
        return ("NUMBER",)
    if not token[0].isalpha():
        return ()
    lowered = token.lower()
    found = [name for name, words in _tables() if lowered in words]
    kind = _roles().get(lowered) or _roles().get(lowered.removesuffix("nya"))
    if kind:
        found.append(kind.upper())
    if token[0].isupper():
        found.append("CAPITAL")
    elif "SAID" not in found and lexicon.is_verb(lowered):
        found.append(f"VERB_{lowered[:2]}")
    return tuple(found)


@cache
def _tables() -> tuple[tuple[str, frozenset[str]], ...]:
    words = table("words")
    return (
        ("RANK", words["ranks"]),
        ("LAY", words["lay_offices"]),
        ("TITLE", words["titles"] - words["lay_offices"]),
        ("PEOPLE", words["people"]),
        ("BODY", words["organisations"]),
        ("PLACE", words["places"] | words["towns"]),
        ("SAID", lexicon.said()),
        ("PUBLIC", words["public"]),
        ("OF_PUBLIC", words["public_bodies"]),
        ("PRIVATE", words["private"]),
    )


@cache
def _roles() -> dict[str, str]:
    return {phrase: kind for phrase, kind in KINDS.items() if phrase.isalpha()}
