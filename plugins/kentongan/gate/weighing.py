"""Whether somebody who is named in a whole release is a party, by all signs together.

The weights are learnt from known releases by `python -m tests.unit.gate.fit_party_signs`. What the
rules say counts as one sign among others. A name is weighed once for all places where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kentongan.gate import signs
from kentongan.gate.case import Case
from kentongan.gate.tables import weights
from kentongan.manuscripts import dictionary

RULED = "RULED"  # the sign that the rules find a party
# In a text that nobody wrote: names that share a word, and names that are weighed.
_MOST_ALIKE, _MOST_WEIGHED = 50, 1000
# Where the rules find nobody: the first word of a sentence, and what is known for something else.
_NO_NAMES = frozenset({"OPENING", "KNOWN"})
CONSTANT = "0"  # the row of `party_signs.toml` that is added for every name
ENOUGH = -40  # hundredths; somebody is a party above it: what is doubtful is kept


class Mention(NamedTuple):
    """A name where it stands, as the rules judge it.

    `role` is the part that they give it, "" for none, and `why` their reason. `is_known`: the
    same words are an officer or a place elsewhere.
    """

    case: Case
    role: str = ""
    why: str = ""
    is_known: bool = False


class Named:
    """All mentions of one name, in the order of the text."""

    def __init__(self, mention: Mention) -> None:
        self.words = set(_long(mention))
        self.mentions = [mention]

    def is_of(self, mention: Mention) -> bool:
        """`Budi`, where `Budi Santoso` was named."""
        words = _long(mention)
        return words <= self.words or words >= self.words

    def add(self, mention: Mention) -> None:
        self.words |= _long(mention)
        self.mentions.append(mention)

    @property
    def is_ruled(self) -> bool:
        """Whether the rules find a party in one of the places."""
        return any(mention.role for mention in self.mentions)

    @property
    def is_heading(self) -> bool:
        """Whether it is a word of the language that is all of its sentence: `3. Kapan.`"""
        case = self.mentions[0].case
        before = case.text[case.sentence.start : case.candidate.start]
        if case.count > 1 or any(map(str.isalpha, before + case.after)):
            return False
        return dictionary.is_word(case.candidate.words[0])

    @property
    def is_child(self) -> bool:
        return any(mention.role and mention.case.is_child for mention in self.mentions)

    def signs(self) -> set[str]:
        """What speaks for a party or against one."""
        cases = [mention.case for mention in self.mentions]
        told = next((case for case in cases if not case.sentence.is_caseless), cases[0])
        found = {*signs.of_words(told), *signs.of_text(told), *signs.around(told)}
        for case in cases[:_MOST_ALIKE]:
            found.update(signs.of_case(case))
        if self.is_ruled:
            found.add(RULED)
        if any(mention.is_known for mention in self.mentions):
            found.add("KNOWN")
        return found


def _long(mention: Mention) -> set[str]:
    return {word for word in mention.case.candidate.words if len(word) > 1}


def named(mentions: Iterable[Mention]) -> list[Named]:
    """The mentions, those of one name together."""
    found: list[Named] = []
    by_word: defaultdict[str, list[Named]] = defaultdict(list)
    for mention in mentions:
        words = [word for word in mention.case.candidate.words if len(word) > 1]
        like = (one for word in words for one in by_word[word][:_MOST_ALIKE])
        same = next((one for one in like if one.is_of(mention)), None)
        if same:
            same.add(mention)
        elif words:
            same = Named(mention)
            found.append(same)
        for word in words:
            if same and same not in by_word[word][:_MOST_ALIKE]:
                by_word[word].append(same)
    return found


def parties(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of parties, each with a role and a reason.

    A child whom the rules find is one, whatever else is told.
    """
    known = weights("party_signs")
    for number, one in enumerate(named(mentions)):
        if number >= _MOST_WEIGHED:
            yield from (mention for mention in one.mentions if mention.role)
            continue
        found = one.signs()
        is_named = found.isdisjoint(_NO_NAMES) and not one.is_heading
        may_be = one.is_ruled or (signs.TOLD in found and is_named)
        if one.is_child or (may_be and score(found, known) > ENOUGH):
            yield from one.mentions


def score(found: Iterable[str], known: dict[str, int]) -> int:
    return known[CONSTANT] + sum([known.get(sign, 0) for sign in found])
