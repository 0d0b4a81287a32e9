"""Who is named in a press text, and in which role: victim, suspect, witness, child, family.

Capitalised words that are no place, body, thing or officer are candidates. What stands before
and after decides, as the tables of `evidence` weigh it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from kentongan.gate import (
    ages,
    candidates,
    capitals,
    chat,
    evidence,
    headlines,
    initials,
    phrases,
    things,
    weighing,
)
from kentongan.gate.against import is_hidden, is_home, is_untied_official
from kentongan.gate.candidates import name_words
from kentongan.gate.case import Case, Sentence
from kentongan.gate.casting import called, role_of
from kentongan.gate.pattern import alone
from kentongan.gate.person import Person
from kentongan.gate.phrases import KINDS
from kentongan.gate.tables import is_name_word
from kentongan.gate.weighing import Mention

if TYPE_CHECKING:
    from kentongan.gate.roles import CastText


_MOST_AGAIN = 500  # persons whose other mentions are looked for; the text is refused anyway
_MOST_NAMED = 1000  # persons found before nobody looks for more, for the same reason


def find(document: CastText) -> Iterator[Person]:
    """The private persons named in the document, in the order of the text."""
    if not (document.may_be_case or document.is_criminal or _may_hold_child(document)):
        return
    lawful = {word for name in document.lawful_names for word in name_words(name)}
    seen: list[Person] = []
    named, in_lower_case = _named(document), _in_lower_case(document)
    persons = [
        *islice(named, _MOST_NAMED),
        *islice(in_lower_case, _MOST_NAMED),
        *initials.of_children(document),
    ]
    for person in sorted(persons, key=lambda person: person.start):
        if lawful and all(word in lawful for word in name_words(person.name)):
            continue
        seen.append(person)
        yield person
    yield from _again(document, seen)


def _may_hold_child(document: CastText) -> bool:
    """Whether somebody under age may be named, in good news as well."""
    return ages.is_stated(document) or any(
        KINDS[word] == "child" for _, word in document.role_places if word in KINDS
    )


def _named(document: CastText) -> Iterator[Person]:
    """Persons whose names are written with capitals."""
    mentions: Iterable[Mention] = mentions_in(document)
    if document.is_whole:
        mentions = weighing.parties(mentions)
    for mention in mentions:
        role = mention.role or (role_of(mention.case) or "victim" if document.is_whole else "")
        if role:
            yield _named_so(mention.case, role, mention.why or "disebut dalam berita perkara")


def mentions_in(document: CastText) -> list[Mention]:
    """The names that are written with capitals, as the rules judge them."""
    runs = capitals.runs(document.text, document.sentence)
    found = [*_candidates(document, runs)]
    if not found:
        return []
    officers = _officer_names(document, runs)
    placed = capitals.placed(runs)
    mentions: list[Mention] = []
    previous: Person | None = None
    case: Case | None = None
    of_things: set[tuple[str, ...]] = set()  # `anjing pelacak bernama Rocky`
    untold = 0  # side by side, none of whom is known for a party yet
    for sentence, candidate in found:
        if candidate.office:
            mentions.append(Mention(Case(sentence, candidate)))
            untold = 0
            continue
        case = Case(sentence, candidate, previous, beside=case)
        if phrases.THING_NAMING.search(case.before) and case.is_thing:
            of_things.add(candidate.words)
        if candidate.is_thing or candidate.words in of_things:
            untold = 0
            continue
        if _is_officer(case, officers) or _is_placed(case, placed):
            mentions.append(Mention(case, is_known=True))
            untold = 0
            continue
        why = evidence.reason(case)
        role = role_of(case) if why else ""
        mentions.append(Mention(case, role, why if role else ""))
        if role:
            _tell_listed(mentions, untold)
            untold = 0
            previous = _named_so(case, role, why)
        else:
            untold += 1
            if is_untied_official(case):  # `Winda` later, behind `Psikolog RSUD, Winda Ayu`
                officers = officers.union(candidate.words)
    return [
        mention
        for mention in mentions
        if not (is_hidden(mention.case) or (is_home(mention.case) and not mention.role))
    ]


def _tell_listed(mentions: list[Mention], untold: int) -> None:
    """`Dika dan Rizal, keduanya pelajar`: what is told of the last holds for all of a list."""
    case, role, *_ = mentions[-1]
    for number in range(len(mentions) - 2, len(mentions) - 2 - untold, -1):
        other = mentions[number].case
        gap = case.document.lowered[other.candidate.end : case.candidate.start]
        if case.chain or not phrases.THING_GAP.fullmatch(gap) or not evidence.may_be_named(other):
            return
        mentions[number] = Mention(other, role, "sederet dengan nama lain")
        case = other


def _candidates(
    document: CastText, runs: Sequence[capitals.Run]
) -> Iterator[tuple[Sentence, candidates.Candidate]]:
    text = document.text
    sentence: Sentence | None = None
    for run in runs:
        if not candidates.may_hold_name(text, run):
            continue
        if sentence is None or run[0][0] >= sentence.end:
            sentence = Sentence(document, *document.sentence(run[0][0]))
        found = headlines.of_run if sentence.is_caseless else candidates.of_run
        for candidate in found(text, run):
            start, end, words, civil, is_thing, office = candidate
            if office and not document.is_whole:
                continue
            if civil or is_thing or office or candidates.is_promising(text, start, end, words):
                yield sentence, candidate


def _in_lower_case(document: CastText) -> Iterator[Person]:
    ends: set[int] = set()
    for case in chat.cases(document):
        person = _person(case, "ditulis sebagai nama")
        if person:
            ends.add(person.end)
            yield person
    for case in chat.unnamed_cases(document):
        person = None if case.candidate.end in ends else _person(case, evidence.reason(case))
        if person:
            yield person


def _person(case: Case, why: str) -> Person | None:
    role = role_of(case) if why else ""
    return _named_so(case, role, why) if role else None


def _named_so(case: Case, role: str, why: str) -> Person:
    start, end, *_ = case.candidate
    return Person(
        start,
        end,
        case.name,
        role,
        case.age,
        case.is_child,
        case.is_family,
        called=called(case),
        why=why,
    )


def _officer_names(document: CastText, runs: Sequence[capitals.Run]) -> frozenset[str]:
    """The words of officers' names: a later short form is not taken for a private person."""
    names = {word for name in document.official_names for word in name_words(name)}
    offices = capitals.offices()
    for number, run in enumerate(runs):
        if len(run) == 1 and run[0][2] not in offices:
            continue
        words = [word for _, _, word in run]
        if offices.isdisjoint(words):
            continue
        office = next(i for i, word in enumerate(words) if word in offices)
        later = words[office + 1 :]
        if words[office] == "kepala" and later and is_name_word(later[0]):
            continue  # the part of a body
        following = runs[number + 1] if number + 1 < len(runs) else None
        if not later and following and following[0][0] - run[-1][1] == 2:
            later = [word for _, _, word in following]
        names.update(word for word in later if len(word) > 2 and not capitals.is_other(word))
    return frozenset(names)


