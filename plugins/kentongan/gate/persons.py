"""Who is named in a press text, and in which role: victim, suspect, witness, child, family.

Capitalised words that are no place, body, thing or officer are candidates. What stands before
and after decides: an explicit `bernama`, a role word, an age in brackets. Words that merely
share a sentence with a role count only when they look like an Indonesian name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kentongan.gate import candidates, phrases
from kentongan.gate.candidates import Candidate, name_words
from kentongan.gate.lazy import lazy
from kentongan.gate.pattern import Match, Phrases, alone, matches
from kentongan.gate.roles import PARTS, Role, roles_between
from kentongan.gate.tables import is_name_word

if TYPE_CHECKING:
    from kentongan.gate.document import Document

_IN_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.0123456789_")
_PSEUDONYM = frozenset({"samaran", "sebut", "disamarkan", "panggil", "sebenarnya"})


class Person(NamedTuple):
    """A private person. `role` is victim, suspect, witness or child."""

    start: int
    end: int
    name: str
    role: str
    age: int | None = None
    is_child: bool = False
    is_family: bool = False
    is_initials: bool = False


class _Sentence:
    """A sentence with the role words that it holds."""

    def __init__(self, document: Document, start: int, end: int) -> None:
        self.document = document
        self.start = start
        self.end = end

    @lazy
    def roles(self) -> list[Role]:
        return roles_between(self.document, self.start, self.end)

    @lazy
    def is_caseless(self) -> bool:
        return candidates.is_caseless(self.document.text[self.start : self.end])

    @lazy
    def acts(self) -> str:
        """The role that the verbs suggest: who is arrested, who is hurt."""
        if self._tells(phrases.ARREST):
            return "suspect"
        return "victim" if self._tells(phrases.HARM) else ""

    def _tells(self, told: Phrases) -> bool:
        document = self.document
        return document.may_mention(told) and bool(
            told.search(document.lowered[self.start : self.end])
        )


class _Case:
    """A candidate in its sentence, and what the words around it say."""

    def __init__(self, sentence: _Sentence, candidate: Candidate, previous: Person | None) -> None:
        document = sentence.document
        self.document = document
        self.sentence = sentence
        self.candidate = candidate
        self.text = document.text
        self.before = document.lowered[max(sentence.start, candidate.start - 60) : candidate.start]
        self.after = document.lowered[candidate.end : min(sentence.end, candidate.end + 90)]
        self.hits = sum(is_name_word(word) for word in candidate.words)
        self.count = len(candidate.words)
        self.previous = previous if self._continues(previous) else None

    def _continues(self, previous: Person | None) -> bool:
        """Whether the name stands in one list with the one before."""
        if previous is None or not 0 <= self.candidate.start - previous.end < 160:
            return False
        gap = self.document.lowered[previous.end : self.candidate.start]
        return bool(phrases.LIST_GAP.fullmatch(gap))

    @lazy
    def name(self) -> str:
        return self.text[self.candidate.start : self.candidate.end]

    @lazy
    def age(self) -> int | None:
        return _age_after(self.document.lowered, self.candidate.end, self.sentence.end)

    @lazy
    def is_named(self) -> bool:
        """`bernama`, `atas nama`, `Nama:` and the like stand before, and not of a thing."""
        naming = phrases.NAMED.search(self.before)
        return bool(naming and not phrases.THING_NAMED.search(self.before[: naming.start()]))

    @lazy
    def is_in_form(self) -> bool:
        """A filled-in line, `Nama : …`."""
        return self.before.rstrip().endswith((":", "=")) and bool(phrases.FORM.search(self.before))

    @lazy
    def is_spoken(self) -> bool:
        return bool(phrases.SPEECH.search(self.before))

    @lazy
    def chain(self) -> list[Role]:
        """The role words that lead to the name without a break, the nearest first."""
        found: list[Role] = []
        right = self.candidate.start
        for role in reversed(self.sentence.roles):
            if role.end > right:
                continue
            if right - role.end > 90 or not self._leads(role, right, first=not found):
                break
            left = max(self.sentence.start, role.start - 30)
            if phrases.LAWYER.search(self.document.lowered[left : role.start]):
                return []
            found.append(role)
            right = role.start
        return found

    def _leads(self, role: Role, right: int, *, first: bool) -> bool:
        """Whether only words that join stand between a role and what follows it."""
        if phrases.GAP.fullmatch(self.document.lowered, role.end, right):
            return True
        between = self.text[role.end : right]
        subject = first and self.is_named and between.rstrip().endswith("bernama")
        return subject and len(between) < 60 and not any(mark in between for mark in ",.;:")

    @lazy
    def suffix(self) -> Role | None:
        """A role in apposition: `Budi Santoso (34), korban`."""
        match = phrases.SUFFIX.match(self.document.lowered, self.candidate.end, self.sentence.end)
        if not match or not match.group().strip():
            return None
        roles = [role for role in self.sentence.roles if role.start >= match.end()]
        if not roles or roles[0].start != match.end():
            return None
        if roles[0].kind != "family":
            return roles[0]
        of_whom = phrases.FAMILY_OF.match(self.document.lowered, roles[0].end)
        return roles[0] if of_whom else None

    @lazy
    def is_closed(self) -> bool:
        """Whether the apposition ends at once, so that it is no new clause."""
        end = self.suffix.end if self.suffix else self.candidate.end
        return bool(phrases.CLOSED.match(self.document.lowered[end : self.sentence.end]))

    def is_person(self) -> bool:
        if self._is_hidden() or not (self._is_strong() or self._is_weak()):
            return False
        if self.is_named or self.age is not None:
            return True
        if phrases.NOT_NAME_BEFORE.search(self.before):
            return False
        tied = self.chain or self.suffix or self.previous or self.deed
        return bool(tied) or not self._is_office_holder()

    def _is_office_holder(self) -> bool:
        """`Kepala Desa Raci, …`: an office stands before, with nothing but names between."""
        offices = list(phrases.OFFICE.finditer(self.before))
        if not offices:
            return False
        left = self.candidate.start - len(self.before) + offices[-1].end()
        gap = self.text[left : self.candidate.start].replace(",", " ").split()
        return all(not word[0].islower() or word in phrases.OFFICE_GAP for word in gap)

    def _is_hidden(self) -> bool:
        if _is_initials(self.name, self.candidate.words):
            return True
        if self.document.words.isdisjoint(_PSEUDONYM):
            return False
        return bool(
            phrases.PSEUDONYM_BEFORE.search(self.before)
            or phrases.PSEUDONYM_AFTER.match(self.after)
        )

    def _is_strong(self) -> bool:
        if self.age is not None or self.previous or self.is_in_form:
            return True
        if self.is_named and (
            self.chain or self.hits or self.count > 1 or self.before.rstrip().endswith("bernama")
        ):
            return True
        if self.chain and (self.hits or self.count > 1 or self.candidate.civil):
            return True
        if phrases.BODY_OF.search(self.before) or phrases.CATCHES.search(self.before):
            return True
        if self._is_set_off() and self.chain:
            return True
        if (
            self.count > 1
            and self.before.endswith(" oleh ")
            and phrases.SEEN_BY.search(self.before)
        ):
            return True
        if self.hits and (phrases.SEEN_BY.search(self.before) or phrases.OWNS.search(self.before)):
            return bool(self.sentence.roles or self.document.is_case)
        if self.deed and not self.is_spoken and self._may_act():
            return True
        if phrases.NEAR_SOMEBODY.match(self.after) and self.sentence.roles:
            return self.is_spoken or self.hits > 0
        return self._is_apposed()

    def _may_act(self) -> bool:
        """An unknown single word counts inside a sentence only: there a capital means a name.

        Behind `warga` or `asal`, unknown words are where somebody comes from.
        """
        if not self.hits and phrases.HOME_BEFORE.search(self.before):
            return False
        if self.hits or self.count > 1 or self._is_set_off():
            return True
        return self._is_within()

    def _is_within(self) -> bool:
        """Whether it stands inside the sentence, behind a small word or a comma."""
        words = self.text[self.sentence.start : self.candidate.start].split()
        return bool(words) and (words[-1][0].islower() or words[-1][-1] in ",;")

    def _is_set_off(self) -> bool:
        """`nenek korban, Sukesi, …`: between commas right behind a role."""
        return self.before.endswith(", ") and self.after[:1] in (",", ".", "")

    @lazy
    def deed(self) -> str:
        """What the verb that follows says of its subject."""
        if self._follows(phrases.FALLS):
            return "suspect"
        return "victim" if self._follows(phrases.SUFFERS) else ""

    def _follows(self, told: Phrases) -> bool:
        return self.document.may_mention(told) and bool(told.match(self.after))

    def _is_apposed(self) -> bool:
        if not self.suffix:
            return False
        if self.suffix.kind == "family" and self.hits:
            return True
        if self.is_spoken or self.suffix.kind == "family":
            return self.is_closed or bool(phrases.COPULA.match(self.after))
        if self.hits or (self.count > 1 and phrases.COPULA.match(self.after)):
            return True
        return self.suffix.kind in ("child", "witness") and self.is_closed

    def _is_weak(self) -> bool:
        """The words share the sentence with a role, and look like a name."""
        if self.is_spoken or phrases.OFFICE_AFTER.match(self.after):
            return False
        if self.candidate.civil and self.sentence.roles:
            return True
        told = bool(self.sentence.roles or self.sentence.acts)
        if not self.hits or (self.count < 2 and not (told and self._is_within())):
            return False
        if phrases.DEGREE_AFTER.match(self.text, self.candidate.end):
            return False
        if self.sentence.roles or self.sentence.acts or self.document.is_sexual:
            return True
        return self.hits >= 2 and self.hits == self.count and self.document.is_case

    def person(self) -> Person | None:
        role = self._role()
        if not role:
            return None
        return Person(
            self.candidate.start,
            self.candidate.end,
            self.name,
            role,
            self.age,
            self._is_child(),
            self._is_family(),
        )

    def _is_child(self) -> bool:
        if self.age is not None:
            return self.age < 18
        for role in self.chain:
            if role.kind == "family":
                return False
            if role.kind == "child":
                return True
        if self.suffix and self.suffix.kind == "child":
            return True
        if phrases.IS_YOUNG.match(self.after):
            return True
        tied = self.chain or self.suffix
        return bool(self.previous and self.previous.is_child and not tied)

    def _is_family(self) -> bool:
        if any(role.kind == "family" for role in self.chain[:3]):
            return True
        if self.suffix and self.suffix.kind == "family":
            return True
        if self.previous and self.previous.is_family and not self.chain:
            return True
        return bool(phrases.CHILD_OF.search(self.before))

    def _role(self) -> str:
        for role in (*self.chain, *([self.suffix] if self.suffix else [])):
            if role.kind in PARTS:
                return role.kind
        if self.previous and not self.chain and not self.suffix:
            return self.previous.role
        nearest = self._nearest_role()
        if nearest:
            return nearest
        if self._is_child():
            return "child"
        told = self.age is not None or phrases.TOLD.search(self.before)
        if self.document.is_sexual or (told and not self.document.is_festive):
            return self.document.usual_role or "victim"
        return ""

    def _nearest_role(self) -> str:
        if phrases.SEEN_BY.search(self.before):
            return "witness"
        if phrases.HURTS.search(self.before):
            return "victim"
        if phrases.TAKES.search(self.before):
            return "suspect"
        if self.deed:
            return self.deed
        roles = [role for role in self.sentence.roles if role.kind in PARTS]
        others = [role for role in roles if not self._is_agent(role)]
        if others:
            return min(others, key=self._distance).kind
        if roles:
            return "victim"
        return self.sentence.acts or self._role_around()

    def _is_agent(self, role: Role) -> bool:
        """`dirampas oleh pelaku`: the one named before did not do it."""
        if role.kind != "suspect" or role.start < self.candidate.end:
            return False
        left = self.document.lowered[max(self.candidate.end, role.start - 25) : role.start]
        return bool(phrases.AGENT.search(left))

    def _role_around(self) -> str:
        """The role mentioned last before the name, else what is told after it."""
        lowered = self.document.lowered
        start, end = self.candidate.start, self.candidate.end
        before = self._parts_between(max(0, start - 400), start)
        if before:
            return before[-1].kind
        later = lowered[end : end + 500]
        harm, arrest = phrases.HARM.search(later), phrases.ARREST.search(later)
        after = self._parts_between(end, min(len(lowered), end + 800))
        found = [
            (match.start(), kind)
            for match, kind in ((harm, "victim"), (arrest, "suspect"))
            if match
        ]
        found += [(role.start - end, role.kind) for role in after[:1]]
        return min(found)[1] if found else self.document.usual_role

    def _parts_between(self, start: int, end: int) -> list[Role]:
        return [role for role in roles_between(self.document, start, end) if role.kind in PARTS]

    def _distance(self, role: Role) -> int:
        if role.end <= self.candidate.start:
            return self.candidate.start - role.end
        return (role.start - self.candidate.end) * 2


def find(document: Document) -> Iterator[Person]:
    """The private persons named in the document."""
    if not _is_worth_a_look(document):
        return
    lawful = {word for name in document.lawful_names for word in name_words(name)}
    seen: list[Person] = []
    found = sorted(
        [*_named(document), *_chat_names(document), *_initials(document)],
        key=lambda person: person.start,
    )
    for person in found:
        if lawful and all(word in lawful for word in name_words(person.name)):
            continue
        seen.append(person)
        yield person
    yield from _again(document, seen)


def _is_worth_a_look(document: Document) -> bool:
    return document.is_case or _states_age(document)


def _states_age(document: Document) -> bool:
    """Whether an age stands anywhere: `umur 34`, `34 tahun`, `(34)`."""
    lowered = document.lowered
    if not phrases.AGE_WORDS.isdisjoint(document.words) and phrases.AGE_STATED.search(lowered):
        return True
    return any(
        end - start <= 2
        and (_is_years(lowered, start, end) or _is_bracketed_age(lowered, start, end))
        for start, end in document.digits
    )


def _is_years(lowered: str, start: int, end: int) -> bool:
    before = lowered[start - 1 : start]
    return bool(
        phrases.YEARS_BEHIND.match(lowered, end) and not (before.isalnum() or before == "_")
    )


def _is_bracketed_age(lowered: str, start: int, end: int) -> bool:
    left = max(0, start - 45)
    return (
        "(" in lowered[left:start]
        and bool(phrases.AGE_BRACKET.search(lowered, left, start))
        and bool(phrases.AGE_CLOSED.match(lowered, end))
    )


def _named(document: Document) -> Iterator[Person]:
    """Persons whose names are written with capitals."""
    text = document.text
    runs = candidates.runs(text, document.sentence)
    officers: frozenset[str] | None = None
    sentence: _Sentence | None = None
    previous: Person | None = None
    for run in runs:
        if not candidates.may_hold_name(text, run):
            continue
        if officers is None:
            officers = _officer_names(document, runs)
        if sentence is None or run[0][0] >= sentence.end:
            sentence = _Sentence(document, *document.sentence(run[0][0]))
        for candidate in candidates.of_run(text, run, caseless=sentence.is_caseless):
            if not candidates.is_promising(text, candidate.start, candidate.end, candidate.words):
                continue
            case = _Case(sentence, candidate, previous)
            if not _is_officer(case, officers) and case.is_person():
                person = case.person()
                if person:
                    previous = person
                    yield person


def _officer_names(document: Document, runs: Sequence[candidates.Run]) -> frozenset[str]:
    """The words of officers' names: a later short form is not taken for a private person."""
    names = {word for name in document.official_names for word in name_words(name)}
    offices = candidates.offices()
    for number, run in enumerate(runs):
        words = [word for _, _, word in run]
        if offices.isdisjoint(words):
            continue
        office = next(i for i, word in enumerate(words) if word in offices)
        later = words[office + 1 :]
        following = runs[number + 1] if number + 1 < len(runs) else None
        if not later and following and following[0][0] - run[-1][1] == 2:
            later = [word for _, _, word in following]
        names.update(word for word in later if len(word) > 2 and not candidates.is_other(word))
    return frozenset(names)


def _is_officer(case: _Case, officers: frozenset[str]) -> bool:
    words = [word for word in case.candidate.words if len(word) > 1]
    known = all(word in officers for word in words)
    return known and case.age is None and not case.is_named


def _is_initials(name: str, words: tuple[str, ...]) -> bool:
    letters = [word for word in words if word not in candidates.PARTICLES]
    if any(len(word.replace(".", "")) > 3 for word in letters):
        return False
    kept = [word for word in name.split() if word.lower() not in candidates.PARTICLES]
    return bool(phrases.INITIALS.fullmatch("".join(kept)))


def _age_after(lowered: str, position: int, end: int) -> int | None:
    following = lowered[position : position + 1].strip() or lowered[position:].lstrip()[:1]
    if not (following in phrases.AGE_MARKS or following.isdecimal()):
        return None
    match = phrases.AGE_AFTER.match(lowered, position, end)
    if not match:
        line = phrases.AGE_LINE.match(lowered, position)
        return int(line.group(1)) if line else None
    number = next(match.group(name) for name in "abcd" if match.group(name))
    unit = (match.group("u") or match.group("v") or match.group("w") or "").strip()
    return 0 if unit.startswith(("bulan", "bln", "hari")) else int(number)


def _chat_names(document: Document) -> Iterator[Person]:
    """Names in small letters, as typed in a chat: `korban bernama siti aminah`."""
    if document.words.isdisjoint(("bernama", "nama", "n")):
        return
    for match in matches(phrases.CHAT_NAME, document.text, phrases.NAMINGS):
        words = tuple(match.group("n").split())
        if candidates.is_other(words[0]) or not any(is_name_word(word) for word in words):
            continue
        sentence = _Sentence(document, *document.sentence(match.start()))
        case = _Case(sentence, Candidate(match.start("n"), match.end("n"), words), None)
        person = case.person() if case.is_named else None
        if person:
            yield person