def _is_officer(case: Case, officers: frozenset[str]) -> bool:
    words = [word for word in case.candidate.words if len(word) > 1]
    known = all(word in officers for word in words)
    if not known or case.age is not None or case.is_named:
        return False
    told = phrases.BODY_OF.search(case.before) or phrases.VICTIM_IS.search(case.before)
    suffers = case.deed or case.previous or told
    accused = phrases.ACCUSED.match(case.after) or case.is_accused or case.is_relative
    is_lay = phrases.LAY_BEHIND.match(case.after)
    return not (accused or is_lay or (case.candidate.civil and suffers))


def _is_placed(case: Case, placed: frozenset[str]) -> bool:
    """Whether the words are known from the name of a place, and nothing says otherwise. Those that
    people are called, too, have to stand as a place: `dari Melati`, where `Polsek Melati` is named.
    """
    if case.age is not None or case.is_named or not placed.issuperset(case.candidate.words):
        return False
    return _stands_as_place(case) or (case.is_strange and not case.chain)


def _stands_as_place(case: Case) -> bool:
    beside = case.beside.candidate.end if case.beside else case.candidate.start
    gap = case.document.lowered[beside : case.candidate.start]
    is_led = gap in (" dari ", " asal ") or phrases.AT_A_PLACE.search(case.before)
    return bool(is_led) and not case.candidate.civil


def _again(document: CastText, seen: list[Person]) -> Iterator[Person]:
    """Other mentions of a person by the same name, in small words or capitals too."""
    told = {position for person in seen for position in range(person.start, person.end)}
    done: set[str] = set()
    for person in seen[:_MOST_AGAIN]:
        if person.is_initials or person.name in done:
            continue
        done.add(person.name)
        for form in sorted({person.name, person.name.title(), person.name.upper()}):
            for start in alone(document.text, form):
                end = start + len(form)
                before = document.lowered[max(0, start - 40) : start]
                if start not in told and not things.stands_before(before):
                    told.update(range(start, end))
                    yield person._replace(start=start, end=end, name=form)