def _initials(document: Document) -> Iterator[Person]:
    """Initials of a child: allowed only with an override."""
    yield from _initials_with_age(document)
    if document.words.isdisjoint(("berinisial", "inisial")):
        return
    for match in phrases.NAMED_INITIALS.finditer(document.text):
        tail = document.text[match.end() : match.end() + 12]
        if not re.match(r"\s*[(,]?\s*\d", tail):  # with an age: decided above
            yield _initials_of(match, None)


def _initials_with_age(document: Document) -> Iterator[Person]:
    """`AF (16)`: from the age backwards, because most numbers are none."""
    text, done = document.text, 0
    for start, end in document.digits:
        if end - start > 2 or not phrases.AGE_UNIT.match(text, end):
            continue
        lead = text[max(0, start - 20) : start].rstrip()
        if not lead.endswith(phrases.INITIALS_LEADS):
            continue
        match = phrases.INITIALS_BEFORE_AGE.search(text, max(done, start - 60), start)
        if not match:
            continue
        done = end
        age = int(text[start:end])
        before = text[match.start() - 1 : match.start()]
        if age < 18 and before not in _IN_WORD and not candidates.is_other(match["n"].lower()):
            yield _initials_of(match, age)


def _initials_of(match: Match, age: int | None) -> Person:
    text = match.group("n").strip()
    start = match.start("n")
    return Person(start, start + len(text), text, "child", age, True, is_initials=True)


def _again(document: Document, seen: list[Person]) -> Iterator[Person]:
    """Other mentions of a person by the same name, in small words or capitals too."""
    spans = {(person.start, person.end) for person in seen}
    done: set[str] = set()
    for person in seen:
        if person.is_initials or person.name in done:
            continue
        done.add(person.name)
        for form in sorted({person.name, person.name.title(), person.name.upper()}):
            for start in alone(document.text, form):
                end = start + len(form)
                if (start, end) not in spans:
                    spans.add((start, end))
                    yield person._replace(start=start, end=end, name=form)
